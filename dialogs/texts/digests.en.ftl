# The messages that gather several cases: those of a morning, and Monday's.

rappel-groupe-reponse = Without your answer ({ $count }):
rappel-groupe-contact = Contact made? ({ $count }):
rappel-groupe-fil-rouge = How are they getting on? ({ $count }):
rappel-ligne-suivi = { $number } · { $project }
liste-sans-reponse = No answer, on the eve of the promised call ({ $count }). Who calls?
liste-toujours-sans-personne = Still with nobody ({ $count }). Who calls?
liste-ligne = { $number } · { $project } · { $who } · promised by { $day }
liste-et-autres = … and { $count } more, in /dossiers.
lundi-titre = The week, { $territory }:
lundi-chiffres = Open cases: { $open }; waiting for an answer: { $waiting }, late: { $late }; taken: { $taken }; contact made: { $contacted }.
lundi-sans-personne = With nobody ({ $count }):
lundi-tout-est-pris = Every case has somebody.
lundi-suite = /dossiers shows them; /territoire has the figures of the day.
