# Ce que lisent les référents et les animateurs : dense, factuel. La fiche tient sur un écran.

ou = { " " }ou{ " " }

fiche-tete = À appeler d’ici { $day } (promis)
fiche-tete-appellera = Vous appellera ; sinon, à appeler d’ici { $day } (promis)
fiche-numero = dossier { $number }
fiche-stade = Stade : { $stage }
fiche-cite = « { $words } »
fiche-suite = Dossier { $number }, le récit entier :
fiche-a-savoir = À savoir : « { $words } »
fiche-attend = Attend : { $what }.
fiche-vie = Vie : { $what }.
fiche-elus = Attend des élus : { $what }.
fiche-fait = Fait : { $what }.
fiche-non-coche = Non coché : { $what }.
fiche-aucun-conseiller = Aucun conseiller avant vous.
fiche-conseiller = Déjà conseillé par : { $who }.
fiche-prefere = Préfère : { $how }.
fiche-langue = Langue pour l’appel : { $spoken }.
fiche-la-personne = la personne
fiche-pourquoi = Pourquoi vous : « { $rule } » (révision { $number }).
fiche-regle-pivot = Aucune règle ne décide : accueil du territoire
fiche-dit = Dit à { $name } : votre nom, votre numéro, la date
fiche-dit-cites = { " " }; cités, non prévenus : { $who }
fiche-accords = Accords : { $what }.
fiche-separateur = { " " };{ " " }
fiche-accord-interlocutor = vous
fiche-accord-relay = relais { $who }
fiche-accord-partners = réunion mensuelle
fiche-remplace = Destiné à { $who }, qui n’a pas encore de compte ici : à vous, comme pivot.
fiche-de-la-part = De la part de { $who }.
fiche-de-la-part-mot = De la part de { $who } : « { $words } »

fiche-ailleurs = Dossier { $number } : suivi maintenant par { $who }.
alerte-depassee = Le { $day } : { $state }
alerte-liste-depassee = Dossier { $number }, le { $day } : { $state }
fiche-etat-sent = Réponse attendue : { $who }.
fiche-etat-seen = Lu par { $who }, qui a dit quand appeler.
fiche-etat-taken-charge = Pris en charge par { $who }.
fiche-etat-trying = { $who } a essayé d’appeler et réessaiera.
fiche-etat-appointment = { $who } a un rendez-vous avec la personne.
fiche-etat-contacted = Contact fait, avec { $who }.
fiche-etat-paused = En pause, suivi par { $who }.
fiche-etat-declined = Décliné par { $who } ; l’animation du réseau cherche qui le suivra.
fiche-etat-escalated = À l’animation du réseau, qui cherche quelqu’un.
fiche-etat-newcomer-calls = Transmis à personne ; la personne a les numéros publics.
fiche-etat-newcomer-chooses = À { $who } ; la personne est interrogée sur la suite.
fiche-etat-closed = Clos.

geste-prends = Je prends
geste-vu = Vu, j’appelle { $day }
geste-decline = Pas pour moi
geste-reorienter = Réorienter
geste-question = Poser une question
geste-suite = Lire la suite
geste-ecouter = Écouter
geste-contact-fait = Contact fait
geste-injoignable = Injoignable
geste-plus-tard = Plus tard
geste-rendez-vous = Rendez-vous
geste-heure = { $hour } h
geste-terminer = Terminer…
geste-pause = En pause…
geste-bloque = Je suis bloqué
geste-rouvrir = Rouvrir
geste-ouvrir = Ouvrir le dossier
geste-confier = Confier à { $who }
geste-je-m-en-occupe = L’accueil s’en occupe
geste-quelqu-un-d-autre = Quelqu’un d’autre
geste-relancer = Relancer { $who }
geste-autre-jour = Un autre jour
geste-retour = Retour
geste-suivants = Suivants
geste-precedents = Précédents
geste-sans-mot = Envoyer sans mot
geste-avec-mot = Ajouter un mot
geste-envoyer = Envoyer
geste-annuler = Annuler

motif-hors-territoire = Hors territoire
motif-hors-competence = Hors compétence
motif-deja-suivi = Déjà suivi ailleurs
motif-incomplet = Incomplet
motif-pas-de-place = Pas de place avant…
motif-je-connais = Je me déporte
motif-autre = Autre raison

dossier-sans-projet = projet à préciser

