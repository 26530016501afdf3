# /absence : les jours d’absence, écrits ou touchés.

absence-quand = Vos jours d’absence ? Écrivez-les comme ils viennent, par exemple « /absence du 24 décembre au 2 janvier » ou « /absence lundi », ou choisissez :
absence-notee = Noté : absence { $period }.
absence-remplace = Pendant ce temps, vos nouvelles demandes vont à { $who }.
absence-sans-remplacant = Personne n’est nommé pour vous remplacer : pendant ce temps, vos nouvelles demandes vont à la personne que les règles proposent ensuite, sinon à { $pivot }.
absence-accueil-sans-remplacant = Personne n’est nommé pour remplacer l’accueil : pendant ce temps, les nouvelles demandes vous attendent, et l’animation du réseau les voit.
absence-annulee = Absence annulée.
absence-rien-note = Rien n’est noté. Écrivez les jours autrement, par exemple « /absence du 24/12/2026 au 02/01/2027 ».
absence-sans-bureau = Ce compte est celui de l’animation : une absence se note depuis le compte d’un interlocuteur.
absence-doute-unreadable = Je n’ai pas compris ces dates ; rien n’est noté. Écrivez par exemple « /absence du 24 décembre au 2 janvier », « /absence demain » ou « /absence 24/12 02/01 ».
absence-doute-impossible = Ce jour n’existe dans aucun calendrier ; rien n’est noté. Écrivez par exemple « /absence du 24 décembre au 2 janvier ».
absence-doute-swapped = Le dernier jour vient avant le premier ; rien n’est encore noté. Vouliez-vous dire :
absence-doute-past = Ces jours sont passés ; rien n’est noté. Vouliez-vous dire :
absence-doute-long = C’est plus d’un an ; rien n’est encore noté. Est-ce bien :
absence-doute-far = C’est dans plus d’un an ; rien n’est encore noté. Est-ce bien :
absence-doute-ambiguous = Ces jours peuvent se comprendre autrement ; rien n’est encore noté. Vouliez-vous dire :
absence-doute-endless = Il manque le dernier jour ; rien n’est noté. Écrivez par exemple « /absence du 24 décembre au 2 janvier ».
geste-absence-oui = Oui, { $period }
geste-absence-non = Non
geste-annuler-absence = Annuler : { $period }
geste-absence-aujourdhui = Aujourd’hui
geste-absence-demain = Demain
geste-absence-semaine = Cette semaine
geste-absence-semaine-prochaine = La semaine prochaine

suivi-absence = { $name } s’absente et ne pourra pas vous appeler d’ici { $day }. { $pivot } cherche qui le fera ; vous avez sa réponse d’ici { $by }. Son numéro, au besoin : { $pivotphone }.
suivi-absence-accueil = L’accueil s’absente et ne pourra pas vous appeler d’ici { $day }. L’animation du réseau cherche qui le fera ; vous avez sa réponse d’ici { $by }. Le numéro de l’accueil, au besoin : { $pivotphone }.
equipe-absence = { $who } s’absente { $period } : dossier { $number }, { $project }. Promis d’ici { $day }. Qui appelle ?
absence-notee-de = Noté : absence de { $who }, { $period }.
absence-dite = Cette personne est prévenue.
absence-pas-dite = Cette personne n’a pas de compte ici : prévenez-la.
absence-remplace-de = Pendant ce temps, ses nouvelles demandes vont à { $who }.
absence-sans-remplacant-de = Personne n’est nommé pour la remplacer : pendant ce temps, ses nouvelles demandes vont à la personne que les règles proposent ensuite, sinon à { $pivot }.
absence-notee-par = L’animation du réseau a noté votre absence { $period }. Une erreur ? « Annuler » la retire.
absence-dossier-confie = Dossier { $number } : confié à { $who } ; la personne le sait.
absence-dossier-animation = Dossier { $number } : l’animation du réseau cherche qui appelle ; la personne le sait.
absence-dossier-reste = Dossier { $number } : l’appel est promis d’ici { $day }, et personne ne peut le reprendre. Il reste à { $who }.
absence-dossier-rendez-vous = Dossier { $number } : un rendez-vous tombe pendant l’absence, { $day } à { $hour }. Prévenez la personne, ou notez-en un autre.
absence-annulee-de = Absence de { $who } annulée.
absence-annulee-par = L’animation du réseau a annulé votre absence { $period }.
absence-retour = Bon retour. Votre absence est finie : les nouvelles demandes vous reviennent.
absence-retour-de = Absence de { $who } finie : ses nouvelles demandes lui reviennent.
absence-retour-par = L’animation du réseau a noté votre retour : les nouvelles demandes vous reviennent.
absence-retour-dossiers = À l’animation du réseau depuis votre absence, et encore à prendre :
absence-retour-sans-absence = Aucune absence n’est en cours.
absence-de-qui = Absence de qui ? Page { $page } sur { $pages }.
absence-plusieurs = Plusieurs personnes portent ce nom. De qui ?
geste-absence-retour = Je suis de retour
geste-absence-retour-de = De retour
geste-absence-autre = Pour quelqu’un d’autre

