"""Days as people write them: each form reads back, what is doubtful is asked about, and nothing is ever in the past."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from dialogs.dates import Certainty, Doubt, Doubtful, Period, read_period

TODAY = date(2026, 12, 1)  # a Tuesday
DAY = timedelta(days=1)


def period(first: str, last: str = "") -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last or first)


def days_of(text: str, today: date = TODAY) -> tuple[date, date]:
    found = read_period(text, today)
    assert isinstance(found, Period), (text, found)
    return found.first_on, found.last_on


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("demain", period("2026-12-02")),
        ("aujourd’hui", period("2026-12-01")),
        ("après-demain", period("2026-12-03")),
        ("lundi", period("2026-12-07")),
        ("Je suis absente lundi.", period("2026-12-07")),
        ("lundi prochain", period("2026-12-07")),
        ("du lundi 7 au vendredi 11", period("2026-12-07", "2026-12-11")),
        ("de lundi à vendredi", period("2026-12-07", "2026-12-11")),
        ("lundi et mardi", period("2026-12-07", "2026-12-08")),
        ("la semaine prochaine", period("2026-12-07", "2026-12-13")),
        ("cette semaine", period("2026-12-01", "2026-12-06")),
        ("semaine du 14 décembre", period("2026-12-14", "2026-12-20")),
        ("du 24 décembre au 2 janvier", period("2026-12-24", "2027-01-02")),
        ("du 24 déc. au 2 janv.", period("2026-12-24", "2027-01-02")),
        ("24/12 au 2/1", period("2026-12-24", "2027-01-02")),
        ("24/12–2/1", period("2026-12-24", "2027-01-02")),
        ("24/12/26 02/01/27", period("2026-12-24", "2027-01-02")),
        ("2026-12-24 2027-01-02", period("2026-12-24", "2027-01-02")),
        ("du 24/12 au 2/1/2027", period("2026-12-24", "2027-01-02")),
        ("du 24 au 2 janvier", period("2026-12-24", "2027-01-02")),
        ("du 3 au 7 mars", period("2027-03-03", "2027-03-07")),
        ("du 28 au 5", period("2026-12-28", "2027-01-05")),
        ("jusqu’au 12", period("2026-12-01", "2026-12-12")),
        ("jusqu'à vendredi", period("2026-12-01", "2026-12-04")),
        ("3 jours à partir de lundi", period("2026-12-07", "2026-12-09")),
        ("deux semaines à partir du 14", period("2026-12-14", "2026-12-27")),
        ("tout le mois d’août", period("2027-08-01", "2027-08-31")),
        ("le 1er janvier", period("2027-01-01")),
        ("28/11 au 5/12", period("2026-11-28", "2026-12-05")),  # it began: what is left of it counts
        ("this week", period("2026-12-01", "2026-12-06")),
        ("13-28", period("2026-12-13", "2026-12-28")),
        ("24-28", period("2026-12-24", "2026-12-28")),
        ("tomorrow", period("2026-12-02")),
        ("next week", period("2026-12-07", "2026-12-13")),
        ("from December 24th to January 2", period("2026-12-24", "2027-01-02")),
        ("away until Friday", period("2026-12-01", "2026-12-04")),
        ("the 24th of December 2026", period("2026-12-24")),
    ],
)
def test_what_people_write_is_read(text: str, expected: tuple[date, date]) -> None:
    assert days_of(text) == expected


@pytest.mark.parametrize(
    ("text", "doubt", "guesses"),
    [
        ("24/12 20/12", Doubt.SWAPPED, [period("2026-12-20", "2026-12-24")]),
        ("du 24 au 20", Doubt.SWAPPED, [period("2026-12-20", "2026-12-24"), period("2026-12-24", "2027-01-20")]),
        ("du 20/12/2026 au 3/1/2026", Doubt.SWAPPED, [period("2026-12-20", "2027-01-03")]),
        ("3/3 20/12", Doubt.SWAPPED, [period("2026-12-20", "2027-03-03"), period("2027-03-03", "2027-12-20")]),
        ("24/11", Doubt.PAST, [period("2027-11-24")]),
        ("24/12/2025 au 2/1/2026", Doubt.PAST, [period("2026-12-24", "2027-01-02")]),
        ("hier", Doubt.PAST, []),
        ("du 1er janvier 2027 au 1er mars 2028", Doubt.LONG, [period("2027-01-01", "2028-03-01")]),
        ("24/12/2062", Doubt.FAR, [period("2062-12-24")]),
        ("mardi", Doubt.AMBIGUOUS, [period("2026-12-01"), period("2026-12-08")]),
        ("jeudi prochain", Doubt.AMBIGUOUS, [period("2026-12-03"), period("2026-12-10")]),
        ("lundi 8 décembre", Doubt.AMBIGUOUS, [period("2026-12-08")]),  # a Tuesday
        (
            "3 jours à partir de jeudi",
            Doubt.AMBIGUOUS,
            [period("2026-12-03", "2026-12-05"), period("2026-12-03", "2026-12-07")],
        ),
        ("24-12", Doubt.AMBIGUOUS, [period("2026-12-24"), period("2026-12-24", "2027-01-12")]),
        ("3-7", Doubt.AMBIGUOUS, [period("2027-07-03"), period("2026-12-03", "2026-12-07")]),
        ("à partir de lundi", Doubt.ENDLESS, []),
        ("31/2", Doubt.IMPOSSIBLE, []),
        ("32/13", Doubt.IMPOSSIBLE, []),
        ("29/2/2027", Doubt.IMPOSSIBLE, []),
        ("lundi sauf le matin", Doubt.UNREADABLE, []),
        ("1/1 2/2 3/3", Doubt.UNREADABLE, []),
        ("bonjour", Doubt.UNREADABLE, []),
        ("", Doubt.UNREADABLE, []),
    ],
)
def test_what_is_doubtful_is_named_with_what_may_be_meant(
    text: str, doubt: Doubt, guesses: list[tuple[date, date]]
) -> None:
    found = read_period(text, TODAY)
    assert isinstance(found, Doubtful)
    assert found.doubt is doubt
    assert [(each.first_on, each.last_on) for each in found.guesses] == guesses


def test_a_year_that_was_left_out_is_known_to_have_been() -> None:
    completed, written = read_period("24/12", TODAY), read_period("24/12/2026", TODAY)
    assert isinstance(completed, Period)
    assert isinstance(written, Period)
    assert (completed.certainty, written.certainty) == (Certainty.COMPLETED, Certainty.WRITTEN)


WHOLE = ("{d}/{m}/{y}", "{d:02}/{m:02}/{yy:02}", "{d}.{m}.{y}", "{y}-{m:02}-{d:02}", "{d} {fr} {y}", "{en} {d}, {y}")
RANGES = ("du {} au {}", "{} - {}", "{} au {}", "{} {}", "from {} to {}", "de {} à {}")


def written(day: date, form: str) -> str:
    names = {code: format_date(day, "MMMM", locale=code) for code in ("fr", "en")}
    return form.format(d=day.day, m=day.month, y=day.year, yy=day.year % 100, **names)


@given(
    today=st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    ahead=st.integers(0, 366),
    length=st.integers(0, 365),
    form=st.sampled_from(WHOLE),
    last_form=st.sampled_from(WHOLE),
    joined=st.sampled_from(RANGES),
)
def test_days_written_whole_are_those_days(
    today: date, ahead: int, length: int, form: str, last_form: str, joined: str
) -> None:
    first = today + ahead * DAY
    last = first + length * DAY
    text = joined.format(written(first, form), written(last, last_form))
    assert read_period(text, today) == Period(first, last)


@given(
    today=st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    ahead=st.integers(0, 260),
    length=st.integers(0, 180),
    form=st.sampled_from(("{d}/{m}", "{d:02}/{m:02}", "{d} {fr}", "{en} {d}")),
    joined=st.sampled_from(RANGES),
)
def test_days_without_a_year_are_the_next_ones(today: date, ahead: int, length: int, form: str, joined: str) -> None:
    first = today + ahead * DAY
    last = first + length * DAY
    if (2, 29) in {(first.month, first.day), (last.month, last.day)}:
        return  # which year has one is another question
    text = joined.format(written(first, form), written(last, form))
    assert days_of(text, today) == (first, last)


WORDS = st.sampled_from(
    (
        "du", "au", "le", "la", "3", "7", "12", "24", "31", "24/12", "2/1", "20/12", "1er", "mars", "décembre",
        "janvier", "février", "lundi", "jeudi", "dimanche", "prochain", "prochaine", "semaine", "jours", "2",
        "2026", "2027", "26", "à", "partir", "de", "jusqu'au", "demain", "hier", "next", "week", "december",
        "to", "from", "-", "2026-12-24", "29/2", "mois", "entre", "et", "0", "99", "aujourd'hui",
    )
)  # fmt: skip


@given(today=st.dates(date(2019, 12, 1), date(2030, 1, 1)), words=st.lists(WORDS, min_size=1, max_size=9))
def test_nothing_that_is_over_comes_out_of_anything(today: date, words: list[str]) -> None:
    found = read_period(" ".join(words), today)
    periods = [found] if isinstance(found, Period) else found.guesses
    assert all(each.first_on <= each.last_on and each.last_on >= today for each in periods)
    if isinstance(found, Period):
        assert found.days <= 366
        assert (found.first_on - today).days <= 366


@given(text=st.text(max_size=4096))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(read_period(text, TODAY), Period | Doubtful)


@pytest.mark.parametrize("piece", ["1", "24/12", "1-", "lundi ", "a", "-", "du 3 au ", "é", "ﷺ", "1/", "le la "])
def test_reading_takes_linear_time(piece: str) -> None:
    def took(size: int) -> float:
        text = (piece * size)[:size]
        best = float("inf")
        for _ in range(3):
            begun = time.perf_counter()
            read_period(text, TODAY)
            best = min(best, time.perf_counter() - begun)
        return best

    assert took(4096) < 0.1
    assert took(4096) < 40 * took(512) + 0.005
