"""The packaged territory: what an animator of Livradois-Forez would check before trusting it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product

import pytest
from packaged_territories import ON, territory_of, world

from referral_rules.boxes import Among, Box, Element
from referral_rules.check import check_territory
from referral_rules.directory import Family, Status
from referral_rules.evaluate import Availability, alternatives, propose
from referral_rules.facts import INCONNU, SANS_OBJET, Facts, FactValue, OneOf
from referral_rules.follow_up_policy import FollowUpPolicy, load_policy
from referral_rules.geography import Geography
from referral_rules.ruleset import RuleSet
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

SPRING = date(2027, 2, 1)

AMBERT, THIERS, BILLOM, LEZOUX = "63003", "63430", "63040", "63195"
ARLANC, SAINT_GERMAIN_L_HERM = "63010", "63353"
TOWNS = {AMBERT: "cc-ambert", THIERS: "cc-thiers", BILLOM: "cc-billom", LEZOUX: "cc-dore-allier"}
BUSINESS = ("creation", "reprise")
STAGES = ("envie", "idee", "etude", "montage", "lancement", "activite")
EARLY, LATER = STAGES[:2], STAGES[2:]


@pytest.fixture
def livradois() -> Territory:
    return territory_of("livradois-forez")


@pytest.fixture
def geography() -> Geography:
    return world().geography


def profile(commune: str, **facts: FactValue) -> Facts:
    return {"commune": commune, **facts}


def who(territory: Territory, facts: Facts) -> str:
    """Names the referent, or fails when only the pivot's fallback answers."""
    proposal = propose(territory, facts, ON)
    assert not proposal.fallback, f"nobody but the pivot for {dict(facts)}"
    return proposal.referent.interlocutor


def appuis(territory: Territory, facts: Facts, on: date = ON) -> list[str]:
    return [target.interlocutor for target in propose(territory, facts, on).complementary]


# ---- The definition as a whole


def test_the_check_finds_nothing_to_mend(livradois: Territory) -> None:
    assert [str(finding) for finding in check_territory(livradois, ON)] == []


def test_the_network_is_as_wide_as_the_real_one(livradois: Territory) -> None:
    assert len(livradois.directory.structures) >= 18
    assert len(livradois.directory.interlocutors) >= 28
    assert len(livradois.rules.rules) >= 50
    assert {structure.family for structure in livradois.directory.structures.values()} == set(Family)


def test_the_territory_is_its_four_communities_of_communes(livradois: Territory, geography: Geography) -> None:
    assert livradois.epcis == ("200070761", "200070712", "200067627", "246301097")
    assert livradois.communes == frozenset().union(*map(geography.communes_of_epci, livradois.epcis))
    assert set(TOWNS) <= livradois.communes


def test_every_rule_has_an_example(livradois: Territory) -> None:
    assert [rule.id for rule in livradois.rules.rules if not rule.examples] == []


def test_every_interlocutor_is_named_by_a_rule(livradois: Territory) -> None:
    named = {name for rule in livradois.rules.rules for name in (*rule.referents, *rule.appuis)}
    assert set(livradois.directory.interlocutors) - named == set()


def test_the_follow_up_policy_is_the_agreed_one(livradois: Territory) -> None:
    agreed = FollowUpPolicy(region=None, reminder_working_days=(2, 4, 8))  # the last one where ten days are promised
    assert load_policy(livradois.follow_up_source) == agreed


# ---- Nobody is left to the fallback


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("town", TOWNS)
def test_each_sector_has_a_referent_at_each_stage(
    livradois: Territory, vocabulary: Vocabulary, town: str, stage: str
) -> None:
    sectors = vocabulary.facts["secteur"].values
    assert len(sectors) == 16
    for sector, form in product((*sectors, INCONNU), (*BUSINESS, INCONNU)):
        assert who(livradois, profile(town, secteur=sector, stade=stage, forme_du_projet=form))


def test_no_reachable_profile_falls_back(livradois: Territory, vocabulary: Vocabulary) -> None:
    checked = sum(1 for facts in reachable_profiles(vocabulary) if who(livradois, facts))
    assert checked > 20_000


