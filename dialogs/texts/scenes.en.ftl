# What stands around the questions: the welcome, the summary, the proposal, and all that may happen on the way.

oui = Yes
non = No
rien = Nothing
enumeration = { $debut } and { $fin }
bouton-inconnu = I don’t know yet
bouton-passer = Skip
passe = skipped
bouton-garder = Leave as it was
bouton-continuer = Continue
bouton-autres = More…
bouton-precedent = Back
message-vocal = your voice message
vocal-recu = Got it. I can’t listen: only the person who calls you will hear your voice. If it is urgent, write it or call 112.
coches-notees = Ticked. Anything else? If not, “Continue”.
rien-coche = Tick what fits, or say “I don’t know yet”.
choisissez = I couldn’t tell where your answer belongs. Would one of these buttons do?
choisissez-cochez = I couldn’t tell what to tick. Tap what fits, then “Continue”.
ajoute-au-recit = I am keeping these words with your story.
note-aussi = Also noted – { $faits }.
mot-thanks = You’re welcome.
mot-goodbye = See you soon! Nothing is lost: one word from you, and we go on here.
mot-pause = Take your time. Nothing is lost: one word from you, and we go on here.
mot-anger = I understand, and I’m sorry. “Talk to someone” gives you a number right away; else we go on.
mot-weary = It is a lot, true. “I don’t know yet” is a real answer, and you can take it up later.
trop-long = That is a little long for this question. A few words are enough; the rest can be said when you talk.
question-retiree = My questions have changed a little since earlier. We go on here.
option-retiree = One of your answers no longer exists ({ $question }): I’m asking you again.
modification-vue = I saw that you edited a message. To change an answer: /modifier.
commande-inconnue = I don’t know that command. /aide says what I can do.

accueil = { $moment ->
    [soir] Good evening.
   *[jour] Hello.
} I’m the front door of { $territoire }: a program, not a person. Tell me about your project or your wish; I look for who can help you here. Five minutes; nothing is passed on without your agreement.
accueil-go = Let’s go
accueil-contact = Just a contact
accueil-autre = Something else
accueil-langue = Français

contact-ou = All right, just a contact. In which town or village?
contact-sans-lieu = I don’t know
contact-voici = You can call:
contact-rien-garde = I kept nothing. If you ever want to tell me about a project: /start.

autre-chose = Tell me, is it more…
autre-chose-ceder = Handing over my business
autre-chose-structure = Writing for an organisation
autre-chose-papiers = Some paperwork
autre-chose-raconter = Telling a project
autre-structure = Thank you for writing. For organisations and elected representatives, { $nom } ({ $structure }) runs the network. Someone will answer you in person at { $numero }.
autre-papiers = For paperwork (taxes, car registration, allowances…), the nearest France services desk will help you on the spot, free of charge. To register a business, everything is done at procedures.inpi.fr. And if in doubt, { $nom } ({ $structure }) will guide you: { $numero }.

