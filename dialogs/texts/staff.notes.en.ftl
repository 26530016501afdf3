# The staff’s notes on a case, and a card’s second page.

note-gardee = Noted on case { $number } ({ $name }). The note is under “Read on”, on its card.
note-geste-propose = Nothing else was done. Would you also like to:
note-retiree = Note taken back.
note-quel-dossier = Which case is this note for?
note-quel-dossier-ou-numero = Which case is this note for? For another one, send it again with its number.
note-ecrite-seulement = I keep no picture and no voice here. Write it in a few words: it becomes a note on your case.
geste-retirer-note = Take the note back
geste-retour-fiche = Back to the card
suite-rien = Case { $number }: nothing more than the card says.
suite-echanges = Since then:
suite-note = { $day }, note: “{ $words }”
suite-question = { $day }, question to { $name }: “{ $words }”
suite-reponse = { $day }, { $name }: “{ $words }”
note-absence-proposee = Away, { $period }? Nothing is noted without your yes.
geste-noter-absence = Note these days
