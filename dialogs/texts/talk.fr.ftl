# Les questions de la première écoute, leurs boutons, et pourquoi on les pose.
# Variables toujours disponibles : $forme $secteur $portage $rapport $stade $prenom (les valeurs du vocabulaire, ou « inconnu »).

avancement = { $rang ->
    [1] { "" }
   *[autre] { $partie } · { $rang } sur { $total }
}
partie-idee = Votre idée
partie-lieu = Le lieu
partie-vie = Avec qui, pour quoi
partie-travail = Vous, aujourd’hui
partie-avancement = Le chemin déjà fait
partie-besoins = Et maintenant

deja-repondu = Vous aviez répondu : { $reponse }

q-recit = { $forme ->
    [transmission] Qu’aimeriez-vous transmettre ? Racontez comme ça vient, même en désordre, même en vocal.
   *[autre] Qu’est-ce qui vous amène ? Racontez comme ça vient, même en désordre, même en vocal.
}
pourquoi-recit = Vos mots à vous aideront la personne qui vous appellera, bien mieux qu’un formulaire.

q-secteur = Si je comprends bien, ce serait plutôt…
secteur-court = Votre domaine
secteur-metier = { $metier }, j’ai bien entendu ? Et vous pensez plutôt…
secteur-liste = C’est plutôt du côté de…
secteur-autre = Autre chose
secteur-pas-compris = Ce mot-là, je ne le connais pas encore. Cherchons ensemble.
pourquoi-secteur = Chaque métier a ses connaisseurs : cela m’évite de vous envoyer à la mauvaise porte.
groupe-terre = La terre, le bois, l’énergie
groupe-fabriquer = Fabriquer, construire
groupe-vendre = Vendre, recevoir
groupe-services = Rendre service
groupe-culture = Culture et loisirs
groupe-autre = Rien de tout ça
o-secteur-agriculture = Agriculture
o-secteur-artisanat = Artisanat
o-secteur-artisanat_alimentaire = Artisanat alimentaire
o-secteur-commerce = Commerce
o-secteur-restauration = Restauration
o-secteur-tourisme = Tourisme, accueil
o-secteur-services_entreprises = Services aux entreprises
o-secteur-services_personne = Services à la personne
o-secteur-sante_bien_etre = Santé, bien-être
o-secteur-culture_loisirs = Culture, loisirs
o-secteur-numerique = Numérique
o-secteur-bois_foret = Bois, forêt
o-secteur-industrie = Fabrication, industrie
o-secteur-habitat = Habitat, construction
o-secteur-environnement_energie = Environnement, énergie
o-secteur-autre = Encore autre chose

q-forme_du_projet = { $secteur ->
    [inconnu] Et vous pensez plutôt à…
   *[autre] D’accord. Et vous pensez plutôt…
}
pourquoi-forme_du_projet = On n’aide pas de la même façon à reprendre, à créer, à s’installer ou à trouver un emploi.
o-forme_du_projet-creation = Créer
o-forme_du_projet-reprise = Reprendre
o-forme_du_projet-transmission = Passer la main
o-forme_du_projet-installation_agricole = Monter une ferme
o-forme_du_projet-developpement = Développer mon activité
o-forme_du_projet-association = Monter une association
o-forme_du_projet-emploi = Trouver un emploi
o-forme_du_projet-habiter = Venir vivre ici

q-commune = Ce serait dans quelle commune ? Un nom ou un code postal suffit.
pourquoi-commune = D’une vallée à l’autre, ce ne sont pas les mêmes personnes qui aident : le lieu me dit qui est tout près.
lieu-court = Le lieu
lieu-propose = Ce serait à { $lieu } ?
lieu-oui = Oui
lieu-par-la = Par là, sans certitude
lieu-ailleurs = Ailleurs
lieu-plusieurs = Il y en a plusieurs. Lequel est le bon ?
lieu-aucun = Aucun de ceux-là
lieu-autres = D’autres lieux…
lieu-environs = { $lieu } ou environs
lieu-inconnu = Je ne trouve pas ce lieu. Essayez le nom de la commune, par exemple « Ambert », ou un code postal comme « 63600 ».

q-rapport_au_lieu = Vous êtes déjà par ici ?
o-rapport_au_lieu-habite = J’y habite
o-rapport_au_lieu-arrive = J’arrive bientôt
o-rapport_au_lieu-envisage = J’y pense
o-rapport_au_lieu-hesite = J’hésite encore
pourquoi-rapport_au_lieu = On n’aide pas de la même façon quelqu’un d’ici et quelqu’un qui arrive.

