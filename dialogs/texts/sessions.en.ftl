# Waiting for a session, and the supports that a new stage calls for.

geste-session = Waiting for a session…
choisir-session = Which session does the project wait for? The person will know the day.
note-session = Waiting for the session of { $day }; the person is told, and I ask you that day how it stands.
suivi-session = Your project waits for a session on { $day }. { $name } looks at it with you afterwards. Before that, their number: { $phone }.
rappel-session = Case { $number } ({ $project }): the session it waited for has taken place. How is { $name } getting on?
dossiers-session = Waiting for a session ({ $count }):
dossiers-quand-session = on { $day }
fiche-etat-session = Waiting for a session, with { $who }.
refus-etat-session = Case { $number }: waiting for a session, with { $who }. Nothing has changed.
etat-session = waiting for a session
donnees-etat-session = waiting for a session
ou-session = Your project waits for a session on { $day }; { $name } looks at it with you afterwards.
ou-session-late = The session of { $day } is over; { $name } is to look at it with you.
histoire-awaits-session = { $who } lets it wait for the session of { $day }.
histoire-etat-session = Now: waiting for a session, with { $who }.
histoire-echeance-session-day = day of the session
appuis-a-ce-stade = Case { $number }: at this stage, the rules in force also name these supports. Nothing is sent without you:
