# The questions of the first listening, their buttons, and why they are asked.
# Always available: $forme $secteur $portage $rapport $stade $prenom (the vocabulary's values, or "inconnu").

avancement = { $rang }/{ $total } · { $partie }
partie-idee = Your idea
partie-lieu = The place
partie-vie = With whom, what for
partie-travail = Today
partie-avancement = The road so far
partie-besoins = What you need

deja-repondu = So far: { $reponse }

q-recit = What brings you here? Tell it as it comes, in any order, even as a voice message.
pourquoi-recit = Your own words help the person who will call you far more than a form.

q-secteur = If I had to put your project somewhere, it would be…
secteur-court = Your field
secteur-metier = In French we would say “{ $metier }”: { $domaine }. Right? And you are thinking of…
secteur-liste = It is more about…
secteur-autre = Something else
secteur-pas-compris = I don’t know that word yet. Let’s look together.
pourquoi-secteur = Every trade has its own specialists; this keeps me from sending you to the wrong door.
groupe-terre = Land, wood, energy
groupe-fabriquer = Making, building
groupe-vendre = Selling, hosting
groupe-services = Services
groupe-culture = Culture and leisure
groupe-autre = Something else again
o-secteur-agriculture = Farming
o-secteur-artisanat = Crafts and trades
o-secteur-artisanat_alimentaire = Food crafts
o-secteur-commerce = A shop
o-secteur-restauration = Food and drink
o-secteur-tourisme = Tourism, hosting
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
    [inconnu] And it would rather be to…
   *[autre] All right. And you are thinking of…
}
pourquoi-forme_du_projet = Taking over is not helped like starting up, nor settling like finding a job.
o-forme_du_projet-creation = Starting up
o-forme_du_projet-reprise = Taking over
o-forme_du_projet-transmission = Handing on
o-forme_du_projet-installation_agricole = Setting up a farm
o-forme_du_projet-developpement = Growing what exists
o-forme_du_projet-association = A non-profit
o-forme_du_projet-emploi = Finding a job
o-forme_du_projet-habiter = Coming to live here

q-commune = Which commune would it be in? A name or a postcode is enough.
pourquoi-commune = The people who help differ from place to place: this tells me who is close by.
lieu-court = The place
lieu-propose = Would it be in { $lieu }?
lieu-oui = Yes
lieu-par-la = Around there, not sure
lieu-ailleurs = Elsewhere
lieu-plusieurs = There are several. Which one is it?
lieu-aucun = None of these
lieu-autres = More places…
lieu-environs = { $lieu } or nearby
lieu-inconnu = I can’t find that place. Try the commune’s name, such as “Ambert”, or a postcode such as “63600”.

q-rapport_au_lieu = { $portage ->
   *[inconnu] And that place: you…
}
o-rapport_au_lieu-habite = I live there
o-rapport_au_lieu-arrive = I arrive soon
o-rapport_au_lieu-envisage = I’m thinking of it
o-rapport_au_lieu-hesite = I’m still hesitating
pourquoi-rapport_au_lieu = Somebody from here and somebody who arrives are not helped the same way.

q-portage = { $forme ->
    [habiter] You would come…
    [emploi] You are looking…
   *[autre] You carry this project…
}
o-portage-seul = On my own
o-portage-couple = As a couple
o-portage-collectif = As a group
o-portage-structure = For an organisation
pourquoi-portage = As two or as many, the questions differ, and sometimes the people who help.

q-but = It should… Several answers are fine.
o-but-en_vivre = Be our living
o-but-complement = Add to an income
o-but-rendre_service = Be of service here
pourquoi-but = A project to live on and a project to be of service are not set up alike.

q-type_collectif = And together, you would like to bring to life…
o-type_collectif-habitat_participatif = Co-housing
o-type_collectif-atelier_velo = A bike workshop
o-type_collectif-festival = A festival
o-type_collectif-monnaie_locale = A local currency
o-type_collectif-lieu_partage = A shared place
o-type_collectif-cooperative = A cooperative
o-type_collectif-autre_collectif = Something else
pourquoi-type_collectif = For some groups, there is somebody here who already knows this kind of adventure.

q-taille = About how many are you?
o-taille-moins_de_5 = Fewer than five
o-taille-de_5_a_15 = Five to fifteen
o-taille-plus_de_15 = More than fifteen
pourquoi-taille = The size of the group tells which support suits it.

