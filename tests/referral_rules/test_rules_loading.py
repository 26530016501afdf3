"""Loading: nothing is retyped, names resolve, the revision is named by its content."""

from __future__ import annotations

from datetime import date

import pytest
from small_territory import DIRECTORY, RULES, TERRITORY, small_geography, small_sources, small_territory

from referral_rules.boxes import Among, ContainsAll, ContainsAny
from referral_rules.contacts import FICTION_PREFIX
from referral_rules.derive import derive, sources
from referral_rules.directory import WORKING_WEEK, Family, Pronoun
from referral_rules.errors import Report, UnknownFactError
from referral_rules.facts import INCONNU, SANS_OBJET, FactKind, FactValue, OneOf
from referral_rules.loader import content_hash
from referral_rules.source import plain, read_source
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

RULE = "- regle: r\n  titre: t\n  referent: cc.accueil\n  motif: m\n"


def box_of(vocabulary: Vocabulary, addition: str) -> dict[str, object]:
    territory = small_territory(vocabulary, regles=RULE + addition)
    return dict(territory.rules.rules[0].box)


def test_yaml_is_kept_as_written() -> None:
    report = Report()
    node = read_source("a: 01004\nb: on\nc: 12:30\nd: [no, ~, 1e3, 2026-01-02]\n", "x.yaml", report)
    assert node is not None
    assert plain(node) == {"a": "01004", "b": "on", "c": "12:30", "d": ["no", "~", "1e3", "2026-01-02"]}
    assert report.findings == []


def test_territory_holds_its_communes_zones_and_names(territory: Territory) -> None:
    assert territory.communes == {"63003", "63010", "63057", "63430", "63901", "63902"}
    assert territory.zones["thiers"] == {"63430", "63902"}
    assert (territory.id, territory.names, territory.pivot) == ("petit-pays", ("le pays",), "parc.accueil")
    assert territory.follow_up_source == {"fuseau": "Europe/Paris", "promesse_jours": "5"}
    assert territory.retention_months == 12


def test_outside_contact_by_departement_then_everywhere(territory: Territory) -> None:
    nearby, elsewhere = territory.find_outside_contact("43"), territory.find_outside_contact("69")
    assert nearby is not None
    assert elsewhere is not None
    assert (nearby.name, elsewhere.name) == ("Accueil 43", "Accueil de France")


def test_directory_completes_short_names_and_defaults(territory: Territory) -> None:
    desk = territory.directory.interlocutors["cc.accueil"]
    assert desk.substitute == desk.relay == "cc.economie"
    assert desk.present_days == {0, 1, 3}
    assert (desk.pronoun, desk.languages, desk.structure.family) == (
        Pronoun.ELLE,
        ("fr", "en"),
        Family.NEEDS_AND_OPPORTUNITIES,
    )
    colleague = territory.directory.interlocutors["cc.economie"]
    assert colleague.present_days == WORKING_WEEK
    assert colleague.phone == "01 99 00 11 00"  # the structure's
    assert territory.directory.structures["cc"].interlocutors == ("cc.accueil", "cc.economie")


def test_programme_is_over_after_its_last_day(territory: Territory) -> None:
    programme = territory.directory.programmes["premiers-pas"]
    assert not programme.is_over(date(2027, 3, 12))
    assert programme.is_over(date(2027, 3, 13))


def test_numbers_reserved_for_fiction_are_taken_and_written_one_way(vocabulary: Vocabulary) -> None:
    directory = DIRECTORY.replace("01 99 00 12 00", "+33 1 99.00.12.00")
    structure = small_territory(vocabulary, annuaire=directory).directory.structures["cci"]
    assert structure.phone == "01 99 00 12 00"
    assert FICTION_PREFIX == "+33199"


def test_area_is_the_union_minus_what_is_left_out(vocabulary: Vocabulary) -> None:
    area = "  territoire: {epci: [CC Ambert Livradois Forez], communes: [Thiers], communes_sauf: ['63901', Arlanc]}\n"
    assert box_of(vocabulary, area)["commune"] == Among(frozenset({"63003", "63057", "63430"}))


def test_area_may_reach_beyond_the_territory(vocabulary: Vocabulary) -> None:
    by_name = box_of(vocabulary, "  territoire: {departements: [Haute-Loire]}\n")
    by_code = box_of(vocabulary, "  territoire: {departements: ['43']}\n")
    assert by_name["commune"] == by_code["commune"] == Among(frozenset({"43040"}))


def test_a_place_not_chosen_yet_is_written_as_such_alone_or_beside_communes(vocabulary: Vocabulary) -> None:
    alone = small_territory(vocabulary, regles=RULE + "  territoire: {communes: [inconnu]}\n")
    assert alone.rules.rules[0].box["commune"] == Among(frozenset({INCONNU}))
    beside = box_of(vocabulary, "  territoire: {communes: [Arlanc, inconnu]}\n")["commune"]
    assert beside == Among(frozenset({"63010", INCONNU}))
    somewhere = OneOf(frozenset({"63003", "63010"}))  # an EPCI is known, its commune not yet
    matched = {place: bool(alone.rules.matched({"commune": place})) for place in (INCONNU, "63003", somewhere)}
    assert matched == {INCONNU: True, "63003": False, somewhere: False}
    assert not alone.rules.verdicts({"commune": somewhere})[1], "who has chosen an EPCI is not without a place"


