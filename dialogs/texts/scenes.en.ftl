# What stands around the questions: the welcome, the summary, the proposal, and all that may happen on the way.

oui = Yes
non = No
rien = Nothing
enumeration = { $debut } and { $fin }
bouton-inconnu = I don’t know yet
bouton-passer = Skip
bouton-continuer = Continue
bouton-autres = More…
bouton-precedent = Back
message-vocal = your voice message
vocal-recu = Received: your voice stays with the file.
coches-notees = Ticked. Anything else?
rien-coche = Tick what speaks to you, or say “I don’t know yet”.
choisissez = I couldn’t place your answer. Would one of these buttons do?
choisissez-cochez = I couldn’t tell what to tick. Tap what speaks to you, then “Continue”.
question-retiree = The talk has changed a little since: we go on right after.
option-retiree = One answer no longer exists in the talk ({ $question }): I ask you again.
modification-vue = I saw that you edited a message. To change an answer: /modifier.
commande-inconnue = I don’t know that command. /aide tells what I can do.

accueil = { $moment ->
    [soir] Good evening.
   *[jour] Hello.
} I am the front door of { $territoire }: a program, not a person. Tell me, and I look for who can help. Five minutes; nothing is passed on without your agreement.
accueil-go = Let’s go
accueil-contact = Just a contact
accueil-autre = Something else
accueil-langue = Français

contact-ou = All right, just a contact. In which commune?
contact-sans-lieu = I don’t know
contact-voici = You can call:
contact-rien-garde = I kept nothing. If one day you want to tell your project: /start.

autre-chose = Tell me, is it rather…
autre-chose-ceder = Handing over my business
autre-chose-structure = I write for an organisation
autre-chose-papiers = Some paperwork
autre-chose-raconter = Telling a project
autre-structure = Thank you for writing. For organisations and elected people, { $nom } ({ $structure }) runs the network: { $numero }. Somebody will answer you in person.
autre-papiers = For paperwork (taxes, car registration, allowances…), the nearest France services desk helps you on the spot, free of charge. To register a business, it is the single window at procedures.inpi.fr. If in doubt, { $nom } ({ $structure }) will guide you: { $numero }.

resume = If I understood well: { $phrase }.
resume-oui = That’s it
resume-corriger = Correct
resume-projet = { $connu ->
    [oui] { $forme ->
        [creation] starting an activity ({ $domaine })
        [reprise] taking over an activity ({ $domaine })
        [transmission] handing on an activity ({ $domaine })
        [installation_agricole] setting up a farm
        [developpement] growing an activity ({ $domaine })
        [association] starting a non-profit ({ $domaine })
        [emploi] finding a job ({ $domaine })
        [habiter] coming to live here
       *[inconnu] a project ({ $domaine })
    }
   *[non] { $forme ->
        [creation] starting an activity
        [reprise] taking over an activity
        [transmission] handing on an activity
        [installation_agricole] setting up a farm
        [developpement] growing an activity
        [association] starting a non-profit
        [emploi] finding a job
        [habiter] coming to live here
       *[inconnu] a wish for change, still open
    }
}
resume-lieu = { $a_lieu ->
    [aucun] { $lieu }
   *[autre] in { $a_lieu }
}
resume-sans-lieu = no place chosen yet
resume-vie = ; and, for the life around it: { $besoins }
vie-logement = a home
vie-emploi_conjoint = work for your partner
vie-ecole_garde = a school or childcare
vie-transport = a way to get around
vie-sante = a doctor
vie-internet = a good connection
vie-commerces = shops
vie-vie_locale = people to meet
corriger-quoi = What would you like to change? The rest stays.
ou-en-suis-je = So far: { $phrase }. Step { $faites } of { $total }.
retour-impossible = We can’t go further back.
modifier-impossible = There is nothing to change for now.
pourquoi-general = Every question serves to find the right person, or to help them help you.
pourquoi-selon = Depending on what follows, it will rather be: { $structures }.

