# Ce que la personne apprend après l’envoi de son dossier, à chaque tournant.

suivi-pris = { $name } a bien votre dossier et vous appelle d’ici { $day }. Son numéro, au besoin : { $phone }.
suivi-vu = { $name } a lu votre dossier et pense vous appeler { $callday }.
suivi-decline = { $name } n’est pas la bonne personne pour ce projet. { $pivot } cherche qui l’est ; vous avez sa réponse d’ici { $by }. Son numéro, au besoin : { $pivotphone }.
suivi-escalade = { $name } n’a pas encore répondu. { $pivot } a maintenant votre dossier et s’en occupe. Son numéro, au besoin : { $pivotphone }.
suivi-injoignable = { $name } a essayé de vous joindre, sans succès, et réessaiera. Vous pouvez aussi l’appeler : { $phone }.
suivi-confie = Votre dossier est maintenant suivi par { $who }. { $name } vous appelle d’ici { $day }. Son numéro, au besoin : { $phone }.
suivi-contacts-publics = Je n’ai pas pu transmettre votre dossier pour l’instant. Le plus sûr est d’appeler : { $name }, { $phone } ; ou { $pivot }, { $pivotphone }. Pardon pour ce détour.
suivi-accord-demande = { $sender } vous propose de voir cela avec { $target }. Puis-je lui transmettre votre dossier, avec votre nom et de quoi vous joindre ? Sans votre accord, rien ne part.
suivi-refus = C’est noté : rien n’est transmis. { $name } garde votre dossier.
suivi-refus-cherche = C’est noté : rien n’est transmis. { $pivot } cherche qui d’autre peut suivre votre projet. Son numéro, au besoin : { $pivotphone }.
suivi-decline-accueil = L’accueil ne peut pas suivre ce projet lui-même. L’animation du réseau cherche qui le peut ; vous avez sa réponse d’ici { $by }. Le numéro de l’accueil, au besoin : { $pivotphone }.
suivi-escalade-accueil = Personne n’a encore pu vous appeler, et ce n’est pas normal. L’animation du réseau s’en occupe. Le numéro de l’accueil : { $pivotphone }.
suivi-cherche-encore = { $pivot } cherche encore qui suivra votre projet, et vous le dira ici. Pour en parler de vive voix : { $pivotphone }.
suivi-confie-accueil = Votre dossier est à { $pivot }, qui joint pour vous { $who }. Vous avez une réponse d’ici { $day }. Le numéro de l’accueil, au besoin : { $pivotphone }.
suivi-injoignable-dernier = { $name } a essayé plusieurs fois de vous joindre, sans succès. Le plus simple est maintenant de l’appeler, quand vous le pourrez : { $phone }.
suivi-rendez-vous = { $name } note votre rendez-vous : { $day }, à { $hour }. Un empêchement ? Son numéro : { $phone }.
suivi-rendez-vous-veille = Rappel : votre rendez-vous avec { $name } est { $day }, à { $hour }. Un empêchement ? Son numéro : { $phone }.
suivi-en-pause = { $name } met votre dossier en pause jusqu’au { $day }, et reprendra contact à ce moment-là. Avant, son numéro : { $phone }.
suivi-clos = { $name } clôt votre dossier. Si quelque chose reste à faire, dites-le : { $phone }. Pour un autre projet, /start.
suivi-perdu-de-vue = Sans nouvelles de vous, je clos votre dossier. Rien n’est perdu : un appel à { $name } le rouvre, { $phone }.
suivi-rouvert = Votre dossier est rouvert, avec { $name }.
suivi-question = { $name } vous demande :
    « { $words } »
suivi-relais-ecrire = Votre réponse à { $name } : écrivez-la ici.
suivi-relais-confirmer = À envoyer à { $name } :
    « { $words } »
suivi-relais-envoye = C’est envoyé à { $name }.
suivi-relais-annule = Rien n’est parti.
suivi-relais-trop-long = C’est vide, ou trop long pour un message (1 000 caractères au plus). Pouvez-vous raccourcir ?
suivi-relais-trop = Cinq messages par jour, c’est le plus que je puisse passer. Le téléphone ira plus vite.
suivi-relais-plus-en-cours = Cette question n’attend plus de réponse : votre dossier a changé de main depuis.
suivi-relais-deja-fait = C’est déjà parti.
suivi-relais-injoignable = Je n’ai pas pu passer votre message. Le plus sûr est d’appeler.
suivi-plus-en-cours = Ce bouton n’a plus d’effet : votre dossier a avancé depuis. /contact vous donne quelqu’un à appeler.
suivi-appele = Un appel de { $name } était prévu d’ici { $day }. L’avez-vous reçu ?
suivi-appele-vous = Vous pensiez appeler { $name }. Avez-vous pu vous parler ?
suivi-appele-oui = Merci. Bonne route avec { $name } !
suivi-appele-non = Merci de l’avoir dit. Je préviens { $name } et { $pivot }. Vous pouvez aussi appeler : { $phone }.

geste-appele-oui = Oui
geste-appele-non = Pas encore
geste-accord-oui = D’accord
geste-accord-non = Non, merci
geste-repondre = Répondre à { $name }

donnees-titre = Voici tout ce que je garde de vous.
donnees-vous = Vous
donnees-reponses = Vos réponses
donnees-dossier = Dossier { $number }, envoyé à { $who } le { $day } ({ $state })
donnees-accords = Accords : { $what }
donnees-messages = Messages échangés avec votre référent : { $count }
donnees-vocaux = Messages vocaux gardés : { $count }
donnees-rien = Je ne garde rien d’autre que cette conversation.
donnees-effacer = /oublier efface tout, tout de suite.
donnees-accord-interlocutor = votre référent
donnees-accord-relay = son relais
donnees-accord-partners = la réunion des partenaires
donnees-accord-structure = { $name }
donnees-etat-sent = envoyé
donnees-etat-seen = lu
donnees-etat-taken-charge = pris en charge
donnees-etat-contacted = contact fait
donnees-etat-trying = en cours d’appel
donnees-etat-appointment = rendez-vous pris
donnees-etat-paused = en pause
donnees-etat-newcomer-calls = à vous d’appeler
donnees-etat-newcomer-chooses = à vous de choisir
donnees-etat-declined = à confier à quelqu’un d’autre
donnees-etat-redirected = confié à quelqu’un d’autre
donnees-etat-escalated = repris par l’accueil
donnees-etat-withdrawn = retiré
donnees-etat-closed = clos

oubli-stub = Message effacé à votre demande.
