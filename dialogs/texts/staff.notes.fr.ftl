# Les notes de l’équipe sur un dossier, et la seconde page d’une fiche.

note-gardee = Noté sur le dossier { $number } ({ $name }). La note est dans « Lire la suite », sur sa fiche.
note-geste-propose = Rien d’autre n’est fait. Voulez-vous aussi :
note-retiree = Note retirée.
note-quel-dossier = Pour quel dossier est cette note ?
note-quel-dossier-ou-numero = Pour quel dossier est cette note ? Pour un autre, renvoyez-la avec son numéro.
note-ecrite-seulement = Je ne garde pas d’image ni de voix ici. Écrivez-le en quelques mots : ce sera une note sur votre dossier.
geste-retirer-note = Retirer la note
geste-retour-fiche = Retour à la fiche
suite-rien = Dossier { $number } : rien de plus que ce que dit la fiche.
suite-echanges = Depuis :
suite-note = { $day }, note : « { $words } »
suite-question = { $day }, question à { $name } : « { $words } »
suite-reponse = { $day }, { $name } : « { $words } »
note-absence-proposee = Une absence, { $period } ? Rien n’est noté sans votre oui.
geste-noter-absence = Noter cette absence
