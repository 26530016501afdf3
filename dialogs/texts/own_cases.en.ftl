# Where each of the person's projects stands, and what they can do about it once the case was sent.

ou-aucun = You have no case here yet. To tell us about a project: /start.
ou-avant = (And { $count } older ones: /mesdonnees names them all.)
ou-titre = Your project: { $project } (case { $number })
ou-numero = { $name }: { $phone }.
ou-question = { $name } is waiting for your answer: “{ $words }”
ou-relance = I am reminding { $name }.
ou-efface = Nothing is left of it.
ou-sent-part = Your case goes to { $name } in opening hours. The call is promised by { $day }.
ou-sent = { $name } has your case. The call is promised by { $day }; nothing is expected of you.
ou-sent-calls = { $name } has your case and is waiting for your call. Without news from you, the call is promised by { $day }.
ou-sent-accueil = { $pivot } has your case and is contacting { $name } for you. The call is promised by { $day }.
ou-sent-late = { $name } was to call you by { $day } and hasn’t answered yet.
ou-sent-late-accueil = { $pivot } has your case and is contacting { $name } for you. The call promised by { $day } is not noted.
ou-seen = { $name } has read your case and means to call you { $day }.
ou-seen-late = { $name } has read your case and meant to call you { $day }; no call is noted.
ou-taken-charge = { $name } follows your case. The call is promised by { $day }; nothing is expected of you.
ou-taken-charge-late = { $name } follows your case and was to call you by { $day }; no call is noted.
ou-trying = { $name } tried to reach you without success, and means to try again { $day }. You may also call.
ou-trying-late = { $name } tried to reach you without success, and meant to try again { $day }. You may also call.
ou-appointment = You have an appointment with { $name }: { $day }, at { $hour }.
ou-appointment-late = You had an appointment with { $name }: { $day }, at { $hour }. Nobody has said yet how it went.
ou-contacted = { $name } follows your project; you first talked on { $day }. Nothing is expected of you.
ou-paused = Your case is paused until { $day }; { $name } will be in touch then.
ou-paused-late = The pause of your case ended on { $day }; { $name } is to be in touch.
ou-declined = { $name } is not the right person for this project. { $pivot } is looking for who is; you will have their answer by { $day }.
ou-declined-late = { $name } is not the right person for this project. { $pivot } is still looking for who is; the answer was promised by { $day }.
ou-declined-accueil = The front desk can’t follow this project itself. The network’s animators are looking for who can; you will have their answer by { $day }.
ou-declined-late-accueil = The front desk can’t follow this project itself. The network’s animators are still looking for who can; the answer was promised by { $day }.
ou-escalated = { $name } hasn’t answered yet. { $pivot } is seeing to it, so that the call promised by { $day } takes place.
ou-escalated-late = { $name } didn’t answer. { $pivot } has your case and is seeing to it; the call was promised by { $day }.
ou-escalated-accueil = Nobody at the front desk has answered yet. The network’s animators are seeing to it, so that the call promised by { $day } takes place.
ou-escalated-late-accueil = Nobody could call you by { $day }, and that is not as it should be. The network’s animators are seeing to it.
ou-newcomer-calls = I couldn’t tell anybody. The surest way is to call { $name }, { $phone }; or { $pivot }, { $pivotphone }.
ou-newcomer-chooses = { $name } is waiting for you to say how it goes on: the question is above, with its buttons.
ou-closed = This case has been closed since { $day }. Something left to do? { $name }: { $phone }.
ou-withdrawn = You withdrew your agreement ({ $day }): nobody of the network has this case any more.

suite = “My cases” says where your project stands. What can I do for you?
suite-dossiers = My cases

geste-ou = Where does it stand?
geste-ajouter-mot = Add a word
geste-coordonnees = Change my number or e-mail
geste-pas-appele = I wasn’t called
geste-retirer = Withdraw my agreement
geste-retirer-oui = Yes, withdraw it
geste-retirer-non = No, keep it
geste-effacer-reponses = Erase everything
geste-garder-reponses = Keep them until { $day }

