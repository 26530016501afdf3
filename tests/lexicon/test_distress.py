"""C56: distress in free text is noticed, in French and English, and figures of speech are left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogs.lexicon import FAMILIES, DistressGuard, spot_distress

HERE = Path(__file__).resolve().parent
PHRASES: dict[str, Any] = yaml.safe_load((HERE / "distress_phrases.yaml").read_text(encoding="utf-8"))
MUST_FIRE = [(family, phrase) for family, phrases in PHRASES["alerte"].items() for phrase in phrases]


@pytest.mark.parametrize(("family", "phrase"), MUST_FIRE)
def test_c56_distress_is_noticed_with_its_family(guard: DistressGuard, family: str, phrase: str) -> None:
    found = spot_distress(phrase, guard)
    assert found is not None
    assert found.family == family
    assert all(words in phrase for words in found.words)


@pytest.mark.parametrize("phrase", PHRASES["calme"])
def test_c56_figure_of_speech_does_not_stop_the_talk(guard: DistressGuard, phrase: str) -> None:
    assert spot_distress(phrase, guard) is None


def test_c56_no_labelled_idea_is_taken_for_distress(
    guard: DistressGuard, ideas: dict[str, list[dict[str, Any]]]
) -> None:
    stopped = [idea["texte"] for half in ideas.values() for idea in half if spot_distress(idea["texte"], guard)]
    assert stopped == []


def test_c56_distress_is_noticed_in_the_middle_of_a_project(guard: DistressGuard) -> None:
    story = "Bonjour, je voudrais reprendre une ferme. Mon mari me frappe. On a deux enfants et un chien."
    found = spot_distress(story, guard)
    assert found is not None
    assert (found.family, found.words) == ("violence", ("mari me frappe",))


def test_c56_gravest_family_is_answered_first(guard: DistressGuard) -> None:
    found = spot_distress("je suis au bout du rouleau, je veux mourir", guard)
    assert found is not None
    assert found.family == FAMILIES[0] == "danger"


def test_c56_exclusion_clears_only_what_it_covers(guard: DistressGuard) -> None:
    assert spot_distress("on était morts de rire", guard) is None
    assert spot_distress("on était morts de rire. Mais je veux mourir", guard) is not None
    assert spot_distress("je veux en finir avec ce boulot", guard) is None
    assert spot_distress("je veux en finir avec la vie", guard) is not None


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "\x00", "\ud800", "." * 5000, "a" * 100_000])
def test_c56_odd_text_is_no_distress_and_no_crash(guard: DistressGuard, text: str) -> None:
    assert spot_distress(text, guard) is None


def test_c56_every_family_shows_dated_lines_in_both_languages(guard: DistressGuard) -> None:
    for family in FAMILIES:
        assert guard.help_lines[family]
        for line in guard.help_lines[family]:
            assert line.checked_on >= date(2026, 11, 22)
            assert line.phone in line.fr
            assert line.phone in line.en
            assert line.source
            assert " :" not in line.fr  # a narrow no-break space stands there


def test_c56_at_most_three_lines_the_ones_that_matter_first(guard: DistressGuard) -> None:
    shown = {family: [line.key for line in guard.help_lines[family]] for family in FAMILIES}
    assert shown == {
        "danger": ["3114", "15", "114"],
        "minor": ["119", "17", "114"],
        "violence": ["17", "3919", "116006"],
        "shelter": ["115", "112"],
        "strain": ["3114", "agri_ecoute"],
    }
