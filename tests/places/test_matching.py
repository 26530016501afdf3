"""What people type when asked where, and the place they mean."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from noisy_places import noisy_variants

from dialogs.places import PlaceKind, PlaceMatcher
from referral_rules.geography import Geography

SEEDS = (63600, 1, 2, 3)
WANTED_TOP_1 = 0.95
WANTED_TOP_3 = 0.98


@pytest.mark.parametrize("seed", SEEDS)
def test_noisy_variants_come_first(geography: Geography, matcher: PlaceMatcher, seed: int) -> None:
    variants = noisy_variants(geography, seed, 300)
    found = [[each.code for each in matcher.match(variant.typed).candidates] for variant in variants]
    first = sum(codes[:1] == [variant.code] for codes, variant in zip(found, variants, strict=True))
    among_three = sum(variant.code in codes[:3] for codes, variant in zip(found, variants, strict=True))
    assert first >= WANTED_TOP_1 * len(variants)
    assert among_three >= WANTED_TOP_3 * len(variants)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sure_answer_is_hardly_ever_wrong(geography: Geography, matcher: PlaceMatcher, seed: int) -> None:
    matched = [(matcher.match(each.typed), each.code) for each in noisy_variants(geography, seed, 300)]
    sure = [(match.candidates[0].code, code) for match, code in matched if match.verdict == "sure"]
    assert len(sure) > 200
    assert sum(found != meant for found, meant in sure) <= 0.01 * len(sure)


def test_generator_gives_the_same_variants_for_the_same_seed(geography: Geography) -> None:
    assert noisy_variants(geography, 7, 50) == noisy_variants(geography, 7, 50)
    assert noisy_variants(geography, 7, 50) != noisy_variants(geography, 8, 50)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("arlanc", "Arlanc (63220)"),
        ("Arlanc 63220", "Arlanc (63220)"),
        ("63220 Arlanc", "Arlanc (63220)"),
        ("Arlanc 63", "Arlanc (63220)"),
        ("Thiers puy de dôme", "Thiers (63300)"),
        ("thiers (63)", "Thiers (63300)"),
        ("brioude en haute-loire", "Brioude (43100)"),
        ("c'est à côté d'Ambert", "Ambert (63600)"),
        ("vers Thiers", "Thiers (63300)"),
        ("vers tiers", "Thiers (63300)"),
        ("je suis d'arlanc", "Arlanc (63220)"),
        ("près de St Anthème", "Saint-Anthème (63660)"),
        ("stanthème", "Saint-Anthème (63660)"),
        ("saintferreoldescotes", "Saint-Ferréol-des-Côtes (63600)"),
        ("marsca en livradois", "Marsac-en-Livradois (63940)"),
        ("st germain lherm", "Saint-Germain-l'Herm (63630)"),
        ("saint-bonnet-le-bourg, puy-de-dôme", "Saint-Bonnet-le-Bourg (63630)"),
        ("lachaisedieu", "La Chaise-Dieu (43160)"),
        ("au puy en velay", "Le Puy-en-Velay (43000)"),
        ("Ambert (Puy-de-Dôme, 63)", "Ambert (63600)"),
        ("à 10 km d'Ambert", "Ambert (63600)"),
        ("pres d ambert ds le 63", "Ambert (63600)"),
        ("I live near Ambert", "Ambert (63600)"),
        ("Lyon 7ème", "Lyon (69)"),
        ("paris", "Paris (75)"),
        ("clermont fd", "Clermont-Ferrand (63)"),
        ("monistorl sur loire", "Monistrol-sur-Loire (43120)"),
        ("bas en basse", "Bas-en-Basset (43210)"),
        ("Chaméane", "Le Vernet-Chaméane (63580)"),
        ("lyon", "Lyon (69)"),
        ("lyon 3e", "Lyon (69)"),
        ("Lyon 69003", "Lyon (69003)"),
        ("Paris 11", "Paris (75)"),
        ("issoire 99999", "Issoire (63500)"),
        ("Ambert Auvergne", "Ambert (63600)"),
        ("job", "Job (63990)"),
        ("billom", "Billom (63160)"),
    ],
)
def test_one_commune_is_sure(matcher: PlaceMatcher, typed: str, label: str) -> None:
    match = matcher.match(typed)
    assert (match.verdict, [each.label for each in match.candidates]) == ("sure", [label])
    assert match.candidates[0].kind is PlaceKind.COMMUNE


@pytest.mark.parametrize(
    ("typed", "kind", "code"),
    [
        ("Ambert Livradois Forez", PlaceKind.EPCI, "200070761"),
        ("Billom communauté", PlaceKind.EPCI, "200067627"),
        ("la comcom d'ambert", PlaceKind.EPCI, "200070761"),
        ("thiers dore et montagne", PlaceKind.EPCI, "200070712"),
        ("entre dore et allier", PlaceKind.EPCI, "246301097"),
        ("livradois", PlaceKind.TERRITORY, "livradois-forez"),
        ("quelque part dans le livradois-forez", PlaceKind.TERRITORY, "livradois-forez"),
    ],
)
def test_wider_places_are_found(matcher: PlaceMatcher, typed: str, kind: PlaceKind, code: str) -> None:
    match = matcher.match(typed)
    assert match.verdict == "sure"
    assert [(each.kind, each.code) for each in match.candidates] == [(kind, code)]


def test_labels_of_wider_places_are_their_names(matcher: PlaceMatcher) -> None:
    assert matcher.match("livradois").candidates[0].label == "Livradois-Forez"
    assert matcher.match("ambert livradois forez").candidates[0].label == "CC Ambert Livradois Forez"


@pytest.mark.parametrize("typed", ["63600", "63 600", "dans le 63600"])
def test_a_shared_postcode_offers_its_ten_communes(matcher: PlaceMatcher, typed: str) -> None:
    match = matcher.match(typed)
    assert match.verdict == "choose"
    assert len(match.candidates) == 10
    assert match.candidates[0].label == "Ambert (63600)"


def test_a_postcode_of_one_commune_is_sure(matcher: PlaceMatcher) -> None:
    match = matcher.match("97400")
    assert (match.verdict, match.candidates[0].label) == ("sure", "Saint-Denis (97400)")


def test_a_postcode_chooses_among_homonyms(matcher: PlaceMatcher) -> None:
    assert [each.label for each in matcher.match("Saint-Just 42540").candidates] == ["Saint-Just-la-Pendue (42540)"]
    assert [each.code for each in matcher.match("Saint-Just 63600").candidates] == ["63371"]
    assert [each.label for each in matcher.match("saint just 34400").candidates] == ["Saint-Just (34400)"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("saint just", "Saint-Just (63600)"),
        ("Saint-Martin", "Saint-Martin-des-Olmes (63600)"),
        ("marsac", "Marsac-en-Livradois (63940)"),
        ("ris", "Ris (63290)"),
        ("st amant", "Saint-Amant-Roche-Savine (63890)"),
    ],
)
def test_homonyms_are_offered_with_the_expected_area_first(matcher: PlaceMatcher, typed: str, first: str) -> None:
    match = matcher.match(typed)
    assert match.verdict == "choose"
    assert match.candidates[0].label == first
    assert 2 <= len(match.candidates) <= 7
    assert len({each.code for each in match.candidates}) == len(match.candidates)


def test_another_prior_changes_the_first_homonym(geography: Geography, matcher: PlaceMatcher) -> None:
    herault = geography.communes_of_departement("34")
    assert matcher.match("saint just", prior=herault).candidates[0].label == "Saint-Just (34400)"


@pytest.mark.parametrize("typed", ["entre Ambert et Arlanc", "Ambert, ou Arlanc", "plutôt Arlanc voire Ambert"])
def test_two_places_in_one_answer_are_both_offered(matcher: PlaceMatcher, typed: str) -> None:
    match = matcher.match(typed)
    assert match.verdict == "choose"
    assert {each.label for each in match.candidates} == {"Ambert (63600)", "Arlanc (63220)"}


def test_two_places_are_never_sure_even_when_one_is_expected(matcher: PlaceMatcher) -> None:
    match = matcher.match("Clermont ferrand ou thiers")
    assert match.verdict == "choose"
    assert {each.label for each in match.candidates} == {"Thiers (63300)", "Clermont-Ferrand (63)"}


def test_a_departement_named_like_a_commune_elsewhere_is_asked(matcher: PlaceMatcher) -> None:
    assert matcher.match("loire").verdict == "choose"
    assert matcher.match("haute-loire").verdict == "unsure"


def test_a_place_lost_in_a_sentence_asks_for_a_yes(matcher: PlaceMatcher) -> None:
    match = matcher.match("ma grand-mère avait une maison à olliergues quand j'étais petit")
    assert match.verdict == "choose"
    assert [each.label for each in match.candidates] == ["Olliergues (63880)"]


@pytest.mark.parametrize(
    "typed",
    [
        *("", "   ", "🙂🙂", "مرحبا بكم", "\u202e\u200f", "\ud800", "\x00", "…", "63", "puy de dome", "saint"),
        *(
            "je ne sais pas",
            "n'importe où",
            "pas encore décidé",
            "à la campagne",
            "auvergne",
            "ds le 63",
            "bonjour",
            "oui",
            "xyz",
            "qsdfghjklm",
            "a" * 5000,
            "ambert " * 900,
        ),
    ],
)
def test_what_names_no_place_is_unsure_at_once(matcher: PlaceMatcher, typed: str) -> None:
    matcher.match("ambert")
    start = time.perf_counter()
    match = matcher.match(typed)
    assert (match.verdict, match.candidates) == ("unsure", ())
    assert time.perf_counter() - start < 0.2  # seconds, on a busy machine; usually a thousandth of that


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(matcher: PlaceMatcher, typed: str) -> None:
    match = matcher.match(typed)
    assert (match.verdict == "unsure") == (not match.candidates)
    assert match.verdict != "sure" or len(match.candidates) == 1
    assert all(0 <= each.score <= 100 for each in match.candidates)


@given(
    st.lists(
        st.sampled_from(
            [
                "st",
                "s/",
                "63600",
                "63",
                "2a",
                "comcom",
                "d'",
                "saint",
                "ambert",
                "loire",
                "le",
                "à",
                "ou",
                "cc",
                "99999",
            ]
        ),
        max_size=9,
    )
)
def test_any_heap_of_place_words_gets_an_answer(matcher: PlaceMatcher, words: list[str]) -> None:
    match = matcher.match(" ".join(words))
    assert len(match.candidates) <= 10
    assert (match.verdict == "unsure") == (not match.candidates)


def test_every_commune_of_the_territory_is_found_by_its_name(
    geography: Geography, matcher: PlaceMatcher, prior: frozenset[str]
) -> None:
    for code in prior:
        assert matcher.match(geography.communes[code].name).candidates[0].code == code
