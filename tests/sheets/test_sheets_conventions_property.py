"""Any conventions come back byte for byte, and can be turned into any others by their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_sheets import rows_of, through_xlsx, with_rows, without_sheet
from small_territory import TERRITORY, real_vocabulary, small_geography, small_sources
from test_sheets_conventions import agreed

from referral_rules.sheets import import_workbook, workbook_of
from referral_rules.sheets.columns import CONVENTIONS
from referral_rules.sheets.yaml_text import entry_lines
from tests.sizes import examples

WORDS = {
    "secteurs": st.sampled_from(["[commerce]", "[tourisme, inconnu]", "{sauf: [autre]}"]),
    "stades": st.sampled_from(["{au_moins: etude}", "{au_plus: idee}", "[idee]"]),
    "besoins": st.sampled_from(["[local]", "[local, aides]", "{contient_tous: [local, aides]}"]),
    "si": st.sampled_from(["{statut: [salarie]}", "{statut: {sauf: [retraite]}, portage: [collectif]}"]),
    "zones": st.sampled_from(["[ambert]", "[ambert, thiers]"]),
    "communes": st.sampled_from(['["63003"]', "[Arlanc, Thiers]"]),
    "engagement": st.sampled_from(["mandat", "objectifs"]),
    "delai_jours": st.sampled_from(["5", "10"]),
    "revoir_le": st.sampled_from(["2027-06-30", '"2027-12-31"']),
}
RULE = st.sampled_from(["", "titre: Un titre", "titre_en: on"])
EXAMPLES = st.lists(st.sampled_from(["commerce", "tourisme", "numerique"]), unique=True, max_size=2)


@st.composite
def lines(draw: st.DrawFn, indent: int) -> str:
    """A line of a convention, in either style, perhaps with remarks around."""
    keys = {key: draw(words) for key, words in WORDS.items() if key == "engagement" or draw(st.booleans())}
    entries = [f"{key}: {value}" for key, value in keys.items()]
    if draw(st.booleans()):
        entries += ["regle_par_defaut: vrai", "motif: parce que", *filter(None, [draw(RULE)])]
        told = [f"{{profil: {{secteur: {word}}}, attendu: cc.accueil}}" for word in draw(EXAMPLES)]
        entries += [f"exemples: [{', '.join(told)}]"] if told else []
    margin = " " * indent
    if draw(st.booleans()):
        return f"{margin}- {{{', '.join(entries)}}}\n"
    remark = draw(st.sampled_from(["", "# une remarque\n"]))
    spaced = f"\n{margin}  ".join(entries)
    return f"{margin + remark if remark else ''}{margin}- {spaced}\n"


@st.composite
def directories(draw: st.DrawFn) -> str:
    """Two structures of two people each; the first person of each is written between braces."""
    text = "structures:\n"
    for name in ("cc", "cci"):
        own = draw(st.lists(lines(6), max_size=3))
        theirs = draw(st.lists(lines(10), max_size=2))
        last = draw(st.booleans())
        text += f"  - structure: {name}\n    nom: {name}\n    famille: expertise\n"
        block = "    convention:\n" + "".join(own) if own else ""
        text += "" if last else block
        text += "    interlocuteurs:\n      - {interlocuteur: accueil, nom: A, presence: ici}\n"
        text += "      - interlocuteur: autre\n        nom: B\n        presence: là\n"
        text += "        convention:\n" + "".join(theirs) if theirs else ""
        text += block if last else ""
    return text


def written(annuaire: str) -> dict[str, str]:
    rules = "\n".join(["- regle: une", "  titre: une", *entry_lines("motif", "oui", 2), "  referent: cc.accueil", ""])
    territory = TERRITORY.replace("parc.accueil", "cc.accueil")
    return small_sources(annuaire=annuaire, regles=rules, territoire=territory)


VOCABULARY = real_vocabulary()


def without_examples_order(sources: Mapping[str, str]) -> Any:
    def bare(row: Any) -> Any:
        box = sorted((fact, type(element).__name__, sorted(element.values)) for fact, element in row.box.items())
        rule = row.default_rule
        told = sorted(repr(sorted(one.facts.items())) for one in rule.examples) if rule else []
        rule = replace(rule, examples=()) if rule else None
        return repr((replace(row, number=0, box={}, default_rule=rule), box, told))

    return sorted(map(bare, agreed(sources, VOCABULARY)))


@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(annuaire=directories())
def test_any_convention_comes_back_byte_for_byte_and_from_the_cells_alone(annuaire: str) -> None:
    sources = written(annuaire)
    workbook = through_xlsx(workbook_of(sources, VOCABULARY))
    assert import_workbook(workbook, VOCABULARY, small_geography()).sources == sources
    base = {name: sources[name] for name in ("territoire.yaml", "suivi.yaml")}
    alone = import_workbook(without_sheet(workbook), VOCABULARY, small_geography(), base)
    assert [str(finding) for finding in alone.findings] == []
    assert agreed(alone.sources, VOCABULARY) == agreed(sources, VOCABULARY)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(old=directories(), new=directories(), data=st.data())
def test_any_conventions_can_be_turned_into_any_others(old: str, new: str, data: st.DataObject) -> None:
    """The hidden sheet holds one directory, the cells another, in any order: the cells are what comes back."""
    before, after = written(old), written(new)
    mixed, cells = workbook_of(before, VOCABULARY), workbook_of(after, VOCABULARY)
    for name in (CONVENTIONS, "Exemples"):
        heading, *rows = rows_of(cells, name)
        mixed = with_rows(mixed, name, [heading, *data.draw(st.permutations(rows))])
    imported = import_workbook(mixed, VOCABULARY, small_geography())
    assert [str(finding) for finding in imported.findings] == []
    assert without_examples_order(imported.sources) == without_examples_order(after)
    remarks = before["annuaire.yaml"].count("# une remarque")
    assert imported.sources["annuaire.yaml"].count("# une remarque") <= remarks
