# Ce qui entoure les questions : l’accueil, le résumé, la proposition, et tout ce qui peut arriver en chemin.

oui = Oui
non = Non
rien = Rien
enumeration = { $debut } et { $fin }
bouton-inconnu = Je ne sais pas encore
bouton-passer = Passer
passe = passé
bouton-garder = Laisser comme avant
bouton-continuer = Continuer
bouton-autres = Autres…
bouton-precedent = Revenir
message-vocal = votre message vocal
vocal-recu = Bien reçu. Je ne sais pas écouter : seule la personne qui vous appellera entendra votre voix. Si c’est urgent, écrivez-le ou appelez le 112.
coches-notees = C’est coché. Autre chose ? Sinon, « Continuer ».
rien-coche = Cochez ce qui vous parle, ou dites « Je ne sais pas encore ».
choisissez = Je n’ai pas su où ranger votre réponse. Un de ces boutons irait-il ?
choisissez-cochez = Je n’ai pas su quoi cocher. Touchez ce qui vous parle, puis « Continuer ».
ajoute-au-recit = Je garde ces mots avec votre récit.
note-aussi = Noté aussi – { $faits }.
mot-thanks = Avec plaisir.
mot-goodbye = À bientôt ! Rien n’est perdu : un mot de vous, et l’on reprend ici.
mot-pause = Prenez votre temps. Rien n’est perdu : un mot de vous, et l’on reprend ici.
mot-anger = Je comprends, et je suis désolé. « Parler à quelqu’un » vous donne tout de suite un numéro ; sinon, on continue.
mot-weary = C’est vrai que cela fait beaucoup. « Je ne sais pas encore » est une vraie réponse, et vous pouvez reprendre plus tard.
trop-long = C’est un peu long pour cette question. Quelques mots suffisent ; le reste, vous le direz de vive voix.
question-retiree = Mes questions ont un peu changé depuis tout à l’heure. On continue ici.
option-retiree = Une de vos réponses n’existe plus ({ $question }) : je vous repose la question.
modification-vue = J’ai vu que vous avez modifié un message. Pour changer une réponse : /modifier.
commande-inconnue = Je ne connais pas cette commande. /aide dit ce que je sais faire.

accueil = { $moment ->
    [soir] Bonsoir.
   *[jour] Bonjour.
} Je suis l’accueil { $territoire } : un programme, pas une personne. Racontez-moi votre projet ou votre envie ; je cherche qui, ici, peut vous aider. Cinq minutes ; rien n’est transmis sans votre accord.
accueil-go = C’est parti
accueil-contact = Juste un contact
accueil-autre = Autre chose
accueil-langue = English

contact-ou = D’accord, juste un contact. Dans quelle commune ?
contact-sans-lieu = Je ne sais pas
contact-voici = Vous pouvez appeler :
contact-rien-garde = Je n’ai rien gardé. Si un jour vous voulez raconter votre projet : /start.

autre-chose = Dites-moi, c’est plutôt…
autre-chose-ceder = Céder mon activité
autre-chose-structure = J’écris pour une structure
autre-chose-papiers = Une démarche, un papier
autre-chose-raconter = Raconter un projet
autre-structure = Merci de nous écrire. Pour les structures et les élus, c’est { $nom } ({ $structure }) qui anime le réseau. Au { $numero }, on vous répond de vive voix.
autre-papiers = Pour une démarche (impôts, carte grise, allocations…), l’espace France services le plus proche vous aide sur place, gratuitement. Pour déclarer une entreprise, tout se fait sur procedures.inpi.fr. Et si vous hésitez, { $nom } ({ $structure }) vous oriente : { $numero }.

