# Ce que les gens écrivent au lieu de toucher un bouton : d’autres mots pour la même réponse, séparés par des virgules.
# Le libellé du bouton est toujours compris, fautes comprises ; rien ne sert de le répéter ici. Des mots qui vont à deux
# réponses n’en choisissent aucune : la question est posée de nouveau.

aussi-statut-salarie = salarié, salariée, salariés, employé, employée, CDI, CDD, intérim, intérimaire, un emploi, un travail, un boulot
aussi-statut-demandeur_emploi = au chômage, chômage, chômeur, chômeuse, sans emploi, sans travail, sans boulot, demandeur d’emploi, demandeuse d’emploi, France Travail, Pôle emploi, cherche du travail, cherche un emploi, cherche un travail, cherche du boulot, cherche un boulot
aussi-statut-independant = indépendant, indépendante, auto-entrepreneur, auto-entrepreneuse, autoentrepreneur, autoentrepreneuse, micro-entreprise, micro-entrepreneur, freelance, artisan, artisane, commerçant, commerçante, gérant, gérante, profession libérale
aussi-statut-agriculteur = agriculteur, agricultrice, paysan, paysanne, exploitant, exploitante, éleveur, éleveuse, maraîcher, maraîchère
aussi-statut-agent_public = fonctionnaire, agent public, agente publique, agent territorial, enseignant, enseignante, professeur, prof
aussi-statut-etudiant = étudiant, étudiante, lycéen, lycéenne, en formation, apprenti, apprentie, en alternance
aussi-statut-retraite = retraité, retraitée, retraités
aussi-statut-autre = au foyer, en congé parental

aussi-portage-seul = seul, seule, tout seul, toute seule, juste moi
aussi-portage-couple = à deux, tous les deux, avec ma femme, avec mon mari, avec mon conjoint, avec ma conjointe, avec mon compagnon, avec ma compagne, avec mon copain, avec ma copine
aussi-portage-collectif = à plusieurs, un collectif, en collectif, entre amis, avec des amis, avec des voisins
aussi-portage-structure = pour la mairie, pour la commune, pour une entreprise, pour une association

aussi-echeance-vite = tout de suite, dès que possible, au plus vite, rapidement, le plus tôt possible, maintenant
aussi-echeance-dans_l_annee = cette année, dans un an, d’ici un an, d’ici quelques mois, dans quelques mois, dans six mois, dans 6 mois
aussi-echeance-plus_tard = dans deux ans, dans 2 ans, dans un an ou deux, dans trois ans, dans quelques années
aussi-echeance-rien_ne_presse = pas pressé, pas pressée, pas pressés, pas pressées, on verra, pas d’urgence