q-decision = Among you, decisions are made…
o-decision-ensemble = All together
o-decision-quelques_uns = By a few of us
o-decision-vote = By a vote
o-decision-pas_encore_reglee = Not settled yet
pourquoi-decision = Your way of deciding matters: the person who calls you will start from there.

q-phase = And how far is the group?
o-phase-se_rencontrer = We are meeting
o-phase-preciser = We are shaping the idea
o-phase-chercher_lieu = We look for a place, support
o-phase-faire = We are already doing it
pourquoi-phase = Depending on the moment, the town hall, association support or a development officer helps best.

q-attente_elus = Do you expect anything from elected people?
o-attente_elus-ecoute = A meeting
o-attente_elus-lieu = A place
o-attente_elus-soutien = Public support
o-attente_elus-subvention = A grant
rien-attente_elus = Nothing for now
pourquoi-attente_elus = If so, we will know where to carry the request.

q-statut = And today, as for work, you are…
o-statut-salarie = Employed
o-statut-demandeur_emploi = Looking for work
o-statut-independant = Self-employed
o-statut-agriculteur = A farmer
o-statut-agent_public = Public servant
o-statut-etudiant = Studying
o-statut-retraite = Retired
o-statut-autre = Something else
pourquoi-statut = Some kinds of support depend on your situation.

q-deja_accompagne = Is somebody advising you already? We would not start from scratch.
o-deja_accompagne-non = No
o-deja_accompagne-oui = Yes
pourquoi-deja_accompagne = If somebody follows you, they remain your contact; I only look for what can help them.

q-conseiller = Who advises you? A name or an organisation, as you like.
pourquoi-conseiller = So that nobody does again what is done.

q-jalons = { $portage ->
    [collectif] What have you already done together? Nothing is fine too.
   *[autre] What have you already done? Nothing is fine too.
}
rien-jalons = Nothing yet
o-jalons-vu_lieu = Saw the place
o-jalons-parle_vendeur = Talked to the seller
o-jalons-vu_chiffres = Saw the figures
o-jalons-parle_autour = Talked about it
o-jalons-essaye = Tried it out
o-jalons-etude_clients = Met future customers
o-jalons-formation_suivie = Took a course
o-jalons-cherche_lieu = Looked for a place
o-jalons-budget = Made a budget
o-jalons-vu_banque = Saw a bank
o-jalons-trouve_lieu = Found a place
o-jalons-statuts = Wrote the articles
o-jalons-compromis = Signed a preliminary contract
o-jalons-immatricule = Registered the activity
o-jalons-premiers_clients = First customers
o-jalons-foncier_trouve = Found land
o-jalons-point_accueil = Saw the farm desk
o-jalons-plan_installation = Wrote my plan
o-jalons-repreneur_trouve = Found a successor
o-jalons-estimation = Had it valued
o-jalons-reunions = Held meetings
o-jalons-vu_mairie = Saw the town hall
o-jalons-asso_declaree = Registered non-profit
o-jalons-cv_pret = CV up to date
o-jalons-candidatures = Sent applications
o-jalons-entretien = Had an interview
o-jalons-embauche = Got a job
o-jalons-visites = Viewed homes
o-jalons-logement_trouve = Found a home
o-jalons-bail_signe = Signed for a home
pourquoi-jalons = So as not to explain what you know already, and to start in the right place.

q-besoins_projet = { $stade ->
    [envie] It is still a wish: the right time to talk about it. First, you would need…
    [idee] It is still an idea: the right time to talk about it. First, you would need…
    [etude] You have begun to look closely: good. Now, you would need…
    [montage] The project takes shape. To go on, you would need…
    [lancement] You are nearly there. You would still need…
    [activite] It is running already. For what comes next, you would need…
   *[inconnu] First, you would need…
}
o-besoins_projet-y_voir_clair = Seeing clearly
o-besoins_projet-etude_marche = Knowing if there are customers
o-besoins_projet-chiffres = The figures
o-besoins_projet-financement = Funding
o-besoins_projet-aides = Possible grants
o-besoins_projet-local = Premises
o-besoins_projet-foncier = Land
o-besoins_projet-formation = Training
o-besoins_projet-juridique = Legal matters
o-besoins_projet-tester_activite = Testing first
o-besoins_projet-rencontres = Meeting others
o-besoins_projet-communication = Getting known
o-besoins_projet-appui_elus = Elected people’s backing
pourquoi-besoins_projet = That is where the call will start.

