"""Signals: the form of the project, words that say somebody is under age (C57), the language (C59)."""

from __future__ import annotations

import pytest

from dialogs.lexicon import SignalPatterns, Signals, spot_signals

SAMIRA = (
    "on en a marre de lyon avec mon mari, l'épicerie d'arlanc ferme et je me dis pourquoi pas moi. "
    "j'y connais rien en compta"
)


def test_story_of_a_take_over_suggests_it_first(signals: SignalPatterns) -> None:
    assert spot_signals(SAMIRA, signals) == Signals(
        form=("reprise", "habiter"),
        minor=None,
        age=None,
        language="fr",
    )


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("je veux ouvrir une crêperie", "creation"),
        ("me mettre à mon compte comme plombier", "creation"),
        ("we want to open a tea room", "creation"),
        ("reprendre le bar du village", "reprise"),
        ("reprendre l'entreprise familiale", "reprise"),
        ("développer mon activité, vendre en ligne", "developpement"),
        ("taking over the village shop", "reprise"),
        ("je vends ma boulangerie", "transmission"),
        ("we are selling our farm", "transmission"),
        ("m'installer en maraîchage", "installation_agricole"),
        ("élever des chèvres", "installation_agricole"),
        ("développer ma boutique, elle tourne bien", "developpement"),
        ("nous voulons embaucher un apprenti", "developpement"),
        ("lancer une asso pour réparer les vélos", "association"),
        ("je cherche du travail", "emploi"),
        ("looking for a job", "emploi"),
        ("on cherche une maison et une école", "habiter"),
        ("we would like to move to the area", "habiter"),
    ],
)
def test_form_of_project_is_guessed(signals: SignalPatterns, text: str, form: str) -> None:
    assert spot_signals(text, signals).form[:1] == (form,)


@pytest.mark.parametrize(
    "text",
    [
        "bonjour",
        "reprendre mes études",
        "mon mari cherche du travail",
        "un hangar agricole",
        "ouvrir un compte",
    ],
)
def test_form_stays_open_when_nothing_says_it(signals: SignalPatterns, text: str) -> None:
    assert spot_signals(text, signals).form == ()


@pytest.mark.parametrize(
    ("text", "words", "age"),
    [
        ("J'ai 14 ans et je veux être boulanger", "J'ai 14 ans", 14),
        ("jai 17ans", "jai 17ans", 17),
        ("j’ai quatorze ans", "j’ai quatorze ans", 14),
        ("j'ai dix-sept ans", "j'ai dix-sept ans", 17),
        ("I'm 15 and I love goats", "I'm 15", 15),
        ("I am 16 years old", "I am 16 years old", 16),
        ("je suis en 3e", "je suis en 3e", None),
        ("je suis au lycée agricole", "je suis au lycée", None),
        ("je suis collégienne", "je suis collégienne", None),
    ],
)
def test_c57_minor_is_noticed_by_their_own_words(
    signals: SignalPatterns, text: str, words: str, age: int | None
) -> None:
    found = spot_signals(text, signals)
    assert (found.minor, found.age) == (words, age)


@pytest.mark.parametrize(
    "text",
    [
        "j'ai 15 ans de métier",
        "j'ai 12 ans d'expérience dans la vente",
        "j'ai 18 ans",
        "j'ai 45 ans",
        "mon fils a 14 ans",
        "I'm 15 minutes from Ambert",
        "I'm 45",
        "je suis en 3e année de licence",
        "je suis en première ligne",
        "je suis prof au lycée",
        "ma fille est au collège",
    ],
)
def test_c57_adult_is_not_asked_for_their_age(signals: SignalPatterns, text: str) -> None:
    found = spot_signals(text, signals)
    assert (found.minor, found.age) == (None, None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SAMIRA, "fr"),
        ("we want to open a small bakery in the village", "en"),
        ("Wir möchten gerne ein kleines Haus kaufen und Gäste empfangen", "de"),
        ("Wij willen graag een camping beginnen in Frankrijk", "nl"),
        ("Queremos abrir una panadería en el pueblo", "es"),
        ("vorremmo aprire un agriturismo con la nostra famiglia", "it"),
        ("gostaríamos de abrir um restaurante com a minha mulher", "pt"),
        ("أريد أن أفتح مخبزا", "ar"),
        ("я хочу відкрити пекарню і жити тут", "uk"),
        ("я хочу открыть пекарню", "ru"),
        ("ok", None),
        ("maraîchage", None),
        ("", None),
        ("😀", None),
    ],
)
def test_c59_language_of_the_story_is_guessed(signals: SignalPatterns, text: str, language: str | None) -> None:
    assert spot_signals(text, signals).language == language


def test_signals_have_no_answer_for_noise(signals: SignalPatterns) -> None:
    nothing = Signals((), None, None, None)
    for text in ("", "…", "\ud800", "?" * 5000):
        assert spot_signals(text, signals) == nothing