resume = Si j’ai bien compris : { $phrase }.
resume-oui = C’est ça
resume-corriger = Corriger
resume-projet = { $connu ->
    [oui] { $forme ->
        [creation] créer { $chose }
        [reprise] reprendre { $chose }
        [transmission] transmettre { $votre }
        [installation_agricole] monter { $chose }
        [developpement] développer { $votre }
        [association] monter une association pour { $chose }
        [emploi] trouver un emploi{ $dans ->
            [aucun] { "" }
           *[autre] { " " }{ $dans }
        }
        [habiter] venir vivre{ $lieu ->
            [oui] { "" }
           *[non] { " " }ici
        }
       *[inconnu] { $chose }, d’une façon ou d’une autre
    }
   *[non] { $forme ->
        [creation] créer votre activité
        [reprise] reprendre une activité
        [transmission] transmettre votre activité
        [installation_agricole] monter une ferme
        [developpement] développer votre activité
        [association] monter une association
        [emploi] trouver un emploi
        [habiter] venir vivre{ $lieu ->
            [oui] { "" }
           *[non] { " " }ici
        }
       *[inconnu] une envie de changer, encore ouverte
    }
}
a-vous = { $article ->
    [aucun] { $chose }
    [des] vos { $chose }
   *[un] votre { $chose }
}
resume-lieu = { $precision ->
    [environs] vers { $lieu }
   *[precis] { $a_lieu }
}
resume-secteur = dans le secteur { $lieu }
resume-sans-lieu = sans lieu choisi pour l’instant
resume-portage-seul = { $forme ->
    [emploi] { "" }
    [habiter] { "" }
    [transmission] { "" }
    [developpement] { "" }
   *[autre] de votre côté
}
resume-portage-couple = en couple
resume-portage-collectif = en groupe
resume-portage-structure = pour une structure
resume-but-en_vivre = pour en vivre
resume-but-complement = en complément d’un revenu
resume-but-rendre_service = pour rendre service ici
resume-echeance-vite = dès que possible
resume-echeance-dans_l_annee = d’ici un an
resume-echeance-plus_tard = un peu plus tard
resume-echeance-rien_ne_presse = sans vous presser
resume-vie =  ; avec { $besoins }
vie-logement = un logement
vie-emploi_conjoint = un emploi pour { $conjoint ->
    [aucun] votre conjoint ou conjointe
   *[autre] votre { $conjoint }
}
vie-ecole_garde = l’école ou la garde des enfants
vie-transport = de quoi vous déplacer
vie-sante = un médecin
vie-internet = une bonne connexion
vie-commerces = des commerces tout près
vie-vie_locale = du monde à rencontrer
corriger-quoi = Que voulez-vous changer ? Le reste ne bouge pas.
ligne = { $nom } : { $reponse }
ligne-recit = Votre récit
ligne-secteur = Le domaine
ligne-forme_du_projet = Le projet
ligne-commune = Le lieu
ligne-rapport_au_lieu = Par ici
ligne-portage = Avec qui
ligne-but = Pour quoi
ligne-type_collectif = Ensemble
ligne-taille = Le groupe
ligne-decision = Pour décider
ligne-phase = Où en est le groupe
ligne-attente_elus = Les élus
ligne-statut = Le travail
ligne-deja_accompagne = Un conseil déjà
ligne-conseiller = Qui conseille
ligne-jalons = Déjà fait
ligne-besoins_projet = Il faudrait
ligne-besoins_vie = La vie autour
ligne-echeance = Quand
ligne-attention = À savoir
ligne-prenom = Prénom
ligne-coordonnees = Pour vous joindre
ligne-mode_contact = Vous préférez
ligne-moments = Le bon moment
ou-en-suis-je = Jusqu’ici : { $phrase }. Étape { $faites } sur { $total }.
retour-impossible = On ne peut pas remonter plus loin.
modifier-impossible = Il n’y a encore rien à modifier.
pourquoi-general = Chaque question sert à trouver la bonne personne, ou à l’aider à vous aider.
pourquoi-selon = Selon votre réponse, ce sera plutôt : { $structures }.
pourquoi-tri = Il reste { $nombre } structures possibles : votre réponse aide à choisir.
pourquoi-acquis = Quelle que soit votre réponse, je pense déjà à : { $structure }.
pourquoi-a-cote = Je pense déjà à : { $structure }. Votre réponse dira qui d’autre peut aider.

