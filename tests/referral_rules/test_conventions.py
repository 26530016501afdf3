"""Conventions: who agreed to what, the rules held against it, and the rules that rows stand for."""

from __future__ import annotations

from datetime import date

import pytest
from small_territory import DIRECTORY, RULES, small_geography, small_sources, small_territory

from referral_rules.boxes import Among, ContainsAny
from referral_rules.check import check_territory
from referral_rules.conventions import Commitment
from referral_rules.directory_upkeep import list_unverified
from referral_rules.errors import DefinitionErrors, Finding, Severity
from referral_rules.evaluate import propose
from referral_rules.explain import explain
from referral_rules.facts import COMMUNE
from referral_rules.french import in_french
from referral_rules.loader import load_territory
from referral_rules.rule import State
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
NARROW = "\u202f"
CCI = "  - structure: cci\n"
WITHOUT = "    sans_convention: vrai\n    motif_sans_convention: en cours\n"
COUNTER = """\
    convention:
      - {secteurs: [commerce, restauration], engagement: mandat}
"""


def directory(cci: str = "", cc: str = WITHOUT, thiers: str = "") -> str:
    """The small directory with more lines for the chamber, the council, the chamber's adviser in Thiers."""
    text = DIRECTORY.replace(CCI, CCI + cci).replace("  - structure: cc\n", "  - structure: cc\n" + cc)
    return text.replace('presence: "à la CCI, à Thiers"}', 'presence: "à la CCI, à Thiers"' + thiers + "}")


def loaded(vocabulary: Vocabulary, rules: str = RULES, **more: str) -> Territory:
    return small_territory(vocabulary, annuaire=directory(**more), regles=rules)


def found(territory: Territory, on: date = ON) -> list[Finding]:
    """The findings about conventions and verification: other warnings are the small territory's own."""
    return [
        finding
        for finding in check_territory(territory, on)
        if any(word in str(finding.message) for word in ("convention", "agreed", "verified"))
    ]


def plain(text: object) -> str:
    """The text with ordinary spaces."""
    return str(text).replace(NARROW, " ")


def said(territory: Territory, on: date = ON) -> list[tuple[Severity, str]]:
    return [(finding.severity, plain(finding.message)) for finding in found(territory, on)]


# ---- Reading


def test_a_row_says_who_for_whom_how_far_and_until_when(vocabulary: Vocabulary) -> None:
    row = """\
    convention:
      - secteurs: [commerce]
        stades: {au_moins: montage}
        formes: [reprise]
        besoins: [financement, aides]
        besoins_vie: [logement]
        si: {portage: [seul, couple]}
        zones: [ambert]
        communes_sauf: [Arlanc]
        engagement: objectifs
        delai_jours: 3
        du: 2026-01-01
        au: 2026-12-31
        revoir_le: 2026-10-01
"""
    (read,) = loaded(vocabulary, cci=row).directory.conventions
    assert (read.structure, read.interlocutor, read.number, read.commitment) == ("cci", None, 1, Commitment.OBJECTIFS)
    assert (read.answer_days, read.starts_on, read.ends_on) == (3, date(2026, 1, 1), date(2026, 12, 31))
    assert read.review_on == date(2026, 10, 1)
    assert read.default_rule is None
    assert read.box == {
        COMMUNE: Among(frozenset({"63003", "63057", "63901"})),
        "secteur": Among(frozenset({"commerce"})),
        "stade": Among(frozenset({"montage", "lancement", "activite"})),
        "forme_du_projet": Among(frozenset({"reprise"})),
        "besoins_projet": ContainsAny(frozenset({"financement", "aides"})),
        "besoins_vie": ContainsAny(frozenset({"logement"})),
        "portage": Among(frozenset({"seul", "couple"})),
    }
    assert not read.has_begun(date(2025, 12, 31))
    assert not read.has_ended(date(2026, 12, 31))
    assert read.has_ended(date(2027, 1, 1))


def test_one_persons_rows_are_theirs_and_numbered_with_the_structures(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, cci=COUNTER, thiers=", convention: [{stades: [envie], engagement: principe}]")
    whole, own = territory.directory.conventions
    assert [(row.interlocutor, row.number) for row in (whole, own)] == [(None, 1), ("cci.thiers", 2)]
    assert territory.directory.mandates_of("cci.thiers") == (own,)
    assert territory.directory.mandates_of("cci.ambert") == (whole,)
    assert territory.directory.mandates_of("parc.accueil") == ()


