# /passation : quelqu’un s’en va, quelqu’un prend la suite.

suivi-releve = { $name } quitte son poste { $day }. { $who } peut prendre la suite : { $introduced }. Voulez-vous que je lui transmette votre dossier, avec votre nom et de quoi vous joindre ? Sans votre accord, rien ne part.
suivi-releve-maintenant = { $who } peut reprendre votre dossier : { $introduced }. Voulez-vous que je le lui transmette, avec votre nom et de quoi vous joindre ? Sans votre accord, rien ne part.
passation-de-qui = Qui s’en va ? Page { $page } sur { $pages }. Rien n’est fait avant votre oui.
passation-a-qui = Qui prend la suite de { $who } ? Page { $page } sur { $pages }.
passation-confirmer = { $to } prend la suite de { $who }, dès maintenant :
passation-confirmer-jour = { $to } prend la suite de { $who }, qui s’en va { $day } :
passation-faite = C’est fait : { $to } prend la suite de { $who }, dès maintenant.
passation-faite-jour = C’est fait : { $to } prend la suite de { $who }, qui s’en va { $day }.
passation-dite = L’animation du réseau a confié la suite de vos dossiers à { $to } :
passation-annuaire = Les nouvelles demandes vont encore à { $who } tant que l’annuaire le dit : donnez-y à cette personne le statut « inactif ». « /retirer » coupe l’accès du compte.
passation-passe = Dossier { $number } : à { $who } aussitôt ; la personne le sait.
passation-demande = Dossier { $number } : la personne choisit ; rien n’est transmis sans son oui.
passation-cherche = Dossier { $number } : l’animation du réseau cherche qui le reprend.
passation-personne = Dossier { $number } : personne n’a pu être prévenu ; la personne a les numéros publics.
passation-aucun = Aucun dossier en cours.
passation-rien = Rien n’est fait.
passation-refus-meme = Ce sont deux fois la même personne.
passation-refus-inactif = Cette personne n’est plus en service dans l’annuaire.
passation-refus-sans-compte = Cette personne n’a pas de compte ici : invitez-la d’abord.
passation-annuaire-parti = L’annuaire ne connaît plus qui avait ces dossiers :
geste-passation-oui = Oui, confier
passation-reste = Dossier { $number } : il ne peut être proposé ici ; à confier de vive voix avant le départ.
