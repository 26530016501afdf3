# /absence: days away, written or tapped.

absence-quand = When will you be away? Write it as it comes, for instance “/absence from 24 December to 2 January” or “/absence monday”, or choose:
absence-notee = Noted: away { $period }.
absence-remplace = Meanwhile your new requests go to { $who }.
absence-sans-remplacant = Nobody is named to stand in for you: meanwhile your new requests go to whom the rules propose next, else to { $pivot }.
absence-accueil-sans-remplacant = Nobody is named to stand in for the welcome desk: meanwhile new requests wait for you, and the network’s animators see them.
absence-annulee = Absence cancelled.
absence-rien-note = Nothing is noted. Write the days another way, for instance “/absence 24/12/2026 02/01/2027”.
absence-sans-bureau = This account is the animator’s: an absence is noted from an interlocutor’s account.
absence-doute-unreadable = I didn’t understand these dates; nothing is noted. Write for instance “/absence from 24 December to 2 January”, “/absence tomorrow” or “/absence 24/12 02/01”.
absence-doute-impossible = No calendar has that day; nothing is noted. Write for instance “/absence from 24 December to 2 January”.
absence-doute-swapped = The last day comes before the first; nothing is noted yet. Did you mean:
absence-doute-past = These days are over; nothing is noted. Did you mean:
absence-doute-long = This is more than a year; nothing is noted yet. Is it really:
absence-doute-far = This is more than a year ahead; nothing is noted yet. Is it really:
absence-doute-ambiguous = These days can be understood in another way; nothing is noted yet. Did you mean:
absence-doute-endless = The last day is missing; nothing is noted. Write for instance “/absence from 24 December to 2 January”.
geste-absence-oui = Yes, { $period }
geste-absence-non = No
geste-annuler-absence = Cancel: { $period }
geste-absence-aujourdhui = Today
geste-absence-demain = Tomorrow
geste-absence-semaine = This week
geste-absence-semaine-prochaine = Next week

suivi-absence = { $name } will be away and can’t call you by { $day }. { $pivot } is looking for who will; you have an answer by { $by }. Their number, if needed: { $pivotphone }.
suivi-absence-accueil = The welcome desk will be away and can’t call you by { $day }. The network’s animators are looking for who will; you have an answer by { $by }. The desk’s number, if needed: { $pivotphone }.
equipe-absence = { $who } is away { $period }: case { $number }, { $project }. Promised by { $day }. Who calls?
absence-notee-de = Noted: { $who } is away { $period }.
absence-dite = They are told.
absence-pas-dite = They have no account here: let them know.
absence-remplace-de = Meanwhile their new requests go to { $who }.
absence-sans-remplacant-de = Nobody is named to stand in for them: meanwhile their new requests go to whom the rules propose next, else to { $pivot }.
absence-notee-par = The network’s animators noted that you are away { $period }. A mistake? “Cancel” takes it back.
absence-dossier-confie = Case { $number }: given to { $who }; the person knows it.
absence-dossier-animation = Case { $number }: the network’s animators look for who calls; the person knows it.
absence-dossier-reste = Case { $number }: the call is promised by { $day }, and nobody can take it over. It stays with { $who }.
absence-dossier-rendez-vous = Case { $number }: an appointment falls within the absence, { $day } at { $hour }. Tell the person, or note another one.
absence-annulee-de = Absence of { $who } cancelled.
absence-annulee-par = The network’s animators cancelled your absence { $period }.
absence-retour = Welcome back. Your absence is over: new requests come to you again.
absence-retour-de = Absence of { $who } over: new requests go to them again.
absence-retour-par = The network’s animators noted that you are back: new requests come to you again.
absence-retour-dossiers = With the network’s animators since you were away, and still to be taken:
absence-retour-sans-absence = No absence is in course.
absence-de-qui = Whose absence? Page { $page } of { $pages }.
absence-plusieurs = Several people have this name. Whose?
geste-absence-retour = I am back
geste-absence-retour-de = Back
geste-absence-autre = For somebody else

# An account shut out, somebody who leaves.

suivi-depart = { $name } follows no cases here any more, and what you agreed on together no longer holds. { $pivot } is looking for who takes yours over; you have an answer by { $by }. Their number, if needed: { $pivotphone }.
suivi-depart-accueil = The person of the welcome desk who had your case no longer follows it. The network’s animators are looking for who takes it over; you have an answer by { $by }. The desk’s number, if needed: { $pivotphone }.
suivi-cherche-encore-accueil = The network’s animators are still looking for who will follow your project, and will tell you here. The desk’s number, if needed: { $pivotphone }.
equipe-depart = { $who } follows no cases here any more: case { $number }, { $project }. A call was promised by { $day }. Who takes it over?

# Where a case stands whose referent is away or left.

ou-away = { $name } can’t call you. { $pivot } is looking for who will; the call was promised by { $day }.
ou-away-late = { $name } can’t follow your case. { $pivot } is still looking for who takes it over; the call was promised by { $day }.
ou-away-accueil = The front desk can’t call you. The network’s animators are looking for who will; the call was promised by { $day }.
ou-away-late-accueil = The front desk can’t follow your case. The network’s animators are still looking for who takes it over; the call was promised by { $day }.

# /retirer: shut an account out.

compte-retrait-qui = Which account is to be shut out? Page { $page } of { $pages }. Nothing is done before your yes.
compte-retrait-aucun-compte = No other open account of your territory matches.
compte-retrait-compte = { $who }, account bound on { $day }
compte-retrait-animation = Animation
compte-retrait-confirmer = Shut out { $who }? Access ends at once, waiting messages don’t leave, cards are wiped. Open cases: { $count }; where no other account is left, they go to the relay, else to the welcome desk or the animators, and the persons know it. This can’t be undone.
compte-retrait-fait = Shut out: { $who }. Waiting messages will not leave; cards are wiped.
compte-retrait-confie = Case { $number }: given to { $who }; the person knows it.
compte-retrait-personne = Case { $number }: nobody could be told; the person has the public numbers.
compte-retrait-rien = Nothing is done: the account keeps its access.
geste-retrait-oui = Yes, shut out
