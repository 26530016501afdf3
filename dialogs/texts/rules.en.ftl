# What the animators read when they send rules, compare them, put them in force or go back. The rules themselves, and
# what is found in them, are said in French.

regles-fichier-animation = Thank you. Files of rules are the network animators’ affair: pass this one on to them, they will know what to do with it.
regles-un-fichier = One file at a time, please; or all of them together in a ZIP.
regles-trop-souvent = You have sent many files within an hour. This one was not read: please send it again a little later.
regles-refus-pas-recu = I could not receive this file. Please send it again.
regles-refus-trop-gros = This file is over 1 MB, and a set of rules is far lighter. Nothing was read.
regles-refus-format = I can’t read “{ $file }”. Send a YAML file, a ZIP or an XLSX workbook.
regles-refus-sans-territoire = “{ $file }” has no territoire.yaml: it is not a territory’s folder.
regles-refus-utf8 = “{ $file }”, line { $line }: this text is not UTF-8. Save it again in that encoding. Nothing changed.
regles-refus-plusieurs = “{ $file }”: several files bear this name. Send the whole folder in a ZIP.
regles-refus-territoires = This ZIP holds several territories. Send the folder of yours only.
regles-refus-nom = “{ $file }” can’t be a file of rules. Rename it with letters, digits and hyphens, for instance regles/vie.yaml.
regles-refus-chemin = “{ $file }” leads out of the territory’s folder. Make the ZIP again from the folder. Nothing was read.
regles-refus-trop-de-dates = With { $count } rules, I compare at most { $most } days of a year on which some begin or end. Give the same days to rules that change together.
regles-refus-zip-vide = This ZIP holds no YAML file.
regles-refus-zip-demesure = This ZIP holds far more than rules once it is opened. Nothing was read.
regles-refus-zip-abime = This ZIP is damaged. Please make it again.
regles-refus-zip-secret = This ZIP asks for a password. Make it again without one.

regles-lu-remplace = Read, in place of what is in force: { $files }.
regles-lu-ajoute = Read, in addition: { $files }.
regles-lu-laisse = Left aside: { $files }.
regles-lu-dispute = Careful: since this workbook was made, somebody else also changed: { $files }. Here the workbook counts.
regles-classeur-refuse = This workbook can’t be taken yet; nothing was kept.
regles-deja = This is exactly what is in force (revision { $number }). Nothing to change.
regles-bloque = Revision { $number }, kept as a draft. It can’t come into force until this is mended:
regles-bloque-suite = Mend it, then send the file again. The rules in force stay as they are.
regles-brouillon = Revision { $number }, kept as a draft. What it changes:
regles-revision = Revision { $number } ({ $what }), { $day }{ $note }. What it changes compared with revision { $current }, in force:
regles-a-savoir = Good to know:
regles-a-savoir-explique = Good to know ({ $count } in all, { $explained } of them read and explained already):
regles-et-autres = … and { $count } more.
regles-etat-draft = draft
regles-etat-activated = in force before
regles-etat-active = in force
regles-note = , “{ $words }”
regles-active = Revision { $number } is in force, from everybody’s next message on. Cases already sent keep theirs.
regles-garde = Revision { $number } stays a draft. /regles shows it.
regles-activee-depuis = Revision { $number } has been put in force since. /regles shows where things stand.
regles-deja-active = Revision { $number } is in force already.
regles-entre-temps = Meanwhile revision { $number } came into force. Nothing changed; look again at what yours changes compared with it.
regles-inconnue = I can’t find this revision.
regles-sans-fichiers = The files of this revision were never kept: it can’t come back.
regles-histoire = The latest revisions:
regles-ligne = { $number } · { $day } · { $who } · { $what }{ $note }
regles-par-dossier = the server’s folder
regles-par-ligne = command line
regles-par-vous = you
regles-par-animation = animators
regles-envoyer = To propose others, send a YAML file, a ZIP or an XLSX workbook here.

geste-regles-activer = Activate
geste-regles-brouillon = Keep as a draft
geste-regles-revenir = Go back to this one
geste-regles-revoir = Look again
geste-regles-voir = Revision { $number }
