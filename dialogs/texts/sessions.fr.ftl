# L’attente d’une session, et les appuis qu’un nouveau stade appelle.

geste-session = Attente d’une session…
choisir-session = Quelle session le projet attend-il ? La personne saura le jour.
note-session = En attente de la session du { $day } ; la personne est prévenue, je vous demande ce jour-là ce qu’il en est.
suivi-session = Votre projet attend une session le { $day }. { $name } fait le point avec vous ensuite. Avant, son numéro : { $phone }.
rappel-session = Dossier { $number } ({ $project }) : la session attendue a eu lieu. Où en est { $name } ?
dossiers-session = En attente d’une session ({ $count }) :
dossiers-quand-session = le { $day }
fiche-etat-session = En attente d’une session, suivi par { $who }.
refus-etat-session = Dossier { $number } : en attente d’une session, suivi par { $who }. Rien n’a changé.
etat-session = en attente d’une session
donnees-etat-session = en attente d’une session
ou-session = Votre projet attend une session le { $day } ; { $name } fait le point avec vous ensuite.
ou-session-late = La session du { $day } est passée ; { $name } doit faire le point avec vous.
histoire-awaits-session = { $who } le met en attente de la session du { $day }.
histoire-etat-session = Aujourd’hui : en attente d’une session, avec { $who }.
histoire-echeance-session-day = jour de la session
appuis-a-ce-stade = Dossier { $number } : à ce stade, les règles en vigueur nomment aussi ces appuis. Rien n’est envoyé sans vous :