suivi-ajout-ecrire = Your word for { $name }: write it here, or say it in a voice message.
suivi-ajout-confirmer-vocal = To be sent to { $name }: your voice message. (I can’t listen to it; if it is urgent, write it or call 112.)
suivi-coordonnees-ecrire = Your new number, or your new e-mail address?
suivi-coordonnees-fait = Noted: { $value }. I am telling { $names }.
suivi-coordonnees-fait-sans = Noted: { $value }.
suivi-appele-non-accueil = Thank you for telling me. I am letting { $pivot } know: { $pivotphone }.
suivi-appele-non-personne = Thank you for telling me. Nobody can be told here for now; the surest way is to call { $name }: { $phone }.
suivi-appele-non-deja = You said so today already. You may also call { $name }: { $phone }.
suivi-retirer = Withdrawing your agreement stops everything: { $name } will no longer have your case and must erase their notes, and nobody will call you any more. You then choose what becomes of your answers.
suivi-retire = Your agreement is withdrawn. { $name } can no longer see your case, and I am asking them to erase their notes. Your answers are yours alone now. Unless you choose, they are erased on { $day }.
suivi-retire-garde = Noted: your answers stay here, for you alone, until { $day }; then they are erased.
suivi-retire-efface = Erased: nothing is left of the answers of this project. If you come back one day: /start.
suivi-retire-oublie = The time is over: the answers of the project whose agreement you withdrew are erased. If you come back one day: /start.

equipe-ajout = { $name } adds (case { $number }):
    “{ $words }”
equipe-ajout-vocal = { $name } adds a voice message (case { $number }).
equipe-coordonnees = Case { $number }: { $name } can now be reached at { $value }.
equipe-nouvelles = Case { $number } ({ $project }): { $name } asks where it stands. The call was promised by { $day }.
fiche-ajoute = Added since: “{ $words }”

histoire-word-added = the person adds a word.
histoire-contact-changed = the person changes how they are reached.
histoire-news-asked = the person asks where it stands.
histoire-echeance-forget-answers = the answers are erased

equipe-telephoner-silence = To phone, case { $number } ({ $project }): { $name } answered neither of our two questions about the call from { $who }, promised by { $day }. { $phone }
geste-telephone-fait = Done, I phoned
note-telephone-fait = Noted: the case leaves the list of people to phone.
dossiers-a-telephoner = To phone ({ $count }):
histoire-to-phone = the network’s animators are to phone the person ({ $reason }).
histoire-phoned = { $who } phoned the person.
histoire-motif-silence = no news
histoire-motif-unhappy = not content
histoire-echeance-silent = to the list of people to phone

donnees-reponses-autres = Your answers, for another project
donnees-fichier-nom = my-data.json
donnees-fichier = The same data, whole, in a file that other programs can read. /oublier erases it here too for 48 hours; afterwards, delete it yourself.

classeur = Rules of { $territory }, revision { $number }, in force since { $day }. Change the workbook and send it back to me: nothing changes before you have seen what it does.
classeur-impossible = These rules don’t fit in a workbook: { $why }.

suivi-lien = May I ask how you are getting on, now and then? Two buttons to tap, and you stop whenever you like.
suivi-lien-oui = With pleasure: I will ask how you are getting on.
suivi-lien-non = Noted: I won’t ask you anything more.
suivi-avis-contact = It is some ten days since you and { $name } first talked. How is it going?
suivi-avis-closing = Your case with { $name } was closed some ten days ago. How did it go?
suivi-avis-aide = Thank you. Did you get what you needed?
suivi-avis-merci = Thank you for telling me.
suivi-avis-appel = Thank you for telling me. The network’s animators read it and call you.
suivi-avis-ecrire = Your word: the network’s animators will read it, nobody else.
suivi-avis-mot-recu = Thank you. The network’s animators have your word.
suivi-lien-ou = Some news? Your project…
suivi-lien-stade = And it has come to…
suivi-lien-merci = Thank you, { $name } will know.
geste-lien-oui = Yes, let’s keep in touch
geste-lien-non = No, thank you
geste-lien-plus = Don’t ask me any more
geste-lien-going = It moves on
geste-lien-waiting = It waits
geste-lien-done = It worked out
geste-lien-stopped = I stop
geste-avis-good = Well
geste-avis-fair = So-so
geste-avis-bad = Badly
geste-avis-mot = Add a word
equipe-telephoner-unhappy = To phone, case { $number } ({ $project }): { $name } didn’t find what was needed with { $who }. { $phone }
equipe-avis-mot = Case { $number }, a word on the support, for the animators alone:
    “{ $words }”
equipe-nouvelles-donnees = Case { $number }, news from { $name }: “{ $words }”.
donnees-accord-news = news of you
histoire-news-agreed = the person is willing to give news.
histoire-news-refused = the person is not, or no longer, willing to give news.
histoire-news-given = the person gives news.
histoire-satisfaction = the person says whether they are content.
histoire-echeance-satisfaction = question to the person about how it went
histoire-echeance-keep-link = the person is asked for news