en-territoire = { $territoire }
proposition-nom = Je vous propose
equipe-de = l’équipe : { $structure }
proposition-deja-suivi = { $conseiller ->
    [aucun] Quelqu’un vous conseille déjà : rien ne change de ce côté. Voici de quoi vous épauler en plus.
   *[autre] Quelqu’un vous conseille déjà (« { $conseiller } ») : rien ne change de ce côté. Voici de quoi vous épauler en plus.
}
proposition-remplace = C’est en l’absence de { $absent }.
proposition-appel = { $pronom ->
    [elle] { $role ->
        [appui] Elle vous appellerait d’ici { $jour }.
       *[referent] Elle vous appellerait d’ici { $jour }, puis resterait joignable à chaque étape.
    }
    [il] { $role ->
        [appui] Il vous appellerait d’ici { $jour }.
       *[referent] Il vous appellerait d’ici { $jour }, puis resterait joignable à chaque étape.
    }
   *[equipe] { $role ->
        [appui] On vous appellerait d’ici { $jour }.
       *[referent] On vous appellerait d’ici { $jour }, puis la même équipe resterait joignable à chaque étape.
    }
}
proposition-numero = Pour appeler vous-même : { $numero }.
proposition-appuis = Et plus tard, si vous en avez besoin :
proposition-autres = { $nombre ->
    [1] Un autre appui existe : « Voir aussi ».
   *[autre] { $nombre } autres appuis existent : « Voir aussi ».
}
appui-motif = { $nom }, { $motif }.
appui-phrase = { $nom }. { $motif }
parcours-date = { $nom }, à partir du { $jour }. { $motif }
parcours-en-cours = { $nom }, en ce moment. { $motif }
proposition-oui = { $pronom ->
    [elle] D’accord, qu’elle m’appelle
    [il] D’accord, qu’il m’appelle
   *[equipe] D’accord, qu’on m’appelle
}
proposition-jappelle = Je préfère appeler
proposition-quelqu-un-d-autre = Quelqu’un d’autre
proposition-pas-maintenant = Pas maintenant
voir-aussi = Voir aussi
proposition-changee = Un changement vient d’arriver de notre côté ; rien n’est encore parti. Je vous propose donc :
personne-d-autre = Je n’ai pas d’autre nom à vous proposer. Le mieux est d’en parler de vive voix.
sans-suite = D’accord, je ne transmets rien. Le jour où l’envie revient, { $referent } répond au { $numero }.
sans-suite-retour = Revoir la proposition
sans-suite-fin = En rester là
a-bientot = Merci de m’avoir raconté. La porte reste ouverte : /start.
a-bientot-dossier = Merci, et bonne route. Je vous préviens ici à chaque étape. Tout ce que je garde : /mesdonnees ; tout effacer : /oublier.
envoye = C’est envoyé : { $referent } a votre dossier. { $pronom ->
    [elle] Elle vous appelle d’ici { $jour }.
    [il] Il vous appelle d’ici { $jour }.
   *[equipe] On vous appelle d’ici { $jour }.
} Son numéro, au cas où : { $numero }.
envoye-vous-appelez = C’est envoyé : { $referent } a votre dossier et attend votre appel, au { $numero }. { $pronom ->
    [elle] Sans nouvelles, elle vous appelle d’ici { $jour }.
    [il] Sans nouvelles, il vous appelle d’ici { $jour }.
   *[equipe] Sans nouvelles, on vous appelle d’ici { $jour }.
}
envoi-impossible = Votre dossier est prêt, mais personne ne peut le recevoir ici pour le moment : je ne vous promets donc pas d’appel d’ici { $jour }. Le plus sûr est d’appeler { $referent } : { $numero }.
preparation = Encore quelques questions, pour que ce premier échange parte du bon pied ? Vous pouvez en passer autant que vous voulez.
preparation-oui = Volontiers
preparation-non = Non merci

