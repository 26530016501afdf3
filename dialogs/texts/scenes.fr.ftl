# Ce qui entoure les questions : l’accueil, le résumé, la proposition, et tout ce qui peut arriver en chemin.

oui = Oui
non = Non
rien = Rien
enumeration = { $debut } et { $fin }
bouton-inconnu = Je ne sais pas encore
bouton-passer = Passer
bouton-continuer = Continuer
bouton-autres = Autres…
bouton-precedent = Revenir
message-vocal = votre message vocal
vocal-recu = Bien reçu, je garde votre voix avec le dossier.
coches-notees = C’est coché. Autre chose ?
rien-coche = Cochez ce qui vous parle, ou dites « Je ne sais pas encore ».
choisissez = Je n’ai pas su où ranger votre réponse. Un de ces boutons vous irait-il ?
choisissez-cochez = Je n’ai pas su quoi cocher. Touchez ce qui vous parle, puis « Continuer ».
question-retiree = L’entretien a un peu changé depuis tout à l’heure : on continue juste après.
option-retiree = Une réponse n’existe plus dans l’entretien ({ $question }) : je vous la repose.
modification-vue = J’ai vu que vous avez modifié un message. Pour changer une réponse : /modifier.
commande-inconnue = Je ne connais pas cette commande. /aide dit ce que je sais faire.

accueil = { $moment ->
    [soir] Bonsoir.
   *[jour] Bonjour.
} Je suis l’accueil du { $territoire } : un programme, pas une personne. Racontez-moi, je cherche qui peut vous aider. Cinq minutes ; rien n’est transmis sans votre accord.
accueil-go = C’est parti
accueil-contact = Juste un contact
accueil-autre = Autre chose
accueil-langue = English

contact-ou = D’accord, juste un contact. Dans quelle commune ?
contact-sans-lieu = Je ne sais pas
contact-voici = Vous pouvez appeler :
contact-rien-garde = Je n’ai rien gardé. Si vous voulez raconter votre projet un jour : /start.

autre-chose = Dites-moi, c’est plutôt…
autre-chose-ceder = Céder mon activité
autre-chose-structure = J’écris pour une structure
autre-chose-papiers = Une démarche, un papier
autre-chose-raconter = Raconter un projet
autre-structure = Merci de nous écrire. Pour les structures et les élus, { $nom } ({ $structure }) anime le réseau : { $numero }. On vous répondra de vive voix.
autre-papiers = Pour une démarche (impôts, carte grise, allocations…), l’espace France services le plus proche vous aide sur place, gratuitement. Pour déclarer une entreprise, c’est le guichet unique, sur procedures.inpi.fr. Si vous hésitez, { $nom } ({ $structure }) vous oriente : { $numero }.

resume = Si j’ai bien compris : { $phrase }.
resume-oui = C’est ça
resume-corriger = Corriger
resume-projet = { $connu ->
    [oui] { $forme ->
        [creation] créer une activité ({ $domaine })
        [reprise] reprendre une activité ({ $domaine })
        [transmission] transmettre une activité ({ $domaine })
        [installation_agricole] s’installer en agriculture
        [developpement] développer une activité ({ $domaine })
        [association] monter une association ({ $domaine })
        [emploi] trouver un emploi ({ $domaine })
        [habiter] venir vivre ici
       *[inconnu] un projet ({ $domaine })
    }
   *[non] { $forme ->
        [creation] créer une activité
        [reprise] reprendre une activité
        [transmission] transmettre une activité
        [installation_agricole] s’installer en agriculture
        [developpement] développer une activité
        [association] monter une association
        [emploi] trouver un emploi
        [habiter] venir vivre ici
       *[inconnu] une envie de changer, encore ouverte
    }
}
resume-lieu = { $a_lieu ->
    [aucun] { $lieu }
   *[autre] { $a_lieu }
}
resume-sans-lieu = sans lieu choisi
resume-vie =  ; avec, pour la vie autour : { $besoins }
vie-logement = un logement
vie-emploi_conjoint = un emploi pour votre conjoint
vie-ecole_garde = une école ou une garde
vie-transport = de quoi se déplacer
vie-sante = un médecin
vie-internet = une bonne connexion
vie-commerces = des commerces
vie-vie_locale = du monde à rencontrer
corriger-quoi = Que voulez-vous changer ? Le reste ne bouge pas.
ou-en-suis-je = Jusqu’ici : { $phrase }. Étape { $faites } sur { $total }.
retour-impossible = On ne peut pas revenir plus loin.
modifier-impossible = Il n’y a rien à modifier pour l’instant.
pourquoi-general = Chaque question sert à trouver la bonne personne, ou à l’aider à vous aider.
pourquoi-selon = Selon la suite, ce sera plutôt : { $structures }.

