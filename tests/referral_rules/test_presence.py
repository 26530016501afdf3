"""Days away, weighed against the days from the consent to the promised one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from small_territory import real_vocabulary, small_territory

from referral_rules.evaluate import Availability
from referral_rules.follow_up_policy import load_policy
from referral_rules.presence import called_by, for_a_case, works_before
from referral_rules.working_days import Calendar

TERRITORY = small_territory(real_vocabulary())
CALENDAR = Calendar(load_policy(TERRITORY.follow_up_source))
WHO = "cci.ambert"
SUNDAY = datetime(2026, 11, 22, 20, 47, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)
DAY = timedelta(days=1)

spans = st.tuples(st.integers(-10, 40), st.integers(0, 30))


def days(text: str) -> tuple[date, date]:
    first, _, last = text.partition(" ")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def test_the_promise_is_the_last_day_worked_up_to_the_promised_one() -> None:
    assert called_by(TERRITORY, WHO, 5, SUNDAY) == date(2026, 11, 27)
    assert called_by(TERRITORY, WHO, 5, SUNDAY, [days("2026-11-26 2026-12-01")]) == date(2026, 11, 25)
    assert called_by(TERRITORY, WHO, 5, SUNDAY, [days("2026-11-24 2026-11-26")]) == date(2026, 11, 27)


def test_within_hours_the_day_of_the_consent_gives_no_call() -> None:
    monday = datetime(2026, 11, 23, 10, tzinfo=UTC)
    away = [days("2026-11-24 2026-12-04")]
    assert not works_before(TERRITORY, WHO, 5, monday, away)
    assert works_before(TERRITORY, WHO, 10, monday, [days("2026-11-24 2026-12-03")])


def test_who_is_away_throughout_is_unavailable_and_who_is_away_today_alone_is_not() -> None:
    known = Availability(
        unavailable=frozenset({WHO, "cc.accueil"}), away={WHO: (days("2026-11-20 2026-11-23"),)}
    )  # the desk is unavailable for a reason of its own
    assert for_a_case(TERRITORY, {}, known, SUNDAY).unavailable == {"cc.accueil"}
    longer = Availability(away={WHO: (days("2026-11-20 2026-11-25"), days("2026-11-26 2026-12-25"))})
    assert for_a_case(TERRITORY, {}, longer, SUNDAY).unavailable == {WHO}


@given(
    hours=st.integers(0, 2 * 365 * 24),
    agreed=st.integers(1, 15),
    away=st.lists(spans, max_size=4),
)
def test_a_promise_is_a_day_worked_and_no_later_than_without_absences_unless_all_are_away(
    hours: int, agreed: int, away: list[tuple[int, int]]
) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    today = CALENDAR.today(at)
    noted = [(today + first * DAY, today + (first + length) * DAY) for first, length in away]
    plain, promised = called_by(TERRITORY, WHO, agreed, at), called_by(TERRITORY, WHO, agreed, at, noted)
    assert not any(first <= promised <= last for first, last in noted)
    assert CALENDAR.is_working_day(promised)
    assert (promised <= plain) == works_before(TERRITORY, WHO, agreed, at, noted)
    between = [promised + ahead * DAY for ahead in range(1, (plain - promised).days + 1)]
    assert all(not CALENDAR.is_working_day(d) or any(f <= d <= last for f, last in noted) for d in between)