@pytest.mark.parametrize(
    ("row", "message", "french"),
    [
        (
            "{secteurs: [commerce]}",
            "a convention row lacks 'engagement'; use one of: principe, objectifs, mandat",
            "Il manque « engagement » dans cette ligne de convention. Écrivez l’un de ces mots : « principe », « "
            "objectifs », « mandat ».",
        ),
        (
            "{engagement: promis}",
            "unknown value 'promis' for engagement; use one of: principe, objectifs, mandat",
            "« promis » n’est pas une valeur de « engagement ». Écrivez l’un de ces mots : « principe », « "
            "objectifs », « mandat ».",
        ),
        (
            "{secteurs: [artisant], engagement: mandat}",
            "unknown value 'artisant' for secteur; did you mean 'artisanat",
            "« artisant » n’est pas une valeur de « secteur ». Vouliez-vous dire « artisanat » ?",
        ),
        (
            "{secteur: [bois], engagement: mandat}",
            "unknown key 'secteur' in a convention row; did you mean 'secteurs'",
            "« secteur » ne veut rien dire dans cette ligne de convention. Vouliez-vous dire « secteurs » ?",
        ),
        (
            "{zones: [amber], engagement: mandat}",
            "unknown zone 'amber'; did you mean 'ambert'?",
            "La zone « amber » n’est pas dans territoire.yaml. Vouliez-vous dire « ambert » ?",
        ),
        (
            "{communes: [Tiers], engagement: mandat}",
            "unknown commune 'Tiers'; did you mean 'Thiers'?",
            "La commune « Tiers » est inconnue. Vouliez-vous dire « Thiers » ?",
        ),
        (
            "{si: {stade: [envie]}, engagement: mandat}",
            "a convention calls 'stade' 'stades'; write 'stades: …'",
            "Dans une convention, « stade » s’écrit « stades ». Écrivez « stades: … », hors de « si ».",
        ),
        (
            "{si: [envie], engagement: mandat}",
            "'si' takes a mapping of facts and conditions",
            "Sous « si », il faut une ligne par condition. Écrivez par exemple « secteur: [commerce] ».",
        ),
        (
            "{si: {jalons: {contient_un_de: [budget]}}, engagement: mandat}",
            "no rule can read 'jalons'; use 'stade'",
            "Aucune règle ne peut lire « jalons ». Servez-vous de « stade », qui s’en déduit.",
        ),
        (
            "{du: 2026-02-01, au: 2026-01-01, engagement: mandat}",
            "the row ends before it starts; swap the two days",
            "Cette ligne de convention finit avant de commencer. Échangez les deux dates.",
        ),
        (
            "{revoir_le: demain, engagement: mandat}",
            "'revoir_le' is no day: 'demain'; write it as 2026-01-31",
            "« revoir_le » attend une date, et non « demain ». Écrivez l’année, le mois, le jour, comme 2026-01-31.",
        ),
        (
            "{delai_jours: vite, engagement: mandat}",
            "'delai_jours' is a whole number, not 'vite'",
            "« delai_jours » attend un nombre entier, et non « vite ». Écrivez-le en chiffres, sans autre mot.",
        ),
        (
            "{motif: Bonjour, engagement: mandat}",
            "'motif' is for the default rule; add 'regle_par_defaut: vrai' or ",
            "« motif » ne sert que si la ligne donne une règle par défaut. Ajoutez « regle_par_defaut: vrai », "
            "ou retirez-le.",
        ),
        (
            "{regle_par_defaut: vrai, engagement: mandat}",
            "a convention row lacks 'motif'; add 'motif: …'",
            "Il manque « motif » dans cette ligne de convention. Ajoutez « motif: … ».",
        ),
        (
            "{regle_par_defaut: vrai, motif: x, interlocuteur: cc.accueil, engagement: mandat}",
            "'cc.accueil' is no interlocutor of 'cci'; name one of its desks",
            "« cc.accueil » n’est pas une personne de « cci ». Nommez une personne de cette structure.",
        ),
        (
            "mandat",
            "a convention row is a mapping of keys and values",
            "Ce texte n’a pas la forme qu’il faut pour cette ligne de convention. Écrivez « clé: valeur ».",
        ),
    ],
)
def test_a_wrong_row_is_refused_once_with_its_line_and_mend(
    vocabulary: Vocabulary, row: str, message: str, french: str
) -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        loaded(vocabulary, cci=f"    convention:\n      - {row}\n")
    (finding,) = refusal.value.findings
    line = directory().splitlines().index("  - structure: cci") + 3
    assert str(finding).startswith(f"annuaire.yaml:{line}: {message}")
    assert plain(in_french(finding)) == french


