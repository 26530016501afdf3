# /absence : les jours d’absence, écrits ou touchés.

absence-quand = Vos jours d’absence ? Écrivez-les comme ils viennent, par exemple « /absence du 24 décembre au 2 janvier » ou « /absence lundi », ou choisissez :
absence-notee = Noté : absence { $period }.
absence-remplace = Pendant ce temps, vos nouvelles demandes vont à { $who }.
absence-sans-remplacant = Personne n’est nommé pour vous remplacer : pendant ce temps, vos nouvelles demandes vont à la personne que les règles proposent ensuite, sinon à { $pivot }.
absence-accueil-sans-remplacant = Personne n’est nommé pour remplacer l’accueil : pendant ce temps, les nouvelles demandes vous attendent, et l’animation du réseau les voit.
absence-annulee = Absence annulée.
absence-rien-note = Rien n’est noté. Écrivez les jours autrement, par exemple « /absence du 24/12/2026 au 02/01/2027 ».
absence-sans-bureau = Ce compte est celui de l’animation : une absence se note depuis le compte d’un interlocuteur.
absence-doute-unreadable = Je n’ai pas compris ces dates ; rien n’est noté. Écrivez par exemple « /absence du 24 décembre au 2 janvier », « /absence demain » ou « /absence 24/12 02/01 ».
absence-doute-impossible = Ce jour n’existe dans aucun calendrier ; rien n’est noté. Écrivez par exemple « /absence du 24 décembre au 2 janvier ».
absence-doute-swapped = Le dernier jour vient avant le premier ; rien n’est encore noté. Vouliez-vous dire :
absence-doute-past = Ces jours sont passés ; rien n’est noté. Vouliez-vous dire :
absence-doute-long = C’est plus d’un an ; rien n’est encore noté. Est-ce bien :
absence-doute-far = C’est dans plus d’un an ; rien n’est encore noté. Est-ce bien :
absence-doute-ambiguous = Ces jours peuvent se comprendre autrement ; rien n’est encore noté. Vouliez-vous dire :
absence-doute-endless = Il manque le dernier jour ; rien n’est noté. Écrivez par exemple « /absence du 24 décembre au 2 janvier ».
geste-absence-oui = Oui, { $period }
geste-absence-non = Non
geste-annuler-absence = Annuler : { $period }
geste-absence-aujourdhui = Aujourd’hui
geste-absence-demain = Demain
geste-absence-semaine = Cette semaine
geste-absence-semaine-prochaine = La semaine prochaine
