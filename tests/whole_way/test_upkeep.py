"""What time overtakes in the rules is told to animators by itself: once, in working hours, each with its mend."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from bot.rules.definitions import load_world
from bot.settings import PACKAGED_TERRITORIES, load_settings
from dialogs.world import World
from tests.whole_way.house import ANIMATOR, NADIA, House, open_house

HOME = "livradois-forez"
RULE = "reprise-idee"


def aging_world(folder: Path, accepted: str = "") -> World:
    """Livradois-Forez with a rule that ends on 20 December, a convention of old, an entry verified long ago."""
    home = folder / HOME
    shutil.copytree(PACKAGED_TERRITORIES / HOME, home)
    for path in (home / "regles").glob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace(f"- regle: {RULE}\n", f"- regle: {RULE}\n  valable_au: 2026-12-20\n"), "utf-8")
    directory = home / "annuaire.yaml"
    text = directory.read_text("utf-8").replace("verifie_le: 2026-10-06", "verifie_le: 2026-05-25", 1)
    directory.write_text(text.replace("revoir_le: 2027-", "revoir_le: 2026-", 1), "utf-8")
    if accepted:
        explanations = home / "explications.yaml"
        explanations.write_text(explanations.read_text("utf-8") + accepted, "utf-8")
    return load_world(load_settings({"TERRITORIES_DIR": str(folder)}))


def told(house: House, number: int = ANIMATOR) -> list[str]:
    """What somebody was told to look at again."""
    return [text.replace("\u202f", " ") for text in house.heard(number) if text.startswith("À relire")]


async def pass_days(house: House, until: str) -> None:
    """Let days pass as a running process sees them."""
    await house.days_pass(until, timedelta(hours=4))


async def test_animators_are_told_once_in_working_hours(tmp_path: Path) -> None:
    world = aging_world(tmp_path / "territoires")
    async with open_house(world, f"sqlite:///{tmp_path / 'told.db'}") as house:
        await house.bind(NADIA, ANIMATOR)
        await house.rounds()
        assert told(house) == [], "it is Sunday evening"
        await house.at("2026-11-23T08:31")
        (first,) = told(house)
        assert first.startswith("À relire, Livradois-Forez :\n• ")
        assert f"• La règle « {RULE} » ne s’applique plus après le 20 décembre 2026.\n→ Renouvelez-la à temps." in first
        assert "devait être revue le" in first
        assert first.endswith("/territoire montre ce qui reste.")
        assert told(house, NADIA) == [], "a referent has nothing to do with it"
        assert "n’a pas été vérifiée" not in first, "six months are not over"
        await house.restart()
        await pass_days(house, "2026-11-24T18:00")
        assert told(house) == [first]
        await pass_days(house, "2026-11-26T10:00")
        _, second = told(house)
        assert "n’a pas été vérifiée depuis le 25 mai 2026." in second
        assert RULE not in second, "each thing is said once"
        await pass_days(house, "2026-12-22T10:00")
        assert f"La règle « {RULE} » ne s’applique plus depuis le 20 décembre 2026 au soir." in told(house)[-1]
        shown = (await house.staff_says(ANIMATOR, "/territoire")).text
        assert "À relire (" in shown
        assert RULE in shown


async def test_it_waits_until_there_is_somebody_to_tell(tmp_path: Path) -> None:
    world = aging_world(tmp_path / "territoires")
    async with open_house(world, f"sqlite:///{tmp_path / 'nobody.db'}") as house:
        await house.at("2026-11-23T09:00")
        await house.bind(ANIMATOR)
        await house.rounds()
        assert len(told(house)) == 1


async def test_a_rule_that_is_meant_to_end_is_no_news(tmp_path: Path) -> None:
    accepted = f"\n- constat: expiration\n  regles: [{RULE}]\n  motif: Elle s’arrête avec la session d’hiver.\n"
    world = aging_world(tmp_path / "territoires", accepted)
    async with open_house(world, f"sqlite:///{tmp_path / 'meant.db'}") as house:
        await house.bind(ANIMATOR)
        await house.at("2026-11-23T08:31")
        (first,) = told(house)
        assert RULE not in first
        assert "devait être revue le" in first
