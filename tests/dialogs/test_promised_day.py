"""The day that is said: of the one who calls, for this project, counted anew from the consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from newcomer import Newcomer
from packaged import packaged_world
from paths import lead_to

from dialogs.events import ReferralConsented
from dialogs.scenes.contact import INTERLOCUTOR
from dialogs.world import World
from referral_rules.conventions import Commitment, ConventionRow
from referral_rules.proposal import Availability

TERRITORY = "livradois-forez"
NADIA, PAUL = "cc-ambert.accueil", "cc-ambert.economie"


def agreed(**days: int) -> World:
    """The world in which Nadia, Paul and the pivot have one row each, of so many days, and nobody else has any."""
    world = packaged_world()
    territory = world.territories[TERRITORY]
    desks = {"nadia": NADIA, "paul": PAUL, "pivot": territory.pivot}
    rows = tuple(
        ConventionRow(
            structure=desks[name].split(".")[0], interlocutor=desks[name], number=1, box={},
            commitment=Commitment.MANDAT, answer_days=delay, starts_on=None, ends_on=None, review_on=None,
            default_rule=None, line=1,
        )
        for name, delay in days.items()
    )  # fmt: skip
    changed = replace(territory, directory=replace(territory.directory, conventions=rows))
    return replace(world, territories={TERRITORY: changed})


def proposed(world: World) -> Newcomer:
    return lead_to(Newcomer(world).start(), "proposition")


def promised_on(person: Newcomer) -> str:
    assert person.passage.proposal is not None
    return person.passage.proposal.promised_on


def sent(person: Newcomer) -> str:
    """What is said when the case is sent."""
    lead_to(person, "accords").tap("Nadia Brun", "Envoyer mon dossier")
    (consented,) = person.find(ReferralConsented)
    assert INTERLOCUTOR in consented.agreements
    return consented.sent.text


def test_the_proposal_and_the_consent_say_the_day_of_the_convention() -> None:
    person = proposed(agreed(nadia=3))
    assert (person.referent, promised_on(person)) == (NADIA, "2026-11-25")
    assert "d’ici mercredi 25" in person.last
    assert "mercredi 25" in sent(person)


def test_without_a_convention_the_day_is_the_territory_s() -> None:
    person = proposed(agreed(paul=3))
    assert promised_on(person) == "2026-11-27"
    assert "vendredi 27" in sent(person)


def test_the_packaged_convention_keeps_the_friday() -> None:
    person = proposed(packaged_world())
    assert person.passage.proposal is not None
    assert (person.passage.proposal.agreed_days, promised_on(person)) == (5, "2026-11-27")


def test_days_later_the_consent_counts_the_same_delay_anew() -> None:
    person = proposed(agreed(nadia=3)).wait(days=2)
    assert "vendredi 27" in sent(person)
    assert promised_on(person) == "2026-11-25", "what was shown stays as it was shown"


def test_what_was_shown_holds_when_the_convention_changes_before_the_consent() -> None:
    person = proposed(agreed(nadia=3))
    frozen = person.passage.proposal
    person.world = agreed(nadia=9)
    person.show("sticker")
    assert person.passage.proposal == frozen
    assert "mercredi 25" in sent(person)


def test_whoever_stands_in_promises_their_own_delay() -> None:
    world = agreed(nadia=3, paul=8)
    absent = replace(world, availability={TERRITORY: Availability(unavailable=frozenset({NADIA}))})
    person = proposed(absent)
    assert (person.referent, promised_on(person)) == (PAUL, "2026-12-02")


def test_somebody_else_has_a_day_of_their_own() -> None:
    person = proposed(agreed(nadia=3, pivot=4))
    while person.referent != "parc.accueil":
        person.tap("Quelqu’un d’autre")
    assert promised_on(person) == "2026-11-26"
    assert "jeudi 26" in person.last


def away(world: World, *days: tuple[date, date], who: str = NADIA) -> World:
    """The same world, in which somebody noted days away."""
    return replace(world, availability={TERRITORY: Availability(away={who: days})})


def test_somebody_away_on_every_day_up_to_the_promised_one_gives_way_before_the_proposal() -> None:
    world = away(agreed(nadia=5), (date(2026, 11, 23), date(2026, 11, 29)))
    person = proposed(world)
    assert person.referent == PAUL
    assert "en l’absence de Nadia Brun" in person.last


def test_somebody_away_on_some_of_these_days_promises_the_last_one_they_work() -> None:
    person = proposed(away(agreed(nadia=5), (date(2026, 11, 26), date(2026, 12, 4))))
    assert (person.referent, promised_on(person)) == (NADIA, "2026-11-25")
    assert "d’ici mercredi 25" in person.last


def test_days_away_after_the_promised_one_change_nothing() -> None:
    person = proposed(away(agreed(nadia=5), (date(2026, 11, 28), date(2026, 12, 31))))
    assert (person.referent, promised_on(person)) == (NADIA, "2026-11-27")


def test_an_absence_noted_between_proposal_and_consent_is_said_before_the_case_is_sent() -> None:
    person = proposed(agreed(nadia=5))
    person.world = away(person.world, (date(2026, 11, 23), date(2026, 11, 29)))
    person.show("sticker")
    assert person.referent == PAUL


def test_a_pivot_whom_nobody_stands_in_for_says_the_day_on_which_they_are_back() -> None:
    world = agreed(pivot=5)
    territory = world.territories[TERRITORY]
    pivot = territory.pivot
    everybody = frozenset(territory.directory.interlocutors) - {pivot}
    gone = Availability(unavailable=everybody, away={pivot: ((date(2026, 11, 20), date(2026, 12, 6)),)})
    person = proposed(replace(world, availability={TERRITORY: gone}))
    assert (person.referent, promised_on(person)) == (pivot, "2026-12-07")
    person.show("sticker")
    assert person.referent == pivot
