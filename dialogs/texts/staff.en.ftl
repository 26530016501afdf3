# What referents and animators read: dense, factual. The card holds on one screen.

ou = { " " }or{ " " }

fiche-tete = To call by { $day } (promised)
fiche-tete-appellera = Will call you; if not, to call by { $day } (promised)
fiche-numero = case { $number }
fiche-stade = Stage: { $stage }
fiche-cite = “{ $words }”
fiche-suite = Case { $number }, the whole story:
fiche-a-savoir = To bear in mind: “{ $words }”
fiche-attend = Expects: { $what }.
fiche-vie = Daily life: { $what }.
fiche-elus = Expects from elected people: { $what }.
fiche-fait = Done: { $what }.
fiche-non-coche = Not ticked: { $what }.
fiche-aucun-conseiller = No adviser before you.
fiche-conseiller = Already advised by: { $who }.
fiche-prefere = Prefers: { $how }.
fiche-langue = Language for the call: { $spoken }.
fiche-la-personne = the person
fiche-pourquoi = Why you: “{ $rule }” (revision { $number }).
fiche-regle-pivot = No rule decides: the territory’s welcome desk
fiche-dit = Told to { $name }: your name, your number, the date
fiche-dit-cites = { "" }; named, not informed: { $who }
fiche-accords = Agreements: { $what }.
fiche-separateur = ;{ " " }
fiche-accord-interlocutor = you
fiche-accord-relay = relay { $who }
fiche-accord-partners = monthly meeting
fiche-remplace = Meant for { $who }, who has no account here yet: yours, as the pivot.
fiche-de-la-part = From { $who }.
fiche-de-la-part-mot = From { $who }: “{ $words }”

fiche-ailleurs = Case { $number }: with { $who } now.
alerte-depassee = { $day }: { $state }
alerte-liste-depassee = Case { $number }, { $day }: { $state }
fiche-etat-sent = Waiting for { $who }.
fiche-etat-seen = Read by { $who }, who has said when they will call.
fiche-etat-taken-charge = Taken by { $who }.
fiche-etat-trying = { $who } has tried to call and will try again.
fiche-etat-appointment = { $who } has an appointment with the person.
fiche-etat-contacted = Contact made, by { $who }.
fiche-etat-paused = Paused, with { $who }.
fiche-etat-declined = Declined by { $who }; the network’s animators are looking for somebody.
fiche-etat-escalated = With the network’s animators, who look for somebody.
fiche-etat-newcomer-calls = Nobody could be told; the person has the public numbers.
fiche-etat-newcomer-chooses = With { $who }; the person is asked how it goes on.
fiche-etat-closed = Closed.

geste-prends = I take it
geste-vu = Seen, I call on { $day }
geste-decline = Not for me
geste-reorienter = Redirect
geste-question = Ask a question
geste-suite = Read on
geste-ecouter = Listen
geste-contact-fait = Contact made
geste-injoignable = Not reachable
geste-plus-tard = Later
geste-rendez-vous = Appointment
geste-heure = { $hour }:00
geste-terminer = Close…
geste-pause = Pause…
geste-bloque = I’m stuck
geste-rouvrir = Open again
geste-ouvrir = Open the case
geste-confier = Give it to { $who }
geste-je-m-en-occupe = The welcome desk takes it
geste-quelqu-un-d-autre = Somebody else
geste-relancer = Remind { $who }
geste-autre-jour = Another day
geste-retour = Back
geste-suivants = Next
geste-precedents = Previous
geste-sans-mot = Send without a word
geste-avec-mot = Add a word
geste-envoyer = Send
geste-annuler = Cancel

motif-hors-territoire = Outside our area
motif-hors-competence = Not our field
motif-deja-suivi = Followed elsewhere
motif-incomplet = Incomplete
motif-pas-de-place = No room before…
motif-je-connais = I know this person
motif-autre = Another reason

dossier-sans-projet = project to be made clear

note-pris = Taken in charge by { $who }. The person has been told.
note-deja-pris = This case is already taken in charge.
note-vu = Seen: you call on { $day }. No reminder until then; the person has been told.
note-decline = Declined: { $reason }. The network’s animator looks further, the person has been told.
note-decline-detail = To say more, reply to this message: the animator will read it.
note-detail-transmis = Passed on to the network’s animator.
note-contact-fait = Contact made, noted.
note-injoignable = Not reachable, noted: the person has been told. I ask you again on your next day.
note-plus-tard = All right: I ask you again on your next day.
note-rendez-vous = Appointment noted: { $day }, at { $hour }. The person is told, and both of you will be the day before.
note-fil-rouge = Noted: { $stage }.
note-pause = Paused until { $day }; the person is told, and I will ask you then.
note-bloque = The network’s animators know; the case will be at the next meeting.
note-clos = Closed: { $outcome }. The person is told.
note-rouvert = Open again. The person is told.
note-reoriente = Passed on to { $who }. The person has been told.
note-accord-demande = The agreements given don’t reach { $who }. I am asking the person; nothing is passed on before a yes.
note-relance = { $who } has been reminded.
note-question-envoyee = Question sent. The answer will come here.
note-annule = Cancelled, nothing was sent.

