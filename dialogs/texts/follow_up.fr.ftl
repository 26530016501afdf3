# Ce que la personne apprend après l’envoi de son dossier, à chaque tournant.

suivi-pris = { $name } a bien votre dossier et vous appelle d’ici { $day }. Son numéro, au besoin : { $phone }.
suivi-vu = { $name } a lu votre dossier et pense vous appeler { $callday }.
suivi-decline = { $name } ne peut pas suivre votre projet. Ce n’est pas un refus : { $pivot } cherche qui vous appellera, et votre dossier reste ouvert. Son numéro, au besoin : { $pivotphone }.
suivi-escalade = { $name } n’a pas encore répondu. { $pivot } a maintenant votre dossier et s’en occupe. Son numéro, au besoin : { $pivotphone }.
suivi-injoignable = { $name } a essayé de vous joindre, sans succès, et réessaiera. Vous pouvez aussi l’appeler : { $phone }.
suivi-confie = Votre dossier est maintenant suivi par { $who }. { $name } vous appelle d’ici { $day }. Son numéro, au besoin : { $phone }.
suivi-contacts-publics = Je n’ai pas pu transmettre votre dossier pour l’instant. Le plus sûr est d’appeler : { $name }, { $phone } ; ou { $pivot }, { $pivotphone }. Pardon pour ce détour.
suivi-accord-demande = { $sender } vous propose de voir cela avec { $target }. Puis-je lui transmettre votre dossier, avec votre nom et de quoi vous joindre ? Sans votre accord, rien ne part.
suivi-refus = C’est noté : rien n’est transmis. { $name } garde votre dossier.
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
donnees-etat-declined = à confier à quelqu’un d’autre
donnees-etat-redirected = confié à quelqu’un d’autre
donnees-etat-escalated = repris par l’accueil
donnees-etat-withdrawn = retiré
donnees-etat-closed = clos

oubli-stub = Message effacé à votre demande.