urgence-danger = { $qui ->
    [autre] Je suis un programme : personne ne lit ici en ce moment, et personne n’est prévenu. Vous avez raison de vous inquiéter. Des personnes répondent tout de suite, à vous comme à la personne dont vous parlez :
   *[soi] Je suis un programme : personne ne lit ici en ce moment, et personne n’est prévenu. Ce que vous vivez compte. Des personnes répondent tout de suite :
}
urgence-danger-fin = { $qui ->
    [autre] Ne la laissez pas seule si vous le pouvez. Rien de ces mots n’est gardé.
   *[soi] Si quelqu’un est près de vous, dites-lui que ça ne va pas, même en deux mots. Rien de ce que vous venez d’écrire n’est gardé.
}
urgence-violence = { $qui ->
    [autre] Je suis un programme : personne ne lit ici en ce moment, et personne n’est prévenu. Ce que vous avez vu ou entendu compte. Des personnes répondent tout de suite :
   *[soi] Je suis un programme : personne ne lit ici en ce moment, et personne n’est prévenu. Ce n’est pas votre faute. Des personnes répondent tout de suite :
}
urgence-violence-fin = Parler est impossible ? Le 114 répond par SMS. Rien de ces mots n’est gardé ici ; pour qu’ils ne restent pas non plus à l’écran, effacez aussi la conversation dans Telegram.
urgence-shelter = Je suis un programme : personne ne lit ici en ce moment, et personne n’est prévenu. Pour cette nuit :
urgence-shelter-fin = Dans la journée, le centre communal d’action sociale (CCAS), à la mairie, peut chercher avec vous. Rien de ces mots n’est gardé ici.
urgence-minor = { $qui ->
    [autre] Je suis un programme : personne ne lit ici en ce moment, et personne n’est prévenu. Vous avez raison d’en parler : pas besoin d’être sûr pour appeler.
   *[soi] Je suis un programme : personne ne lit ici en ce moment, et personne n’est prévenu. Ce n’est pas ta faute, et tu as raison d’en parler. Des personnes te répondent tout de suite :
}
urgence-minor-fin = { $qui ->
    [autre] Rien de ces mots n’est gardé ici.
   *[soi] Tu peux aussi le dire à un adulte en qui tu as confiance. Je ne garde rien de toi : ni nom, ni numéro, ni ce que tu as écrit.
}
urgence-passee-danger = Merci de l’avoir dit. Si cela revenait, le 3114 écoute jour et nuit. Je ne garde pas cette phrase.
urgence-passee-violence = Merci de l’avoir dit ; ce n’était pas votre faute. Si cela revenait : le 17, ou le 3919. Je ne garde pas cette phrase.
urgence-passee-shelter = Merci de l’avoir dit. Si cela revenait, le 115 répond jour et nuit. Je ne garde pas cette phrase.
urgence-passee-minor = Merci de l’avoir dit. Pour un enfant en danger, c’est le 119, jour et nuit. Je ne garde pas cette phrase.
urgence-court = Des personnes peuvent aider, tout de suite.
urgence-plus-tard = Reprendre plus tard
urgence-arreter = Arrêter
urgence-effacer = Effacer cette conversation
urgence-pause = D’accord. Je ne vous relancerai pas. Le jour où vous voudrez reprendre, écrivez-moi un mot.
urgence-fin = On s’arrête là. Je ne vous relancerai pas. Ces numéros restent au-dessus, et la porte reste ouverte.
charge = C’est lourd, ce que vous portez. On avance, ou on commence par parler à quelqu’un ?
charge-ici = Une personne d’ici
charge-ligne = Une ligne d’écoute
charge-continuer = Continuer
charge-lignes = Jour et nuit, sans donner votre nom :
rappel = À quel numéro peut-on vous rappeler ? Le donner, c’est dire oui ; sans lui, personne n’est prévenu.
rappel-court = Être rappelé
rappel-non = Non, finalement
rappel-demande = C’est noté : { $nom } vous rappelle aux heures d’ouverture. Vous pouvez aussi appeler : { $numero }.
telephone-incompris = Je ne reconnais pas ce numéro. Par exemple : 06 12 34 56 78.
humain = Bien sûr. { $nom } répond au { $numero }.{ $heures ->
    [aucune] { "" }
   *[autre] { " " }Horaires : { $heures }.
}
humain-rappel = Qu’on me rappelle
humain-retour = Revenir
age = Pour ne pas me tromper : quel âge avez-vous ?
age-moins15 = Moins de 15 ans
age-de15a17 = 15 à 17 ans
age-majeur = 18 ans ou plus
moins-de-15 = Merci de m’en parler. À ton âge, je ne garde ni nom ni numéro. Parles-en à un adulte en qui tu as confiance. Et si quelque chose ne va pas, le 119 répond à toute heure, c’est gratuit.

hors-territoire = { $lieu ->
    [aucun] Ce lieu est
   *[autre] { $lieu } est
} un peu loin pour nous, mais quelqu’un s’en occupe : { $nom }{ $precision ->
    [aucune] { "" }
   *[autre] { " " }({ $precision })
}, { $numero }.
hors-territoire-autre = Une autre commune
hors-territoire-fin = Merci, j’appelle

