# Les messages qui rassemblent plusieurs dossiers : ceux du matin, celui du lundi.

rappel-groupe-reponse = Sans réponse de votre part ({ $count }) :
rappel-groupe-contact = Contact fait ? ({ $count }) :
rappel-groupe-fil-rouge = Où en est-on ? ({ $count }) :
rappel-ligne-suivi = { $number } · { $project }
liste-sans-reponse = Sans réponse, à la veille de l’appel promis ({ $count }). Qui appelle ?
liste-toujours-sans-personne = Toujours sans personne ({ $count }). Qui appelle ?
liste-ligne = { $number } · { $project } · { $who } · promis d’ici { $day }
liste-et-autres = … et { $count } de plus, dans /dossiers.
lundi-titre = La semaine, { $territory } :
lundi-chiffres = Dossiers ouverts : { $open } ; en attente de réponse : { $waiting }, dont en retard : { $late } ; pris : { $taken } ; contact fait : { $contacted }.
lundi-sans-personne = Sans personne ({ $count }) :
lundi-tout-est-pris = Chaque dossier a quelqu’un.
lundi-suite = /dossiers les montre ; /territoire donne les chiffres du jour.