choisir-jour = Which day do you call?
choisir-jour-rendez-vous = On which day?
choisir-heure = At what time?
choisir-pause = Paused until when? The person will know.
choisir-issue = How does it end? The person will know that their case is closed.
issue-installed = Has settled here
issue-created = Has created
issue-taken-over = Has taken over
issue-joined = Has joined a project
issue-postponed = Put off
issue-given-up = Has given up
issue-moved-elsewhere = Has gone elsewhere
issue-passed-to-others = With others now
issue-lost-sight-of = Lost sight of
choisir-raison = Why? The person won’t read the reason.
confirmer-reorientation = Give case { $number } to { $who }?
confirmer-reorientation-mot = Give case { $number } to { $who }, with this word?
    “{ $words }”
ecrire-mot = Your word for { $who }: reply to this message.
ecrire-question = Your question to { $name }: reply to this message (1,000 characters at most).
ecrire-ce-qui-manque = The case stays yours, and so does the promised day. What is missing? Reply to this message: the question goes to { $name } once you confirm (at most 1,000 characters).
confirmer-question = To be sent to { $name }:
    “{ $words }”

refus-plus-en-cours = This case is no longer in your hands, or it changed since this message. /dossiers shows where it stands.
refus-pas-votre-role = Case { $number }: this is for { $who } or for the network’s animators. Nothing has changed.
refus-etat-sent = Case { $number }: it waits for the answer of { $who }, promised by { $day }. Nothing has changed.
refus-etat-seen = Case { $number }: { $who } has read it and said when they will call. Nothing has changed.
refus-etat-taken-charge = Case { $number }: { $who } has already taken it. Nothing has changed; to pass it on, “Redirect”.
refus-etat-trying = Case { $number }: { $who } has tried to call and will try again. Nothing has changed.
refus-etat-appointment = Case { $number }: { $who } has an appointment with the person. Nothing has changed.
refus-etat-contacted = Case { $number }: contact is made already, with { $who }. Nothing has changed.
refus-etat-paused = Case { $number }: paused, with { $who }. Nothing has changed.
refus-etat-declined = Case { $number }: { $who } declined it; the network’s animators are looking for somebody. Nothing has changed.
refus-etat-escalated = Case { $number }: it is with the network’s animators, who look for somebody. Nothing has changed.
refus-etat-newcomer-calls = Case { $number }: nobody could be told; the person has the public numbers. Nothing has changed.
refus-etat-newcomer-chooses = Case { $number }: { $who } asked the person, who says how it goes on. Nothing has changed.
refus-etat-redirected = Case { $number }: it is with { $who } now. Nothing has changed.
refus-etat-closed = Case { $number }: it is closed. Nothing has changed.
refus-etat-withdrawn = Case { $number }: it no longer exists, the person took their agreement back.
refus-pas-a-vous = This button isn’t for this account. /dossiers shows what is yours.
refus-trop-long = Your message is empty or longer than 1,000 characters. Shorten it and reply again.
refus-trop = Five messages a day at most for a case. The phone is quicker!
refus-deja-fait = It is done already.
refus-injoignable = The person no longer gets our messages. Their number is on the card.
refus-deja-passe = That day is over. Please choose another.
refus-recit-efface = Nothing is left to read here: the person erased their data.
refus-voix-effacee = This voice message no longer exists.

equipe-escalade = No answer from { $who }, on the eve of the promised call ({ $day }): case { $number }, { $project }. Who calls?
equipe-decline = { $who } does not take case { $number } ({ $project }): { $reason }. Promised by { $day }. Who calls?
equipe-decline-detail = In their words: “{ $words }”
equipe-toujours-sans-personne = Case { $number } ({ $project }): still without anybody since { $since }. Who calls?
equipe-perdu-de-vue = Case { $number }: without news of the person, it is closed. “Open again” on its card takes it up.
equipe-illisible = A reminder or a message of your territory could not be read: it is set aside, the others have left. Whoever keeps the server finds which one in the log.
equipe-panne = A message that came in could not be handled; the person was told, and the others are served. Whoever keeps the server finds which one in the log.
equipe-bloque = Case { $number } ({ $project }): { $who } is stuck and asks for the network’s advice.
equipe-pas-appele = Case { $number }: the person says nobody called. Referent: { $who }.
equipe-refus-reorientation = Case { $number }: { $name } would rather nothing went to { $who }. The case stays where it is.
equipe-confie-ailleurs = Case { $number }: given to { $who }. Nothing left to do for you; please erase what you had noted.
equipe-reponse = Answer from { $name } (case { $number }):
    “{ $words }”
equipe-accord-retire = Case { $number }: the person takes an agreement back ({ $what }). Please act accordingly.
equipe-supprimer = Case { $number }: the person took their agreement back or erased their data. Please erase everything you noted about them.
equipe-acces-retire = This account no longer has access to cases.
equipe-efface = Message erased at the person’s request.
equipe-injoignable = Case { $number }: { $name } no longer gets our messages here. A call remains: { $phone }.
equipe-rappeler-contact = To call back: { $name }, { $phone }. Wishes to talk to somebody, without the questions.
equipe-rappeler-fallback = To call back: { $name }, { $phone }. The talk did not work out.
equipe-compte-bloque = The account of { $who } no longer gets our messages. Their cases come here; a new invitation mends it.

