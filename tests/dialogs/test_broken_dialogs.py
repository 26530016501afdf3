"""Every broken dialog of the corpus is refused, with its file, its line and the likely mend (C60).

A file of `broken/` stands beside the packaged parts, or takes the place of the one its first line names. The lines
`# expect:` list all that must be found. The vocabulary gets a few facts and values that have no words in the texts, so
that missing words can be shown.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from packaged import packaged_world

from bot.rules.definitions import DIALOGS, RULES, read_texts
from dialogs.check import check_dialog
from dialogs.schema import load_dialog
from dialogs.wording import Wording, WordingError
from referral_rules.errors import DefinitionErrors
from referral_rules.vocabulary import Vocabulary, load_vocabulary

CORPUS = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
FILE, EXPECT = "# file: ", "# expect: "
MORE_VALUES = ("expert", "autres", "une_experience_tres_longue_et_tres_confirmee_dans_le_metier")


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The packaged one, with a fact and values that no text speaks of."""
    text = (RULES / "vocabulaire.yaml").read_text("utf-8")
    anchor = "      - {valeur: aucune, fr: aucune dans ce métier, en: none in this trade}\n"
    assert anchor in text
    more = "".join(f"      - {{valeur: {value}, fr: x, en: x}}\n" for value in MORE_VALUES)
    text = text.replace(anchor, anchor + more)
    fact = "  - fait: langue_parlee\n    genre: choix\n    mots: {fr: x, en: x}\n    valeurs:\n"
    fact += "      - {valeur: basque, fr: x, en: x}\n"
    return load_vocabulary(text.replace("  - fait: secteur\n", fact + "  - fait: secteur\n", 1))


def find_all(text: str, vocabulary: Vocabulary) -> list[str]:
    """Everything that is found in the packaged dialog with this file in it."""
    replaced = next(line.removeprefix(FILE) for line in text.splitlines() if line.startswith(FILE))
    sources = read_texts(DIALOGS / "first_listening", "*.yaml")
    if replaced == "essai.yaml":
        for name in ("preparation.yaml", "contact.yaml") if "moment: contact" in text else ("preparation.yaml",):
            sources.pop(name)
    try:
        dialog = load_dialog({**sources, replaced: text}, vocabulary)
    except DefinitionErrors as errors:
        return [str(finding) for finding in errors.findings]
    wording = packaged_world().wording
    return [str(found) for found in check_dialog(dialog, vocabulary, wording)]


def test_the_corpus_is_there() -> None:
    assert len(CORPUS) >= 40
    for path in CORPUS:
        assert path.read_text("utf-8").count(EXPECT) >= 1, path.name


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_c60_a_broken_dialog_is_refused_with_line_and_mend(path: Path, vocabulary: Vocabulary) -> None:
    text = path.read_text("utf-8")
    expected = [line.removeprefix(EXPECT) for line in text.splitlines() if line.startswith(EXPECT)]
    assert find_all(text, vocabulary) == expected


def test_c60_the_packaged_dialog_has_no_hole() -> None:
    world = packaged_world()
    assert check_dialog(world.dialog, world.vocabulary, world.wording) == ()
    assert world.wording.findings() == ()


@pytest.mark.parametrize(
    ("french", "english", "finding"),
    [
        ("a = Oui\nb = Non\n", "a = Yes\n", "talk.fr.ftl:2: message 'b' is missing in en; translate it"),
        ("a = Oui\n", "a = Yes\nc = No\n", "talk.en.ftl:2: message 'c' is missing in fr; write it or remove it"),
        ("a = Oui { $nom }\n", "a = Yes\n", "talk.en.ftl:1: message 'a' differs from fr in $nom"),
        ("a = Oui\na = Si\n", "a = Yes\n", "talk.fr.ftl:2: message 'a' is already at talk.fr.ftl:1; remove one"),
    ],
)
def test_c60_a_missing_or_different_translation_is_named(french: str, english: str, finding: str) -> None:
    wording = Wording({"fr": {"talk.fr.ftl": french}, "en": {"talk.en.ftl": english}})
    assert wording.findings() == (finding,)


@pytest.mark.parametrize("text", ["a = { $n ->\n    [one] un\n}\n", "a = { $n -> \n", "= rien\n", "a = { $nom\n"])
def test_c60_a_broken_message_or_plural_is_refused(text: str) -> None:
    with pytest.raises(WordingError, match=r"talk\.fr\.ftl:1: not a Fluent message"):
        Wording({"fr": {"talk.fr.ftl": text}, "en": {}})
