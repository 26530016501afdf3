# What people write instead of touching a button: other words for the same answer, parted by commas.

aussi-statut-salarie = employee, I have a job
aussi-statut-demandeur_emploi = unemployed, out of work, between jobs
aussi-statut-independant = freelance, freelancer, self employed, shopkeeper
aussi-statut-agriculteur = farmer
aussi-statut-agent_public = civil servant, teacher
aussi-statut-etudiant = student, in training, apprentice
aussi-statut-retraite = pensioner
aussi-statut-autre = stay at home parent

aussi-portage-seul = alone, by myself, on my own, just me
aussi-portage-couple = with my wife, with my husband, with my partner, with my girlfriend, with my boyfriend, the two of us
aussi-portage-collectif = with friends, with neighbours, several of us
aussi-portage-structure = for a company, for an association

aussi-echeance-vite = right away, as soon as possible, asap, now
aussi-echeance-dans_l_annee = this year, in a few months, in six months, in 6 months, in a year
aussi-echeance-plus_tard = in two years, in 2 years, in a few years
aussi-echeance-rien_ne_presse = not in a hurry, we will see, no rush