rappel-un = Case { $number } ({ $project }) awaits your answer. Promised to { $name }: a call by { $day }.
rappel-vu = Case { $number }: you meant to call { $name } today. Contact made?
rappel-contact = Case { $number }: { $name } awaits your call today at the latest ({ $day }). Contact made?
rappel-contact-avant = Case { $number }: { $name } awaits your call, promised by { $day }. Contact made?
rappel-contact-passe = Case { $number }: could you speak to { $name }? The call was promised by { $day }. Contact made?
rappel-rendez-vous = Case { $number }: appointment with { $name }, { $day }, at { $hour }.
rappel-rendez-vous-apres = Case { $number }: did your appointment with { $name } take place?
rappel-fil-rouge = Case { $number } ({ $project }): how far has { $name } got?
rappel-liste = Your cases of the day:
rappel-ligne = { $number } · { $project } · promised by { $day }
geste-dossier = Case { $number }

salle-bienvenue = Hello { $who }. This account now gets the cases of { $structure }.
salle-bienvenue-animation = Hello. This account is the animator’s, for { $territory }.
salle-en-cours = Open cases: { $count }. /dossiers shows them.
salle-code-inconnu = This code doesn’t work: used already, expired, or mistyped. Please ask the network’s animator for another.
salle-trop-d-essais = Too many tries. Try again in an hour, or ask the network’s animator for a new code.
salle-inconnu = This bot is for the network’s interlocutors, by invitation.
salle-territoire-absent = Your territory is no longer served here. Ask whoever keeps the server to put it back; your cases are kept.
salle-groupe = I only talk in private: a case is not read in company.
salle-aide = What I can do:
    /dossiers: your open cases
    /absence 24/12 to 2/1: your days away, written as they come (or /absence, with buttons)
    /revue: your cases at the monthly meeting, or /revue 2026-10 for a past one
    /essai: the front door as a person lives it, leaving no trace
    /aide: this message
    On each card: take it, say when you call, decline, redirect, bring in a support, ask a question.
    A word written here, outside a question, becomes a note on your case.
salle-aide-animation = For animators:
    /territoire: today’s figures and what nobody took
    /absence First Last 3 to 7 March: the absence of somebody of the territory, who is told of it
    /passation First Last to First Last on the 30th: somebody leaves, somebody takes their cases over
    /retirer: shut an account out; its cases change hands
    /regles: the rules in force and their history; send me a file (YAML, ZIP, XLSX) to propose others
    /classeur: the rules in force as a workbook, to change and send back
    /expliquer 241: why case 241 went to that person, and to whom it would go today (in French)
salle-pas-compris = I didn’t understand. To write to a person, use “Ask a question” on their card. /aide shows the rest.
salle-modifie = Editing a message changes nothing here: please send it again.
salle-animation-seulement = This command is for the network’s animators.
salle-aucun-dossier = No open case.
salle-dossiers = Your open cases ({ $count }), page { $page } of { $pages }:
etat-sent = to call by { $day }
etat-seen = seen, to call by { $day }
etat-taken-charge = taken, call by { $day }
etat-contacted = contact made
etat-trying = not reached so far
etat-appointment = appointment made
etat-paused = paused
etat-newcomer-calls = the person calls by themselves
etat-newcomer-chooses = the person chooses how it goes on
etat-escalated = to be given to somebody, promised { $day }
etat-declined = declined, to be given
salle-ligne = { $number } · { $project } · { $state }
salle-territoire = { $territory }, today
salle-chiffres = Talks begun: { $begun }; unfinished in all: { $unfinished }.
    Cases sent today: { $sent }; open: { $open }.
    Waiting: { $waiting }, of which late: { $late }; taken: { $taken }; contact made: { $contacted }; declined: { $declined }.
salle-personne-n-a-pris = What nobody took ({ $count }):
salle-tout-est-pris = Everything is taken.
salle-a-relire = To look at again ({ $count }):
relecture = To look at again, { $territory }:
relecture-et-autres = … and { $count } more.
relecture-suite = Mend the files or the workbook, then send them here. Each point is announced only once; /territoire shows what is left.
salle-regles = Rules of { $territory }: revision { $number }, active since { $day }; { $rules } active rules, { $structures } structures, { $interlocutors } interlocutors.
salle-panne = Something failed on my side: nothing is lost, please try again in a moment.

expliquer-numero = Which case? Write its number, for example /expliquer 241.
expliquer-inconnu = I know of no case { $number } in your territory.
expliquer-efface = Of case { $number } nothing is left to explain: the person took back their agreement, or it is too old.
expliquer-regles-perdues = The rules under which case { $number } was referred were not kept.
salle-la-suite = … (the rest doesn’t fit into one message.)
