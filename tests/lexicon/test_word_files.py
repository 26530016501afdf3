"""Broken word files are refused with file, line and a likely mend; texts stay texts."""

from __future__ import annotations

import pytest

from dialogs.lexicon import LexiconError, load_distress, load_signals, load_taxonomy
from dialogs.lexicon.patterns import PatternError, PatternSet, compile_pattern, find_spans, write_line

LISTS = "liens: de\nvie: vie\nnegations: pas\nfins: mais\nelans: veux\nautrui: mon mari est\n"


def taxonomy_of(sectors: str) -> str:
    return f"secteurs:\n{sectors}{LISTS}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            taxonomy_of("  - secteur: artisant\n    metiers:\n      - potier\n"),
            "secteurs.yaml:2: unknown value 'artisant' for secteur; did you mean 'artisanat'?",
        ),
        (
            taxonomy_of("  - secteur: commerce\n    metier:\n      - potier\n"),
            "secteurs.yaml:3: unknown key 'metier'; did you mean 'metiers'?",
        ),
        (
            taxonomy_of("  - secteur: commerce\n    metiers: [a]\n  - secteur: commerce\n    metiers: [b]\n"),
            "secteurs.yaml:4: secteur 'commerce' is written twice; put its trades together",
        ),
        (
            taxonomy_of("  - secteur: commerce\n    metiers:\n      - {mots: potier, poids: beaucoup}\n"),
            "secteurs.yaml:4: 'beaucoup' is no weight; write a number from 0.1 to 3.0",
        ),
        (
            taxonomy_of("  - secteur: commerce\n    metiers:\n      - {mots: potier, mots: verrier}\n"),
            "secteurs.yaml:4: 'mots' is written twice; keep one",
        ),
        (taxonomy_of("  - secteur: commerce\n    metiers: potier\n"), "secteurs.yaml:3: a list is expected here"),
        ("secteurs: []\n", "secteurs.yaml:1: 'autrui' is missing"),
        ("", "secteurs.yaml:1: the file is empty"),
        ("secteurs: [\n", "secteurs.yaml:2: not readable as YAML"),
    ],
)
def test_broken_taxonomy_is_refused_with_its_line_and_a_mend(text: str, message: str) -> None:
    with pytest.raises(LexiconError) as caught:
        load_taxonomy(text, {"artisanat", "commerce"})
    assert str(caught.value).startswith(message)


def test_words_that_yaml_would_retype_stay_text() -> None:
    taxonomy = load_taxonomy(taxonomy_of("  - secteur: commerce\n    metiers:\n      - on\n      - 01004\n"))
    assert [trade.expressions for trade in taxonomy.trades] == [("on",), ("01004",)]


@pytest.mark.parametrize(
    ("mend", "message"),
    [
        (("- famille: strain", "- famille: strian"), "unknown famille 'strian'; did you mean 'strain'?"),
        (("numeros: ['17', '3919'", "numeros: ['17', '3918'"), "unknown numero '3918'; did you mean '3919'?"),
        (("verifie: 2026-11-22", "verifie: hier"), "the day of the last check is written like 2026-11-22"),
        (("- suicid*", "- (suicid*"), "a ')' is missing"),
    ],
)
def test_broken_distress_file_is_refused(distress_text: str, mend: tuple[str, str], message: str) -> None:
    assert mend[0] in distress_text
    line = distress_text[: distress_text.index(mend[0])].count("\n") + 1
    with pytest.raises(LexiconError) as caught:
        load_distress(distress_text.replace(*mend, 1))
    assert str(caught.value).startswith(f"detresse.yaml:{line}: {message}")


def test_distress_file_without_a_family_is_refused(distress_text: str) -> None:
    start, end = distress_text.index("  - famille: strain"), distress_text.index("\nagricole:")
    with pytest.raises(LexiconError, match="famille 'strain' is missing"):
        load_distress(distress_text[:start] + distress_text[end:])


def test_unknown_form_of_project_is_refused(signals_text: str) -> None:
    with pytest.raises(LexiconError, match=r"signaux\.yaml:\d+: unknown value 'reprisse' for forme; did you mean"):
        load_signals(signals_text.replace("- forme: reprise", "- forme: reprisse", 1))


@pytest.mark.parametrize("source", ["[peut-être]", "..", "(a|)", "(a", "a)", "*", "mo*t", ">", "()"])
def test_pattern_that_could_match_anything_or_is_unbalanced_is_refused(source: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(source)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("je veux mourir", "Je VEUX, mourir !", True),
        ("je veux mourir", "je veux. mourir", False),
        ("suicid*", "des pensées suicidaires", True),
        ("veux .. partir", "je veux vraiment tout de suite partir", False),
        ("veux .. partir", "je veux vraiment tout partir", True),
        ("veux .. partir", "je veux. partir", False),
        ("(veux|vais) [bien] partir", "je vais partir", True),
        ("(veux|vais) [bien] partir", "je vais bien partir", True),
        ("< partir >", "bon. Partir. voilà", True),
        ("< partir >", "partir loin", False),
        ("art", "un départ", False),
    ],
)
def test_pattern_grammar(pattern: str, text: str, found: bool) -> None:
    assert bool(find_spans(PatternSet((compile_pattern(pattern),)), write_line(text))) is found
