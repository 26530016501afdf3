"""A small territory to break and to bend: six communes, three structures, a handful of rules."""

from __future__ import annotations

from pathlib import Path

from referral_rules.geography import Geography, parse_geography
from referral_rules.loader import load_territory
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary, load_vocabulary

RULES_PACKAGE = Path(__file__).resolve().parents[2] / "referral_rules"

PLACES = """\
departements\tcode\tname
43\tHaute-Loire
63\tPuy-de-Dôme

epcis\tcode\tname
200070761\tCC Ambert Livradois Forez
200070712\tCC Thiers Dore et Montagne

aliases\tname\tcommune
Vieux-Bourg\t63003

communes\tcode\tname\tpostcodes\tepci\tpopulation
43040\tBrioude\t43100\t\t6600
63003\tAmbert\t63600\t200070761\t6600
63010\tArlanc\t63220\t200070761\t1800
63057\tLe Brugeron\t63880\t200070761\t240
63430\tThiers\t63300\t200070712\t11500
63901\tSaint-Martin\t63600\t200070761\t300
63902\tSaint-Martin\t63300\t200070712\t400
"""

TERRITORY = """\
territoire: petit-pays
nom: Petit Pays
autres_noms: [le pays]
epci: ["200070761", "200070712"]
zones:
  ambert: {epci: ["200070761"]}
  thiers: {epci: ["200070712"]}
pivot: parc.accueil
fil_rouge: par_regle
conservation_mois: 12
hors_territoire:
  - {departement: "43", nom: Accueil 43, telephone: 01 99 00 00 43, courriel: accueil43@example.org}
  - {partout: vrai, nom: Accueil de France, telephone: 01 99 00 00 99, courriel: partout@example.org}
"""

DIRECTORY = """\
structures:
  - structure: parc
    nom: Le parc
    famille: besoins_opportunites
    commune: Saint-Gervais
    telephone: 01 99 00 10 00
    courriel: parc@example.org
    interlocuteurs:
      - {interlocuteur: accueil, nom: Anne Pivot, fonction: accueil, pronom: elle, presence: au parc}
  - structure: cc
    nom: Communauté de communes
    famille: besoins_opportunites
    commune: Ambert
    telephone: 01 99 00 11 00
    courriel: cc@example.org
    interlocuteurs:
      - interlocuteur: accueil
        nom: Nadia Brun
        fonction: accueil
        pronom: elle
        presence: à l’accueil, à Ambert
        jours_de_presence: [lundi, mardi, jeudi]
        langues: [fr, en]
        remplacant: economie
        relais: economie
      - {interlocuteur: economie, nom: Paul Roche, pronom: il, presence: "au service économie, à Ambert"}
  - structure: cci
    nom: Chambre de commerce
    famille: expertise
    commune: Thiers
    telephone: 01 99 00 12 00
    courriel: cci@example.org
    interlocuteurs:
      - {interlocuteur: ambert, nom: Léa Fort, pronom: elle, presence: "à la CCI, à Ambert"}
      - {interlocuteur: thiers, nom: Jean Val, pronom: il, presence: "à la CCI, à Thiers"}
parcours:
  - {parcours: premiers-pas, nom: Six demi-journées, structure: parc, du: 2027-01-04, au: 2027-03-12}
"""

FOLLOW_UP = """\
fuseau: Europe/Paris
promesse_jours: 5
"""

RULES = """\
- regle: commerce
  titre: Un commerce
  si: {secteur: [commerce, restauration]}
  referent: cci.thiers
  motif: "{referent} connaît les commerces."

- regle: reprise-etude
  titre: Reprise d'un commerce, étude engagée
  territoire: {zones: [ambert], communes_sauf: [Arlanc]}
  si:
    secteur: [commerce]
    forme_du_projet: [reprise]
    stade: {au_moins: etude}
  referent: cci.ambert
  appuis: [cc.economie]
  motif: "Vous reprenez un commerce {a_commune} : {referent} accompagne les reprises."
  motifs_appuis: {cc.economie: pour les locaux}
  exemples:
    - {profil: {commune: Le Brugeron, secteur: commerce, forme_du_projet: reprise, stade: montage}, attendu: cci.ambert}
  contre_exemples:
    - {profil: {commune: Arlanc, secteur: commerce, forme_du_projet: reprise, stade: montage}}

- regle: reprise-idee
  titre: Reprise, encore une idée
  territoire: {zones: [ambert]}
  si:
    forme_du_projet: [reprise]
    secteur: [commerce]
    stade: {au_plus: idee}
  referent: cc.accueil
  motif: "C'est encore une idée : {referent} vous aide à y voir clair."

- regle: locaux
  titre: Trouver un local
  si: {besoins_projet: {contient_un_de: [local]}}
  appuis: [cc.economie]
  motif: pour les locaux

- regle: premiers-pas
  titre: Six demi-journées
  valable_du: 2027-01-04
  valable_au: 2027-03-12
  si: {but: {contient_un_de: [rendre_service]}}
  parcours: premiers-pas
  motif: Six demi-journées, à quelques-uns.
"""


def small_sources(**changes: str) -> dict[str, str]:
    """The files of the small territory; `territoire`, `annuaire`, `suivi` and `regles` can be replaced."""
    return {
        "territoire.yaml": changes.get("territoire", TERRITORY),
        "annuaire.yaml": changes.get("annuaire", DIRECTORY),
        "suivi.yaml": changes.get("suivi", FOLLOW_UP),
        "regles/commerce.yaml": changes.get("regles", RULES),
    }


def small_geography() -> Geography:
    """Seven communes in two EPCIs, two of one name, one beyond the territory."""
    return parse_geography(PLACES)


def real_vocabulary() -> Vocabulary:
    """The packaged vocabulary."""
    return load_vocabulary((RULES_PACKAGE / "vocabulaire.yaml").read_text(encoding="utf-8"))


def small_territory(vocabulary: Vocabulary, **changes: str) -> Territory:
    """Loads the small territory, with the changed files."""
    return load_territory(small_sources(**changes), vocabulary, small_geography())