@pytest.mark.parametrize(
    ("lines", "message", "french"),
    [
        (
            "    convention: {engagement: mandat}\n",
            "a list is expected here, each item being a convention row",
            "Il faut une liste ici, avec un tiret devant cette ligne de convention. Commencez par « - ».",
        ),
        (
            "    sans_convention: vrai\n",
            "'sans_convention' lacks its reason; add 'motif_sans_convention: …'",
            "« sans_convention » ne dit pas pourquoi. Ajoutez « motif_sans_convention: … ».",
        ),
        (
            "    motif_sans_convention: x\n",
            "a reason without 'sans_convention'; add 'sans_convention: vrai'",
            "Il y a un motif, mais pas de « sans_convention ». Ajoutez « sans_convention: vrai ».",
        ),
        (
            WITHOUT + COUNTER,
            "this structure has a convention; remove 'sans_convention'",
            "Cette structure a une convention, et dit qu’elle n’en a pas. Retirez « sans_convention ».",
        ),
        (
            "    code_insee: '630'\n",
            "'630' can't be a code_insee; write it as 63003",
            "« 630 » ne peut pas être un « code_insee ». Écrivez-le comme 63003.",
        ),
        (
            "    reseaux_porteurs: [CCI]\n",
            "'CCI' can't be a code of reseaux_porteurs; write it as chambres-consulaires",
            "« CCI » ne peut pas être un code de « reseaux_porteurs ». Écrivez-le comme chambres-consulaires.",
        ),
        (
            "    verifie_le: hier\n",
            "'verifie_le' is no day: 'hier'; write it as 2026-01-31",
            "« verifie_le » attend une date, et non « hier ». Écrivez l’année, le mois, le jour, comme 2026-01-31.",
        ),
    ],
)
def test_a_wrong_structure_is_refused(vocabulary: Vocabulary, lines: str, message: str, french: str) -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        loaded(vocabulary, cci=lines)
    (finding,) = refusal.value.findings
    assert str(finding).split(": ", 1)[1].startswith(message)
    assert plain(in_french(finding)) == french


# ---- Rules held against conventions


def test_a_directory_without_conventions_is_not_measured(vocabulary: Vocabulary) -> None:
    assert said(small_territory(vocabulary)) == []


def test_rules_within_what_was_agreed_are_silent(vocabulary: Vocabulary) -> None:
    assert said(loaded(vocabulary, cci=COUNTER)) == []


def test_several_rows_cover_a_rule_together(vocabulary: Vocabulary) -> None:
    halves = """\
    convention:
      - {secteurs: [commerce], stades: {au_plus: etude}, engagement: mandat}
      - {secteurs: [commerce], stades: {au_moins: montage}, engagement: objectifs}
      - {secteurs: [restauration], engagement: mandat}
"""
    assert said(loaded(vocabulary, cci=halves)) == []


def test_a_rule_beyond_all_rows_blocks_and_says_for_whom(vocabulary: Vocabulary) -> None:
    rows = """\
    convention:
      - {secteurs: [restauration], engagement: mandat}
      - {secteurs: [commerce], stades: {au_moins: idee}, engagement: mandat}
"""
    (finding,) = found(loaded(vocabulary, cci=rows))
    assert (finding.severity, finding.file, finding.line) == (Severity.ERROR, "regles/commerce.yaml", 1)
    assert plain(finding.message) == (
        "rule 'commerce' proposes cci.thiers beyond their convention (secteur : commerce ; stade : envie)"
    )
    assert str(finding.mend) == "narrow the rule, or extend the convention"


def test_a_mere_principle_warns(vocabulary: Vocabulary) -> None:
    row = """\
    convention:
      - {secteurs: [commerce], engagement: mandat}
      - {secteurs: [restauration], engagement: principe}
"""
    assert said(loaded(vocabulary, cci=row)) == [
        (
            Severity.WARNING,
            "rule 'commerce' proposes cci.thiers where they agreed in principle only (secteur : restauration)",
        )
    ]


def test_appuis_are_measured_like_referents(vocabulary: Vocabulary) -> None:
    row = "    convention:\n      - {besoins: [local], engagement: mandat}\n"
    messages = [message for _, message in said(loaded(vocabulary, cc=row, cci=COUNTER))]
    assert any(message.startswith("rule 'reprise-etude' proposes cc.economie beyond") for message in messages)
    assert not any("'locaux'" in message for message in messages)