def reachable_profiles(vocabulary: Vocabulary) -> Iterator[Facts]:
    """Every place, form, sector, stage and way of carrying that the talk can lead to."""
    facts = vocabulary.facts
    carried: list[dict[str, FactValue]] = [
        {"portage": portage, "type_collectif": SANS_OBJET}
        for portage in (*facts["portage"].values, INCONNU)
        if portage != "collectif"
    ]
    kinds = (*facts["type_collectif"].values, INCONNU)
    carried += [{"portage": "collectif", "type_collectif": kind} for kind in kinds]
    forms = (*facts["forme_du_projet"].values, INCONNU)
    for town, form, sector, carrying in product(TOWNS, forms, (*facts["secteur"].values, INCONNU), carried):
        stages = ("activite",) if form in ("developpement", "transmission") else STAGES
        for stage in stages:
            yield profile(town, forme_du_projet=form, secteur=sector, stade=stage, **carrying)


def test_the_first_welcome_is_that_of_the_place(livradois: Territory) -> None:
    for (town, structure), form, stage in product(TOWNS.items(), ("creation", "habiter", INCONNU), EARLY):
        facts = profile(town, forme_du_projet=form, secteur=INCONNU, stade=stage)
        assert who(livradois, facts) == f"{structure}.accueil"


def test_a_grouping_without_its_commune_is_enough_for_the_first_welcome(
    livradois: Territory, geography: Geography
) -> None:
    somewhere = OneOf(geography.communes_of_epci("200070761"))
    facts: Facts = {"commune": somewhere, "forme_du_projet": "reprise", "secteur": "commerce", "stade": "idee"}
    assert who(livradois, facts) == "cc-ambert.accueil"


def test_an_unknown_place_is_heard_by_the_pivot(livradois: Territory) -> None:
    for form, stage in product((*BUSINESS, INCONNU), STAGES):
        facts = profile(INCONNU, forme_du_projet=form, stade=stage, secteur="numerique")
        assert who(livradois, facts) == "parc.accueil"


def test_whoever_may_move_anywhere_for_a_job_meets_one_of_both_agencies(livradois: Territory) -> None:
    facts = profile(INCONNU, forme_du_projet="emploi", stade="idee", statut="salarie")
    assert who(livradois, facts) in ("service-emploi.ambert", "service-emploi.thiers")
    assert who(livradois, {**facts, "statut": "etudiant"}) == "mission-jeunes.accueil"


# ---- Who does what


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (profile(ARLANC, secteur="commerce", forme_du_projet="reprise", stade="etude"), "cci-puy-de-dome.ambert"),
        (profile(LEZOUX, secteur="commerce", forme_du_projet="reprise", stade="etude"), "cci-puy-de-dome.thiers"),
        (profile(AMBERT, secteur="tourisme", forme_du_projet="creation", stade="etude"), "office-tourisme.projets"),
        (profile(AMBERT, secteur="tourisme", forme_du_projet="reprise", stade="etude"), "cci-puy-de-dome.ambert"),
        (
            profile(THIERS, secteur="industrie", forme_du_projet="creation", stade="montage"),
            "cci-puy-de-dome.industrie",
        ),
        (profile(BILLOM, secteur="agriculture", forme_du_projet="creation", stade="envie"), "cc-billom.accueil"),
        (
            profile(BILLOM, secteur="agriculture", forme_du_projet="creation", stade="idee"),
            "point-installation.accueil",
        ),
        (
            profile(BILLOM, secteur="agriculture", forme_du_projet="transmission", stade="activite"),
            "chambre-agriculture-puy-de-dome.fermes",
        ),
        (
            profile(AMBERT, secteur="artisanat", forme_du_projet="developpement", stade="activite"),
            "cma-puy-de-dome.ambert",
        ),
        (profile(AMBERT, forme_du_projet="emploi", stade="envie", statut="salarie"), "service-emploi.ambert"),
        (profile(AMBERT, forme_du_projet="emploi", stade="envie", statut="etudiant"), "mission-jeunes.accueil"),
        (profile(AMBERT, forme_du_projet="habiter", stade="etude"), "info-logement.conseil"),
        (profile(AMBERT, forme_du_projet="habiter", stade="idee", rapport_au_lieu="hesite"), "parc.accueil"),
        (
            profile(AMBERT, forme_du_projet="installation_agricole", stade="idee", rapport_au_lieu="hesite"),
            "point-installation.accueil",
        ),
        (profile(AMBERT, forme_du_projet="creation", portage="structure", stade="idee"), "cc-ambert.economie"),
        (profile(AMBERT, forme_du_projet="association", stade="envie"), "parc.vie-associative"),
        (
            profile(AMBERT, forme_du_projet="association", secteur="culture_loisirs", stade="etude"),
            "bureau-culture.accueil",
        ),
    ],
)
def test_the_right_person_is_named(livradois: Territory, facts: Facts, expected: str) -> None:
    assert who(livradois, facts) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("habitat_participatif", "parc.vie-associative"),
        ("atelier_velo", "parc.vie-associative"),
        ("festival", "parc.vie-associative"),
        ("monnaie_locale", "parc.vie-associative"),
        ("lieu_partage", "tiers-lieu-thiers.accueil"),
        ("cooperative", "tremplin.projets"),
        ("autre_collectif", "parc.vie-associative"),
        (INCONNU, "parc.vie-associative"),
    ],
)
def test_a_group_meets_someone_used_to_groups_at_every_stage(livradois: Territory, kind: str, expected: str) -> None:
    for form, stage in product(("creation", "reprise", "association", "habiter"), STAGES):
        facts = profile(
            THIERS, portage="collectif", type_collectif=kind, forme_du_projet=form, secteur="commerce", stade=stage
        )
        assert who(livradois, facts) == expected