q-portage = { $forme ->
    [habiter] Vous viendriez…
    [emploi] Vous cherchez…
    [transmission] Votre affaire, vous la tenez…
   *[autre] Vous portez ce projet…
}
o-portage-seul = { $forme ->
    [emploi] Pour moi
   *[autre] De mon côté
}
o-portage-couple = { $forme ->
    [emploi] Pour nous deux
   *[autre] En couple
}
o-portage-collectif = En groupe
o-portage-structure = Pour une structure
pourquoi-portage = À deux ou à plusieurs, les questions ne sont pas les mêmes, et parfois la personne qui aide non plus.

q-but = { $portage ->
    [collectif] Ce projet devrait… Cochez tout ce qui compte.
   *[autre] Il devrait… Cochez tout ce qui compte.
}
o-but-en_vivre = { $portage ->
    [seul] Me faire vivre
   *[autre] Nous faire vivre
}
o-but-complement = Compléter un revenu
o-but-rendre_service = Rendre service ici
pourquoi-but = En vivre ou rendre service : cela ne se monte pas pareil.

q-type_collectif = Et ensemble, vous aimeriez faire vivre…
o-type_collectif-habitat_participatif = Un habitat participatif
o-type_collectif-atelier_velo = Un atelier vélo
o-type_collectif-festival = Un festival
o-type_collectif-monnaie_locale = Une monnaie locale
o-type_collectif-lieu_partage = Un lieu partagé
o-type_collectif-cooperative = Une coopérative
o-type_collectif-autre_collectif = Autre chose
pourquoi-type_collectif = Certains groupes ont ici un interlocuteur qui connaît déjà ce genre d’aventure.

q-taille = Vous êtes combien, à peu près ?
o-taille-moins_de_5 = Moins de cinq
o-taille-de_5_a_15 = Cinq à quinze
o-taille-plus_de_15 = Plus de quinze
pourquoi-taille = On n’aide pas trois personnes comme on en aide trente.

q-decision = Entre vous, les décisions se prennent…
o-decision-ensemble = Tous ensemble
o-decision-quelques_uns = À quelques-uns
o-decision-vote = Par un vote
o-decision-pas_encore_reglee = On n’en a pas parlé
pourquoi-decision = Votre façon de décider compte : la personne qui vous appellera partira de là.

q-phase = Et aujourd’hui, où en est le groupe ?
o-phase-se_rencontrer = On se rencontre
o-phase-preciser = On précise l’idée
o-phase-chercher_lieu = On cherche un lieu, de l’aide
o-phase-faire = On fait déjà
pourquoi-phase = Selon le moment, c’est la mairie, l’appui aux associations ou quelqu’un de la communauté de communes qui aide le mieux.

q-attente_elus = Attendez-vous quelque chose des élus ?
o-attente_elus-ecoute = Une rencontre
o-attente_elus-lieu = Un lieu
o-attente_elus-soutien = Un soutien public
o-attente_elus-subvention = Une aide financière
rien-attente_elus = Rien pour l’instant
pourquoi-attente_elus = Si oui, on saura à qui porter la demande.

q-statut = Et aujourd’hui, côté travail, vous êtes…
o-statut-salarie = En emploi
o-statut-demandeur_emploi = En recherche
o-statut-independant = À mon compte
o-statut-agriculteur = Agriculteur, agricultrice
o-statut-agent_public = Fonction publique
o-statut-etudiant = En études
o-statut-retraite = À la retraite
o-statut-autre = Autre situation
pourquoi-statut = Selon votre situation, certains coups de pouce existent et d’autres non.

q-deja_accompagne = Quelqu’un vous conseille-t-il déjà ? On ne repartirait pas de zéro.
o-deja_accompagne-non = Non
o-deja_accompagne-oui = Oui
pourquoi-deja_accompagne = Si quelqu’un vous suit, rien ne change avec cette personne ; je cherche seulement de quoi l’aider à vous aider.

q-conseiller = Qui vous conseille ? Un nom, une structure, comme vous voulez.
pourquoi-conseiller = Pour que personne ne refasse ce qui est déjà fait.