retrouvailles = C’est bon de vous revoir.{ $phrase ->
    [aucune] { " " }On venait de commencer.
   *[autre] { " " }On en était là : { $phrase }.
}
retrouvailles-continuer = Continuer
retrouvailles-recommencer = Un nouveau projet
reprise = { $fois ->
    [1] Votre récit est toujours là. On reprend quand vous voulez ; voici où nous en étions.
   *[autre] Un dernier mot de ma part : votre récit vous attend encore. Sans nouvelles, je n’insisterai pas.
}
oublier = Tout ce qui vous concerne sera effacé : récit, nom, numéro, messages, rappels. Votre interlocuteur sera prié d’en faire autant. C’est définitif.
oublier-oui = Oui, tout effacer
oublier-non = Non, garder
remplacer = Vous avez modifié un message. Je remplace votre réponse par ce nouveau texte ?
remplacer-oui = Remplacer
remplacer-non = Laisser comme avant
suite-autre-projet = Un autre projet
suite-humain = Parler à quelqu’un
suite-accords = Mes accords
retrait = Quel accord voulez-vous retirer ?
retrait-un = Retirer : { $accord }
retrait-fait = C’est fait. Je préviens ceux qui doivent le savoir.

aide =
    Je vous écoute, puis je propose une personne d’ici, et je dis pourquoi.
    /retour : question précédente
    /modifier : changer une réponse
    /resume : où j’en suis
    /pourquoi : pourquoi cette question
    /contact : parler à quelqu’un
    /suivi : où en est mon dossier
    /mesdonnees : tout ce que je garde
    /oublier : tout effacer
    /start : recommencer

position-recue = Je n’ai pas gardé votre position. Écrivez-moi plutôt le nom de la commune.
vocal-perdu = Je n’ai pas pu garder ce message vocal (trop long, peut-être : 20 Mo au plus). Réessayez, ou écrivez quelques mots.
vocal-pas-ici = Ici, la voix ne me suffit pas encore. Un bouton ou quelques mots, et c’est bon.
contact-d-un-autre = C’est le contact de quelqu’un d’autre : je ne le garde pas. Votre propre numéro suffira, le moment venu.
numero-plus-tard = Merci ! Je vous demanderai votre numéro à la fin, si vous êtes d’accord. Je ne l’ai pas gardé.
recu-photo = Belle image, mais je ne sais pas la lire. Quelques mots suffisent.
recu-album = Plusieurs images d’un coup : je ne sais pas les lire. Quelques mots suffisent.
recu-sticker = Joli ! Mais je ne lis que les mots et les boutons.
recu-document = Je ne sais pas lire les documents. Gardez-le pour la personne qui vous appellera.
recu-autre = Je ne sais pas lire cela. Quelques mots, un message vocal ou un bouton suffisent.
groupe = Bonjour ! Ici, tout le monde nous lit. Écrivez-moi en privé, et on en parle tranquillement.
attente-technique = Un souci de notre côté : votre message est bien arrivé, mais je n’ai pas pu y répondre. Réessayez dans un moment, ou appelez : { $numero }.
efface = C’est effacé. Il ne reste ici ni récit, ni nom, ni numéro. Si un jour vous revenez : /start.

autre-langue-en = In English? Tap /start, then “English”. Your words are kept as they are.
autre-langue-de = Ihre Worte bleiben, wie sie sind; der Ansprechpartner erfährt Ihre Sprache. Die Knöpfe sind auf Französisch oder Englisch.
autre-langue-nl = Uw woorden blijven zoals ze zijn; uw contactpersoon hoort welke taal u spreekt. De knoppen zijn in het Frans of Engels.
autre-langue-es = Sus palabras se guardan tal cual; la persona de contacto sabrá su idioma. Los botones están en francés o en inglés.
autre-langue-it = Le sue parole restano come sono; la persona di contatto saprà la sua lingua. I pulsanti sono in francese o in inglese.
autre-langue-pt = As suas palavras ficam como estão; a pessoa de contacto saberá a sua língua. Os botões estão em francês ou inglês.
autre-langue-ar = كلماتك تبقى كما هي، وسيعرف من يتصل بك لغتك. الأزرار بالفرنسية أو الإنجليزية.
autre-langue-uk = Ваші слова збережено як є; людина, яка зателефонує, знатиме вашу мову. Кнопки французькою або англійською.
autre-langue-ru = Ваши слова сохранены как есть; тот, кто позвонит, будет знать ваш язык. Кнопки на французском или английском.
autre-langue-fr = Vous pouvez continuer en français, tout simplement.

essai-debut = Essai : vous voici à la place d’un porteur de projet. Rien n’est gardé, personne n’est prévenu. /fin pour sortir.
essai-envoi = (Essai) Le dossier serait parti chez { $referent }, par la règle « { $regle } ». Rien n’a été envoyé.
essai-fin = Fin de l’essai ; tout est effacé.