note-pris = Pris en charge par { $who }. La personne est prévenue.
note-deja-pris = Ce dossier est déjà pris en charge.
note-vu = Vu : vous appelez { $day }. Plus de rappel d’ici là ; la personne est prévenue.
note-decline = Décliné : { $reason }. L’animation du réseau cherche la suite, la personne est prévenue.
note-decline-detail = Pour préciser, répondez à ce message : l’animation du réseau le lira.
note-detail-transmis = Transmis à l’animation du réseau.
note-contact-fait = Contact fait, c’est noté.
note-injoignable = Injoignable, c’est noté : la personne est prévenue. Je vous redemande au prochain jour de présence.
note-plus-tard = Entendu : je vous redemande au prochain jour de présence.
note-rendez-vous = Rendez-vous noté : { $day }, à { $hour }. La personne est prévenue, et vous le serez tous deux la veille.
note-fil-rouge = Noté : { $stage }.
note-pause = En pause jusqu’au { $day } ; la personne est prévenue, je vous redemande alors.
note-bloque = C’est dit à l’animation du réseau ; le dossier sera à la prochaine réunion.
note-clos = Clos : { $outcome }. La personne est prévenue.
note-rouvert = Rouvert. La personne est prévenue.
note-reoriente = Transmis à { $who }. La personne est prévenue.
note-accord-demande = { $who } n’est pas couvert par les accords donnés. Je demande à la personne ; rien n’est transmis avant son oui.
note-relance = Relance envoyée à { $who }.
note-question-envoyee = Question envoyée. La réponse arrivera ici.
note-annule = Annulé, rien n’est parti.

choisir-jour = Quel jour appelez-vous ?
choisir-jour-rendez-vous = Quel jour, le rendez-vous ?
choisir-heure = À quelle heure ?
choisir-pause = En pause jusqu’à quand ? La personne le saura.
choisir-issue = Comment cela se termine-t-il ? La personne saura que son dossier est clos.
issue-installed = S’est installée ici
issue-created = A créé
issue-taken-over = A repris
issue-joined = A rejoint un projet
issue-postponed = Remis à plus tard
issue-given-up = A renoncé
issue-moved-elsewhere = Est partie ailleurs
issue-passed-to-others = Suivie par d’autres
issue-lost-sight-of = Perdue de vue
choisir-raison = Pourquoi ? La personne ne lira pas la raison.
confirmer-reorientation = Confier le dossier { $number } à { $who } ?
confirmer-reorientation-mot = Confier le dossier { $number } à { $who }, avec ce mot ?
    « { $words } »
ecrire-mot = Votre mot pour { $who } : répondez à ce message.
ecrire-question = Votre question à { $name } : répondez à ce message (1 000 caractères au plus).
ecrire-ce-qui-manque = Le dossier reste à vous, et la date promise aussi. Que manque-t-il ? Répondez à ce message : la question part à { $name } après votre accord (1 000 caractères au plus).
confirmer-question = À envoyer à { $name } :
    « { $words } »

refus-plus-en-cours = Ce dossier n’est plus entre vos mains, ou il a changé depuis ce message. /dossiers montre où il en est.
refus-pas-votre-role = Dossier { $number } : ce geste est celui de { $who }, ou de l’animation du réseau. Rien n’a changé.
refus-etat-sent = Dossier { $number } : il attend la réponse de { $who }, promise d’ici { $day }. Rien n’a changé.
refus-etat-seen = Dossier { $number } : { $who } l’a lu et a dit quand appeler. Rien n’a changé.
refus-etat-taken-charge = Dossier { $number } : { $who } l’a déjà pris en charge. Rien n’a changé ; pour le confier à quelqu’un, « Réorienter ».
refus-etat-trying = Dossier { $number } : { $who } a déjà essayé d’appeler et réessaiera. Rien n’a changé.
refus-etat-appointment = Dossier { $number } : { $who } a un rendez-vous avec la personne. Rien n’a changé.
refus-etat-contacted = Dossier { $number } : le contact est déjà fait, avec { $who }. Rien n’a changé.
refus-etat-paused = Dossier { $number } : en pause, suivi par { $who }. Rien n’a changé.
refus-etat-declined = Dossier { $number } : { $who } l’a décliné ; l’animation du réseau cherche qui le suivra. Rien n’a changé.
refus-etat-escalated = Dossier { $number } : il est à l’animation du réseau, qui cherche quelqu’un. Rien n’a changé.
refus-etat-newcomer-calls = Dossier { $number } : il n’a pu être transmis à personne ; la personne a les numéros publics. Rien n’a changé.
refus-etat-newcomer-chooses = Dossier { $number } : { $who } a posé une question à la personne, qui dit comment continuer. Rien n’a changé.
refus-etat-redirected = Dossier { $number } : il est maintenant suivi par { $who }. Rien n’a changé.
refus-etat-closed = Dossier { $number } : il est clos. Rien n’a changé.
refus-etat-withdrawn = Dossier { $number } : il n’existe plus, la personne a retiré son accord.
refus-pas-a-vous = Ce bouton n’est pas pour ce compte. /dossiers montre ce qui est à vous.
refus-trop-long = Votre message est vide ou dépasse 1 000 caractères. Raccourcissez-le et répondez de nouveau.
refus-trop = Cinq messages par jour au plus pour un dossier. Le téléphone va plus vite !
refus-deja-fait = C’est déjà fait.
refus-injoignable = La personne ne reçoit plus nos messages. Son numéro est sur la fiche.
refus-deja-passe = Ce jour est passé. Choisissez-en un autre.
refus-recit-efface = Il n’y a plus rien à lire ici : la personne a effacé ses données.
refus-voix-effacee = Ce message vocal n’existe plus.