def test_a_colleagues_rows_give_nobody_else_a_mandate(vocabulary: Vocabulary) -> None:
    own = ", convention: [{secteurs: [commerce, restauration], engagement: mandat}]"
    assert [message.split(" (")[0] for _, message in said(loaded(vocabulary, thiers=own))] == [
        "rule 'reprise-etude' proposes cci.ambert beyond their convention"
    ]


def test_places_bound_a_mandate(vocabulary: Vocabulary) -> None:
    row = "    convention:\n      - {zones: [ambert], engagement: mandat}\n"
    (finding,) = found(loaded(vocabulary, cci=row))
    assert plain(finding.message) == (
        "rule 'commerce' proposes cci.thiers beyond their convention "
        "(secteur : commerce ou restauration ; dans la zone « thiers », ou commune pas encore décidée)"
    )


def test_profiles_known_to_be_impossible_need_no_mandate(vocabulary: Vocabulary) -> None:
    sources = {"annuaire": directory(cci="    convention:\n      - {stades: {au_moins: idee}, engagement: mandat}\n")}
    assert said(small_territory(vocabulary, **sources))
    nobody = "- impossible: sans-envie\n  si: {stade: [envie]}\n  motif: essai\n"
    territory = load_territory(small_sources(**sources) | {"impossibles.yaml": nobody}, vocabulary, small_geography())
    assert said(territory) == []


def test_drafts_are_not_held_against_anything(vocabulary: Vocabulary) -> None:
    draft = RULES.replace("- regle: commerce\n", "- regle: commerce\n  etat: brouillon\n")
    territory = loaded(
        vocabulary, rules=draft, cci="    convention:\n      - {secteurs: [commerce], engagement: mandat}\n"
    )
    assert territory.rules.rules[0].state is State.BROUILLON
    assert said(territory) == []


def test_a_structure_without_convention_is_told_once_unless_it_says_why(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, cci=COUNTER, cc="")
    (finding,) = found(territory)
    assert str(finding) == (
        f"annuaire.yaml:{territory.directory.structures['cc'].line}: rule 'reprise-etude' proposes cc, "
        "which has no convention; write its 'convention', or 'sans_convention: vrai' and why"
    )
    assert finding.severity is Severity.WARNING
    assert territory.directory.structures["cc"].without_convention == ""
    assert loaded(vocabulary, cci=COUNTER).directory.structures["cc"].without_convention == "en cours"


# ---- Time


def dated(days: str) -> str:
    return f"    convention:\n      - {{secteurs: [commerce, restauration], engagement: mandat, {days}}}\n"


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ("au: 2026-12-31", None),
        ("au: 2026-12-20", "convention row 1 of 'cci' expires on 2026-12-20"),
        ("au: 2026-11-21", "convention row 1 of 'cci' expired on 2026-11-21"),
        ("revoir_le: 2026-11-22", None),
        ("revoir_le: 2026-11-21", "convention row 1 of 'cci' was to be looked at again on 2026-11-21"),
    ],
)
def test_ends_and_reviews_are_announced_and_block_nothing(
    vocabulary: Vocabulary, days: str, message: str | None
) -> None:
    expected = [(Severity.WARNING, message)] if message else []
    assert said(loaded(vocabulary, cci=dated(days))) == expected


def test_a_row_that_has_not_begun_gives_no_mandate_yet(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, cci=dated("du: 2026-11-23"))
    assert {severity for severity, _ in said(territory)} == {Severity.ERROR}
    assert said(territory, date(2026, 11, 23)) == []


def test_a_rule_of_next_spring_may_lean_on_a_row_of_next_spring(vocabulary: Vocabulary) -> None:
    rules = """\
- {regle: printemps, titre: Bientôt, valable_du: 2027-03-01, si: {secteur: [commerce]}, referent: cci.thiers, motif: x}
"""
    assert said(loaded(vocabulary, rules=rules, cci=dated("du: 2027-03-01"))) == []
    assert len(said(loaded(vocabulary, rules=rules, cci=dated("du: 2027-03-02")))) == 1


# ---- Verification


def test_entries_unverified_for_six_months_are_listed_and_warned_of(vocabulary: Vocabulary) -> None:
    day = "    verifie_le: 2026-05-01\n    verifie_par: Anne Pivot\n"
    territory = loaded(vocabulary, cci=day, thiers=", verifie_le: 2026-11-01", cc="    verifie_le: 2026-11-01\n")
    assert [(entry.id, entry.verified_on) for entry in list_unverified(territory, ON)] == [
        ("parc", None),
        ("cci", date(2026, 5, 1)),
    ]
    assert [message for _, message in said(territory)] == [
        "parc was never verified",
        "cci has not been verified since 2026-05-01",
    ]
    assert territory.directory.interlocutors["cci.ambert"].verified_by == "Anne Pivot"
    assert list_unverified(territory, date(2027, 6, 1))[-1].id == "cci.thiers"


