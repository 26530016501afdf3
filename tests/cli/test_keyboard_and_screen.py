"""What typed lines mean, and what the screen makes of messages; no terminal needed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.doors.terminal.channel import Numbers
from bot.doors.terminal.keyboard import read_line
from bot.doors.terminal.screen import Screen, in_lines, styled
from bot.doors.terminal.seats import seat_id
from bot.machinery.moved_clock import MovedClock
from dialogs.inputs import Command, Tap, Text
from dialogs.message import Button, Message, MessageBuilder

BUTTONS = (Button("Oui", "d.k.1.oui"), Button("Non", "d.k.1.non"), Button("Continuer", "d.k.1.continuer"))
START = datetime(2026, 11, 22, 19, 47, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2", (Tap("d.k.1.non", 7),)),
        (" 1, 3 ", (Tap("d.k.1.oui", 7), Tap("d.k.1.continuer", 7))),
        ("1 1", (Tap("d.k.1.oui", 7),)),
        ("4", (Text("4", 9),)),
        ("1 4", (Text("1 4", 9),)),
        ("0", (Text("0", 9),)),
        ("63220", (Text("63220", 9),)),
        ("01 99 00 56 78", (Text("01 99 00 56 78", 9),)),
        ("/Résumé", (Command("resume", "", 9),)),
        ("/start  abc", (Command("start", "abc", 9),)),
        ("a\x00b\udc80", (Text("a\ufffdb\ufffd", 9),)),
        ("   ", ()),
    ],
)
def test_a_line_is_taps_a_command_or_words(line: str, expected: tuple[object, ...]) -> None:
    assert read_line(line, BUTTONS, 9, 7) == expected


@pytest.mark.parametrize("line", ["Vu, j’appelle jeudi", "vu j'appelle JEUDI", " vu, j’appelle jeudi. "])
def test_the_words_of_a_button_are_its_tap_for_staff_whose_bot_reads_no_words(line: str) -> None:
    buttons = (Button("Je prends", "r.1.prendre"), Button("Vu, j’appelle jeudi", "r.1.vu"))
    assert read_line(line, buttons, 9, 7, takes_labels=True) == (Tap("r.1.vu", 7),)
    assert read_line("je prends le dossier", buttons, 9, 7, takes_labels=True) == (Text("je prends le dossier", 9),)
    assert read_line("Je prends", buttons, 9, 7) == (Text("Je prends", 9),)


def screen() -> tuple[Screen, StringIO]:
    out = StringIO()
    return Screen(Console(file=out, width=80)), out


def test_choices_are_numbered_and_links_are_written_out() -> None:
    shown, out = screen()
    shown.show(Message("Ici ?", rows=(BUTTONS[:2], (Button("Le site", url="https://example.org"),))), "Titre")
    assert "1 Oui" in out.getvalue()
    assert "2 Non" in out.getvalue()
    assert "Le site : https://example.org" in out.getvalue()


def test_a_tick_shows_the_choices_alone_and_an_answer_one_line() -> None:
    shown, out = screen()
    before = Message("Et ensuite ?", rows=(BUTTONS,))
    shown.show_changed(before, Message("Et ensuite ?", rows=((Button("✓ Oui", "d.k.1.-oui"),),)), "T")
    assert out.getvalue().strip() == "1 ✓ Oui"
    shown.show_changed(before, Message("Et ensuite ?\n\n→ Oui, peut-être"), "T")
    assert out.getvalue().strip().endswith("✓ Oui, peut-être")


def test_an_answer_in_the_words_just_typed_is_not_said_again() -> None:
    shown, out = screen()
    shown.show_changed(Message("Et ?"), Message("Et ?\n\n→ J’y pense"), "T", said="j'y pense")
    assert out.getvalue() == ""


def test_a_message_with_other_words_is_shown_whole() -> None:
    shown, out = screen()
    shown.show_changed(Message("Avant"), Message("Ce message a été effacé."), "T")
    assert "Ce message a été effacé." in out.getvalue()


def test_emphasis_stands_where_it_belongs_behind_emoji() -> None:
    message = MessageBuilder().add("👋🏽 Bonjour ").add("Nadia", "bold").add(", à bientôt").build()
    text = styled(message, 70)
    assert [text.plain[span.start : span.end] for span in text.spans] == ["Nadia"]


@given(st.text(alphabet="ab \u202f\u00a0’é:👋\n", max_size=200), st.integers(5, 40))
def test_lines_change_nothing_but_spaces_and_keep_no_break_spaces(text: str, width: int) -> None:
    lines = in_lines(text, width)
    assert len(lines) == len(text)
    assert lines.replace("\n", " ").replace("\u00a0", " ") == text.replace("\n", " ").replace("\u00a0", " ")
    assert lines.count("\u202f") == text.count("\u202f")


def test_french_punctuation_never_begins_a_line() -> None:
    words = "autour\u202f: un logement, une école\u202f; et «\u202fvoilà\u202f»\u202f!"
    for width in range(12, 40):
        for line in in_lines(words, width).split("\n"):
            assert not line.startswith((":", ";", "!", "»")), (width, line)


def test_numbers_grow_even_when_the_clock_stands_still() -> None:
    numbers = Numbers(MovedClock(START, speed=0.0))
    given_out = [numbers.next() for _ in range(5)]
    assert given_out == sorted(set(given_out))
    assert given_out[0] == int(START.timestamp() * 1000)


def test_a_seat_is_the_same_at_every_start_and_another_for_everyone() -> None:
    assert seat_id("livradois-forez", "cc-ambert.accueil") == seat_id("livradois-forez", "cc-ambert.accueil")
    assert len({seat_id("t", holder) for holder in ("a.b", "a.c", "animateur")}) == 3


async def test_a_moved_clock_wakes_who_sleeps() -> None:
    clock = MovedClock(START, speed=1.0)
    clock.move_to(START + timedelta(days=3))
    assert timedelta(days=3) <= clock.now() - START < timedelta(days=3, seconds=5)
    clock.move_to(START)
    assert clock.now() - START >= timedelta(days=3)
    await clock.sleep(0.01)