equipe-escalade = Sans réponse de { $who }, à la veille de l’appel promis ({ $day }) : dossier { $number }, { $project }. Qui appelle ?
equipe-decline = { $who } ne prend pas le dossier { $number } ({ $project }) : { $reason }. Promis d’ici { $day }. Qui appelle ?
equipe-decline-detail = Sa précision : « { $words } »
equipe-toujours-sans-personne = Dossier { $number } ({ $project }) : toujours sans personne depuis { $since }. Qui appelle ?
equipe-perdu-de-vue = Dossier { $number } : sans nouvelles de la personne, il est clos. « Rouvrir » sur sa fiche le reprend.
equipe-illisible = Un rappel ou un message de votre territoire n’a pas pu être lu : il est mis de côté, les autres sont partis. La personne qui tient le serveur trouve lequel dans le journal.
equipe-panne = Un message reçu n’a pas pu être traité ; la personne en est avertie, et les autres sont servies. La personne qui tient le serveur trouve lequel dans le journal.
equipe-bloque = Dossier { $number } ({ $project }) : { $who } est bloqué et demande un avis du réseau.
equipe-pas-appele = Dossier { $number } : la personne dit ne pas avoir été appelée. Référent : { $who }.
equipe-refus-reorientation = Dossier { $number } : { $name } préfère que rien ne soit transmis à { $who }. Le dossier reste où il est.
equipe-confie-ailleurs = Dossier { $number } : confié à { $who }. Plus rien à faire de votre côté ; merci d’effacer ce que vous aviez noté.
equipe-reponse = Réponse de { $name } (dossier { $number }) :
    « { $words } »
equipe-accord-retire = Dossier { $number } : la personne retire un accord ({ $what }). N’en tenez plus compte.
equipe-supprimer = Dossier { $number } : la personne a retiré son accord ou effacé ses données. Merci d’effacer tout ce que vous aviez noté d’elle.
equipe-acces-retire = Ce compte n’a plus accès aux dossiers.
equipe-efface = Message effacé à la demande de la personne.
equipe-injoignable = Dossier { $number } : { $name } ne reçoit plus nos messages ici. Reste l’appel : { $phone }.
equipe-rappeler-contact = À rappeler : { $name }, { $phone }. Souhaite parler à quelqu’un, sans passer par le questionnaire.
equipe-rappeler-fallback = À rappeler : { $name }, { $phone }. L’entretien n’a pas abouti.
equipe-compte-bloque = Le compte de { $who } ne reçoit plus nos messages. Ses dossiers arrivent ici ; une nouvelle invitation le rétablit.

rappel-un = Dossier { $number } ({ $project }) attend votre réponse. Promis à { $name } : un appel d’ici { $day }.
rappel-vu = Dossier { $number } : vous pensiez appeler { $name } aujourd’hui. Contact fait ?
rappel-contact = Dossier { $number } : { $name } attend votre appel au plus tard aujourd’hui ({ $day }). Contact fait ?
rappel-contact-avant = Dossier { $number } : { $name } attend votre appel, promis d’ici { $day }. Contact fait ?
rappel-contact-passe = Dossier { $number } : avez-vous pu parler à { $name } ? L’appel était promis d’ici { $day }. Contact fait ?
rappel-rendez-vous = Dossier { $number } : rendez-vous avec { $name }, { $day }, à { $hour }.
rappel-rendez-vous-apres = Dossier { $number } : votre rendez-vous avec { $name } a-t-il eu lieu ?
rappel-fil-rouge = Dossier { $number } ({ $project }) : où en est { $name } ?
rappel-liste = Vos dossiers du jour :
rappel-ligne = { $number } · { $project } · promis d’ici { $day }
geste-dossier = Dossier { $number }

