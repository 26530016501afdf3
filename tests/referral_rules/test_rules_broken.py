"""Every broken definition of the corpus is refused, with its file, its line and the likely mend (C60).

Each file of `broken/` replaces one file of the small territory (or the vocabulary). Its first lines say which one,
and list all the findings it must give, in developers' English; its last lines, what animators read.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from small_territory import small_geography, small_sources

from referral_rules.analysis.speech import typeset
from referral_rules.errors import DefinitionErrors
from referral_rules.french import in_french
from referral_rules.loader import load_territory
from referral_rules.vocabulary import Vocabulary, load_vocabulary

CORPUS = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
HEADERS = ("# file: ", "# expect: ", "# attendu: ")


def header(text: str, mark: str) -> list[str]:
    return [line.removeprefix(mark) for line in text.splitlines() if line.startswith(mark)]


def load_replaced(name: str, text: str, vocabulary: Vocabulary) -> None:
    if name == "vocabulaire.yaml":
        load_vocabulary(text)
    else:
        load_territory(small_sources() | {name: text}, vocabulary, small_geography())


def test_the_corpus_is_there() -> None:
    assert len(CORPUS) >= 50
    for path in CORPUS:
        text = path.read_text(encoding="utf-8")
        assert len(header(text, HEADERS[0])) == 1, path.name
        assert header(text, HEADERS[1]), path.name
        assert len(header(text, HEADERS[2])) == len(header(text, HEADERS[1])), path.name


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_broken_definition_is_refused_with_line_and_mend(path: Path, vocabulary: Vocabulary) -> None:
    text = path.read_text(encoding="utf-8")
    (replaced,) = header(text, HEADERS[0])
    with pytest.raises(DefinitionErrors) as refusal:
        load_replaced(replaced, text, vocabulary)
    found = refusal.value.findings
    assert [str(finding) for finding in found] == header(text, HEADERS[1])
    assert [f"{finding.file}:{finding.line}: {in_french(finding)}" for finding in found] == [
        typeset(line) for line in header(text, HEADERS[2])
    ]


def test_whoever_is_named_is_not_absent_from_a_directory_that_cannot_be_read(vocabulary: Vocabulary) -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        load_territory(small_sources() | {"annuaire.yaml": "structures: ["}, vocabulary, small_geography())
    assert [finding.file for finding in refusal.value.findings] == ["annuaire.yaml"]


def test_missing_files_are_named_all_at_once(vocabulary: Vocabulary) -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        load_territory({"notes.txt": ""}, vocabulary, small_geography())
    files = [finding.file for finding in refusal.value.findings]
    assert files == ["annuaire.yaml", "notes.txt", "suivi.yaml", "territoire.yaml"]


@pytest.mark.parametrize("name", ["territoire.yaml", "annuaire.yaml", "suivi.yaml", "regles/commerce.yaml"])
@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n", "a: &x [*x]\n", "? [a]\n: b\n", "\0"])
def test_nonsense_is_refused_not_crashed_on(name: str, text: str, vocabulary: Vocabulary) -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        load_territory(small_sources() | {name: text}, vocabulary, small_geography())
    assert any(finding.file == name for finding in refusal.value.findings)
