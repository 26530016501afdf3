"""Where talks end: each kind of outcome, what consent names, and what leaves without it (C1, C47, C50)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from newcomer import Newcomer
from packaged import packaged_world
from paths import TYPED, lead_to
from walker import retold

from dialogs.events import Counted, HumanRequested, ProposalFrozen, ReferralConsented
from dialogs.world import World
from referral_rules.directory import Status
from referral_rules.proposal import Availability

SPRING = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)
TERRITORY = "livradois-forez"


def changed_directory(target: str, *, status: Status | None = None) -> World:
    """The world in which an interlocutor has another status, or left (no status)."""
    world = packaged_world()
    territory = world.territories[TERRITORY]
    interlocutors = dict(territory.directory.interlocutors)
    if status is None:
        del interlocutors[target]
    else:
        interlocutors[target] = replace(interlocutors[target], status=status)
    directory = replace(territory.directory, interlocutors=interlocutors)
    return replace(world, territories={TERRITORY: replace(territory, directory=directory, content_hash="f" * 16)})


def away(*targets: str) -> World:
    """The world in which these interlocutors are away."""
    return replace(packaged_world(), availability={TERRITORY: Availability(unavailable=frozenset(targets))})


# -- C1


def test_c1_a_referent_with_a_complementary(person: Newcomer) -> None:
    lead_to(person, "proposition")
    assert person.referent == "cc-ambert.accueil"
    assert person.passage.proposal is not None
    assert "cci-puy-de-dome.ambert" in [target.target for target in person.passage.proposal.complementary]
    assert "vendredi 27" in person.last


def test_c1_a_referent_alone(world: World) -> None:
    alone = {
        "secteur": ("«agriculture",), "forme_du_projet": ("«développer mon activité",), "commune": ("«Billom",),
        "portage": ("De mon côté",), "besoins_vie": ("Rien de particulier",),
    }  # fmt: skip
    newcomer = Newcomer(world).start()
    lead_to(newcomer, "besoins_projet", alone | {"recit": ("«je suis éleveur",)})
    newcomer.send("je ne sais pas")
    lead_to(newcomer, "proposition", alone)
    assert newcomer.passage.proposal is not None
    assert not newcomer.passage.proposal.fallback
    assert newcomer.passage.proposal.complementary == ()


def test_c1_a_programme_in_its_season(world: World) -> None:
    answers = {**TYPED, "recit": ("«un café associatif pour le village",), "but": ("Rendre service ici", "Continuer")}
    answers |= {"secteur": ("«commerce",), "forme_du_projet": ("Créer",), "jalons": ("Rien encore",)}
    answers |= {"portage": ("De mon côté",), "besoins_vie": ("Rien de particulier",)}
    newcomer = lead_to(Newcomer(world, now=SPRING).start(), "besoins_projet", answers)
    newcomer.send("parler à d’autres, rencontrer d’autres, continuer")
    assert newcomer.answer("besoins_projet") == ("rencontres",)
    lead_to(newcomer, "proposition", answers)
    assert newcomer.passage.proposal is not None
    assert newcomer.passage.proposal.programmes


def test_c1_the_fallback_when_no_place_is_known(world: World) -> None:
    newcomer = lead_to(Newcomer(world).start(), "commune").send("non").tap("Je ne sais pas encore")
    lead_to(newcomer, "proposition")
    assert newcomer.referent == "parc.accueil"


def test_c1_a_collective(world: World) -> None:
    answers = {**TYPED, "recit": ("«un atelier vélo avec des copains",), "portage": ("En groupe",)}
    newcomer = Newcomer(world).start()
    lead_to(newcomer, "type_collectif", answers).tap("Un atelier vélo")
    for _ in range(20):
        if newcomer.question == "proposition":
            break
        if newcomer.question == "resume":
            newcomer.tap("C’est ça")
        elif newcomer.question == "attention":
            newcomer.tap("Passer")
        else:
            newcomer.tap(*(("Continuer",) if "Rien" in newcomer.last else newcomer.buttons[:1]))
            if newcomer.passage.draft is not None and newcomer.passage.draft.ticks:
                newcomer.tap("Continuer")
    assert newcomer.referent == "parc.vie-associative"


def test_c1_another_territory(world: World) -> None:
    newcomer = lead_to(Newcomer(world).start(), "commune").send("non").send("Clermont-Ferrand")
    assert newcomer.question == "hors_territoire"
    assert "01 99 00 90 63" in newcomer.last
    assert [event.name for event in newcomer.find(Counted)] == ["outside"]
    assert newcomer.send("Ambert").answer("commune") == "63003"
    assert lead_to(newcomer, "proposition").referent == "cc-ambert.accueil"


def test_c1_nobody_outside_is_proposed_somebody_from_here(world: World) -> None:
    newcomer = lead_to(Newcomer(world).start(), "commune").send("non").send("Clermont-Ferrand")
    for command in ("resume", "retour", "start", "modifier"):
        newcomer.command(command)
        assert not newcomer.froze
    newcomer.command("start").tap("Continuer").tap("Laisser comme avant")
    assert newcomer.question == "hors_territoire"
    newcomer.tap(newcomer.buttons[-1])
    assert newcomer.passage.stage == "closed"
    assert newcomer.start().tap("Continuer").question == "hors_territoire"


# -- the proposal stays frozen


def test_s14_showing_again_keeps_the_proposal_and_whom_it_names(person: Newcomer) -> None:
    lead_to(person, "proposition").tap("Quelqu’un d’autre")
    frozen, words = person.passage.proposal, person.last
    for _ in range(2):
        person.show("sticker").command("aide").command("contact").tap("Revenir")
        assert not person.froze
        assert (person.question, person.passage.proposal, person.last) == ("proposition", frozen, words)


def test_s14_a_proposal_of_another_day_promises_another_day(person: Newcomer) -> None:
    lead_to(person, "proposition")
    referent = person.referent
    person.wait(days=3).show("sticker")
    assert person.froze
    assert person.referent == referent
    assert person.passage.proposal is not None
    assert person.passage.proposal.promised_on > "2026-11-27"


def test_everybody_may_be_refused_and_there_is_still_a_human(person: Newcomer) -> None:
    lead_to(person, "proposition")
    seen = [person.referent]
    while "Quelqu’un d’autre" in person.buttons:
        person.tap("Quelqu’un d’autre")
        if person.question == "proposition":
            assert person.referent not in seen
            seen.append(person.referent)
    assert person.question == "humain"
    assert len(seen) >= 2


# -- C47


def test_c47_a_new_revision_does_not_disturb_a_frozen_proposal(person: Newcomer) -> None:
    lead_to(person, "accords")
    before = person.passage.proposal
    assert before is not None
    sent = retold(person, changed_directory("cma-puy-de-dome.ambert", status=Status.ACTIF))
    sent.tap("Nadia Brun", "Envoyer mon dossier")
    (consented,) = sent.find(ReferralConsented)
    assert consented.proposal == before
    assert consented.proposal.revision == packaged_world().territories[TERRITORY].content_hash


@pytest.mark.parametrize("question", ["proposition", "prenom", "accords"])
def test_c47_a_target_suspended_is_replaced_and_agreed_to_anew(person: Newcomer, question: str) -> None:
    lead_to(person, question)
    told = retold(person, changed_directory("cc-ambert.accueil", status=Status.SUSPENDU)).show("sticker")
    assert told.question == "proposition"
    assert "changement" in told.heard
    assert told.referent != "cc-ambert.accueil"
    assert not told.find(ReferralConsented)
    assert told.answer("accords") is None


@pytest.mark.parametrize("question", ["proposition", "sans_suite", "accords"])
def test_c47_a_target_that_left_the_directory_stops_nobody(person: Newcomer, question: str) -> None:
    if question == "sans_suite":
        lead_to(person, "proposition").tap("Pas maintenant")
    lead_to(person, question)
    assert person.passage.proposal is not None
    left = replace(person.passage.proposal.referent, target="ancien.bureau")
    person.passage = replace(person.passage, proposal=replace(person.passage.proposal, referent=left))
    person.send("oui")
    assert (person.question, person.referent) == ("proposition", "cc-ambert.accueil")
    assert not person.find(ReferralConsented)


def test_c47_a_target_away_at_the_last_moment_is_replaced_before_sending(person: Newcomer) -> None:
    lead_to(person, "accords")
    late = retold(person, away("cc-ambert.accueil"))
    late.tap("Nadia Brun", "Envoyer mon dossier")
    assert (late.question, late.find(ReferralConsented)) == ("proposition", [])
    assert late.referent != "cc-ambert.accueil"
    late.tap(late.buttons[0])
    assert late.question == "accords", "name and number stay, the agreements are asked again"
    late.tap(late.buttons[0], "Envoyer mon dossier")
    assert [event.proposal.referent.target for event in late.find(ReferralConsented)] == [late.referent]


# -- C50


@pytest.mark.parametrize("refusal", [("Pas maintenant", "En rester là"), ("stop",)])
def test_c50_without_consent_nothing_leaves_and_the_number_to_call_is_given(
    person: Newcomer, refusal: tuple[str, ...]
) -> None:
    lead_to(person, "proposition")
    assert "01 99 00 12 34" in person.last
    for deed in refusal:
        if deed in person.buttons:
            person.tap(deed)
        else:
            person.send(deed)
        assert not person.find(ReferralConsented)
    assert person.passage.stage == "paused"
    assert person.passage.agreements == ()


def test_c50_no_talk_is_sent_before_the_agreement_was_ticked(person: Newcomer) -> None:
    consented = 0
    for question in ("proposition", "prenom", "coordonnees", "mode_contact", "moments", "accords"):
        lead_to(person, question)
        consented += len(person.find(ReferralConsented))
    person.tap("Réunion des partenaires", "Envoyer mon dossier")
    assert consented == 0
    assert not person.find(ReferralConsented)
    person.tap("Nadia Brun", "Envoyer mon dossier")
    (event,) = person.find(ReferralConsented)
    assert event.agreements == ("interlocutor", "partners")


def test_c50_calling_oneself_is_written_in_the_referral(person: Newcomer) -> None:
    lead_to(person, "proposition").tap("Je préfère appeler")
    lead_to(person, "preparation")
    assert [event.newcomer_calls for event in person.find(ReferralConsented)] == [True]


def test_a_human_is_asked_only_with_a_number(person: Newcomer) -> None:
    lead_to(person, "but").command("contact").tap("Qu’on me rappelle")
    assert not person.find(HumanRequested)
    person.send("euh")
    assert (person.question, person.find(HumanRequested)) == ("rappel", [])
    person.send("01 99 00 44 55")
    assert [(event.why, event.phone) for event in person.find(HumanRequested)] == [("contact", "01 99 00 44 55")]
    assert person.question == "but"


def test_an_agreement_can_be_taken_back_even_when_the_referent_has_left(person: Newcomer) -> None:
    lead_to(person, "preparation").tap("Non merci")
    left = retold(person, changed_directory("cc-ambert.accueil"))
    left.send("bonjour")
    assert left.question == "suite"
    left.tap("Mes accords")
    assert left.question == "retrait"
    left.tap(left.buttons[0])
    assert left.passage.agreements == ()


def test_the_frozen_proposal_is_announced_once_per_showing(person: Newcomer) -> None:
    lead_to(person, "resume").tap("C’est ça")
    assert len(person.find(ProposalFrozen)) == 1
