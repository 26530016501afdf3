# The questions of the first listening, their buttons, and why they are asked.
# Always available: $forme $secteur $portage $rapport $stade $prenom (the vocabulary's values, or "inconnu").

avancement = { $rang ->
    [1] { "" }
   *[other] { $partie } · { $rang } of { $total }
}
partie-idee = Your idea
partie-lieu = The place
partie-vie = With whom, what for
partie-travail = You, today
partie-avancement = The road so far
partie-besoins = And now

deja-repondu = You had answered: { $reponse }

q-recit = { $forme ->
    [transmission] What would you like to hand on? Tell it as it comes, in any order, or as a voice message.
   *[autre] What brings you here? Tell it as it comes, in any order, or as a voice message.
}
pourquoi-recit = Your own words will help the person who calls you far more than a form would.

q-secteur = If I understand, it would be more like…
secteur-court = Your field
secteur-metier = { $metier }: did I get that right? And are you thinking of…
secteur-liste = It is more about…
secteur-autre = Something else
secteur-pas-compris = I don’t know that word yet. Let’s look together.
pourquoi-secteur = Every trade has people who know it well: this keeps me from sending you to the wrong door.
groupe-terre = Land, wood, energy
groupe-fabriquer = Making, building
groupe-vendre = Selling, welcoming guests
groupe-services = Services to people or firms
groupe-culture = Culture and leisure
groupe-autre = None of these
o-secteur-agriculture = Farming
o-secteur-artisanat = Crafts and trades
o-secteur-artisanat_alimentaire = Food crafts
o-secteur-commerce = A shop
o-secteur-restauration = Food and drink
o-secteur-tourisme = Tourism, lodging
o-secteur-services_entreprises = Business services
o-secteur-services_personne = Personal services
o-secteur-sante_bien_etre = Health, well-being
o-secteur-culture_loisirs = Culture, leisure
o-secteur-numerique = Digital
o-secteur-bois_foret = Wood, forestry
o-secteur-industrie = Manufacturing
o-secteur-habitat = Housing, building
o-secteur-environnement_energie = Environment, energy
o-secteur-autre = Something else again

q-forme_du_projet = { $secteur ->
    [inconnu] And are you thinking of…
   *[autre] All right. And are you thinking of…
}
pourquoi-forme_du_projet = Taking over, starting up, farming or finding a job: the help is not the same.
o-forme_du_projet-creation = Starting up
o-forme_du_projet-reprise = Taking over
o-forme_du_projet-transmission = Handing over
o-forme_du_projet-installation_agricole = Starting a farm
o-forme_du_projet-developpement = Growing my business
o-forme_du_projet-association = Setting up a non-profit
o-forme_du_projet-emploi = Finding a job
o-forme_du_projet-habiter = Coming to live here

q-commune = In which town or village would it be? A name or a postcode is enough.
pourquoi-commune = From one valley to the next, different people help: the place tells me who is close by.
lieu-court = The place
lieu-propose = Would it be in { $lieu }?
lieu-oui = Yes
lieu-par-la = Around there, not sure
lieu-ailleurs = Elsewhere
lieu-plusieurs = There are several. Which one is it?
lieu-aucun = None of these
lieu-autres = More places…
lieu-environs = { $lieu } or nearby
lieu-inconnu = I can’t find that place. Try the name of the town or village, such as “Ambert”, or a postcode such as “63600”.

q-rapport_au_lieu = Are you already around here?
o-rapport_au_lieu-habite = I live here
o-rapport_au_lieu-arrive = I’m arriving soon
o-rapport_au_lieu-envisage = I’m thinking of it
o-rapport_au_lieu-hesite = I’m not sure yet
pourquoi-rapport_au_lieu = Someone from here and someone who is arriving need different help.

q-portage = { $forme ->
    [habiter] You would come…
    [emploi] You are looking…
    [transmission] You run this business…
   *[autre] You would do this…
}
o-portage-seul = { $forme ->
    [emploi] For myself
   *[autre] On my own
}
o-portage-couple = { $forme ->
    [emploi] For both of us
   *[autre] As a couple
}
o-portage-collectif = As a group
o-portage-structure = For an organisation
pourquoi-portage = With two people or ten, the questions are different, and sometimes so is the person who helps.

q-but = { $portage ->
    [collectif] This project should… Tick everything that counts.
   *[autre] It should… Tick everything that counts.
}
o-but-en_vivre = { $portage ->
    [seul] Provide my living
   *[autre] Provide our living
}
o-but-complement = Add to our income
o-but-rendre_service = Be useful here
pourquoi-but = A project to live on and a project to be useful are not built alike.

q-type_collectif = And together, you would like to create…
o-type_collectif-habitat_participatif = Co-housing
o-type_collectif-atelier_velo = A bike workshop
o-type_collectif-festival = A festival
o-type_collectif-monnaie_locale = A local currency
o-type_collectif-lieu_partage = A shared place
o-type_collectif-cooperative = A cooperative
o-type_collectif-autre_collectif = Something else
pourquoi-type_collectif = For some groups, someone here already knows this kind of adventure.

