# Où en est chaque projet de la personne, et ce qu’elle peut en faire une fois le dossier parti.

ou-aucun = Vous n’avez pas encore de dossier ici. Pour raconter un projet : /start.
ou-avant = (Et { $count } de plus anciens : /mesdonnees les dit tous.)
ou-titre = Votre projet : { $project } (dossier { $number })
ou-numero = { $name } : { $phone }.
ou-question = { $name } attend votre réponse : « { $words } »
ou-relance = Je relance { $name }.
ou-efface = Il n’en reste rien.
ou-sent-part = Votre dossier part chez { $name } aux heures d’ouverture. L’appel est promis d’ici { $day }.
ou-sent = { $name } a votre dossier. L’appel est promis d’ici { $day } ; rien n’est attendu de vous.
ou-sent-calls = { $name } a votre dossier et attend votre appel. Sans nouvelles de vous, l’appel est promis d’ici { $day }.
ou-sent-accueil = { $pivot } a votre dossier et joint pour vous { $name }. L’appel est promis d’ici { $day }.
ou-sent-late = { $name } devait vous appeler d’ici { $day } et n’a pas encore répondu.
ou-sent-late-accueil = { $pivot } a votre dossier et joint pour vous { $name }. L’appel promis d’ici { $day } n’est pas noté.
ou-seen = { $name } a lu votre dossier et pense vous appeler { $day }.
ou-seen-late = { $name } a lu votre dossier et pensait vous appeler { $day } ; aucun appel n’est noté.
ou-taken-charge = { $name } suit votre dossier. L’appel est promis d’ici { $day } ; rien n’est attendu de vous.
ou-taken-charge-late = { $name } suit votre dossier et devait vous appeler d’ici { $day } ; aucun appel n’est noté.
ou-trying = { $name } a essayé de vous joindre, sans succès, et pense réessayer { $day }. Vous pouvez aussi appeler.
ou-trying-late = { $name } a essayé de vous joindre, sans succès, et pensait réessayer { $day }. Vous pouvez aussi appeler.
ou-appointment = Vous avez rendez-vous avec { $name } : { $day }, à { $hour }.
ou-appointment-late = Vous aviez rendez-vous avec { $name } : { $day }, à { $hour }. Personne n’a encore dit ce qu’il en est.
ou-contacted = { $name } suit votre projet ; le premier échange date de { $day }. Rien n’est attendu de vous.
ou-paused = Votre dossier est en pause jusqu’à { $day } ; { $name } reprend contact à ce moment-là.
ou-paused-late = La pause de votre dossier est finie depuis { $day } ; { $name } doit reprendre contact.
ou-declined = { $name } n’est pas la bonne personne pour ce projet. { $pivot } cherche qui l’est ; vous avez sa réponse d’ici { $day }.
ou-declined-late = { $name } n’est pas la bonne personne pour ce projet. { $pivot } cherche encore qui l’est ; la réponse était promise d’ici { $day }.
ou-declined-accueil = L’accueil ne peut pas suivre ce projet lui-même. L’animation du réseau cherche qui le peut ; vous avez sa réponse d’ici { $day }.
ou-declined-late-accueil = L’accueil ne peut pas suivre ce projet lui-même. L’animation du réseau cherche encore qui le peut ; la réponse était promise d’ici { $day }.
ou-escalated = { $name } n’a pas encore répondu. { $pivot } s’en occupe, pour que l’appel promis d’ici { $day } ait lieu.
ou-escalated-late = { $name } n’a pas répondu. { $pivot } a votre dossier et s’en occupe ; l’appel était promis d’ici { $day }.
ou-escalated-accueil = Personne n’a encore répondu à l’accueil. L’animation du réseau s’en occupe, pour que l’appel promis d’ici { $day } ait lieu.
ou-escalated-late-accueil = Personne n’a pu vous appeler d’ici { $day }, et ce n’est pas normal. L’animation du réseau s’en occupe.
ou-newcomer-calls = Je n’ai pu prévenir personne. Le plus sûr est d’appeler { $name }, { $phone } ; ou { $pivot }, { $pivotphone }.
ou-newcomer-chooses = { $name } attend que vous disiez comment continuer : la question est plus haut, avec ses boutons.
ou-closed = Ce dossier est clos depuis { $day }. Quelque chose reste à faire ? { $name } : { $phone }.
ou-withdrawn = Vous avez retiré votre accord ({ $day }) : plus personne du réseau n’a ce dossier.

suite = « Mes dossiers » dit où en est votre projet. Que puis-je faire pour vous ?
suite-dossiers = Mes dossiers

geste-ou = Où en est-on ?
geste-ajouter-mot = Ajouter un mot
geste-coordonnees = Changer mes coordonnées
geste-pas-appele = On ne m’a pas appelé
geste-retirer = Retirer mon accord
geste-retirer-oui = Oui, retirer mon accord
geste-retirer-non = Non, le garder
geste-effacer-reponses = Tout effacer
geste-garder-reponses = Les garder jusqu’à { $day }