def test_the_grocery_of_arlanc_is_first_heard_by_nadia_brun(livradois: Territory) -> None:
    facts = profile(
        ARLANC,
        secteur="commerce",
        forme_du_projet="reprise",
        portage="couple",
        type_collectif=SANS_OBJET,
        taille=SANS_OBJET,
        phase=SANS_OBJET,
        but=frozenset({"en_vivre"}),
        rapport_au_lieu="envisage",
        statut="salarie",
        jalons=frozenset({"vu_lieu"}),
        besoins_projet=frozenset({"y_voir_clair", "formation"}),
        besoins_vie=frozenset({"logement", "emploi_conjoint", "ecole_garde"}),
    )
    proposal = propose(livradois, facts, ON)
    referent = livradois.directory.interlocutors[proposal.referent.interlocutor]
    relay = livradois.directory.interlocutors[str(referent.relay)]
    assert (referent.id, referent.name, referent.phone) == ("cc-ambert.accueil", "Nadia Brun", "01 99 00 12 34")
    assert relay.name == "Paul Roche"
    assert proposal.rule == "reprise-idee"
    named = [target.interlocutor for target in proposal.complementary]
    assert named[0] == "cci-puy-de-dome.ambert"
    assert set(named[1:]) == {
        "evolution-pro.conseil",
        "info-logement.conseil",
        "service-emploi.ambert",
        "cc-ambert.petite-enfance",
    }


def test_the_six_half_days_are_proposed_while_they_enrol(livradois: Territory) -> None:
    facts = profile(
        AMBERT,
        forme_du_projet="association",
        stade="idee",
        but=frozenset({"rendre_service"}),
        besoins_projet=frozenset({"rencontres"}),
    )
    proposed = {on: [target.programme for target in propose(livradois, facts, on).programmes] for on in (ON, SPRING)}
    assert proposed == {ON: [], SPRING: ["premiers-pas-2027"]}


def test_a_job_seeker_with_a_project_keeps_the_referent_and_gains_the_job_centre(livradois: Territory) -> None:
    for town, agency in ((AMBERT, "service-emploi.ambert"), (BILLOM, "service-emploi.thiers")):
        facts = profile(town, forme_du_projet="creation", secteur="habitat", stade="idee", statut="demandeur_emploi")
        assert who(livradois, facts) == f"{TOWNS[town]}.accueil"
        assert agency in appuis(livradois, facts)


def test_haute_loire_only_backs_up_the_communes_next_to_it(livradois: Territory) -> None:
    across = {name for name in livradois.directory.interlocutors if "haute-loire" in name}
    assert len(across) == 3
    assert not any(across & set(rule.referents) for rule in livradois.rules.rules)
    for sector in ("commerce", "artisanat", "agriculture"):
        facts = {"secteur": sector, "forme_du_projet": "creation", "stade": "etude"}
        for near in (ARLANC, SAINT_GERMAIN_L_HERM):
            assert across & set(appuis(livradois, profile(near, **facts)))
        assert not across & set(appuis(livradois, profile(AMBERT, **facts)))


