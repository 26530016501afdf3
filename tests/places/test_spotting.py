"""Places named inside a story: found when the story is about them, left alone when a word only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.places import PlaceMatcher

SAMIRA = (
    "on en a marre de lyon avec mon mari, l'épicerie d'arlanc ferme et je me dis pourquoi pas moi. "
    "j'y connais rien en compta"
)


def labels(matcher: PlaceMatcher, story: str) -> list[str]:
    return [each.label for each in matcher.spot(story)]


def test_the_story_of_the_grocery_is_about_arlanc(matcher: PlaceMatcher) -> None:
    assert labels(matcher, SAMIRA)[0] == "Arlanc (63220)"


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("je veux reprendre un gîte vers olliergue", ["Olliergues (63880)"]),
        ("une ferme sur la commune de Cunlha", ["Cunlhat (63590)"]),
        ("on habite à Thiers et on ouvrirait un café à Job", ["Thiers (63300)", "Job (63990)"]),
        ("une boulangerie dans le livradois", ["Livradois-Forez"]),
        ("reprise d'une boulangerie 63220 arlanc", ["Arlanc (63220)"]),
        ("on cherche à Vichy (03200), un petit local", ["Vichy (03200)"]),
        ("on est installés à Brioude", ["Brioude (43100)"]),
        ("la communauté de communes ambert livradois forez", ["CC Ambert Livradois Forez"]),
        ("arlanc arlanc arlanc", ["Arlanc (63220)"]),
        ("une maison a saint anthème", ["Saint-Anthème (63660)"]),
    ],
)
def test_named_places_are_spotted(matcher: PlaceMatcher, story: str, expected: list[str]) -> None:
    assert labels(matcher, story) == expected


@pytest.mark.parametrize(
    "story",
    [
        "je cherche un job dans un tiers-lieu",
        "un domaine à la montagne, loin de la ville",
        "reprendre une ferme avec des vaches et des brousses",
        "je suis boulanger à la retraite, à mi-temps",
        "Job d'été ou Domaine viticole, on verra",
        "je veux vendre à la mer",
        "y a les frais, le prix, la vie",
        "j'ai 63000 euros de côté",
        "",
        "🙂",
        "مرحبا",
    ],
)
def test_everyday_words_are_no_places(matcher: PlaceMatcher, story: str) -> None:
    assert labels(matcher, story) == []


def test_another_prior_listens_for_its_own_places(matcher: PlaceMatcher) -> None:
    assert matcher.spot("l'épicerie d'arlanc ferme", prior=frozenset()) == ()


@given(st.text(max_size=600))
def test_any_story_is_read(matcher: PlaceMatcher, story: str) -> None:
    spotted = matcher.spot(story)
    assert len({(each.kind, each.code) for each in spotted}) == len(spotted)
