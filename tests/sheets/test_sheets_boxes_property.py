"""Any impossible profiles and explanations, by their cells alone, can take the place of any others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_sheets import rows_of, through_xlsx, with_rows, without_sheet
from small_territory import real_vocabulary, small_geography, small_sources
from test_sheets_boxes import sources_with

from referral_rules.loader import load_territory
from referral_rules.sheets import import_workbook, workbook_of
from referral_rules.sheets.columns import EXPLANATIONS, IMPOSSIBLES
from referral_rules.vocabulary import Vocabulary
from tests.sizes import examples

CONDITIONS = st.sampled_from(
    [
        "si: {portage: [collectif]}",
        "si:\n    forme_du_projet: [reprise]\n    stade: {au_plus: idee}",
        "territoire: {zones: [ambert]}",
        "territoire: {communes: [Arlanc]}\n  si: {statut: {sauf: [retraite]}}",
    ]
)
REASONS = st.sampled_from(["oui", "'non, pas ici'", ">-\n    Un texte plié,\n    en deux lignes."])
REMARKS = st.sampled_from(["", "# une remarque\n", "\n"])
POINTED = st.sampled_from(
    [
        "constat: doublon\n  regles: [commerce]",
        "constat: jamais_lu\n  faits: [echeance]",
        "constat: trou\n  si: {portage: [collectif]}",
        "constat: doublon\n  interlocuteurs: [cci.ambert, cc.accueil]",
        "constat: trou\n  territoire: {zones: [thiers]}",
        "constat: masquee\n  regles: locaux\n  revoir_le: 2028-02-29",
    ]
)
VOCABULARY = real_vocabulary()


@st.composite
def texts(draw: st.DrawFn, *, explained: bool) -> str | None:
    items = []
    for number in range(draw(st.integers(0, 4))):
        said = draw(POINTED) if explained else f"impossible: n{number}\n  {draw(CONDITIONS)}"
        items.append(f"{draw(REMARKS)}- {said}\n  motif: {draw(REASONS)}\n")
    return "".join(draw(st.permutations(items))) or draw(st.sampled_from([None, "[]\n"]))


def meant(sources: Mapping[str, str]) -> Any:
    territory = load_territory(sources, VOCABULARY, small_geography())
    explained = [
        repr(
            (each.kind, each.reason, region_words(each.region), sorted(each.rules), sorted(each.names), each.review_on)
        )
        for each in territory.explanations
    ]
    return sorted(map(region_words, territory.impossible)), sorted(explained)


def region_words(region: Any) -> str:
    return repr(
        sorted((one.fact, one.inside, type(one.element).__name__, sorted(one.element.values)) for one in region)
    )


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(old=st.tuples(texts(explained=False), texts(explained=True)), data=st.data())
def test_any_boxes_can_be_turned_into_any_others(old: tuple[str | None, str | None], data: st.DataObject) -> None:
    new = data.draw(st.tuples(texts(explained=False), texts(explained=True)))
    before, after = sources_with(*old), sources_with(*new)
    mixed, cells = workbook_of(before, VOCABULARY), workbook_of(after, VOCABULARY)
    assert import_workbook(mixed, VOCABULARY, small_geography()).sources == before
    for sheet in (IMPOSSIBLES, EXPLANATIONS):
        heading, *rows = rows_of(cells, sheet)
        mixed = with_rows(mixed, sheet, [heading, *data.draw(st.permutations(rows))])
    imported = import_workbook(mixed, VOCABULARY, small_geography())
    assert [str(finding) for finding in imported.findings] == []
    assert meant(imported.sources) == meant(after)


def test_the_cells_alone_say_it_all(vocabulary: Vocabulary) -> None:
    book = without_sheet(through_xlsx(workbook_of(sources_with(), vocabulary)))
    imported = import_workbook(book, vocabulary, small_geography(), small_sources())
    assert imported.findings == ()
    assert meant(imported.sources) == meant(sources_with())