@pytest.mark.parametrize("need", ["logement", "emploi_conjoint", "ecole_garde", "transport", "sante"])
@pytest.mark.parametrize("town", TOWNS)
def test_each_need_of_daily_life_finds_its_appui(livradois: Territory, town: str, need: str) -> None:
    facts = profile(town, forme_du_projet="creation", secteur="numerique", stade="idee", statut="salarie")
    without = set(appuis(livradois, facts))
    assert set(appuis(livradois, {**facts, "besoins_vie": frozenset({need})})) > without


def test_the_cooperative_is_never_both_referent_and_appui(livradois: Territory, vocabulary: Vocabulary) -> None:
    needs = frozenset({"tester_activite"})
    for sector, stage in product(vocabulary.facts["secteur"].values, STAGES):
        facts = profile(THIERS, forme_du_projet="creation", secteur=sector, stade=stage, besoins_projet=needs)
        named = [who(livradois, facts), *appuis(livradois, facts)]
        assert sum(name.startswith("coop-activites.") for name in named) <= 1, (sector, stage, named)


def test_money_is_spoken_of_once_the_study_is_under_way(livradois: Territory) -> None:
    needs = frozenset({"financement"})
    for town, lender in ((AMBERT, "initiative-ambert.accueil"), (LEZOUX, "initiative-thiers.accueil")):
        facts = profile(town, forme_du_projet="creation", secteur="artisanat", besoins_projet=needs)
        assert lender in appuis(livradois, {**facts, "stade": "montage"})
        assert lender not in appuis(livradois, {**facts, "stade": "envie"})


# ---- Absence, presence and rank


def test_every_referent_has_someone_to_stand_in(livradois: Territory) -> None:
    for rule in livradois.rules.rules:
        for name in rule.referents:
            substitute = livradois.directory.interlocutors[name].substitute
            assert name == livradois.pivot or substitute is not None, f"{name} has no substitute"
            assert substitute is None or livradois.directory.interlocutors[substitute].status is Status.ACTIF


def test_an_absent_referent_gives_way_and_there_is_always_somebody_else(livradois: Territory) -> None:
    facts = profile(ARLANC, forme_du_projet="reprise", secteur="commerce", stade="etude")
    away = Availability(unavailable=frozenset({"cci-puy-de-dome.ambert"}))
    target = propose(livradois, facts, ON, away).referent
    assert (target.interlocutor, target.instead_of) == ("cci-puy-de-dome.thiers", "cci-puy-de-dome.ambert")
    assert alternatives(livradois, facts, ON)[-1].interlocutor == livradois.pivot


def test_two_rules_of_equal_rank_never_name_different_people(livradois: Territory) -> None:
    assert list(ties(livradois.rules)) == []


def ties(rules: RuleSet) -> Iterator[tuple[str, str]]:
    """Gives the pairs of naming rules on a common profile that neither inclusion nor priority tells apart."""
    naming = [(number, rule) for number, rule in enumerate(rules.by_precedence) if rule.referents]
    for (first, one), (second, other) in combinations(naming, 2):
        nested = (rules.inside[first] >> second | rules.inside[second] >> first) & 1
        told_apart = nested or one.priority != other.priority or one.referents == other.referents
        if not told_apart and overlap(one.box, other.box):
            yield one.id, other.id


def overlap(one: Box, other: Box) -> bool:
    return all(meet(one[fact], other[fact]) for fact in one.keys() & other.keys())


def meet(one: Element, other: Element) -> bool:
    """Tells whether some value satisfies both; lists of several values always can."""
    if isinstance(one, Among) and isinstance(other, Among):
        return not one.values.isdisjoint(other.values)
    return True


def test_some_work_part_time_and_several_speak_english(livradois: Territory) -> None:
    people = livradois.directory.interlocutors.values()
    assert sum(1 for person in people if len(person.present_days) < 5) >= 8
    assert sum(1 for person in people if "en" in person.languages) >= 8
    assert all("fr" in person.languages for person in people)