en-territoire = en { $territoire }
proposition-nom = Je vous propose
proposition-deja-suivi = { $conseiller ->
    [aucun] Quelqu’un vous suit déjà : cette personne reste votre fil rouge. Pour l’aider, en appui :
   *[autre] Vous êtes déjà suivi ({ $conseiller }) : cette personne reste votre fil rouge. Pour l’aider, en appui :
}
proposition-remplace = En l’absence de { $absent }.
proposition-appel = { $pronom ->
    [elle] Elle vous appellerait d’ici { $jour }.
    [il] Il vous appellerait d’ici { $jour }.
   *[equipe] On vous appellerait d’ici { $jour }.
}
proposition-numero = Pour appeler vous-même : { $numero }.
proposition-autres = Et d’autres appuis, dans « Voir aussi » ({ $nombre }).
appui-motif = Plus tard, en appui : { $nom }, { $motif }
parcours-date = Un parcours : { $nom }, à partir du { $jour }. { $motif }
proposition-oui = { $pronom ->
    [elle] D’accord, qu’elle m’appelle
    [il] D’accord, qu’il m’appelle
   *[equipe] D’accord, qu’on m’appelle
}
proposition-jappelle = Je préfère appeler
proposition-quelqu-un-d-autre = Quelqu’un d’autre
proposition-pas-maintenant = Pas maintenant
voir-aussi = Voir aussi
proposition-changee = Un changement vient d’arriver de notre côté. Je vous repropose quelqu’un : rien n’est encore parti.
personne-d-autre = Je n’ai plus d’autre nom à vous proposer. Voici à qui parler.
sans-suite = Rien n’est transmis. Vous pouvez appeler { $referent } quand vous voulez : { $numero }.
sans-suite-retour = Revoir la proposition
sans-suite-fin = En rester là
a-bientot = Merci de m’avoir raconté. La porte reste ouverte : /start.
a-bientot-dossier = Merci. Vous serez prévenu à chaque étape, ici même. Tout ce que je garde : /mesdonnees ; tout effacer : /oublier.
envoye = C’est parti : { $referent } a votre dossier. { $pronom ->
    [elle] Elle vous appelle d’ici { $jour }.
    [il] Il vous appelle d’ici { $jour }.
   *[equipe] On vous appelle d’ici { $jour }.
} Son numéro, au cas où : { $numero }.
envoye-vous-appelez = C’est parti : { $referent } a votre dossier et attend votre appel, au { $numero }. { $pronom ->
    [elle] Sans nouvelles, elle vous appelle d’ici { $jour }.
    [il] Sans nouvelles, il vous appelle d’ici { $jour }.
   *[equipe] Sans nouvelles, on vous appelle d’ici { $jour }.
}
envoi-impossible = Je n’ai pas pu joindre { $referent } par ce canal. { $pronom ->
    [elle] Appelez-la directement : { $numero }.
    [il] Appelez-le directement : { $numero }.
   *[equipe] Appelez directement : { $numero }.
} Elle ou quelqu’un de son équipe saura vous répondre (promesse d’ici { $jour } suspendue).
preparation = Encore quelques questions, pour préparer l’appel ? Vous pouvez en passer autant que vous voulez.
preparation-oui = Volontiers
preparation-non = Non merci