# Un compte retiré, quelqu’un qui s’en va.

suivi-depart = { $name } ne suit plus de dossiers ici, et ce qui était convenu ensemble ne tient plus. { $pivot } cherche qui reprend le vôtre ; vous avez sa réponse d’ici { $by }. Son numéro, au besoin : { $pivotphone }.
suivi-depart-accueil = La personne de l’accueil qui avait votre dossier ne le suit plus. L’animation du réseau cherche qui le reprend ; vous avez sa réponse d’ici { $by }. Le numéro de l’accueil, au besoin : { $pivotphone }.
suivi-cherche-encore-accueil = L’animation du réseau cherche encore qui suivra votre projet, et vous le dira ici. Le numéro de l’accueil, au besoin : { $pivotphone }.
equipe-depart = { $who } ne suit plus de dossiers ici : dossier { $number }, { $project }. Un appel était promis d’ici { $day }. Qui le reprend ?

# Où en est un dossier dont le référent est absent ou parti.

ou-away = { $name } ne peut pas vous appeler. { $pivot } cherche qui le fera ; l’appel était promis d’ici { $day }.
ou-away-late = { $name } ne peut pas suivre votre dossier. { $pivot } cherche encore qui le reprend ; l’appel était promis d’ici { $day }.
ou-away-accueil = L’accueil ne peut pas vous appeler. L’animation du réseau cherche qui le fera ; l’appel était promis d’ici { $day }.
ou-away-late-accueil = L’accueil ne peut pas suivre votre dossier. L’animation du réseau cherche encore qui le reprend ; l’appel était promis d’ici { $day }.

# /retirer : couper l’accès d’un compte.

compte-retrait-qui = Quel compte retirer ? Page { $page } sur { $pages }. Rien n’est fait avant votre oui.
compte-retrait-aucun-compte = Aucun autre compte ouvert ne correspond dans votre territoire.
compte-retrait-compte = { $who }, compte lié le { $day }
compte-retrait-animation = Animation
compte-retrait-confirmer = Retirer { $who } ? L’accès est coupé aussitôt, ses messages en attente ne partent pas, ses fiches sont effacées. Dossiers en cours : { $count } ; s’il n’y a plus d’autre compte, ils vont à son relais, sinon à l’accueil ou à l’animation, et les personnes le savent. Cela ne s’annule pas.
compte-retrait-fait = Retiré : { $who }. Ses messages en attente ne partiront pas ; ses fiches sont effacées.
compte-retrait-confie = Dossier { $number } : confié à { $who } ; la personne le sait.
compte-retrait-personne = Dossier { $number } : personne n’a pu être prévenu ; la personne a les numéros publics.
compte-retrait-rien = Rien n’est fait : le compte garde son accès.
geste-retrait-oui = Oui, retirer