suivi-ajout-ecrire = Votre mot pour { $name } : écrivez-le ici, ou dites-le en message vocal.
suivi-ajout-confirmer-vocal = À envoyer à { $name } : votre message vocal. (Je ne sais pas l’écouter ; si c’est urgent, écrivez-le ou appelez le 112.)
suivi-coordonnees-ecrire = Votre nouveau numéro, ou votre nouvelle adresse de courriel ?
suivi-coordonnees-fait = C’est noté : { $value }. Je le dis à { $names }.
suivi-coordonnees-fait-sans = C’est noté : { $value }.
suivi-appele-non-accueil = Merci de l’avoir dit. Je préviens { $pivot } : { $pivotphone }.
suivi-appele-non-personne = Merci de l’avoir dit. Personne ne peut être prévenu ici pour le moment ; le plus sûr est d’appeler { $name } : { $phone }.
suivi-appele-non-deja = C’est déjà dit aujourd’hui. Vous pouvez aussi appeler { $name } : { $phone }.
suivi-retirer = Retirer votre accord arrête tout : { $name } n’aura plus votre dossier et devra effacer ses notes, et plus personne ne vous appellera. Vous choisirez ensuite ce que deviennent vos réponses.
suivi-retire = Votre accord est retiré. { $name } n’a plus accès à votre dossier, et je lui demande d’effacer ses notes. Vos réponses ne sont plus qu’à vous. Sans choix de votre part, elles s’effacent { $day }.
suivi-retire-garde = C’est noté : vos réponses restent ici, pour vous seul, jusqu’à { $day }, puis elles s’effacent.
suivi-retire-efface = C’est effacé : il ne reste rien des réponses de ce projet. Si un jour vous revenez : /start.
suivi-retire-oublie = Le délai est passé : les réponses du projet dont vous aviez retiré l’accord sont effacées. Si un jour vous revenez : /start.

equipe-ajout = { $name } ajoute (dossier { $number }) :
    « { $words } »
equipe-ajout-vocal = { $name } ajoute un message vocal (dossier { $number }).
equipe-coordonnees = Dossier { $number } : { $name } a de nouvelles coordonnées, { $value }.
equipe-nouvelles = Dossier { $number } ({ $project }) : { $name } demande où on en est. L’appel était promis d’ici { $day }.
fiche-ajoute = Ajouté depuis : « { $words } »

histoire-word-added = la personne ajoute un mot.
histoire-contact-changed = la personne change ses coordonnées.
histoire-news-asked = la personne demande où on en est.
histoire-echeance-forget-answers = effacement des réponses

equipe-telephoner-silence = À téléphoner, dossier { $number } ({ $project }) : { $name } n’a répondu à aucune de nos deux questions sur l’appel de { $who }, promis d’ici { $day }. { $phone }
geste-telephone-fait = C’est fait, j’ai téléphoné
note-telephone-fait = Noté : le dossier quitte la liste des personnes à téléphoner.
dossiers-a-telephoner = À téléphoner ({ $count }) :
histoire-to-phone = l’animation du réseau doit téléphoner à la personne ({ $reason }).
histoire-phoned = { $who } a téléphoné à la personne.
histoire-motif-silence = sans nouvelles
histoire-motif-unhappy = pas satisfaite
histoire-echeance-silent = passage à la liste des personnes à téléphoner

donnees-reponses-autres = Vos réponses, pour un autre projet
donnees-fichier-nom = mes-donnees.json
donnees-fichier = Les mêmes données, en entier, dans un fichier que d’autres programmes savent lire. /oublier l’efface aussi d’ici pendant 48 heures ; ensuite, supprimez-le vous-même.

classeur = Règles de { $territory }, révision { $number }, active depuis le { $day }. Modifiez le classeur et renvoyez-le-moi : rien ne change avant que vous n’ayez vu l’effet.
classeur-impossible = Ce jeu de règles ne tient pas dans un classeur : { $why }.

suivi-lien = Voulez-vous que je prenne de vos nouvelles, de loin en loin ? Deux boutons à toucher, et vous arrêtez quand vous voulez.
suivi-lien-oui = Avec plaisir : je prendrai de vos nouvelles.
suivi-lien-non = C’est noté : je ne vous demanderai rien de plus.
suivi-avis-contact = Cela fait une dizaine de jours que { $name } et vous vous êtes parlé. Comment cela se passe-t-il ?
suivi-avis-closing = Votre dossier avec { $name } est clos depuis une dizaine de jours. Comment cela s’est-il passé ?
suivi-avis-aide = Merci. Avez-vous eu ce qu’il vous fallait ?
suivi-avis-merci = Merci de l’avoir dit.
suivi-avis-appel = Merci de l’avoir dit. L’animation du réseau le lit et vous appelle.
suivi-avis-ecrire = Votre mot : l’animation du réseau le lira, personne d’autre.
suivi-avis-mot-recu = Merci. L’animation du réseau a votre mot.
suivi-lien-ou = Quelques nouvelles ? Votre projet…
suivi-lien-stade = Et il en est à…
suivi-lien-merci = Merci, { $name } le saura.
geste-lien-oui = Oui, gardons le lien
geste-lien-non = Non, merci
geste-lien-plus = Ne plus me demander
geste-lien-going = Il avance
geste-lien-waiting = Il attend
geste-lien-done = Il a abouti
geste-lien-stopped = J’arrête
geste-avis-good = Bien
geste-avis-fair = Moyen
geste-avis-bad = Mal
geste-avis-mot = Ajouter un mot
equipe-telephoner-unhappy = À téléphoner, dossier { $number } ({ $project }) : { $name } n’a pas trouvé ce qu’il fallait auprès de { $who }. { $phone }
equipe-avis-mot = Dossier { $number }, un mot sur l’accompagnement, pour l’animation seule :
    « { $words } »
equipe-nouvelles-donnees = Dossier { $number }, des nouvelles de { $name } : « { $words } ».
donnees-accord-news = vos nouvelles
histoire-news-agreed = la personne veut bien donner de ses nouvelles.
histoire-news-refused = la personne ne veut pas, ou plus, donner de ses nouvelles.
histoire-news-given = la personne donne de ses nouvelles.
histoire-satisfaction = la personne dit si elle est satisfaite.
histoire-echeance-satisfaction = question de satisfaction à la personne
histoire-echeance-keep-link = nouvelles demandées à la personne