en-territoire = in { $territoire }
proposition-nom = I suggest
proposition-deja-suivi = { $conseiller ->
    [aucun] Somebody follows you already: they remain your main contact. To help them, in support:
   *[autre] You are followed already ({ $conseiller }): they remain your main contact. To help them, in support:
}
proposition-remplace = While { $absent } is away.
proposition-appel = { $pronom ->
    [elle] She would call you by { $jour }.
    [il] He would call you by { $jour }.
   *[equipe] They would call you by { $jour }.
}
proposition-numero = To call yourself: { $numero }.
proposition-autres = And other support, under “See also” ({ $nombre }).
appui-motif = Later, in support: { $nom }, { $motif }
parcours-date = A programme: { $nom }, from { $jour }. { $motif }
proposition-oui = { $pronom ->
    [elle] Yes, let her call me
    [il] Yes, let him call me
   *[equipe] Yes, let them call me
}
proposition-jappelle = I’d rather call
proposition-quelqu-un-d-autre = Somebody else
proposition-pas-maintenant = Not now
voir-aussi = See also
proposition-changee = Something has just changed on our side. I suggest somebody again: nothing has left yet.
personne-d-autre = I have no other name to suggest. Here is whom to talk to.
sans-suite = Nothing is passed on. You can call { $referent } whenever you like: { $numero }.
sans-suite-retour = See the suggestion again
sans-suite-fin = Leave it there
a-bientot = Thank you for telling me. The door stays open: /start.
a-bientot-dossier = Thank you. You will be told at each step, right here. All that I keep: /mesdonnees; erase everything: /oublier.
envoye = It’s on its way: { $referent } has your file. { $pronom ->
    [elle] She calls you by { $jour }.
    [il] He calls you by { $jour }.
   *[equipe] They call you by { $jour }.
} The number, just in case: { $numero }.
envoye-vous-appelez = It’s on its way: { $referent } has your file and expects your call, at { $numero }. { $pronom ->
    [elle] Without news, she calls you by { $jour }.
    [il] Without news, he calls you by { $jour }.
   *[equipe] Without news, they call you by { $jour }.
}
envoi-impossible = I could not reach { $referent } through this channel. { $pronom ->
    [elle] Call her directly: { $numero }.
    [il] Call him directly: { $numero }.
   *[equipe] Call them directly: { $numero }.
} Somebody of the team will be able to answer (the promise for { $jour } is suspended).
preparation = A few more questions, to prepare the call? You may skip as many as you like.
preparation-oui = Gladly
preparation-non = No, thanks

detresse = What you write matters, and I am a program: I can’t help you myself. People can, now:
detresse-court = People can help you, now.
detresse-date = Numbers checked on { $jour }.
detresse-rappel = Be called back
detresse-continuer = Go on
detresse-arreter = Stop
detresse-repris = I go on with what you wrote.
detresse-fin = We stop here. I won’t write again by myself. These numbers stay above, and the door stays open.
rappel = At which number can we call you back? Giving it means yes; without it, nobody is told.
rappel-court = Being called back
rappel-non = No, after all
rappel-demande = Noted: { $nom } calls you back during opening hours. And you can call: { $numero }.
telephone-incompris = I don’t recognise that number. For example: 06 12 34 56 78.
humain = Of course. { $nom } answers at { $numero }.{ $heures ->
    [aucune] { "" }
   *[autre] { " " }Opening hours: { $heures }.
}
humain-rappel = Call me back
humain-retour = Back
age = To guide you well: how old are you?
age-moins15 = Under 15
age-de15a17 = 15 to 17
age-majeur = 18 or over
moins-de-15 = Thank you for telling me. At your age, I keep neither name nor number. Talk to an adult you trust, or call { $structure }: { $numero }. And if something is wrong, 119 answers at any time, free of charge.

hors-territoire = { $lieu ->
    [aucun] This place is outside our territory, but not without an answer: { $nom }, { $numero }.
   *[autre] { $lieu } is outside our territory, but not without an answer: { $nom }, { $numero }.
}{ $precision ->
    [aucune] { "" }
   *[autre] { " " }{ $precision }
}
hors-territoire-autre = Another commune
hors-territoire-fin = Thanks, I’ll call

