# Ce qui se dit quand un interlocuteur n’a pas encore de place, croit la personne déjà suivie, ou manque d’un renseignement.

suivi-choix-place = { $name } n’a pas de place avant le { $until }. Vous pouvez attendre, ou parler à quelqu’un d’autre ; c’est vous qui choisissez. Sans réponse de votre part, { $pivot } cherche quelqu’un pour vous.
suivi-choix-deja = { $name } pense que quelqu’un vous accompagne peut-être déjà pour ce projet. Est-ce le cas ? Rien n’est noté sans votre réponse ; si vous ne répondez pas, { $pivot } s’occupe de la suite.
suivi-choix-attend = C’est noté : { $name } vous appelle à partir du { $until }, au plus tard { $day }. Son numéro, au besoin : { $phone }.
suivi-choix-reste = C’est noté : { $name } garde votre dossier et vous appelle d’ici { $day }. Son numéro, au besoin : { $phone }.
suivi-choix-suffit = C’est noté : votre dossier est clos ici, et { $name } le sait. Si quelque chose manque un jour : { $phone }. Pour un autre projet, /start.
suivi-choix-autre = C’est noté. { $pivot } cherche quelqu’un d’autre ; vous avez sa réponse d’ici { $by }. Son numéro, au besoin : { $pivotphone }.
suivi-choix-sans-reponse = Je n’ai pas eu votre réponse au sujet de { $name } : { $pivot } cherche quelqu’un pour vous, et vous répond d’ici { $by }. Son numéro, au besoin : { $pivotphone }.

choix-attendre = Attendre { $name }
choix-autre = Parler à quelqu’un d’autre
choix-deja-suffit = Oui, et cela me suffit
choix-deja-aussi = Oui, mais { $name } m’intéresse aussi
choix-deja-non = Non, personne

choisir-place = À partir de quand auriez-vous de la place ? La personne choisira d’attendre ou non.
note-choix-place = Noté : pas de place avant le { $day }. Je demande à { $name } si elle ou il préfère attendre ; d’ici là, le dossier reste à vous.
note-choix-deja = Je demande à { $name } si quelqu’un l’accompagne déjà. D’ici là, le dossier reste à vous ; aucun nom n’est noté.

equipe-choix-attend = Dossier { $number } : { $name } attend { $who }. Appel à partir du { $until }, promis au plus tard { $day }.
equipe-choix-autre = Dossier { $number } : { $name } préfère parler à quelqu’un d’autre que { $who }. L’animation du réseau cherche qui.
equipe-choix-aussi = Dossier { $number } : quelqu’un accompagne déjà { $name }, qui souhaite aussi parler avec { $who }. Appel promis d’ici { $day }.
equipe-choix-personne = Dossier { $number } : personne n’accompagne { $name } pour ce projet. L’appel de { $who } reste promis d’ici { $day }.
equipe-choix-suffit = Dossier { $number } : { $name } a déjà quelqu’un, et cela lui suffit. Le dossier est clos pour { $who } ; merci d’effacer ce que vous aviez noté.
equipe-toujours-incomplet = Dossier { $number } ({ $project }) : { $who } a demandé à { $name } ce qui manque, sans réponse depuis trois jours ouvrés. Le dossier reste à { $who }, appel promis d’ici { $day }. Qui appelle ?
equipe-incomplet-sans-reponse = { $who } a demandé à la personne ce qui manque ; elle n’a pas répondu.

regles-a-regarder = Règles à regarder (dossiers déclinés depuis trois mois) :
regles-a-regarder-ligne = « { $title } » ({ $rule }) : { $reason }, dossiers { $cases }, le dernier { $day }
