# What the person learns after their case was sent, at each turn.

suivi-pris = { $name } has your case and calls you by { $day }. Their number, if needed: { $phone }.
suivi-vu = { $name } has read your case and means to call you on { $callday }.
suivi-decline = { $name } is not the right person for this project. { $pivot } is looking for who is; you will have their answer by { $by }. Their number, if you need it: { $pivotphone }.
suivi-escalade = { $name } hasn’t answered yet. { $pivot } has your case now and takes care of it. Their number, if needed: { $pivotphone }.
suivi-injoignable = { $name } tried to reach you without success, and will try again. You may also call: { $phone }.
suivi-confie = Your case is now with { $who }. { $name } calls you by { $day }. Their number, if needed: { $phone }.
suivi-contacts-publics = I couldn’t pass your case on for now. The surest way is to call: { $name }, { $phone }; or { $pivot }, { $pivotphone }. Sorry for the detour.
suivi-accord-demande = { $sender } suggests seeing this with { $target }. May I pass on your case, with your name and how to reach you? Without your agreement nothing leaves.
suivi-refus = Noted: nothing is passed on. { $name } keeps your case.
suivi-refus-cherche = Noted: nothing is passed on. { $pivot } is looking for somebody else to follow your project. Their number, if needed: { $pivotphone }.
suivi-decline-accueil = The front desk can’t follow this project itself. The network’s animators are looking for who can; you will have their answer by { $by }. The front desk’s number, if you need it: { $pivotphone }.
suivi-escalade-accueil = Nobody has been able to call you yet, and that is not as it should be. The network’s animators are seeing to it. The front desk’s number: { $pivotphone }.
suivi-cherche-encore = { $pivot } is still looking for who will follow your project, and will tell you here. To talk about it: { $pivotphone }.
suivi-confie-accueil = Your case is with { $pivot }, who is contacting { $who } for you. You will have an answer by { $day }. The front desk’s number, if you need it: { $pivotphone }.
suivi-injoignable-dernier = { $name } has tried several times to reach you. The simplest is now to call them, whenever you can: { $phone }.
suivi-rendez-vous = { $name } notes your appointment: { $day }, at { $hour }. Can’t make it? Their number: { $phone }.
suivi-rendez-vous-veille = A reminder: your appointment with { $name } is { $day }, at { $hour }. Can’t make it? Their number: { $phone }.
suivi-en-pause = { $name } pauses your case until { $day }, and will be in touch then. Before that, their number: { $phone }.
suivi-clos = { $name } closes your case. If something is left to do, say so: { $phone }. For another project, /start.
suivi-perdu-de-vue = Having had no news of you, I close your case. Nothing is lost: a call to { $name } opens it again, { $phone }.
suivi-rouvert = Your case is open again, with { $name }.
suivi-question = { $name } asks you:
    “{ $words }”
suivi-relais-ecrire = Your answer to { $name }: write it here.
suivi-relais-confirmer = To be sent to { $name }:
    “{ $words }”
suivi-relais-envoye = Sent to { $name }.
suivi-relais-annule = Nothing was sent.
suivi-relais-trop-long = It is empty, or too long for one message (1,000 characters at most). Could you make it shorter?
suivi-relais-trop = Five messages a day is the most I can pass on. The phone will be quicker.
suivi-relais-plus-en-cours = This question no longer awaits an answer: your case changed hands since.
suivi-relais-deja-fait = It was sent already.
suivi-relais-injoignable = I couldn’t pass your message on. The surest way is to call.
suivi-plus-en-cours = This button no longer does anything: your case moved on since. /contact gives you somebody to call.
suivi-appele = { $name } was to call you by { $day }. Has it happened?
suivi-appele-vous = You meant to call { $name }. Could you talk?
suivi-appele-oui = Thank you. All the best with { $name }!
suivi-appele-non = Thank you for telling me. I am letting { $name } and { $pivot } know. You may also call: { $phone }.

geste-appele-oui = Yes
geste-appele-non = Not yet
geste-accord-oui = All right
geste-accord-non = No, thank you
geste-repondre = Answer { $name }

donnees-titre = Here is everything I keep about you.
donnees-vous = You
donnees-reponses = Your answers
donnees-dossier = Case { $number }, sent to { $who } on { $day } ({ $state })
donnees-accords = Agreements: { $what }
donnees-messages = Messages exchanged with your referent: { $count }
donnees-vocaux = Voice messages kept: { $count }
donnees-rien = I keep nothing but this conversation.
donnees-effacer = /oublier erases everything, at once.
donnees-accord-interlocutor = your referent
donnees-accord-relay = their relay
donnees-accord-partners = the partners’ meeting
donnees-accord-structure = { $name }
donnees-etat-sent = sent
donnees-etat-seen = read
donnees-etat-taken-charge = taken in charge
donnees-etat-contacted = contact made
donnees-etat-trying = being called
donnees-etat-appointment = appointment made
donnees-etat-paused = paused
donnees-etat-newcomer-calls = yours to call
donnees-etat-newcomer-chooses = yours to choose
donnees-etat-declined = to be given to somebody else
donnees-etat-redirected = given to somebody else
donnees-etat-escalated = taken over by the welcome desk
donnees-etat-withdrawn = withdrawn
donnees-etat-closed = closed

oubli-stub = Message erased at your request.