q-jalons = { $portage ->
    [collectif] Qu’avez-vous déjà fait ensemble ? Rien, c’est très bien aussi.
   *[autre] Qu’avez-vous déjà fait ? Rien, c’est très bien aussi.
}
rien-jalons = Rien encore
o-jalons-vu_lieu = Vu le lieu
o-jalons-parle_vendeur = Parlé au vendeur
o-jalons-vu_chiffres = Vu les chiffres
o-jalons-parle_autour = { $portage ->
    [collectif] Parlé autour de nous
   *[autre] Parlé autour de moi
}
o-jalons-essaye = Fait un essai
o-jalons-etude_clients = Vu de futurs clients
o-jalons-formation_suivie = Suivi une formation
o-jalons-cherche_lieu = Cherché un lieu
o-jalons-budget = Fait un budget
o-jalons-vu_banque = Vu une banque
o-jalons-trouve_lieu = Trouvé un lieu
o-jalons-statuts = Écrit des statuts
o-jalons-compromis = Signé un compromis
o-jalons-immatricule = Déclaré l’activité
o-jalons-premiers_clients = Premiers clients
o-jalons-foncier_trouve = Trouvé des terres
o-jalons-point_accueil = Vu le point accueil
o-jalons-plan_installation = Écrit mon plan
o-jalons-repreneur_trouve = Trouvé un repreneur
o-jalons-estimation = Fait estimer
o-jalons-reunions = Fait des réunions
o-jalons-vu_mairie = Vu la mairie
o-jalons-asso_declaree = Association déclarée
o-jalons-cv_pret = CV à jour
o-jalons-candidatures = Candidatures envoyées
o-jalons-entretien = Passé un entretien
o-jalons-embauche = Une embauche
o-jalons-visites = Visité des logements
o-jalons-logement_trouve = Trouvé un logement
o-jalons-bail_signe = Bail ou achat signé
pourquoi-jalons = Pour ne pas vous expliquer ce que vous savez déjà, et commencer au bon endroit.

q-besoins_projet = { $forme ->
    [emploi] { $stade ->
        [activite] Bravo pour ce travail. Il vous faudrait encore…
       *[autre] Pour trouver ce travail, il vous faudrait…
    }
    [transmission] Passer la main, cela se prépare. Il vous faudrait…
   *[autre] { $stade ->
        [envie] C’est encore une envie : le bon moment pour en parler. D’abord, il vous faudrait…
        [idee] C’est encore une idée : le bon moment pour en parler. D’abord, il vous faudrait…
        [etude] Vous avez commencé à regarder de près. Maintenant, il vous faudrait…
        [montage] Cela prend forme. Pour avancer, il vous faudrait…
        [lancement] Vous y êtes presque. Il vous faudrait encore…
        [activite] Cela tourne déjà. Pour la suite, il vous faudrait…
       *[inconnu] D’abord, il vous faudrait…
    }
}
o-besoins_projet-y_voir_clair = Y voir clair
o-besoins_projet-etude_marche = Savoir s’il y a des clients
o-besoins_projet-chiffres = Les chiffres
o-besoins_projet-financement = Financer
o-besoins_projet-aides = Voir les aides possibles
o-besoins_projet-local = Un local
o-besoins_projet-foncier = Des terres
o-besoins_projet-formation = { $portage ->
    [collectif] Nous former
   *[autre] Me former
}
o-besoins_projet-juridique = Le côté légal
o-besoins_projet-tester_activite = Tester d’abord
o-besoins_projet-rencontres = Parler à d’autres
o-besoins_projet-communication = { $portage ->
    [collectif] Nous faire connaître
   *[autre] Me faire connaître
}
o-besoins_projet-appui_elus = L’appui des élus
pourquoi-besoins_projet = Le premier échange commencera par là.

q-besoins_vie = { $forme ->
    [habiter] Et pour bien vivre ici ?
   *[autre] Et pour que la vie suive ?
}
rien-besoins_vie = Rien de particulier
o-besoins_vie-logement = Se loger
o-besoins_vie-emploi_conjoint = Travail du conjoint
o-besoins_vie-ecole_garde = École, garde
o-besoins_vie-transport = Se déplacer
o-besoins_vie-sante = Un médecin
o-besoins_vie-internet = Une bonne connexion
o-besoins_vie-commerces = Des commerces
o-besoins_vie-vie_locale = Rencontrer du monde
pourquoi-besoins_vie = Le travail et la vie autour, c’est un seul projet : on regarde les deux.

q-echeance = { $forme ->
    [habiter] Vous aimeriez venir…
    [transmission] Vous aimeriez passer la main…
   *[autre] Vous aimeriez commencer…
}
o-echeance-vite = Vite
o-echeance-dans_l_annee = Dans l’année
o-echeance-plus_tard = Plus tard
o-echeance-rien_ne_presse = Rien ne presse
pourquoi-echeance = Pour vous rappeler au bon rythme.