resume = If I understood correctly: { $phrase }.
resume-oui = That’s right
resume-corriger = Change something
resume-projet = { $connu ->
    [oui] { $forme ->
        [creation] starting { $chose }
        [reprise] taking over { $chose }
        [transmission] handing over { $votre }
        [installation_agricole] starting { $chose }
        [developpement] growing { $votre }
        [association] setting up a non-profit for { $chose }
        [emploi] finding a job{ $dans ->
            [aucun] { "" }
           *[autre] { " " }{ $dans }
        }
        [habiter] coming to live{ $lieu ->
            [oui] { "" }
           *[non] { " " }here
        }
       *[inconnu] { $chose }, one way or another
    }
   *[non] { $forme ->
        [creation] starting a business
        [reprise] taking over a business
        [transmission] handing over your business
        [installation_agricole] starting a farm
        [developpement] growing your business
        [association] setting up a non-profit
        [emploi] finding a job
        [habiter] coming to live{ $lieu ->
            [oui] { "" }
           *[non] { " " }here
        }
       *[inconnu] a wish for change, still open
    }
}
a-vous = { $article ->
    [aucun] your { $chose }
    [des] your { $chose }
   *[un] your { $chose }
}
resume-lieu = { $precision ->
    [environs] around { $lieu }
   *[precis] in { $a_lieu }
}
resume-secteur = in the { $lieu } area
resume-sans-lieu = with no place chosen yet
resume-portage-seul = { $forme ->
    [emploi] { "" }
    [habiter] { "" }
    [transmission] { "" }
    [developpement] { "" }
   *[autre] on your own
}
resume-portage-couple = as a couple
resume-portage-collectif = as a group
resume-portage-structure = for an organisation
resume-but-en_vivre = to make a living
resume-but-complement = to add to an income
resume-but-rendre_service = to be useful here
resume-echeance-vite = as soon as possible
resume-echeance-dans_l_annee = within a year
resume-echeance-plus_tard = a little later
resume-echeance-rien_ne_presse = in no hurry
resume-vie = ; with { $besoins }
vie-logement = a home
vie-emploi_conjoint = work for { $conjoint ->
    [aucun] your partner
   *[autre] your { $conjoint }
}
vie-ecole_garde = school or childcare
vie-transport = a way to get around
vie-sante = a doctor
vie-internet = a good connection
vie-commerces = shops nearby
vie-vie_locale = people to meet
corriger-quoi = What would you like to change? The rest stays as it is.
ligne = { $nom }: { $reponse }
ligne-recit = Your story
ligne-secteur = The field
ligne-forme_du_projet = The project
ligne-commune = The place
ligne-rapport_au_lieu = Around here
ligne-portage = With whom
ligne-but = What for
ligne-type_collectif = Together
ligne-taille = The group
ligne-decision = To decide
ligne-phase = Where the group stands
ligne-attente_elus = The council
ligne-statut = Work
ligne-deja_accompagne = Advice so far
ligne-conseiller = Who advises
ligne-jalons = Done so far
ligne-besoins_projet = Needed
ligne-besoins_vie = Daily life
ligne-echeance = When
ligne-attention = To keep in mind
ligne-prenom = First name
ligne-coordonnees = To reach you
ligne-mode_contact = You prefer
ligne-moments = A good time
ou-en-suis-je = So far: { $phrase }. Step { $faites } of { $total }.
retour-impossible = We can’t go back any further.
modifier-impossible = There is nothing to change yet.
pourquoi-general = Every question helps find the right person, or helps them help you.
pourquoi-selon = Depending on your answer, it will more likely be: { $structures }.
pourquoi-tri = { $nombre } organisations are still possible: your answer helps to choose.
pourquoi-acquis = Whatever you answer, I already have in mind: { $structure }.
pourquoi-a-cote = I already have in mind: { $structure }. Your answer will say who else can help.

