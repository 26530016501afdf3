# /dossiers and “Réorienter”: the staff bot’s lists.

dossiers-a-confier = To give to somebody ({ $count }):
dossiers-a-prendre = To take ({ $count }):
dossiers-contact-fait = Contact made? ({ $count }):
dossiers-a-appeler = To call ({ $count }):
dossiers-rendez-vous = Appointment made ({ $count }):
dossiers-fil-rouge = Followed ({ $count }):
dossiers-a-choisir = The person chooses ({ $count }):
dossiers-appellera = The person calls by themselves ({ $count }):
dossiers-en-pause = Paused ({ $count }):
dossiers-quand-promis = promised by { $day }
dossiers-quand-annonce = call announced for { $day }
dossiers-quand-rendez-vous = { $day }, at { $hour }
dossiers-quand-nouvelles = last news { $day }
dossiers-quand-pause = until { $day }

choisir-interlocuteur = Who should have case { $number }? The nearest, by the rules:
choisir-structure = Who should have case { $number }? In which structure? (page { $page } of { $pages })
choisir-dans-structure = Who should have case { $number }, at { $name }?
geste-par-structure = By structure
reorienter-relais = relay of { $who }
reorienter-remplace = stands in for { $who }
equipe-oui-reorientation = Case { $number }: { $name } said yes. It is now with { $who }.
equipe-liste-effacee = This list is out of date. /dossiers shows what is true now.
