"""Words of everyday French that are also, or nearly, the name of a commune.

A story that says « un tiers-lieu », « un job », « mon domaine » or « à la montagne » names no place: these words
are taken for one only when the person answers a question about places, or writes them with a capital and a cue.
"""

_WORDS = """
accueil achat achats agence aide aides aire alors amour ancien ancienne ange anges annee annees ans arbre arbres
argent arts artisan artisans assez atelier ateliers auberge autre autres avance avant avenir avoir bains bal banque
bar barre bas bases bassin bateau batiment beau beaucoup beaux belle belles besoin bien bio bis bles bocage bois
boisson boite bon bonne bons bord bosse boucher bouche boue boulanger bourg bout bras bras briques broussailles
brousse bus cabane cabanes cadre cafe caisse camp campagne campagnes camping canal cantine cause cave caves celle
celles cent centre cerise cerises chaise chalet champ champs chance change changer chantier chapelle chaque charme
charmes chars chas chasse chat chateau chateaux chats chaude chaux chef chemin chemins cher chere cherche
cheval chevaux chez chien ciel cinq cite clef clefs coin coins colline collines compte comptes conte contes cote
cotes cour cours court croix cuisine culture cure dame dames dans debut depart dernier deux devis die domaine
domaines don dons dore doute droit dure eau eaux ecole ecoles eglise eleve elle enfants ensemble entre envie etais etait
epicerie essai est etang etangs etapes etoile etre etude etudes fabrique faire famille femme ferme fermes fete
fil filles fin fleur fleurs foire fois foires fond fonds fontaine force foret forets forge forges formation formes
four fours frais france fromage fruit gagner garage garde gare gares genre gens gite gites grand grande grange
granges gros groupe habitat habite halle halles haut haute hautes herbes heure heures homme hotel huit idee ile
iles ils jardin jardins job jour jours lac lacs laine lait large les lettre lieu lieux ligne local location
logement lors lot louer loup lourd lune lyre maison maisons mairie mais maitre manger marche marches marche mare
maree mari marie mars masse mees mer mere mes mettre metier metiers midi miel mille mine mines mise mois moins
moment monde mont montagne montagnes monts mort moulin moulins mur murs nature nees neuf noe nom nord notre nous
nouvelle nuits ores ouest ours ouvert ouvrir pain pains paix papier parc parents pas passage patisserie
pays pente pere petit petite petits peu pieds pierre pierres pin pins place places plage plaine plaisir plan
plante plantes pluie plus point pomme pommes pont ponts port porte portes ports poste potager pour pratique pre
premier pres presse pret prix projet puits quatre quart quarts ravel rebelle reine reines rendre reprise reste
retraite reve riche rire ris riviere roche rochers roi rois route routes rue rues sable sables sais salle salles
sante secteur sel semaine sens sept service services seul seule sien six soin soins soir sol soleil son source
sources souvent stage sud suite super sur sus table tables tard tente terrain terre terres tete tiers toit tour
tours tous tout toute travail trois trop vache vaches val valle vallee vallees vaste vaux veau veaux vendre vent
vente vents ver vers vert verte vertu vie vieille vieux vif vigne vignes ville villes vin vins vivre voie voir
voiture vous vrai vue y hopital boulot mer usine bonheur
"""

ORDINARY_WORDS = frozenset(_WORDS.split())