q-attention = Faut-il tenir compte de quelque chose ? Vos horaires, une contrainte, ce que vous voulez.
pourquoi-attention = Seule la personne qui vous appellera le lira. Rien n’en dépend.

q-prenom = C’est noté. Comment vous appelez-vous ? Le prénom suffit.
pourquoi-prenom = Pour que l’on sache à qui l’on parle.
q-coordonnees = Merci. Et pour vous joindre : un numéro, ou une adresse de courriel ?
coordonnees = Pour vous joindre
pourquoi-coordonnees = Pour vous rappeler, et rien d’autre.
coordonnees-incomprises = Il me manque quelque chose : un numéro comme 06 12 34 56 78, ou une adresse comme prenom@exemple.fr.
q-mode_contact = Vous préférez…
o-mode_contact-appel = Un appel
o-mode_contact-sms = Un SMS
o-mode_contact-courriel = Un courriel
o-mode_contact-visite = Se voir
pourquoi-mode_contact = Chacun sa façon.
q-moments = Plutôt à quel moment ?
o-moments-matin = Le matin
o-moments-midi = Entre midi et deux
o-moments-apres_midi = L’après-midi
o-moments-soir = En fin de journée
rien-moments = Peu importe
pourquoi-moments = Pour ne pas vous appeler quand vous ne pouvez pas répondre.

q-accords =
    Dernière chose, vos accords : cochez ce qui vous va. Sans le premier, rien ne part ; chacun se reprend quand vous voulez.
    { $relais ->
        [aucun]
            • { $referent } lit votre dossier et vous contacte.
            • Les partenaires parlent de votre projet à leur réunion du mois, avec votre nom. Sans cet accord, ce sera sans votre nom.
       *[autre]
            • { $referent } lit votre dossier et vous contacte.
            • { $relais } prend le relais en cas d’absence.
            • Les partenaires parlent de votre projet à leur réunion du mois, avec votre nom. Sans cet accord, ce sera sans votre nom.
    }
accords-court = Vos accords
accords-aucun = Aucun
votre-interlocuteur = Votre interlocuteur
accords-manque = Pour envoyer votre dossier, il me faut au moins votre accord pour { $referent } : cochez ce nom. Sinon, « Ne rien envoyer ».
accord-interlocutor = { $referent }
accord-relay = { $relais ->
    [aucun] Un relais
   *[autre] Relais : { $relais }
}
accord-partners = Réunion des partenaires
accords-envoyer = Envoyer mon dossier
accords-refuser = Ne rien envoyer
pourquoi-accords = Votre histoire est à vous : rien ne part sans votre oui.

q-nom = Votre nom de famille, si vous voulez bien.
pourquoi-nom = Utile si l’on vous écrit ; vous pouvez passer.
q-experience = { $forme ->
    [emploi] Ce travail, vous le connaissez déjà ?
   *[autre] Ce métier, vous le connaissez déjà ?
}
o-experience-aucune = Pas encore
o-experience-un_peu = Un peu
o-experience-confirmee = Oui, bien
pourquoi-experience = Pour préparer l’appel ; rien n’en dépend.
q-qualification = Avez-vous un diplôme ou un titre dans ce métier ?
o-qualification-aucune = Non
o-qualification-en_cours = En cours
o-qualification-oui = Oui
pourquoi-qualification = Certains métiers en demandent un ; mieux vaut le savoir tôt.
q-apport = Avez-vous un peu d’argent de côté pour démarrer ?
o-apport-aucun_apport = Non
o-apport-moins_de_5000 = Moins de 5 000 €
o-apport-de_5000_a_20000 = 5 000 à 20 000 €
o-apport-plus_de_20000 = Plus de 20 000 €
pourquoi-apport = Pour chercher le bon financement ; vous pouvez passer.
q-tranche_age = Vous avez…
o-tranche_age-moins_de_26 = Moins de 26 ans
o-tranche_age-de_26_a_45 = 26 à 45 ans
o-tranche_age-de_46_a_60 = 46 à 60 ans
o-tranche_age-plus_de_60 = Plus de 60 ans
pourquoi-tranche_age = Quelques aides dépendent de l’âge.
q-peut_apporter = Et vous, qu’aimeriez-vous apporter ici ? Un savoir-faire, un réseau, du temps…
pourquoi-peut_apporter = Un pays a aussi besoin de ceux qui arrivent.