detresse = Ce que vous écrivez compte, et je suis un programme : je ne peux pas vous aider moi-même. Des personnes le peuvent, maintenant :
detresse-court = Des personnes peuvent vous aider, maintenant.
detresse-date = Numéros vérifiés le { $jour }.
detresse-rappel = Être rappelé
detresse-continuer = Continuer
detresse-arreter = Arrêter
detresse-repris = Je reprends avec ce que vous avez écrit.
detresse-fin = On s’arrête là. Je ne vous relancerai pas. Ces numéros restent au-dessus, et la porte reste ouverte.
rappel = À quel numéro peut-on vous rappeler ? Le donner, c’est dire oui ; sans lui, personne n’est prévenu.
rappel-court = Être rappelé
rappel-non = Non, finalement
rappel-demande = C’est noté : { $nom } vous rappelle aux heures d’ouverture. Et vous pouvez appeler : { $numero }.
telephone-incompris = Je ne reconnais pas ce numéro. Par exemple : 06 12 34 56 78.
humain = Bien sûr. { $nom } répond au { $numero }.{ $heures ->
    [aucune] { "" }
   *[autre] { " " }Horaires : { $heures }.
}
humain-rappel = Qu’on me rappelle
humain-retour = Revenir
age = Pour bien vous orienter : quel âge avez-vous ?
age-moins15 = Moins de 15 ans
age-de15a17 = 15 à 17 ans
age-majeur = 18 ans ou plus
moins-de-15 = Merci de m’en parler. À ton âge, je ne garde ni nom ni numéro. Parles-en à un adulte de confiance, ou appelle { $structure } : { $numero }. Et si quelque chose ne va pas, le 119 répond à toute heure, c’est gratuit.

hors-territoire = { $lieu ->
    [aucun] Ce lieu est hors de notre territoire, mais pas sans réponse : { $nom }, { $numero }.
   *[autre] { $lieu } est hors de notre territoire, mais pas sans réponse : { $nom }, { $numero }.
}{ $precision ->
    [aucune] { "" }
   *[autre] { " " }{ $precision }
}
hors-territoire-autre = Une autre commune
hors-territoire-fin = Merci, j’appelle

retrouvailles = Content de vous revoir.{ $phrase ->
    [aucune] { " " }On venait de commencer.
   *[autre] { " " }On en était à : { $phrase }.
}
retrouvailles-continuer = Continuer
retrouvailles-recommencer = Un nouveau projet
reprise = { $fois ->
    [1] Votre récit est toujours là. On reprend quand vous voulez ; voici où nous en étions.
   *[autre] Un dernier mot de ma part : votre récit vous attend encore. Sans nouvelles, je n’insisterai plus.
}
oublier = Tout ce qui vous concerne sera effacé : récit, nom, numéro, messages, rappels. Votre interlocuteur sera prié d’en faire autant. C’est définitif.
oublier-oui = Oui, tout effacer
oublier-non = Non, garder
remplacer = Vous avez modifié un message. Je remplace votre réponse par ce nouveau texte ?
remplacer-oui = Remplacer
remplacer-non = Laisser comme avant
suite = { $referent ->
    [aucun] Votre dossier est transmis.
   *[autre] Votre dossier est chez { $referent }.
} Que puis-je faire ?
suite-autre-projet = Un autre projet
suite-humain = Parler à quelqu’un
suite-accords = Mes accords
retrait = Quel accord voulez-vous reprendre ?
retrait-un = Reprendre : { $accord }
retrait-fait = C’est fait. J’en préviens qui il faut.

aide =
    Je vous écoute, puis je propose une personne d’ici, et je dis pourquoi.
    /retour : question précédente
    /modifier : changer une réponse
    /resume : où j’en suis
    /pourquoi : pourquoi cette question
    /contact : parler à quelqu’un
    /mesdonnees : tout ce que je garde
    /oublier : tout effacer
    /start : recommencer

position-recue = Je n’ai pas gardé votre position. Écrivez-moi plutôt le nom de la commune.
vocal-perdu = Je n’ai pas pu garder ce message vocal (trop long, peut-être : 20 Mo au plus). Réessayez, ou écrivez quelques mots.
vocal-pas-ici = Je ne sais pas encore écouter à cette question-là. Un bouton ou quelques mots suffisent.
contact-d-un-autre = C’est le contact de quelqu’un d’autre : je ne le garde pas. Votre propre numéro suffira, le moment venu.
numero-plus-tard = Merci ! Je vous demanderai votre numéro à la fin, si vous êtes d’accord. Je ne l’ai pas gardé.
recu-photo = Belle image, mais je ne sais pas la lire. Quelques mots suffisent.
recu-album = Plusieurs images d’un coup : je ne sais pas les lire. Quelques mots suffisent.
recu-sticker = Joli ! Mais je ne lis que les mots et les boutons.
recu-document = Je ne lis pas les documents. Gardez-le pour la personne qui vous appellera.
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
