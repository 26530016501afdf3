# Le rapport de pilotage et la revue mensuelle : rien ici ne dit qui.
# Les libellés des lignes viennent du vocabulaire, de l’annuaire et de la table des communes ; ce qui reste est ici.

rapport-titre = Rapport de pilotage, { $territory }
rapport-titre-structure = Chiffres de { $structure }, { $territory }
rapport-periode = { $from ->
    [same] { $to }
   *[other] { $from } – { $to }
 }
rapport-periode-avant = comparé à : { $period }
rapport-lecture = Ces chiffres sont ceux des dossiers reçus pendant la période, et de ce qu’ils sont devenus au { $day }. Aucun ne parle de moins de cinq personnes : de petites lignes sont comptées ensemble, et une case « masqué » ne peut pas se retrouver à partir des autres. Zéro s’écrit.
rapport-delais-lecture = Les délais sont en jours ouvrés, comptés à partir de l’accord de la personne.
rapport-trop-peu = Moins de cinq : aucun chiffre n’est donné.
rapport-trop-peu-detail = Trop peu pour détailler sans parler de quelqu’un.
rapport-recoupe = Déjà fait, et qui recoupe ce rapport : { $period }. Ne donnez pas les deux aux mêmes personnes : l’un moins l’autre parlerait de peu de gens.
rapport-masque = masqué
rapport-ensemble = Ensemble
rapport-avant = Période d’avant
rapport-nombre = Nombre
rapport-reste = Autres, comptés ensemble
rapport-inconnu = Non renseigné
rapport-sans-charte = La charte ne prévoit pas que le comité voie les chiffres de chaque structure. Chacune peut avoir les siens.
rapport-toute-la-maison = Pour tous les territoires de cette installation : une conversation n’a pas de territoire avant que le lieu soit dit.

rapport-recus = Dossiers reçus
rapport-orientes = Orientés par une règle
rapport-dans-3 = Pris en charge dans les 3 jours ouvrés
rapport-dans-5 = Pris en charge dans les 5 jours ouvrés
rapport-contactes = Personnes contactées

rapport-sur-delay = Prise en charge
rapport-sur-contact = Contact
rapport-sur-outcome = Issues
rapport-sur-route = Orientation
rapport-sur-satisfaction = Satisfaction
rapport-sur-answer = Réponses des structures
rapport-sur-referral-contact = Contact par la structure
rapport-sur-reason = Pourquoi un refus
rapport-sur-unfinished = Conversations restées en chemin, par question
rapport-par-epci = Par communauté de communes
rapport-par-stage = Par stade du projet
rapport-par-sectors = Par famille de métiers
rapport-par-form = Par forme de projet
rapport-par-door = Par porte d’entrée
rapport-par-structure = Par structure

rapport-delay-within-3 = en 3 jours ou moins
rapport-delay-within-5 = en 4 ou 5 jours
rapport-delay-later = en plus de 5 jours
rapport-delay-not-taken = pas pris en charge
rapport-contact-contacted = contact fait
rapport-contact-not-contacted = pas de contact
rapport-outcome-open = encore ouvert
rapport-outcome-closed = clos, sans issue notée
rapport-outcome-withdrawn = accord retiré
rapport-route-rule = par une règle
rapport-route-pivot = par le pivot, faute de règle
rapport-satisfaction-unsaid = sans réponse
rapport-answer-declined = refusé
rapport-answer-unanswered = passé à d’autres sans réponse
rapport-answer-waiting = réponse attendue
rapport-stage-amorce = Envie, idée
rapport-stage-preparation = Étude, montage
rapport-stage-realisation = Lancement, activité
rapport-door-telegram = Telegram
rapport-door-terminal = Terminal
rapport-door-web = Page web
rapport-door-email = Courriel
rapport-unfinished-opening = au premier mot
rapport-unfinished-listening = pendant l’écoute
rapport-unfinished-proposal = devant la proposition
rapport-unfinished-contact = au moment des coordonnées

revue-titre = Revue mensuelle, { $month }, { $territory }
revue-titre-siens = Vos dossiers à la revue mensuelle, { $month }
revue-au = Telle qu’au { $day }.
revue-lecture = Nommés : ceux qui sont d’accord pour que les partenaires parlent de leur projet. Des autres, la communauté de communes, la famille de métiers et le stade, rien de plus. Les transmissions ne sont jamais listées.
revue-lecture-bot = Avec un numéro : ceux qui sont d’accord pour que les partenaires parlent de leur projet ; leur fiche dit qui. Les transmissions ne sont jamais listées.
revue-new = Nouveaux ({ $count })
revue-silent = Sans réponse ({ $count })
revue-blocked = Bloqués ({ $count })
revue-two-structures = Suivis par deux structures ({ $count })
revue-contacted = En contact ({ $count })
revue-outcomes = Terminés ({ $count })
revue-personne = Personne.
revue-jour-new = reçu le { $day }
revue-jour-silent = appel promis pour le { $day }
revue-jour-blocked = en contact depuis le { $day }
revue-jour-two-structures = en contact depuis le { $day }
revue-jour-contacted = en contact depuis le { $day }
revue-jour-outcomes = terminé le { $day }
revue-chez = chez { $who }
revue-demande-a = demandé à { $who }
revue-sans-nom = Sans nom
revue-dossier = dossier { $number }
revue-colonne-qui = Qui
revue-colonne-dossier = Dossier
revue-colonne-projet = Projet
revue-colonne-chez = Chez
revue-colonne-quand = Depuis quand
revue-quel-mois = Écrivez /revue pour ce mois-ci, ou /revue 2026-11 pour un autre, passé.
geste-je-me-deporte = Je me déporte du { $number }