en-territoire = in { $territoire }
proposition-nom = I suggest
equipe-de = the team of { $structure }
proposition-deja-suivi = { $conseiller ->
    [aucun] Someone already advises you: nothing changes there. Here is some extra help.
   *[autre] Someone already advises you (“{ $conseiller }”): nothing changes there. Here is some extra help.
}
proposition-remplace = This is while { $absent } is away.
proposition-appel = { $pronom ->
    [elle] { $role ->
        [appui] She would call you by { $jour }.
       *[referent] She would call you by { $jour }, and you could turn to her at every step after that.
    }
    [il] { $role ->
        [appui] He would call you by { $jour }.
       *[referent] He would call you by { $jour }, and you could turn to him at every step after that.
    }
   *[equipe] { $role ->
        [appui] They would call you by { $jour }.
       *[referent] They would call you by { $jour }, and you could turn to the same team at every step after that.
    }
}
proposition-numero = If you would rather call: { $numero }.
proposition-appuis = And later, if you need it:
proposition-autres = { $nombre ->
    [1] There is one more contact under “See also”.
   *[autre] There are { $nombre } more contacts under “See also”.
}
appui-motif = { $nom }, { $motif }.
appui-phrase = { $nom }. { $motif }
parcours-date = { $nom }, from { $jour }. { $motif }
parcours-en-cours = { $nom }, under way now. { $motif }
proposition-oui = { $pronom ->
    [elle] Yes, let her call me
    [il] Yes, let him call me
   *[equipe] Yes, let them call me
}
proposition-jappelle = I’d rather call
proposition-quelqu-un-d-autre = Someone else
proposition-pas-maintenant = Not now
voir-aussi = See also
proposition-changee = Something has just changed on our side; nothing has been sent yet. So I suggest:
personne-d-autre = I have no other name to suggest. The best is to talk it over in person.
sans-suite = All right, I pass nothing on. If you change your mind, { $referent } answers at { $numero }.
sans-suite-retour = See the suggestion again
sans-suite-fin = Leave it at that
a-bientot = Thank you for telling me. The door stays open: /start.
a-bientot-dossier = Thank you, and all the best. I’ll let you know here at every step. All that I keep: /mesdonnees; erase everything: /oublier.
envoye = Done: { $referent } has your file. { $pronom ->
    [elle] She will call you by { $jour }.
    [il] He will call you by { $jour }.
   *[equipe] They will call you by { $jour }.
} The number, just in case: { $numero }.
envoye-vous-appelez = Done: { $referent } has your file and expects your call, at { $numero }. { $pronom ->
    [elle] If she doesn’t hear from you, she will call by { $jour }.
    [il] If he doesn’t hear from you, he will call by { $jour }.
   *[equipe] If they don’t hear from you, they will call by { $jour }.
}
envoi-impossible = Your file is ready, but nobody can receive it here for now: so I can’t promise you a call by { $jour }. The surest way is to call { $referent }: { $numero }.
preparation = A few more questions, so that this first conversation starts well? You can skip as many as you like.
preparation-oui = Gladly
preparation-non = No, thanks

urgence-danger = { $qui ->
    [autre] I’m a program: nobody is reading here right now, and nobody is told. You are right to worry. People answer at once, you as well as the person you speak of:
   *[soi] I’m a program: nobody is reading here right now, and nobody is told. What you are going through matters. People answer at once:
}
urgence-danger-fin = { $qui ->
    [autre] Don’t leave them alone if you can help it. None of these words are kept.
   *[soi] If somebody is near you, tell them that you are not well, even in two words. Nothing of what you just wrote is kept.
}
urgence-violence = { $qui ->
    [autre] I’m a program: nobody is reading here right now, and nobody is told. What you saw or heard matters. People answer at once:
   *[soi] I’m a program: nobody is reading here right now, and nobody is told. It is not your fault. People answer at once:
}
urgence-violence-fin = You cannot speak? 114 answers by text message. None of these words are kept here; so that they don’t stay on the screen either, delete the conversation in Telegram too.
urgence-shelter = I’m a program: nobody is reading here right now, and nobody is told. For tonight:
urgence-shelter-fin = By day, the town hall’s social service (CCAS) can look with you. None of these words are kept here.
urgence-minor = { $qui ->
    [autre] I’m a program: nobody is reading here right now, and nobody is told. You are right to speak of it: you don’t need to be sure to call.
   *[soi] I’m a program: nobody is reading here right now, and nobody is told. It is not your fault, and you are right to speak of it. People answer you at once:
}
urgence-minor-fin = { $qui ->
    [autre] None of these words are kept here.
   *[soi] You can also tell an adult you trust. I keep nothing of you: no name, no number, nothing you wrote.
}
urgence-passee-danger = Thank you for saying it. Should it come back, 3114 listens day and night. I don’t keep that sentence.
urgence-passee-violence = Thank you for saying it; it was not your fault. Should it come back: 17, or 3919. I don’t keep that sentence.
urgence-passee-shelter = Thank you for saying it. Should it come back, 115 answers day and night. I don’t keep that sentence.
urgence-passee-minor = Thank you for saying it. For a child in danger, it is 119, day and night. I don’t keep that sentence.
urgence-court = People can help, right now.
urgence-plus-tard = Take it up later
urgence-arreter = Stop
urgence-effacer = Erase this conversation
urgence-pause = All right. I won’t contact you again. The day you want to go on, write me a word.
urgence-fin = We stop here. I won’t contact you again. These numbers stay above, and the door stays open.
charge = What you carry is heavy. Shall we go on, or begin by talking to somebody?
charge-ici = Somebody from here
charge-ligne = A help line
charge-continuer = Go on
charge-lignes = Day and night, without giving your name:
rappel = Which number can we call you back on? Giving it means yes; without it, nobody is told.
rappel-court = Being called back
rappel-non = No, after all
rappel-demande = Noted: { $nom } will call you back during opening hours. You can also call: { $numero }.
telephone-incompris = I don’t recognise that number. For example: 06 12 34 56 78.
humain = Of course. { $nom } answers at { $numero }.{ $heures ->
    [aucune] { "" }
   *[autre] { " " }Opening hours: { $heures }.
}
humain-rappel = Call me back
humain-retour = Back
age = So that I don’t get it wrong: how old are you?
age-moins15 = Under 15
age-de15a17 = 15 to 17
age-majeur = 18 or over
moins-de-15 = Thank you for telling me. At your age, I keep neither name nor number. Talk to an adult you trust. And if something is wrong, 119 answers at any time, free of charge.

