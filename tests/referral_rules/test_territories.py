"""The packaged territories: six networks, each with its own way of sharing the work out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import combinations, pairwise, product

import pytest
from packaged_territories import ALL_SIX, ON, TOWNS, each_of_the_six, every_territory, territory_of, world

from bot.casework.follow_up import ReferralHistory, due_steps
from bot.settings import PACKAGED_TERRITORIES
from referral_rules.boxes import Among
from referral_rules.check import check_territory
from referral_rules.directory import Family, Status
from referral_rules.evaluate import propose
from referral_rules.facts import INCONNU, SANS_OBJET, Facts, FactValue
from referral_rules.follow_up_policy import load_policy
from referral_rules.geography import normalise_place
from referral_rules.proposal import Proposal
from referral_rules.working_days import Calendar

STAGES = ("envie", "idee", "etude", "montage", "lancement", "activite")
LATER = STAGES[2:]
OPEN_FORMS = ("creation", "reprise", INCONNU)


def profile(name: str, **facts: FactValue) -> Facts:
    """A profile, in the first town of a territory unless said; what isn't given was not asked."""
    return {"commune": TOWNS[name][0], **facts}


def proposed(name: str, **facts: FactValue) -> Proposal:
    return propose(territory_of(name), profile(name, **facts), ON)


def appuis(proposal: Proposal) -> list[str]:
    return [target.interlocutor for target in proposal.complementary]


def ticked(*values: str) -> frozenset[str]:
    return frozenset(values)


# ---- Each definition as a whole


@every_territory
def test_the_check_finds_nothing_to_mend(name: str) -> None:
    assert [str(finding) for finding in check_territory(territory_of(name), ON)] == []


@every_territory
def test_nobody_who_waits_is_forgotten_for_a_week(name: str) -> None:
    """From the notification to the relief something happens every four working days, however late the promised day."""
    territory = territory_of(name)
    policy = load_policy(territory.follow_up_source)
    calendar = Calendar(policy)
    monday = calendar.opening(date(2027, 1, 4))
    promised = {row.answer_days for row in territory.directory.conventions if row.answer_days}
    for days in promised | {policy.promise_working_days}:
        history = ReferralHistory("sent", monday, calendar.promised_on(monday, days), notified_at=monday)
        steps = [step for step in due_steps(policy, calendar, history) if step.kind in ("remind", "escalate")]
        assert steps[-1].kind == "escalate"
        moments = [monday.date(), *(calendar.today(step.due_at) for step in steps)]
        for before, after in pairwise(moments):
            assert after <= calendar.add_working_days(before, 4), f"promised within {days}"


@every_territory
def test_each_rule_is_titled_explained_and_tried(name: str) -> None:
    rules = territory_of(name).rules.rules
    assert len(rules) >= 20
    for rule in rules:
        assert rule.title.fr, rule.id
        assert rule.examples, rule.id
    assert sum(len(rule.counter_examples) for rule in rules) >= 5


@each_of_the_six
def test_each_file_says_who_decided_what(name: str) -> None:
    for path in sorted((PACKAGED_TERRITORIES / name).rglob("*.yaml")):
        head = "".join(line for line in path.read_text("utf-8").splitlines()[:6] if line.startswith("#"))
        assert head, path
        assert path.name == "annuaire.yaml" or re.search("Décidé|décidé|Écrit|Ajouté", head), path


@every_territory
def test_everyone_in_the_directory_is_proposed_or_stands_in(name: str) -> None:
    territory = territory_of(name)
    named = {who for rule in territory.rules.rules for who in (*rule.referents, *rule.appuis)} | {territory.pivot}
    people = territory.directory.interlocutors
    stand_ins = {people[who].substitute for who in named}
    left = {who for who, person in people.items() if person.status is Status.INACTIF}
    assert set(people) - named - stand_ins == left
    assert all(people[who].substitute in named for who in left)
    assert len(territory.directory.structures) >= 10
    assert {structure.family for structure in territory.directory.structures.values()} == set(Family)


def test_who_is_away_gives_way_and_who_has_left_is_never_proposed() -> None:
    away, left = ("diois-crestois", "appui-groupes.statuts"), ("aix-urfe", "cc-urfe.ancien-accueil")
    statuses = {
        (name, desk.id): desk.status
        for name in ALL_SIX
        for desk in territory_of(name).directory.interlocutors.values()
        if not desk.is_active
    }
    assert statuses == {away: Status.SUSPENDU, left: Status.INACTIF}
    asks: Facts = {"portage": "collectif", "phase": "preciser", "besoins_projet": ticked("juridique")}
    stand_in = next(
        target for target in proposed("diois-crestois", **asks).complementary if target.instead_of == away[1]
    )
    assert stand_in.interlocutor == "appui-groupes.vie-de-groupe"


