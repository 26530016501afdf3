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
