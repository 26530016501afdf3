"""The days after, under a moved clock: each reminder once, none at night, nothing that is no longer true."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.rules.definitions import load_world
from bot.settings import PACKAGED_TERRITORIES, load_settings
from bot.usecases.cases.calendars import calendar_of
from dialogs.world import World
from tests.fake_bot_api import ScreenMessage
from tests.whole_way.house import ANIMATOR, EVENING, NADIA, PARIS, PAUL, SAMIRA, House, open_house, paris
from tests.whole_way.stories import says


class Diary:
    """Who got what, and when by the clock that moved: looked at after each step."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._seen: set[tuple[str, int]] = set()
        self.entries: list[tuple[datetime, int, ScreenMessage]] = []
        self.look()
        self.entries.clear()

    def look(self) -> None:
        """Write down what is new."""
        now = self._house.clock.now().astimezone(PARIS)
        for fake in (self._house.front, self._house.staff):
            for number, user in fake.users.items():
                for message in user.received:
                    if (fake.token, message.message_id) not in self._seen:
                        self._seen.add((fake.token, message.message_id))
                        self.entries.append((now, number, message))

    async def until(self, end: str, step: timedelta = timedelta(minutes=30)) -> None:
        """Let time pass and write down."""
        while self._house.clock.now() + step < paris(end):
            await self._house.at(self._house.clock.now() + step)
            self.look()
        await self._house.at(end)
        self.look()

    def days_of(self, number: int, words: str = "") -> list[str]:
        """On which days somebody got something with those words."""
        return [f"{at:%m-%d}" for at, who, message in self.entries if who == number and words in message.text]


async def test_a_referent_told_on_a_monday_is_reminded_on_the_second_day_and_relieved_on_the_eve(
    world: World, tmp_path: Path
) -> None:
    start = datetime(2026, 11, 23, 12, 15, tzinfo=PARIS)
    async with open_house(world, f"sqlite:///{tmp_path / 'monday.db'}", start) as house:
        await house.bind(NADIA, ANIMATOR)
        await house.talk()
        assert "À appeler d’ici lundi 30/11" in house.last(NADIA).text, "told at once, in working hours"
        diary = Diary(house)
        await diary.until("2026-12-01T12:00", timedelta(hours=1))
        assert diary.days_of(NADIA, "attend votre réponse") == ["11-25"]
        assert diary.days_of(ANIMATOR, "Sans réponse") == ["11-27"]
        assert diary.days_of(SAMIRA) == ["11-30", "12-01"], "in the evening of the promised day, and on the next"


async def test_a_silent_referent_is_relieved_on_the_eve_of_the_promised_day(house: House) -> None:
    await house.bind(NADIA, ANIMATOR)
    await house.talk()
    diary = Diary(house)
    await diary.until("2026-11-30T19:30")
    assert diary.days_of(NADIA, "À appeler d’ici") == ["11-23"]
    assert diary.days_of(NADIA, "attend votre réponse") == ["11-25"]
    assert diary.days_of(ANIMATOR, "Sans réponse de Nadia Brun") == ["11-26"]
    assert diary.days_of(ANIMATOR, "toujours sans personne") == ["11-30"], "the animators have a clock too"
    assert diary.days_of(SAMIRA, "a maintenant votre dossier") == ["11-27"]
    assert diary.days_of(SAMIRA)[-1] == "11-30", "was she called?"
    assert len(diary.days_of(SAMIRA)) == 2
    for at, who, message in diary.entries:
        if who != SAMIRA:
            assert (8, 30) <= (at.hour, at.minute) < (19, 0), message.text
            assert at.weekday() < 5
    house.newcomer(SAMIRA).tap("Pas encore")
    await house.settle()
    await diary.until("2026-12-01T09:00")
    assert diary.days_of(ANIMATOR, "dit ne pas avoir été appelé") == ["12-01"]
    assert diary.days_of(NADIA, "dit ne pas avoir été appelé") == ["12-01"]


async def test_after_three_days_of_sleep_only_what_is_still_true_is_said_once(house: House) -> None:
    await house.bind(NADIA, ANIMATOR)
    await house.talk()
    await house.at("2026-11-23T08:31")
    diary = Diary(house)
    await house.stop()
    house.clock.move_to(paris("2026-11-27T11:00"))
    await house.start()
    await house.rounds()
    await house.rounds()
    diary.look()
    assert diary.days_of(NADIA, "attend votre réponse") == [], "the reminders were overtaken by the relief"
    assert diary.days_of(ANIMATOR, "Sans réponse de Nadia Brun") == ["11-27"]
    assert diary.days_of(SAMIRA) == [], "until the evening, the promise can be kept"


async def test_an_unfinished_talk_is_resumed_twice_then_left_in_peace(house: House) -> None:
    await house.talk(until="portage")
    diary = Diary(house)
    await diary.until("2026-12-15T12:00", timedelta(hours=1))
    days = diary.days_of(SAMIRA)
    assert days[0] in ("11-23", "11-24")
    assert days[-1] in ("11-29", "11-30")
    assert len(set(days)) == 2
    assert all(9 <= at.hour < 21 or (at.hour, at.minute) >= (8, 30) for at, _, _ in diary.entries)
    assert house.question() == "portage"
    await house.go_on(SAMIRA)