q-taille = About how many are you?
o-taille-moins_de_5 = Fewer than five
o-taille-de_5_a_15 = Five to fifteen
o-taille-plus_de_15 = More than fifteen
pourquoi-taille = Three people and thirty don’t need the same help.

q-decision = Among you, decisions are made…
o-decision-ensemble = All together
o-decision-quelques_uns = By a few of us
o-decision-vote = By a vote
o-decision-pas_encore_reglee = We haven’t discussed it
pourquoi-decision = Your way of deciding matters: the person who calls you will start from there.

q-phase = And where does the group stand today?
o-phase-se_rencontrer = Getting to know each other
o-phase-preciser = Shaping the idea
o-phase-chercher_lieu = Looking for a place, for help
o-phase-faire = Already doing it
pourquoi-phase = Depending on the moment, the town hall, support for non-profits or someone at the local council helps best.

q-attente_elus = Do you hope for anything from the elected council?
o-attente_elus-ecoute = A meeting
o-attente_elus-lieu = A place
o-attente_elus-soutien = Public support
o-attente_elus-subvention = A grant
rien-attente_elus = Nothing for now
pourquoi-attente_elus = If so, we will know where to take the request.

q-statut = And today, as far as work goes, you are…
o-statut-salarie = Employed
o-statut-demandeur_emploi = Looking for work
o-statut-independant = Self-employed
o-statut-agriculteur = A farmer
o-statut-agent_public = In public service
o-statut-etudiant = Studying
o-statut-retraite = Retired
o-statut-autre = Something else
pourquoi-statut = Some kinds of support depend on your situation.

q-deja_accompagne = Is anyone advising you already? We would not start again from scratch.
o-deja_accompagne-non = No
o-deja_accompagne-oui = Yes
pourquoi-deja_accompagne = If someone is already helping you, nothing changes there; I only look for ways to help them help you.

q-conseiller = Who advises you? A name or an organisation, as you like.
pourquoi-conseiller = So that nobody repeats what has been done.

q-jalons = { $portage ->
    [collectif] What have you already done together? Nothing yet is fine too.
   *[autre] What have you already done? Nothing yet is fine too.
}
rien-jalons = Nothing yet
o-jalons-vu_lieu = Visited the place
o-jalons-parle_vendeur = Talked to the seller
o-jalons-vu_chiffres = Seen the figures
o-jalons-parle_autour = { $portage ->
    [collectif] Talked about it
   *[autre] Talked about it
}
o-jalons-essaye = Tried it out
o-jalons-etude_clients = Met future customers
o-jalons-formation_suivie = Taken a course
o-jalons-cherche_lieu = Looked for a place
o-jalons-budget = Made a budget
o-jalons-vu_banque = Been to a bank
o-jalons-trouve_lieu = Found a place
o-jalons-statuts = Written the rules
o-jalons-compromis = Signed a first contract
o-jalons-immatricule = Registered the business
o-jalons-premiers_clients = First customers
o-jalons-foncier_trouve = Found land
o-jalons-point_accueil = Seen the farm desk
o-jalons-plan_installation = Written my plan
o-jalons-repreneur_trouve = Found a successor
o-jalons-estimation = Had it valued
o-jalons-reunions = Held meetings
o-jalons-vu_mairie = Been to the town hall
o-jalons-asso_declaree = Registered the group
o-jalons-cv_pret = CV up to date
o-jalons-candidatures = Sent applications
o-jalons-entretien = Had an interview
o-jalons-embauche = Got a job
o-jalons-visites = Viewed homes
o-jalons-logement_trouve = Found a home
o-jalons-bail_signe = Signed for a home
pourquoi-jalons = So that nobody explains what you already know, and we start in the right place.

q-besoins_projet = { $forme ->
    [emploi] { $stade ->
        [activite] Well done for finding work. You would still need…
       *[autre] To find this job, you would need…
    }
    [transmission] Handing over takes preparing. You would need…
   *[autre] { $stade ->
        [envie] It is still a wish: just the time to talk about it. First of all, you would need…
        [idee] It is still an idea: just the time to talk about it. First of all, you would need…
        [etude] You have begun to look closely. Now, you would need…
        [montage] It is taking shape. To move on, you would need…
        [lancement] You are nearly there. You would still need…
        [activite] It is up and running. For what comes next, you would need…
       *[inconnu] First of all, you would need…
    }
}
o-besoins_projet-y_voir_clair = To see clearly
o-besoins_projet-etude_marche = To know if there are customers
o-besoins_projet-chiffres = The figures
o-besoins_projet-financement = Funding
o-besoins_projet-aides = To see what grants exist
o-besoins_projet-local = Premises
o-besoins_projet-foncier = Land
o-besoins_projet-formation = { $portage ->
    [collectif] Training
   *[autre] Training
}
o-besoins_projet-juridique = The legal side
o-besoins_projet-tester_activite = To try it first
o-besoins_projet-rencontres = To talk to others
o-besoins_projet-communication = { $portage ->
    [collectif] To get ourselves known
   *[autre] To get known
}
o-besoins_projet-appui_elus = The council’s support
pourquoi-besoins_projet = The first conversation will start there.

q-besoins_vie = { $forme ->
    [habiter] And to live well here?
   *[autre] And what would daily life need?
}
rien-besoins_vie = Nothing in particular
o-besoins_vie-logement = A home
o-besoins_vie-emploi_conjoint = Work for my partner
o-besoins_vie-ecole_garde = School, childcare
o-besoins_vie-transport = Getting around
o-besoins_vie-sante = A doctor
o-besoins_vie-internet = A good connection
o-besoins_vie-commerces = Shops
o-besoins_vie-vie_locale = Meeting people
pourquoi-besoins_vie = Work and the life around it are one project: we look at both.

q-echeance = { $forme ->
    [habiter] You would like to come…
    [transmission] You would like to hand over…
   *[autre] You would like to start…
}
o-echeance-vite = Soon
o-echeance-dans_l_annee = Within a year
o-echeance-plus_tard = Later
o-echeance-rien_ne_presse = No hurry
pourquoi-echeance = So that we call back at the right pace.

q-attention = Is there anything we should keep in mind? Your hours, a constraint, anything you like.
pourquoi-attention = Only the person who calls you will read it. Nothing depends on it.

q-prenom = Noted. What is your name? A first name is enough.
pourquoi-prenom = So that we know who we are talking to.
q-coordonnees = Thank you. And to reach you: a phone number, or an e-mail address?
coordonnees = To reach you
pourquoi-coordonnees = To call you back, and nothing else.
coordonnees-incomprises = Something is missing: a number such as 06 12 34 56 78, or an address such as name@example.com.
q-mode_contact = Would you rather have…
o-mode_contact-appel = A call
o-mode_contact-sms = A text message
o-mode_contact-courriel = An e-mail
o-mode_contact-visite = A meeting
pourquoi-mode_contact = Everyone has their own way.
q-moments = And when suits you best?
o-moments-matin = In the morning
o-moments-midi = At lunchtime
o-moments-apres_midi = In the afternoon
o-moments-soir = At the end of the day
rien-moments = Any time
pourquoi-moments = So as not to call when you can’t answer.

q-accords =
    One last thing, your agreements: tick what suits you. Without the first, nothing is sent; you can take each one back whenever you like.
    { $relais ->
        [aucun]
            • { $referent } reads your file and contacts you.
            • The partners talk about your project at their monthly meeting, with your name. Without this, they talk about it without your name.
       *[autre]
            • { $referent } reads your file and contacts you.
            • { $relais } takes over during absences.
            • The partners talk about your project at their monthly meeting, with your name. Without this, they talk about it without your name.
    }
accords-court = Your agreements
accords-aucun = None
votre-interlocuteur = Your contact
accords-manque = To send your file I need at least your agreement for { $referent }: please tick that name. Otherwise, choose “{ accords-refuser }”.
accord-interlocutor = { $referent }
accord-relay = { $relais ->
    [aucun] A stand-in
   *[autre] Stand-in: { $relais }
}
accord-partners = The partners’ meeting
accords-envoyer = Send my file
accords-refuser = Send nothing
pourquoi-accords = Your story is yours: nothing leaves without your yes.

q-nom = Your surname, if you don’t mind.
pourquoi-nom = Useful if someone writes to you; you can skip it.
q-experience = { $forme ->
    [emploi] Have you done this work before?
   *[autre] Do you already know this trade?
}
o-experience-aucune = Not yet
o-experience-un_peu = A little
o-experience-confirmee = Yes, well
pourquoi-experience = To prepare the call; nothing depends on it.
q-qualification = Do you have a diploma or a certificate in this trade?
o-qualification-aucune = No
o-qualification-en_cours = Under way
o-qualification-oui = Yes
pourquoi-qualification = Some trades require one; better to know early.
q-apport = Do you have a little money set aside to start with?
o-apport-aucun_apport = No
o-apport-moins_de_5000 = Under €5,000
o-apport-de_5000_a_20000 = €5,000 to €20,000
o-apport-plus_de_20000 = Over €20,000
pourquoi-apport = To look for the right funding; you can skip it.
q-tranche_age = You are…
o-tranche_age-moins_de_26 = Under 26
o-tranche_age-de_26_a_45 = 26 to 45
o-tranche_age-de_46_a_60 = 46 to 60
o-tranche_age-plus_de_60 = Over 60
pourquoi-tranche_age = Some kinds of support depend on age.
q-peut_apporter = And you, what would you like to bring here? A skill, a network, some time…
pourquoi-peut_apporter = A place also needs the people who arrive.