def test_only_exceptions_means_the_whole_territory_but_these(vocabulary: Vocabulary) -> None:
    area = box_of(vocabulary, "  territoire: {communes_sauf: [Thiers]}\n")["commune"]
    assert area == Among(frozenset({"63003", "63010", "63057", "63901", "63902"}))


def test_old_names_lead_to_todays_commune(vocabulary: Vocabulary) -> None:
    area = box_of(vocabulary, "  territoire: {communes: [vieux bourg]}\n")["commune"]
    assert area == Among(frozenset({"63003"}))


def test_no_area_means_the_whole_territory_and_an_undecided_place(vocabulary: Vocabulary) -> None:
    area = box_of(vocabulary, "")["commune"]
    assert isinstance(area, Among)
    assert INCONNU in area.values
    assert "43040" not in area.values


def test_ordered_conditions_expand_to_values(vocabulary: Vocabulary) -> None:
    box = box_of(vocabulary, "  si: {stade: {au_moins: idee, au_plus: montage}}\n")
    assert box["stade"] == Among(frozenset({"idee", "etude", "montage"}))


def test_sauf_accepts_neither_inconnu_nor_sans_objet(vocabulary: Vocabulary) -> None:
    element = box_of(vocabulary, "  si: {statut: {sauf: [retraite]}}\n")["statut"]
    assert isinstance(element, Among)
    assert element.values.isdisjoint({"retraite", INCONNU, SANS_OBJET})
    assert len(element.values) == 7


def test_lists_of_several_and_of_one(vocabulary: Vocabulary) -> None:
    both = box_of(vocabulary, "  si: {besoins_projet: {contient_tous: [local, aides]}}\n")
    one = box_of(vocabulary, "  si: {besoins_projet: {contient_tous: [local]}}\n")
    assert both["besoins_projet"] == ContainsAll(frozenset({"local", "aides"}))
    assert one["besoins_projet"] == ContainsAny(frozenset({"local"}))


def test_a_condition_that_accepts_everything_is_dropped(vocabulary: Vocabulary) -> None:
    every = "envie, idee, etude, montage, lancement, activite"
    assert "stade" not in box_of(vocabulary, f"  si: {{stade: [{every}]}}\n")


def test_revision_is_named_by_content(territory: Territory, vocabulary: Vocabulary) -> None:
    again = small_territory(vocabulary)
    changed = small_territory(vocabulary, regles=RULES + "\n# a word more\n")
    assert again.content_hash == territory.content_hash != changed.content_hash
    assert len(territory.content_hash) == 16
    assert content_hash({"a": "bc"}) != content_hash({"ab": "c"})
    assert content_hash(small_sources()) == content_hash(dict(reversed(small_sources().items())))


def test_mission_keeps_the_thread(vocabulary: Vocabulary) -> None:
    mission = TERRITORY.replace("fil_rouge: par_regle", "fil_rouge: mission")
    assert small_territory(vocabulary, territoire=mission).fil_rouge == "mission"


def test_vocabulary_says_facts_and_values(vocabulary: Vocabulary) -> None:
    assert vocabulary.facts["jalons"].kind is FactKind.MULTIPLE
    assert not vocabulary.facts["jalons"].for_rules
    assert vocabulary.label("secteur", "commerce", "en") == "shop"
    assert vocabulary.label("commune", "63010", "fr") == "63010"
    assert vocabulary.label("secteur", INCONNU, "fr") == "pas encore décidé"
    assert vocabulary.words("secteur", "fr") == "secteur"
    assert vocabulary.close_match("secteurs") == "secteur"
    assert vocabulary.close_match("artisant", "secteur") == "artisanat"
    assert vocabulary.close_match("zzz", "secteur") is None
    with pytest.raises(UnknownFactError, match="did you mean 'commerce'"):
        vocabulary.label("secteur", "comerce", "fr")


def test_stage_is_derived_by_the_first_row_that_holds(vocabulary: Vocabulary) -> None:
    answered: dict[str, FactValue] = {
        "forme_du_projet": "reprise",
        "phase": SANS_OBJET,
        "jalons": frozenset({"vu_lieu", "budget"}),
    }
    assert derive(vocabulary, answered)["stade"] == "montage"
    assert derive(vocabulary, answered | {"jalons": frozenset()})["stade"] == "envie"
    assert derive(vocabulary, answered | {"jalons": INCONNU})["stade"] == "envie"
    assert derive(vocabulary, {"forme_du_projet": "developpement"})["stade"] == "activite"
    assert derive(vocabulary, answered | {"stade": "idee"})["stade"] == "idee"


def test_unasked_milestones_leave_stages_reachable(vocabulary: Vocabulary) -> None:
    known: dict[str, FactValue] = {"forme_du_projet": "reprise", "jalons": frozenset({"budget"})}
    assert derive(vocabulary, known)["stade"] == OneOf(frozenset({"activite", "montage"}))
    (derivation,) = vocabulary.derivations
    assert sources(derivation, known) == {"phase"}
    assert sources(derivation, {"forme_du_projet": "transmission"}) == frozenset()


def test_one_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        OneOf(frozenset())


def test_small_geography_has_two_communes_of_one_name() -> None:
    assert len(small_geography().find_by_name("saint martin")) == 2