def test_one_persons_old_day_is_listed_under_a_fresh_structure(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, cci="    verifie_le: 2026-11-01\n", thiers=", verifie_le: 2026-01-01")
    assert [entry.id for entry in list_unverified(territory, ON)] == ["parc", "cc", "cci.thiers"]
    suspended = loaded(
        vocabulary, cci="    verifie_le: 2026-11-01\n", thiers=", verifie_le: 2026-01-01, statut: inactif"
    )
    assert [entry.id for entry in list_unverified(suspended, ON)] == ["parc", "cc"]


def test_a_directory_that_keeps_no_days_is_not_warned_of(vocabulary: Vocabulary) -> None:
    territory = small_territory(vocabulary)
    assert len(list_unverified(territory, ON)) == len(territory.directory.structures)
    assert said(territory) == []


# ---- Default rules

DEFAULT = """\
    convention:
      - secteurs: [tourisme]
        zones: [thiers]
        engagement: mandat
        regle_par_defaut: vrai
        motif: "{referent} connaît les hôtels."
        motif_en: "{referent} knows the hotels."
        interlocuteur: thiers
        au: 2026-12-31
        exemples: [{profil: {commune: Thiers, secteur: tourisme}, attendu: cci.thiers}]
        contre_exemples: [{profil: {commune: Ambert, secteur: tourisme}}]
      - {secteurs: [commerce, restauration], engagement: mandat, regle_par_defaut: vrai, titre: Commerces, motif: x}
"""


def test_a_row_generates_its_rule_once_for_all(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, cci=DEFAULT)
    first, second = territory.rules.rules[-2:]
    assert (first.id, second.id) == ("convention-cci-1", "convention-cci-2")
    assert plain(first.title.fr) == "Règle par défaut de la convention : Chambre de commerce"
    assert plain(second.title.fr) == "Règle par défaut de la convention : Commerces"
    assert (first.referents, second.referents) == (("cci.thiers",), ("cci.ambert",))
    assert (first.reason.fr, first.reason.en) == ("{referent} connaît les hôtels.", "{referent} knows the hotels.")
    assert (first.file, first.line) == ("annuaire.yaml", territory.directory.conventions[0].line)
    assert said(territory) == []
    proposal = propose(territory, {"commune": "63430", "secteur": "tourisme"}, ON)
    assert (proposal.referent.interlocutor, proposal.rule) == ("cci.thiers", "convention-cci-1")
    assert propose(territory, {"commune": "63430", "secteur": "tourisme"}, date(2027, 1, 1)).fallback


def test_a_written_rule_of_the_same_box_comes_first(vocabulary: Vocabulary) -> None:
    facts = {"commune": "63430", "secteur": "restauration"}
    proposal = propose(loaded(vocabulary, cci=DEFAULT), facts, ON)
    assert (proposal.rule, proposal.ranked[1].rule) == ("commerce", "convention-cci-2")


def test_its_examples_are_run(vocabulary: Vocabulary) -> None:
    wrong = DEFAULT.replace("commune: Thiers, secteur: tourisme", "commune: Ambert, secteur: tourisme")
    (finding,) = [each for each in check_territory(loaded(vocabulary, cci=wrong), ON) if "example" in str(each.message)]
    assert (finding.file, finding.severity) == ("annuaire.yaml", Severity.ERROR)


def test_explain_shows_it_as_what_it_is(vocabulary: Vocabulary) -> None:
    explanation = explain(loaded(vocabulary, cci=DEFAULT), {"commune": "63430", "secteur": "tourisme"}, ON)
    told = [plain(sentence) for sentence in explanation.sentences()]
    assert explanation.proposal.rule == "convention-cci-1"
    assert "« Règle par défaut de la convention : Chambre de commerce » (convention-cci-1) convient." in told


def test_a_written_rule_may_not_take_its_name(vocabulary: Vocabulary) -> None:
    with pytest.raises(
        DefinitionErrors, match=r"rule 'convention-cci-1' is written at regles/commerce\.yaml:1; a conv"
    ):
        loaded(vocabulary, cci=DEFAULT, rules=RULES.replace("regle: commerce", "regle: convention-cci-1"))