salle-bienvenue = Bonjour { $who }. Ce compte reçoit maintenant les dossiers de { $structure }.
salle-bienvenue-animation = Bonjour. Ce compte est celui de l’animation, pour { $territory }.
salle-en-cours = Dossiers en cours : { $count }. /dossiers les montre.
salle-code-inconnu = Ce code ne convient pas : déjà utilisé, périmé, ou mal recopié. Demandez-en un autre à l’animation du réseau.
salle-trop-d-essais = Trop d’essais. Réessayez dans une heure, ou demandez un nouveau code à l’animation du réseau.
salle-inconnu = Ce robot est réservé aux interlocuteurs du réseau, sur invitation.
salle-territoire-absent = Votre territoire n’est plus servi ici. Demandez à la personne qui tient le serveur de le remettre ; vos dossiers sont gardés.
salle-groupe = Je ne parle qu’en privé : un dossier ne se lit pas à plusieurs.
salle-aide = Ce que je sais faire :
    /dossiers : vos dossiers ouverts
    /absence du 24/12 au 2/1 : vos jours d’absence, écrits comme ils viennent (ou /absence, avec des boutons)
    /revue : vos dossiers à la réunion du mois, ou /revue 2026-10 pour un mois passé
    /essai : l’accueil comme le vit une personne, sans laisser de trace
    /aide : ce message
    Sur chaque fiche : prendre, dire quand vous appelez, décliner, réorienter, associer un appui, poser une question.
    Un mot écrit ici, hors d’une question, devient une note sur votre dossier.
salle-aide-animation = Pour l’animation :
    /territoire : les chiffres du jour et ce que personne n’a pris
    /absence Prénom Nom du 3 au 7 mars : l’absence de quelqu’un du territoire, qui en est prévenu
    /passation Prénom Nom à Prénom Nom le 30 : quelqu’un s’en va, quelqu’un prend la suite de ses dossiers
    /retirer : couper l’accès d’un compte, dont les dossiers changent de mains
    /regles : les règles en vigueur et leur histoire ; envoyez-moi un fichier (YAML, ZIP, XLSX) pour en proposer d’autres
    /classeur : les règles en vigueur dans un classeur, à modifier et à renvoyer
    /expliquer 241 : pourquoi le dossier 241 est allé à cette personne, et à qui il irait aujourd’hui
salle-pas-compris = Je n’ai pas compris. Pour répondre à une personne, utilisez « Poser une question » sur sa fiche. /aide montre le reste.
salle-modifie = Modifier un message ne change rien ici : renvoyez-le, s’il vous plaît.
salle-animation-seulement = Cette commande est celle de l’animation du réseau.
salle-aucun-dossier = Aucun dossier ouvert.
salle-dossiers = Vos dossiers ouverts ({ $count }), page { $page } sur { $pages } :
etat-sent = à appeler d’ici { $day }
etat-seen = vu, à appeler d’ici { $day }
etat-taken-charge = pris, appel d’ici { $day }
etat-contacted = contact fait
etat-trying = injoignable pour l’instant
etat-appointment = rendez-vous pris
etat-paused = en pause
etat-newcomer-calls = la personne appelle elle-même
etat-newcomer-chooses = la personne choisit la suite
etat-escalated = à confier, promis { $day }
etat-declined = décliné, à confier
salle-ligne = { $number } · { $project } · { $state }
salle-territoire = { $territory }, aujourd’hui
salle-chiffres = Entretiens commencés : { $begun } ; inachevés en tout : { $unfinished }.
    Dossiers envoyés aujourd’hui : { $sent } ; ouverts : { $open }.
    En attente : { $waiting }, dont en retard : { $late } ; pris : { $taken } ; contact fait : { $contacted } ; déclinés : { $declined }.
salle-personne-n-a-pris = Ce que personne n’a pris ({ $count }) :
salle-tout-est-pris = Tout est pris.
salle-a-relire = À relire ({ $count }) :
relecture = À relire, { $territory } :
relecture-et-autres = … et { $count } de plus.
relecture-suite = Corrigez les fichiers ou le classeur, puis envoyez-les ici. Chaque point n’est annoncé qu’une fois ; /territoire montre ce qui reste.
salle-regles = Règles de { $territory } : révision { $number }, active depuis le { $day } ; { $rules } règles actives, { $structures } structures, { $interlocutors } interlocuteurs.
salle-panne = Quelque chose a manqué de mon côté : rien n’est perdu, réessayez dans un instant.

expliquer-numero = De quel dossier ? Écrivez son numéro, par exemple /expliquer 241.
expliquer-inconnu = Je ne connais pas de dossier { $number } dans votre territoire.
expliquer-efface = Du dossier { $number }, il ne reste rien à expliquer : la personne a retiré son accord, ou il est trop ancien.
expliquer-regles-perdues = Les règles sous lesquelles le dossier { $number } a été orienté n’ont pas été gardées.
salle-la-suite = … (la suite ne tient pas dans un message.)
