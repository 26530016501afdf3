# What is said when an interlocutor has no room yet, believes that the person is followed already, or misses something.

suivi-choix-place = { $name } has no room before { $until }. You may wait, or speak to somebody else; it is for you to choose. If you don’t answer, { $pivot } looks for somebody for you.
suivi-choix-deja = { $name } thinks that somebody may already be helping you with this project. Is that so? Nothing is noted without your answer; if you don’t answer, { $pivot } sees to what comes next.
suivi-choix-attend = Noted: { $name } calls you from { $until } on, by { $day } at the latest. Their number, if need be: { $phone }.
suivi-choix-reste = Noted: { $name } keeps your case and calls you by { $day }. Their number, if need be: { $phone }.
suivi-choix-suffit = Noted: your case is closed here, and { $name } knows it. Should anything be missing one day: { $phone }. For another project, /start.
suivi-choix-autre = Noted. { $pivot } is looking for somebody else; you have an answer by { $by }. Their number, if need be: { $pivotphone }.
suivi-choix-sans-reponse = I had no answer from you about { $name }: { $pivot } is looking for somebody for you, and answers you by { $by }. Their number, if need be: { $pivotphone }.

choix-attendre = Wait for { $name }
choix-autre = Speak to somebody else
choix-deja-suffit = Yes, and that is enough for me
choix-deja-aussi = Yes, but I’d like { $name } too
choix-deja-non = No, nobody

choisir-place = From when would you have room? The person chooses whether to wait.
note-choix-place = Noted: no room before { $day }. I am asking { $name } whether they would rather wait; until then the case stays yours.
note-choix-deja = I am asking { $name } whether somebody helps them already. Until then the case stays yours; no name is noted.

equipe-choix-attend = Case { $number }: { $name } is waiting for { $who }. To be called from { $until } on, promised by { $day } at the latest.
equipe-choix-autre = Case { $number }: { $name } would rather speak to somebody other than { $who }. The network’s animators are looking for somebody.
equipe-choix-aussi = Case { $number }: somebody helps { $name } already, who would like to speak with { $who } too. A call is promised by { $day }.
equipe-choix-personne = Case { $number }: nobody helps { $name } with this project. The call of { $who } stays promised by { $day }.
equipe-choix-suffit = Case { $number }: { $name } has somebody already, and that is enough. The case is closed for { $who }; please delete what you had noted.
equipe-toujours-incomplet = Case { $number } ({ $project }): { $who } asked { $name } for what is missing, without an answer for three working days. The case stays with { $who }, a call is promised by { $day }. Who calls?
equipe-incomplet-sans-reponse = { $who } asked the person for what is missing; they haven’t answered.

regles-a-regarder = Rules to look at (cases declined in the last three months):
regles-a-regarder-ligne = “{ $title }” ({ $rule }): { $reason }, cases { $cases }, the last one { $day }