retrouvailles = Good to see you again.{ $phrase ->
    [aucune] { " " }We had just begun.
   *[autre] { " " }We were at: { $phrase }.
}
retrouvailles-continuer = Go on
retrouvailles-recommencer = A new project
reprise = { $fois ->
    [1] Your story is still here. We go on whenever you like; this is where we were.
   *[autre] A last word from me: your story is still waiting. Without news, I won’t insist.
}
oublier = Everything about you will be erased: story, name, number, messages, reminders. Your contact will be asked to do the same. It can’t be undone.
oublier-oui = Yes, erase everything
oublier-non = No, keep it
remplacer = You edited a message. Shall I replace your answer with the new text?
remplacer-oui = Replace
remplacer-non = Leave as before
suite = { $referent ->
    [aucun] Your file has been passed on.
   *[autre] Your file is with { $referent }.
} What can I do?
suite-autre-projet = Another project
suite-humain = Talk to somebody
suite-accords = My agreements
retrait = Which agreement would you like to take back?
retrait-un = Take back: { $accord }
retrait-fait = Done. I tell whoever needs to know.

aide =
    I listen, then I suggest a person from here, and say why.
    /retour: the question before
    /modifier: change an answer
    /resume: where I am
    /pourquoi: why this question
    /contact: talk to somebody
    /mesdonnees: all that I keep
    /oublier: erase everything
    /start: start again

position-recue = I did not keep your position. Please write me the commune’s name instead.
vocal-perdu = I could not keep that voice message (too long, perhaps: 20 MB at most). Try again, or write a few words.
vocal-pas-ici = I can’t listen at this question yet. A button or a few words will do.
contact-d-un-autre = That is somebody else’s contact: I don’t keep it. Your own number will do, when the time comes.
numero-plus-tard = Thank you! I’ll ask for your number at the end, if you agree. I did not keep it.
recu-photo = A nice picture, but I can’t read it. A few words will do.
recu-album = Several pictures at once: I can’t read them. A few words will do.
recu-sticker = Nice! But I only read words and buttons.
recu-document = I don’t read documents. Keep it for the person who will call you.
recu-autre = I can’t read that. A few words, a voice message or a button will do.
groupe = Hello! Everybody reads us here. Write to me in private, and we talk quietly.
attente-technique = A problem on our side: your message has arrived, but I could not answer it. Try again in a moment, or call: { $numero }.
efface = Erased. No story, no name, no number is left here. If you come back one day: /start.

autre-langue-fr = En français ? Touchez /start, puis « Français ». Vos mots sont gardés tels quels.
autre-langue-de = Ihre Worte bleiben, wie sie sind; der Ansprechpartner erfährt Ihre Sprache. Die Knöpfe sind auf Französisch oder Englisch.
autre-langue-nl = Uw woorden blijven zoals ze zijn; uw contactpersoon hoort welke taal u spreekt. De knoppen zijn in het Frans of Engels.
autre-langue-es = Sus palabras se guardan tal cual; la persona de contacto sabrá su idioma. Los botones están en francés o en inglés.
autre-langue-it = Le sue parole restano come sono; la persona di contatto saprà la sua lingua. I pulsanti sono in francese o in inglese.
autre-langue-pt = As suas palavras ficam como estão; a pessoa de contacto saberá a sua língua. Os botões estão em francês ou inglês.
autre-langue-ar = كلماتك تبقى كما هي، وسيعرف من يتصل بك لغتك. الأزرار بالفرنسية أو الإنجليزية.
autre-langue-uk = Ваші слова збережено як є; людина, яка зателефонує, знатиме вашу мову. Кнопки французькою або англійською.
autre-langue-ru = Ваши слова сохранены как есть; тот, кто позвонит, будет знать ваш язык. Кнопки на французском или английском.
autre-langue-en = You can simply go on in English.

essai-debut = A try: you are in the place of somebody with a project. Nothing is kept, nobody is told. /fin to leave.
essai-envoi = (A try) The file would have gone to { $referent }, by the rule “{ $regle }”. Nothing was sent.
essai-fin = End of the try; everything is erased.
