"""What sentences make their readers believe: every one of the table's is known, and is judged as its words are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.casework.beliefs import SENTENCES, About, believed, has_lapsed, holds, said_of_where, truth
from bot.casework.events import Actor, CaseEvent, Coarse, Kind, Role
from bot.casework.fold import CaseState, fold
from bot.casework.life import TURNS

BEGUN = datetime(2026, 11, 23, 8, tzinfo=UTC)
SAY_NOTHING_OF_THE_CASE = frozenset({"suivi-question"})


def case(*later: tuple[Kind, Role, dict[str, Coarse]]) -> CaseState:
    """A case sent to Nadia, promised by Friday 27, and what happened to it."""
    first: dict[str, Coarse] = {"interlocutor": "nadia", "promised_on": "2026-11-27"}
    events = [CaseEvent(BEGUN, Kind.RECEIVED, Actor(Role.NEWCOMER), 1, first)]
    for hours, (kind, role, data) in enumerate(later, start=1):
        number = 2 if kind is Kind.PASSED_ON else 1
        events.append(CaseEvent(BEGUN + timedelta(hours=hours), kind, Actor(role), number, data))
    return fold(events)


TAKEN = (Kind.TAKEN, Role.REFERENT, {})
DECLINED = (Kind.DECLINED, Role.REFERENT, {"reason": "autre", "answer_by": "2026-11-27"})
CONTACTED = (Kind.CONTACTED, Role.REFERENT, {})
TO_PAUL = (Kind.PASSED_ON, Role.ANIMATOR, {"interlocutor": "paul", "promised_on": "2026-12-02"})


def test_whatever_the_table_tells_a_newcomer_is_known_to_say_something_or_nothing() -> None:
    told = {turn.tells[Role.NEWCOMER] for turn in TURNS if turn.tells and Role.NEWCOMER in turn.tells}
    assert told - SENTENCES.keys() == SAY_NOTHING_OF_THE_CASE


def test_a_promise_is_believed_until_somebody_else_has_the_case() -> None:
    said = believed(SENTENCES["suivi-pris"], case(TAKEN))
    assert said == {About.HOLDER: "nadia", About.CALLED_BY: "2026-11-27"}
    assert holds(said, case(TAKEN))
    assert not holds(said, case(TAKEN, TO_PAUL))
    assert not holds(said, case(DECLINED))


def test_what_was_promised_and_happened_misleads_nobody() -> None:
    said = believed(SENTENCES["suivi-vu"], case((Kind.ANNOUNCED, Role.REFERENT, {"call_on": "2026-11-25"})))
    assert holds(said, case(TAKEN, CONTACTED)), "they spoke, without the day that was announced"
    assert not holds(said, case(TAKEN)), "nobody announced that day any more"


def test_that_somebody_is_looked_for_is_true_until_somebody_is_found() -> None:
    said = believed(SENTENCES["suivi-decline"], case(DECLINED))
    assert holds(said, case(DECLINED))
    assert not holds(said, case(DECLINED, TO_PAUL))


def test_a_sentence_that_was_never_so_never_holds() -> None:
    said = believed(SENTENCES["suivi-rendez-vous"], case(TAKEN))
    assert said[About.APPOINTMENT] == ""
    assert not holds(said, case(TAKEN))


@pytest.mark.parametrize(("today", "lapsed"), [(date(2026, 11, 27), False), (date(2026, 11, 28), True)])
def test_a_day_gone_by_without_its_call_is_no_longer_true(today: date, lapsed: bool) -> None:
    said = believed(SENTENCES["suivi-pris"], case(TAKEN))
    assert has_lapsed(said, case(TAKEN), today) is lapsed
    assert not has_lapsed(said, case(TAKEN, CONTACTED), today)


def test_where_a_case_stands_speaks_of_one_thing() -> None:
    assert said_of_where(case()) == {About.HOLDER}
    assert said_of_where(case(DECLINED)) == {About.SOUGHT}
    assert said_of_where(CaseState()) == {About.OVER}
    assert truth(CaseState())[About.AWAITED] == "nothing"