@each_of_the_six
def test_entries_were_verified_lately_by_people_who_know_them(name: str) -> None:
    directory = territory_of(name).directory
    assert all(date(2026, 9, 1) <= (each.verified_on or date.min) <= ON for each in directory.structures.values())
    by = {each.verified_by for each in directory.structures.values()}
    assert len(by) >= 3
    assert by <= {desk.name for desk in directory.interlocutors.values()}


@every_territory
def test_every_outcome_has_its_example(name: str) -> None:
    territory = territory_of(name)
    reached: set[str] = set()
    for rule in territory.rules.rules:
        day = max(ON, rule.starts_on or ON)
        for example in rule.examples:
            proposal = propose(territory, example.facts, day)
            reached |= {"group"} if example.facts.get("portage") == "collectif" else set()
            reached |= {"programme"} if proposal.programmes else set()
            reached |= {"with appuis"} if proposal.complementary else {"alone"}
    assert reached == {"alone", "with appuis", "programme", "group"}


@every_territory
def test_who_has_answered_nothing_but_the_place_is_heard_by_the_pivot(name: str) -> None:
    proposal = proposed(name)
    assert (proposal.referent.interlocutor, proposal.fallback) == (territory_of(name).pivot, True)


@each_of_the_six
def test_who_has_not_chosen_a_place_is_heard_by_the_pivot_for_a_reason(name: str) -> None:
    for form in ("creation", "habiter", INCONNU):
        facts: Facts = {"commune": INCONNU, "forme_du_projet": form, "secteur": INCONNU, "stade": "envie"}
        found = propose(territory_of(name), facts, ON)
        assert (found.referent.interlocutor, found.fallback) == (territory_of(name).pivot, False)


@each_of_the_six
def test_the_reason_of_having_no_place_is_given_to_nobody_who_has_one(name: str) -> None:
    rules = [rule for rule in territory_of(name).rules.rules if rule.box["commune"] == Among(frozenset({INCONNU}))]
    assert bool(rules) == (name not in ("mezenc-lignon", "bourganeuf-royere"))  # there, one door for all places
    for rule in rules:
        assert rule.referents
        assert all(example.facts["commune"] == INCONNU for example in rule.examples)


def test_no_commune_and_no_name_belongs_to_two_territories() -> None:
    territories = world().territories.values()
    assert len(territories) == 6
    for one, other in combinations(territories, 2):
        assert one.communes.isdisjoint(other.communes), (one.id, other.id)
        assert {one.name.lower(), *one.names}.isdisjoint({other.name.lower(), *other.names}), (one.id, other.id)


@every_territory
def test_no_other_name_hides_a_grouping_that_says_more(name: str) -> None:
    groupings = [epci.name.partition(" ")[2] for epci in world().geography.epcis.values()]
    said = {normalise_place(re.sub("^(du|des|de|d')[ ]?", "", grouping)) for grouping in groupings}
    assert "pays d urfe" in said
    assert said.isdisjoint(map(normalise_place, territory_of(name).names))


@every_territory
def test_every_town_stands_for_one_grouping(name: str) -> None:
    communes = world().geography.communes
    assert {communes[town].epci for town in TOWNS[name]} == set(territory_of(name).epcis)


@every_territory
def test_neighbours_outside_are_sent_to_their_own_departement(name: str) -> None:
    territory = territory_of(name)
    communes = world().geography.communes
    for departement in {communes[town].departement for town in TOWNS[name]}:
        found = territory.find_outside_contact(departement)
        assert found is not None
        assert found.departement == departement
    assert [outside for outside in territory.outside if outside.departement is None] == [territory.outside[-1]]


def test_only_the_team_that_shares_an_office_hands_over_by_itself() -> None:
    policies = {name: load_policy(territory_of(name).follow_up_source) for name in TOWNS}
    assert {name for name, policy in policies.items() if policy.reassignment == "automatique"} == {"bourganeuf-royere"}
    assert {policy.region for policy in policies.values()} == {None}


# ---- Nobody is left out, but where the network says so


def nowhere(form: str, sector: str, stage: str) -> bool:
    return False


