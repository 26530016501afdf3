# The steering report and the monthly review: nothing here says who.

rapport-titre = Steering report, { $territory }
rapport-titre-structure = Figures of { $structure }, { $territory }
rapport-periode = { $from ->
    [same] { $to }
   *[other] From { $from } to { $to }
 }
rapport-periode-avant = compared with: { $period }
rapport-lecture = These figures are of the cases received in the period, and of what became of them by { $day }. None is of fewer than five people: small lines are counted together, and a cell that reads “hidden” can’t be worked out from the others. Zero is written.
rapport-delais-lecture = Delays are in working days, from the person’s agreement.
rapport-trop-peu = Fewer than five: no figure is given.
rapport-trop-peu-detail = Too few to tell apart without telling of somebody.
rapport-recoupe = Made already, and overlapping with this report: { $period }. Don’t give both to the same people: one less the other would tell of few.
rapport-masque = hidden
rapport-ensemble = All
rapport-avant = Period before
rapport-nombre = Number
rapport-reste = Others, counted together
rapport-inconnu = Not known
rapport-sans-charte = The charter doesn’t let the committee see each structure’s figures. Each can have its own.
rapport-toute-la-maison = Of all territories of this installation: a talk has no territory before its place is said.

rapport-recus = Cases received
rapport-orientes = Referred by a rule
rapport-dans-3 = Taken within 3 working days
rapport-dans-5 = Taken within 5 working days
rapport-contactes = People spoken with

rapport-sur-delay = Taken in charge
rapport-sur-contact = Contact
rapport-sur-outcome = Outcomes
rapport-sur-route = Referral
rapport-sur-satisfaction = Satisfaction
rapport-sur-answer = Structures’ answers
rapport-sur-referral-contact = Contact by the structure
rapport-sur-reason = Why declined
rapport-sur-unfinished = Talks left unfinished, by question
rapport-par-epci = By community of communes
rapport-par-stage = By stage of the project
rapport-par-sectors = By family of trades
rapport-par-form = By kind of project
rapport-par-door = By door
rapport-par-structure = By structure

rapport-delay-within-3 = in 3 days or fewer
rapport-delay-within-5 = in 4 or 5 days
rapport-delay-later = in more than 5 days
rapport-delay-not-taken = not taken
rapport-contact-contacted = spoken with
rapport-contact-not-contacted = no contact
rapport-outcome-open = still open
rapport-outcome-closed = closed, no outcome noted
rapport-outcome-withdrawn = agreement withdrawn
rapport-route-rule = by a rule
rapport-route-pivot = by the pivot, for want of a rule
rapport-satisfaction-unsaid = no answer
rapport-answer-declined = declined
rapport-answer-unanswered = passed on without an answer
rapport-answer-waiting = answer awaited
rapport-stage-amorce = Wish, idea
rapport-stage-preparation = Study, set-up
rapport-stage-realisation = Launch, running
rapport-door-telegram = Telegram
rapport-door-terminal = Terminal
rapport-door-web = Web page
rapport-door-email = E-mail
rapport-unfinished-opening = at the first word
rapport-unfinished-listening = while listening
rapport-unfinished-proposal = before the proposal
rapport-unfinished-contact = when asked how to be reached