async def test_never_after_distress(house: House) -> None:
    await house.talk(until="recit")
    house.newcomer(SAMIRA).send("je n'en peux plus, j'ai envie d'en finir")
    await house.settle()
    assert "3114" in "".join(house.texts()[-2:])
    diary = Diary(house)
    await diary.until("2026-12-05T12:00", timedelta(hours=3))
    assert diary.days_of(SAMIRA) == []


async def test_a_reminder_due_in_the_middle_of_a_talk_does_not_interrupt_it(house: House) -> None:
    """C43: the talk went on meanwhile, so the gentle word waits."""
    await house.talk(until="portage")
    await house.at("2026-11-23T20:40")
    await house.go_on(SAMIRA, until="deja_accompagne")
    diary = Diary(house)
    await diary.until("2026-11-24T12:00")
    assert diary.days_of(SAMIRA) == []
    assert house.question() == "deja_accompagne"
    await house.go_on(SAMIRA)


@pytest.mark.parametrize(
    ("start", "until", "promised"),
    [
        ("2026-10-22T20:47", "2026-10-30T12:00", "2026-10-29"),  # summer time ends on Sunday 25 October
        ("2027-03-25T20:47", "2027-04-06T12:00", "2027-04-02"),  # begins on Sunday 28 March; Easter Monday is the 29th
        ("2026-12-22T20:47", "2027-01-05T12:00", "2026-12-30"),  # Christmas on a Friday
    ],
)
async def test_holidays_and_changes_of_the_hour(
    world: World, tmp_path: Path, start: str, until: str, promised: str
) -> None:
    """C42: reminders come once, at the opening of a working day, whatever the clocks do."""
    begin = datetime.fromisoformat(start).replace(tzinfo=PARIS)
    async with open_house(world, f"sqlite:///{tmp_path / 'h.db'}", begin) as house:
        await house.bind(NADIA, ANIMATOR)
        await house.talk()
        assert house.referral().promised_on.isoformat() == promised
        diary = Diary(house)
        await diary.until(until)
        told = [(at, message.text) for at, who, message in diary.entries if who == NADIA]
        assert [at.hour * 60 + at.minute >= 8 * 60 + 30 and at.hour < 10 for at, _ in told] == [True] * len(told)
        assert len({at.date() for at, _ in told}) == len(told), "at most one message a day"
        eve = calendar_of(world.territory(None)).last_working_day_before(date.fromisoformat(promised))
        assert diary.days_of(ANIMATOR, "Sans réponse") == [f"{eve:%m-%d}"]
        assert len(diary.days_of(SAMIRA)) == 2


async def test_days_away_and_a_second_case_make_one_message_a_day(house: House) -> None:
    await house.bind(NADIA, ANIMATOR, PAUL)
    await house.talk()
    await house.talk(7002, says(prenom="Farid", coordonnees="01 99 00 56 79"))
    diary = Diary(house)
    await diary.until("2026-11-25T19:30")
    assert len(diary.days_of(NADIA, "À appeler d’ici")) == 2
    assert len([day for day in diary.days_of(NADIA) if day == "11-25"]) == 1
    last = diary.entries[-1][2]
    assert last.labels == ["Dossier 1", "Dossier 2"]
    assert house.clock.now() > EVENING


async def test_a_convention_of_three_days_holds_from_the_proposal_to_the_relief(tmp_path: Path) -> None:
    folder = tmp_path / "territoires" / "livradois-forez"
    shutil.copytree(PACKAGED_TERRITORIES / "livradois-forez", folder)
    directory = folder / "annuaire.yaml"
    directory.write_text(directory.read_text("utf-8").replace("delai_jours: 5", "delai_jours: 3"), "utf-8")
    world = load_world(load_settings({"TERRITORIES_DIR": str(folder.parent)}))
    async with open_house(world, f"sqlite:///{tmp_path / 'three.db'}") as house:
        await house.bind(NADIA, ANIMATOR)
        await house.talk()
        said = [text for text in house.texts() if "mercredi 25" in text]
        assert len(said) >= 2, "at the proposal, and once it was sent"
        assert not any("vendredi 27" in text for text in house.texts())
        assert house.referral().promised_on.isoformat() == "2026-11-25"
        diary = Diary(house)
        await diary.until("2026-11-26T12:00", timedelta(hours=1))
        assert diary.days_of(NADIA, "À appeler d’ici mercredi 25/11") == ["11-23"]
        assert diary.days_of(NADIA, "attend votre réponse") == [], "it would fall on the promised day"
        assert diary.days_of(ANIMATOR, "Sans réponse de Nadia Brun") == ["11-24"]
        assert diary.days_of(SAMIRA) == ["11-25", "11-26"]