UNSIGNED = {"services_personne", "sante_bien_etre", "culture_loisirs", "environnement_energie", "autre", INCONNU}
BUSINESSES = {*OPEN_FORMS, "developpement", "transmission"}
# Where a network's own files say that nobody but the pivot answers, by form, sector and stage.
NO_PARTNER: dict[str, Callable[[str, str, str], bool]] = {
    "aix-urfe": lambda form, sector, stage: form in BUSINESSES and sector in UNSIGNED and stage in LATER,
    "sud-gironde": lambda form, sector, stage: form == "transmission" and sector != "agriculture",
    "diois-crestois": lambda form, sector, stage: form == "emploi",
}


@every_territory
def test_each_sector_has_a_referent_at_each_stage_but_where_the_files_say_nobody(name: str) -> None:
    territory, nobody, known = (
        territory_of(name),
        NO_PARTNER.get(name, nowhere),
        world().vocabulary.facts,
    )
    forms = (*known["forme_du_projet"].values, INCONNU)
    sectors = (*known["secteur"].values, INCONNU)
    for town, form, sector in product(TOWNS[name], forms, sectors):
        for stage in ("activite",) if form in ("developpement", "transmission") else STAGES:
            facts: Facts = {
                "commune": town, "forme_du_projet": form, "secteur": sector, "stade": stage,
                "portage": "seul", "type_collectif": SANS_OBJET, "phase": SANS_OBJET, "but": frozenset(),
                "rapport_au_lieu": "habite", "statut": "salarie", "besoins_vie": frozenset(),
            }  # fmt: skip
            assert propose(territory, facts, ON).fallback == nobody(form, sector, stage), (town, form, sector, stage)


@every_territory
def test_a_group_has_a_referent_whatever_it_carries_and_wherever_it_stands(name: str) -> None:
    territory, known = territory_of(name), world().vocabulary.facts
    kinds = (*known["type_collectif"].values, INCONNU)
    phases = (*known["phase"].values, INCONNU)
    for town, kind, phase, stage in product(TOWNS[name], kinds, phases, STAGES):
        facts: Facts = {
            "commune": town, "portage": "collectif", "type_collectif": kind, "phase": phase, "stade": stage,
            "forme_du_projet": "emploi", "secteur": INCONNU, "besoins_vie": SANS_OBJET, "statut": SANS_OBJET,
        }  # fmt: skip
        assert not propose(territory, facts, ON).fallback, (town, kind, phase, stage)


# ---- Each network keeps its character


def test_the_mission_listens_from_the_bare_wish_and_stays_for_good() -> None:
    territory = territory_of("mezenc-lignon")
    assert territory.fil_rouge == "mission"
    assert {who for rule in territory.rules.rules for who in rule.referents} == {territory.pivot}
    for sector, stage in product((INCONNU, "commerce", "agriculture"), STAGES):
        found = proposed("mezenc-lignon", forme_du_projet="creation", secteur=sector, stade=stage)
        assert (found.referent.interlocutor, found.fallback) == ("mission.accueil", False)


def test_the_mission_links_the_three_families() -> None:
    needs = ticked("local", "formation", "financement")
    found = proposed(
        "mezenc-lignon", forme_du_projet="reprise", secteur="commerce", stade="montage", besoins_projet=needs
    )
    people = territory_of("mezenc-lignon").directory.interlocutors
    assert {people[who].structure.family for who in appuis(found)} == set(Family)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"forme_du_projet": "creation", "secteur": "agriculture", "stade": "envie"}, "cc-urfe.accueil"),
        (
            {"forme_du_projet": "creation", "secteur": "agriculture", "stade": "etude"},
            "installation-loire.premier-rendez-vous",
        ),
        ({"forme_du_projet": "reprise", "secteur": "agriculture", "stade": "montage"}, "chambre-agriculture.projets"),
        (
            {"forme_du_projet": "transmission", "secteur": "agriculture", "stade": "activite"},
            "installation-loire.repertoire",
        ),
        ({"forme_du_projet": "reprise", "secteur": "restauration", "stade": "etude"}, "cci-roanne.commerce"),
        ({"forme_du_projet": "reprise", "secteur": "bois_foret", "stade": "etude"}, "cma-loire.reprise"),
        ({"forme_du_projet": "creation", "secteur": "bois_foret", "stade": "etude"}, "cma-loire.artisans"),
        ({"forme_du_projet": "creation", "secteur": "sante_bien_etre", "stade": "etude"}, "site.animation"),
    ],
)  # fmt: skip
def test_the_convention_says_who_does_what(facts: dict[str, FactValue], expected: str) -> None:
    assert proposed("aix-urfe", **facts).referent.interlocutor == expected


