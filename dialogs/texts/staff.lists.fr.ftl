# /dossiers et « Réorienter » : les listes du robot de l’équipe.

dossiers-a-confier = À confier ({ $count }) :
dossiers-a-prendre = À prendre ({ $count }) :
dossiers-contact-fait = Contact fait ? ({ $count }) :
dossiers-a-appeler = À appeler ({ $count }) :
dossiers-rendez-vous = Rendez-vous pris ({ $count }) :
dossiers-fil-rouge = Fil rouge ({ $count }) :
dossiers-a-choisir = La personne choisit ({ $count }) :
dossiers-appellera = La personne appelle elle-même ({ $count }) :
dossiers-en-pause = En pause ({ $count }) :
dossiers-quand-promis = promis d’ici { $day }
dossiers-quand-annonce = appel annoncé { $day }
dossiers-quand-rendez-vous = { $day }, à { $hour }
dossiers-quand-nouvelles = dernières nouvelles { $day }
dossiers-quand-pause = jusqu’au { $day }

choisir-interlocuteur = À qui confier le dossier { $number } ? Les plus proches d’après les règles :
choisir-structure = À qui confier le dossier { $number } ? Dans quelle structure ? (page { $page } sur { $pages })
choisir-dans-structure = À qui confier le dossier { $number }, à { $name } ?
geste-par-structure = Par structure
reorienter-relais = relais de { $who }
reorienter-remplace = remplace { $who }
equipe-oui-reorientation = Dossier { $number } : { $name } a dit oui. Le dossier est maintenant à { $who }.
equipe-liste-effacee = Cette liste n’est plus à jour. /dossiers montre ce qui l’est.