hors-territoire = { $lieu ->
    [aucun] This place is
   *[autre] { $lieu } is
} a little too far for us, but someone looks after it: { $nom }{ $precision ->
    [aucune] { "" }
   *[autre] { " " }({ $precision })
}, { $numero }.
hors-territoire-autre = Another place
hors-territoire-fin = Thanks, I’ll call

retrouvailles = Good to see you again.{ $phrase ->
    [aucune] { " " }We had only just begun.
   *[autre] { " " }This is where we were: { $phrase }.
}
retrouvailles-continuer = Go on
retrouvailles-recommencer = A new project
reprise = { $fois ->
    [1] Your story is still here. We can go on whenever you like; this is where we were.
   *[autre] One last word from me: your story is still waiting. If I don’t hear from you, I won’t insist.
}
oublier = Everything about you will be erased: story, name, number, messages, reminders. Your contact will be asked to do the same. It can’t be undone.
oublier-oui = Yes, erase everything
oublier-non = No, keep it
remplacer = You edited a message. Shall I replace your answer with the new text?
remplacer-oui = Replace
remplacer-non = Leave as before
suite-autre-projet = Another project
suite-humain = Talk to someone
suite-accords = My agreements
retrait = Which agreement would you like to withdraw?
retrait-un = Withdraw: { $accord }
retrait-fait = Done. I’ll tell whoever needs to know.

aide =
    I listen, then I suggest one person from here, and say why.
    /retour: the question before
    /modifier: change an answer
    /resume: where I am
    /pourquoi: why this question
    /contact: talk to someone
    /suivi: where my case stands
    /mesdonnees: all that I keep
    /oublier: erase everything
    /start: start again

position-recue = I did not keep your position. Please write me the name of the town or village instead.
vocal-perdu = I could not keep that voice message (too long, perhaps: 20 MB at most). Try again, or write a few words.
vocal-pas-ici = At this question, a voice message isn’t enough for me yet. A button or a few words will do.
contact-d-un-autre = That is somebody else’s contact: I don’t keep it. Your own number will do, when the time comes.
numero-plus-tard = Thank you! I’ll ask for your number at the end, if you agree. I did not keep it.
recu-photo = A nice picture, but I can’t read it. A few words will do.
recu-album = Several pictures at once: I can’t read them. A few words will do.
recu-sticker = Nice! But I only read words and buttons.
recu-document = I don’t read documents. Keep it for the person who will call you.
recu-autre = I can’t read that. A few words, a voice message or a button will do.
groupe = Hello! Everyone can read us here. Write to me in private, and we can talk quietly.
attente-technique = Something failed on our side: your message has arrived, but I could not answer it. Try again in a moment, or call: { $numero }.
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