def test_the_platform_lends_and_never_leads() -> None:
    assert not any("plateforme.comite" in rule.referents for rule in territory_of("aix-urfe").rules.rules)
    money = ticked("financement")
    facts: Facts = {"forme_du_projet": "creation", "secteur": "commerce", "besoins_projet": money}
    assert "plateforme.comite" in appuis(proposed("aix-urfe", **facts, stade="montage"))
    assert "plateforme.comite" not in appuis(proposed("aix-urfe", **facts, stade="etude"))


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        (("logement", "ecole_garde", "emploi_conjoint"), "pole.logement"),
        (("ecole_garde", "emploi_conjoint"), "pole.familles"),
        (("emploi_conjoint", "sante"), "pole.emploi"),
        ((), "cci-creuse.commerce"),
    ],
)
def test_life_comes_before_the_trade_for_whoever_arrives(needs: tuple[str, ...], expected: str) -> None:
    facts: Facts = {
        "forme_du_projet": "reprise",
        "secteur": "commerce",
        "stade": "etude",
        "besoins_vie": ticked(*needs),
    }
    arriving = proposed("bourganeuf-royere", **facts, rapport_au_lieu="arrive")
    settled = proposed("bourganeuf-royere", **facts, rapport_au_lieu="habite")
    assert arriving.referent.interlocutor == expected
    assert "cci-creuse.commerce" in (expected, *appuis(arriving))
    assert settled.referent.interlocutor == "cci-creuse.commerce"


def test_one_session_of_first_steps_enrols_at_a_time_then_the_incubator() -> None:
    territory = territory_of("sud-gironde")
    for programme in territory.directory.programmes.values():
        assert programme.starts_on is not None
        assert programme.ends_on is not None
        assert "places" in programme.description or "projets" in programme.description
    useful = profile(
        "sud-gironde", forme_du_projet="creation", secteur="services_personne", but=ticked("rendre_service")
    )
    days = {"autumn": date(2026, 10, 3), "november": ON, "january": date(2027, 1, 5), "february": date(2027, 2, 3)}
    offered = {
        (when, stage): [each.programme for each in propose(territory, {**useful, "stade": stage}, on).programmes]
        for (when, on), stage in product(days.items(), ("idee", "montage"))
    }
    langon, la_reole, incubator = "premiers-pas-langon-2027", "premiers-pas-la-reole-2027", "incubateur-2027"
    assert offered == {
        ("autumn", "idee"): [],
        ("autumn", "montage"): [],
        ("november", "idee"): [langon],
        ("november", "montage"): [incubator],
        ("january", "idee"): [langon],
        ("january", "montage"): [incubator],
        ("february", "idee"): [la_reole],
        ("february", "montage"): [incubator],
    }


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        ("se_rencontrer", "appui-groupes.vie-de-groupe"),
        ("preciser", "habitat-groupe.conseil"),
        ("chercher_lieu", "cc-diois.elus"),
        ("faire", "cc-diois.developpement"),
    ],
)
def test_the_phase_says_whom_a_group_needs(phase: str, expected: str) -> None:
    group: Facts = {"portage": "collectif", "type_collectif": "habitat_participatif", "forme_du_projet": "habiter"}
    assert proposed("diois-crestois", **group, phase=phase, stade="etude").referent.interlocutor == expected


def test_a_group_with_no_village_yet_is_shown_both_valleys() -> None:
    group: Facts = {"portage": "collectif", "type_collectif": "festival", "forme_du_projet": "association"}
    found = proposed("diois-crestois", **group, commune=INCONNU, phase="chercher_lieu", stade="idee")
    assert (found.referent.interlocutor, found.fallback) == ("maison.accueil", False)


def test_peers_of_each_kind_stay_beside_the_group_and_elected_people_can_be_met() -> None:
    group: Facts = {"portage": "collectif", "forme_du_projet": "association", "stade": "etude"}
    peers = {
        kind: appuis(proposed("diois-crestois", **group, type_collectif=kind, phase="chercher_lieu"))
        for kind in ("atelier_velo", "festival", "monnaie_locale")
    }
    assert "atelier-velo.equipe" in peers["atelier_velo"]
    assert "regie-festivals.conseil" in peers["festival"]
    assert "monnaie.animation" in peers["monnaie_locale"]
    met = proposed("diois-crestois", **group, phase="se_rencontrer", besoins_projet=ticked("appui_elus"))
    assert "cc-diois.elus" in appuis(met)
