# /passation: somebody leaves, somebody else goes on.

suivi-releve = { $name } leaves this post { $day }. { $who } can take over: { $introduced }. May I pass your case on, with your name and how to reach you? Without your agreement nothing is sent.
suivi-releve-maintenant = { $who } can take your case over: { $introduced }. May I pass it on, with your name and how to reach you? Without your agreement nothing is sent.
passation-de-qui = Who leaves? Page { $page } of { $pages }. Nothing is done before your yes.
passation-a-qui = Who takes over from { $who }? Page { $page } of { $pages }.
passation-confirmer = { $to } takes over from { $who }, from now on:
passation-confirmer-jour = { $to } takes over from { $who }, who leaves { $day }:
passation-faite = Done: { $to } takes over from { $who }, from now on.
passation-faite-jour = Done: { $to } takes over from { $who }, who leaves { $day }.
passation-dite = The network’s animators gave your cases to { $to }:
passation-annuaire = New requests still go to { $who } as long as the directory says so: write “statut: inactif” there. “/retirer” shuts the account out.
passation-passe = Case { $number }: to { $who } at once; the person knows it.
passation-demande = Case { $number }: the person chooses; nothing is passed on without their yes.
passation-cherche = Case { $number }: the network’s animators look for who takes it over.
passation-personne = Case { $number }: nobody could be told; the person has the public numbers.
passation-aucun = No open case.
passation-rien = Nothing is done.
passation-refus-meme = These are the same person twice.
passation-refus-inactif = This person is no longer in service in the directory.
passation-refus-sans-compte = This person has no account here: invite them first.
passation-annuaire-parti = The directory no longer knows who had these cases:
geste-passation-oui = Yes, hand over
passation-reste = Case { $number }: it can’t be offered here; to be handed over in person before the departure.