q-besoins_vie = { $forme ->
    [habiter] And for life to follow, here?
   *[autre] And for life to follow?
}
rien-besoins_vie = Nothing special
o-besoins_vie-logement = A home
o-besoins_vie-emploi_conjoint = Work for my partner
o-besoins_vie-ecole_garde = School, childcare
o-besoins_vie-transport = Getting around
o-besoins_vie-sante = A doctor
o-besoins_vie-internet = A good connection
o-besoins_vie-commerces = Shops
o-besoins_vie-vie_locale = Meeting people
pourquoi-besoins_vie = The life project and the work project are one: we look at both.

q-echeance = { $forme ->
    [habiter] You would like to come…
   *[autre] You would like to start…
}
o-echeance-vite = Soon
o-echeance-dans_l_annee = Within a year
o-echeance-plus_tard = Later
o-echeance-rien_ne_presse = No hurry
pourquoi-echeance = So that you are called back at the right pace.

q-attention = Is there anything to bear in mind? Your hours, a constraint, whatever you like.
pourquoi-attention = Only the person who calls you will read it. Nothing depends on it.

q-prenom = What is your name? A first name is enough.
pourquoi-prenom = So that we know whom we talk to.
q-coordonnees = And to reach you: a phone number, or an e-mail address?
coordonnees = To reach you
pourquoi-coordonnees = To call you back, and nothing else.
coordonnees-incomprises = Something is missing: a number such as 06 12 34 56 78, or an address such as name@example.com.
q-mode_contact = You prefer…
o-mode_contact-appel = A call
o-mode_contact-sms = A text message
o-mode_contact-courriel = An e-mail
o-mode_contact-visite = Meeting
pourquoi-mode_contact = To each their own way.
q-moments = Rather at what time?
o-moments-matin = In the morning
o-moments-midi = At lunchtime
o-moments-apres_midi = In the afternoon
o-moments-soir = At the end of the day
rien-moments = Any time
pourquoi-moments = So as not to call when you can’t answer.

q-accords =
    One last thing: your agreements. Tick what suits you; each can be taken back later.
    • { $referent } reads your file and contacts you.
    { $relais ->
        [aucun] • The partners speak of it at their monthly meeting, with your name; otherwise, without your name.
       *[autre] • { $relais } takes over in case of absence. { "\u000A" }• The partners speak of it at their monthly meeting, with your name; otherwise, without your name.
    }
accords-court = Your agreements
accords-aucun = None
accord-interlocutor = { $referent }
accord-relay = { $relais ->
    [aucun] A relay
   *[autre] Relay: { $relais }
}
accord-partners = The partners’ meeting
accords-envoyer = Send my file
accords-refuser = Send nothing
pourquoi-accords = Your story is yours: nothing leaves without your yes.

q-nom = Your surname, if you like.
pourquoi-nom = Useful if somebody writes to you; you may skip it.
q-experience = Do you know this trade already?
o-experience-aucune = Not yet
o-experience-un_peu = A little
o-experience-confirmee = Yes, well
pourquoi-experience = To prepare the call; nothing depends on it.
q-qualification = Do you have a diploma or a title in this trade?
o-qualification-aucune = No
o-qualification-en_cours = Under way
o-qualification-oui = Yes
pourquoi-qualification = Some trades require one; better to know early.
q-apport = Do you have money of your own to start?
o-apport-aucun_apport = No
o-apport-moins_de_5000 = Under €5,000
o-apport-de_5000_a_20000 = €5,000 to €20,000
o-apport-plus_de_20000 = Over €20,000
pourquoi-apport = To look for the right funding; you may skip it.
q-tranche_age = You are…
o-tranche_age-moins_de_26 = Under 26
o-tranche_age-de_26_a_45 = 26 to 45
o-tranche_age-de_46_a_60 = 46 to 60
o-tranche_age-plus_de_60 = Over 60
pourquoi-tranche_age = Some kinds of support depend on age.
q-peut_apporter = And you, what could you bring here? A skill, a network, some time…
pourquoi-peut_apporter = A territory needs you, too.
