"""French for what is wrong with a file as such: its YAML, its shape, the names and values of its keys."""

from __future__ import annotations

from collections.abc import Mapping

FILES: Mapping[str, str] = {
    "did you mean {option!r}?": "Vouliez-vous dire « {option} » ?",
    "write {option!r} with no space beside it": "Récrivez « {option} », sans espace autour.",
    # -- the file
    "this file is not UTF-8": "Ce fichier n’est pas enregistré en UTF-8.",
    "save it again in that encoding": "Enregistrez-le de nouveau en choisissant l’encodage UTF-8.",
    "the file is empty": "Ce fichier est vide.",
    "write something in it, or remove it": "Remplissez-le, ou supprimez-le.",
    "the territory lacks {file}": "Il manque à ce territoire le fichier « {file} ».",
    "add this file": "Ajoutez ce fichier.",
    "this file belongs to no territory": "Ce fichier n’est pas un de ceux d’un territoire.",
    "put the rules under {folder}": "Si ce sont des règles, mettez-le dans « {folder} » ; sinon, retirez-le.",
    "there is no territory here": "Il n’y a pas de territoire ici.",
    "add a folder with {file}": "Nommez un dossier qui contient « {file} ».",
    "this file isn't read: its name doesn't end in .yaml": (
        "Ce fichier n’est pas lu : son nom ne finit pas par « .yaml »."
    ),
    "save it as {file!r}, as plain text, or remove it": (
        "Enregistrez-le sous le nom « {file} », en texte simple, ou retirez-le."
    ),
    "the territory calls itself {name!r}, not {wanted!r}": "Ce territoire s’appelle « {name} », et non « {wanted} ».",
    "use one name": "Donnez le même nom au territoire et à son dossier.",
    # -- YAML
    "this is not YAML: {problem}": "Ce fichier ne se lit pas, à cause de cette ligne : {problem}.",
    "found a tab character": "elle contient une tabulation",
    "replace tabs by spaces": "Remplacez les tabulations par des espaces.",
    "it begins with spaces that are no plain spaces": "elle commence par des espaces insécables",
    "delete them and type plain spaces": "Effacez-les, et tapez des espaces ordinaires.",
    "it begins with a long dash": "elle commence par un tiret long, ou par un point",
    "write a plain hyphen: -": "Écrivez un trait d’union ordinaire : « - ».",
    "it can't be read from here on": "sa forme n’est pas celle qu’on attend",
    "compare this line and the one before with others": "Comparez-la, et la précédente, avec d’autres qui se lisent.",
    "could not find expected ':'": "il y manque un deux-points suivi d’une espace",
    "write 'key: value', with a space after the colon": "Écrivez « clé: valeur », par exemple « titre: Un commerce ».",
    "mapping values are not allowed in this context": "un deux-points n’y est pas à sa place",
    "put a text that holds a colon between quotation marks; else look at the indentation and the line before": (
        'Mettez entre guillemets droits, "…", un texte qui contient un deux-points ; sinon, regardez si la ligne'
        " d’avant a le sien, et si celle-ci commence au bon endroit."
    ),
    "did not find expected key": "un mot y est de trop, ou mal placé",
    "put a text with a brace or an apostrophe between quotation marks; else look at the indentation": (
        'Mettez entre guillemets droits, "…", un texte qui commence par une accolade ou qui contient une apostrophe ;'
        " sinon, alignez cette ligne avec les précédentes."
    ),
    "did not find expected '-' indicator": "elle n’est pas alignée avec le reste de la liste",
    "start the item with '- ', or indent this line as those above": (
        "Commencez-la par « - », ou alignez-la avec les lignes au-dessus."
    ),
    "block sequence entries are not allowed in this context": "un tiret de liste n’y est pas à sa place",
    "start the list on a line of its own": "Commencez la liste à la ligne suivante.",
    "did not find expected ',' or ']'": "un crochet s’y ouvre et ne se ferme pas",
    "close it with ']'": "Fermez-le par « ] », avec des virgules entre les valeurs.",
    "did not find expected ',' or '}}'": "une accolade s’y ouvre et ne se ferme pas",
    "close it with '}}'": "Fermez-la par « }} », avec des virgules entre les éléments.",
    "did not find expected node content": "une valeur y manque",
    "close brackets and braces, and look for a comma too many": (
        "Fermez les crochets et les accolades, et cherchez une virgule de trop."
    ),
    "lists are nested too deep": "elle emboîte trop de listes les unes dans les autres",
    "'&' and '*' repeat too much": "elle répète trop de choses par « & » et « * »",
    "found unexpected end of stream": "un guillemet s’y ouvre et ne se ferme pas",
    "close the quotation mark": "Fermez le guillemet.",
    "found character that cannot start any token": "un texte ne peut pas y commencer par ce caractère",
    'put the text between quotation marks: "…"': 'Mettez ce texte entre guillemets droits : "…".',
    "'*' and '&' mean something else to YAML": "un texte ne peut pas y commencer par « * » ou par « & »",
    "found unknown escape character": "une barre oblique inverse « \\ » y est mal placée",
    "double the '\\'": "Doublez-la, ou supprimez-la.",
    "but found another document": "une ligne « --- » y commence un autre texte",
    "remove the line '---'": "Supprimez la ligne « --- ».",
    "there is an invisible character": "elle contient un caractère invisible",
    "write this line again by hand": "Récrivez-la à la main.",
    "this node contains itself": "Cet élément se contient lui-même.",
    "write it out without '&' and '*'": "Écrivez-le en entier, sans « & » ni « * ».",
    # -- shapes
    "a key must be a word": "Ce qui précède le deux-points doit être un simple mot.",
    "write 'key: value'": "Écrivez « clé: valeur ».",
    "write 'key: value' lines under it": "Écrivez dessous des lignes « clé: valeur ».",
    "key {key!r} is written twice, first on line {first}": (
        "La clé « {key} » est écrite deux fois, la première à la ligne {first}."
    ),
    "keep one of them": "N’en gardez qu’une.",
    "unknown key {key!r} in {title}": "« {key} » ne veut rien dire dans {title}.",
    "the keys are: {keys}": "On peut y écrire {keys}.",
    "{title} lacks {key!r}": "Il manque « {key} » dans {title}.",
    "add '{key}: …'": "Ajoutez « {key}: … ».",
    "{title} is a mapping of keys and values": "Ce texte n’a pas la forme qu’il faut pour {title}.",
    "a list is expected here, each item being {title}": "Il faut une liste ici, avec un tiret devant {title}.",
    "start with '- '": "Commencez par « - ».",
    "{key!r} takes one value, not a list or a mapping": "« {key} » attend une seule valeur.",
    "write '{key}: …' on one line": "Écrivez « {key}: … », sans crochets ni liste.",
    "{key!r} takes a mapping of keys and values": "« {key} » n’a pas la forme attendue.",
    "{key!r} takes a list": "« {key} » attend une liste.",
    "put the values between [ and ]": "Mettez ses valeurs entre [ et ], séparées par des virgules.",
    "{key!r} takes a list of plain values": "« {key} » attend une liste de simples mots.",
    "write words only between [ and ], with commas": (
        "Écrivez seulement des mots entre [ et ], séparés par des virgules."
    ),
    # -- values
    "{key!r} is empty": "« {key} » est vide.",
    "write its value or remove the key": "Écrivez sa valeur, ou retirez-le.",
    "unknown value {value!r} for {fact}": "« {value} » n’est pas une valeur de « {fact} ».",
    "its values are: {values}": "Ses valeurs sont {values}.",
    "use one of: {options}": "Écrivez l’un de ces mots : {options}.",
    "{key!r} is vrai or faux, not {value!r}": "« {value} » n’est pas une valeur de « {key} ».",
    "{key!r} is a whole number, not {value!r}": "« {key} » attend un nombre entier, et non « {value} ».",
    "{key!r} is far too large a number": "Le nombre de « {key} » est bien trop grand.",
    "at most {most}": "Écrivez-en un plus petit, jusqu’à {most}.",
    "write it in digits, like 50": "Écrivez-le en chiffres, sans autre mot.",
    "{key!r} is no day: {value!r}": "« {key} » attend une date, et non « {value} ».",
    "{value} is in no calendar": "« {value} » n’est dans aucun calendrier.",
    "look for the last day of that month": "Regardez combien de jours a ce mois.",
    "write {day}": "Écrivez {day}.",
    "write it as 2026-01-31": "Écrivez l’année, le mois, le jour, comme 2026-01-31.",
    "{value!r} is written twice in {key!r}": "« {value} » est écrit deux fois dans « {key} ».",
    "swap the two days": "Échangez les deux dates.",
    "rename one": "Changez l’un des deux noms.",
    "rename it": "Donnez-lui un autre nom.",
    "remove this word": "Retirez ce mot.",
    "remove this line": "Retirez cette ligne.",
}
