"""What is said of two revisions: rules by title, words, the territory and its directory; and the last cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date

import pytest

from bot.rules.comparison import compare, find_changes, find_replay, replay
from bot.rules.worlds import load_rules
from dialogs.world import World
from referral_rules.facts import Facts
from referral_rules.outcome import Extra
from referral_rules.territory import Territory
from storage.store import Store
from tests.referred_cases import FARM, LF, SUNDAY, TAKEOVER, refer
from tests.revisions.changed_rules import NEW_REFERENT, OLD_REFERENT, RULE, cut, file_of, moved, without_extras

ON = date(2026, 11, 22)
LONE = b"""
  - structure: maison-neuve
    nom: Maison neuve
    famille: expertise
    commune: Ambert
    telephone: 01 99 00 11 99
    courriel: maison@example.org
"""
NOBODY = "Personne n’est orienté autrement."
Files = dict[str, bytes]


def loaded(world: World, files: Files) -> Territory:
    territory, findings = load_rules(world, LF, files)
    assert territory is not None, findings
    return territory


def said(world: World, files: Files, changed: Files) -> list[str]:
    """The sentences, with ordinary spaces."""
    lines = compare(world, loaded(world, files), loaded(world, changed), ON).lines
    return [line.replace("\u202f", " ") for line in lines]


def edited(name: str, old: str, new: str) -> Callable[[Files], Files]:
    """An edit of one place in one file."""

    def edit(files: Files) -> Files:
        text = files[name].decode()
        assert old in text, f"{old!r} is not in {name}"
        return {**files, name: text.replace(old, new, 1).encode()}

    return edit


def in_rule(old: bytes, new: bytes) -> Callable[[Files], Files]:
    """An edit within the rule."""

    def edit(files: Files) -> Files:
        head, rule, rest = cut(files[file_of(files)])
        assert old in rule
        return {**files, file_of(files): head + rule.replace(old, new, 1) + rest}

    return edit


def test_an_appui_who_becomes_the_referent_is_told_once(world: World, files: Files) -> None:
    lines = said(world, files, moved(files))
    assert lines[0] == f"Règle modifiée (référents) : « Reprise, encore une idée » ({RULE})."
    assert [line.partition(" : ")[0] for line in lines[1:]] == [
        "Passe de Nadia Brun (Communauté de communes Ambert Livradois Forez)"
        " à Paul Roche (Communauté de communes Ambert Livradois Forez)"
    ]


def test_what_goes_later_is_said_with_its_day(world: World, files: Files) -> None:
    lines = said(world, files, without_extras(files))
    appui = "N’est plus proposé en appui : Isabelle Vernet (CCI (chambre de commerce et d’industrie) du Puy-de-Dôme) : "
    assert any(line.startswith(appui) for line in lines)
    cafes = "« Cafés des nouveaux habitants » ("
    assert any(line.startswith(f"Parcours qui n’est plus proposé : {cafes}") for line in lines)
    later = "À partir du 4 janvier 2027 : parcours qui n’est plus proposé : « Premiers pas, six demi-journées » ("
    assert any(line.startswith(later) for line in lines)
    back = [line.replace("\u202f", " ") for line in compare(world, *reversed(both(world, files)), ON).lines]
    assert any(line.startswith("Est proposé en plus, en appui : Isabelle Vernet (") for line in back)
    assert any(line.startswith(f"Parcours proposé en plus : {cafes}") for line in back)
    assert NOBODY not in [*lines, *back]


def both(world: World, files: Files) -> tuple[Territory, Territory]:
    return loaded(world, files), loaded(world, without_extras(files))


def test_a_rule_that_is_not_in_force_is_listed_with_its_reason(world: World, files: Files) -> None:
    later = in_rule(b"  etat: active\n", b"  etat: active\n  valable_du: 2027-03-01\n")(files)
    first = f"Règle modifiée (début) : « Reprise, encore une idée » ({RULE}), à partir du 1er mars 2027."
    assert said(world, files, later)[0] == first
    draft = in_rule(b"  etat: active\n", b"  etat: brouillon\n")(files)
    assert (
        said(world, files, draft)[0] == f"Règle modifiée (état) : « Reprise, encore une idée » ({RULE}), en brouillon."
    )


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (in_rule(b"titre: Reprise, encore", b"titre: La reprise, encore"),
         [f"Règle modifiée (titre) : « La reprise, encore une idée » ({RULE}) ; rien ne change pour personne, seule la"
          " fiche du référent dit ce titre.", NOBODY]),
        (in_rule(b"aide \xc3\xa0 y voir clair", b"aide \xc3\xa0 voir clair"),
         [f"Règle modifiée (motif) : « Reprise, encore une idée » ({RULE}) ; les mêmes interlocuteurs, avec d’autres"
          " mots.", "Personne n’est orienté autrement, mais certains liront d’autres mots."]),
        (in_rule(b"pour les commerces", b"pour des commerces"),
         [f"Règle modifiée (motifs des appuis) : « Reprise, encore une idée » ({RULE}) ; les mêmes interlocuteurs, avec"
          " d’autres mots.", "Personne n’est orienté autrement, mais certains liront d’autres mots."]),
        (in_rule(b"  exemples:", b"  # Un commentaire.\n  exemples:"),
         ["Seuls changent des exemples, des commentaires ou la présentation : rien ne change pour personne.", NOBODY]),
        (lambda files: files, [NOBODY]),
    ],
    ids=["title", "reason", "reason of an appui", "comment", "nothing"],
)  # fmt: skip
def test_words_are_told_from_what_they_mean(
    world: World, files: Files, edit: Callable[[Files], Files], expected: list[str]
) -> None:
    assert said(world, files, edit(files)) == expected


def test_somebody_out_of_service_moves_their_people(world: World, files: Files) -> None:
    directory = files["annuaire.yaml"]
    at = directory.index(b"interlocuteur: accueil", directory.index(b"structure: cc-ambert"))
    lines = said(world, files, {**files, "annuaire.yaml": directory[:at] + b"statut: inactif, " + directory[at:]})
    assert lines[0].startswith("Dans l’annuaire, modifié : Nadia Brun (")
    assert any(line.startswith("Passe de Nadia Brun (") and " à Paul Roche (" in line for line in lines)


# -- the territory and its directory


def with_one_more_epci(files: Files) -> Files:
    return edited("territoire.yaml", '"246301097"]\n\n', '"246301097", "200070407"]\n\n')(files)


EDITS: dict[str, tuple[Callable[[Files], Files], str]] = {
    "name": (edited("territoire.yaml", "\nnom: ", "\nnom: Le "), "Le territoire s’appelle désormais « Le Livradois-Fo"),
    "name_of": (edited("territoire.yaml", "nom_de: du", "nom_de: de notre"), "On dira « l’accueil de notre Livradois"),
    "name_within": (edited("territoire.yaml", "nom_dans: en", "nom_dans: dans le"), "On dira « l’accueil du Livradois"),
    "names": (edited("territoire.yaml", "[livradois, ", "["), "Les autres noms du territoire changent."),
    "epcis": (with_one_more_epci, "Entre dans le territoire : dans la CA Agglo Pays d"),
    "communes": (with_one_more_epci, "Entre dans le territoire : dans la CA Agglo Pays d"),
    "zones": (edited("territoire.yaml", "      - Arlanc\n", ""), "Parmi les zones, modifié : lisiere-haute-loire."),
    "pivot": (edited("territoire.yaml", "pivot: parc.accueil", "pivot: cc-ambert.accueil"), "Le pivot devient Nadia"),
    "pivot_reason": (edited("territoire.yaml", "Plutôt que de", "Au lieu de"), "Le motif du pivot change : "),
    "fil_rouge": (edited("territoire.yaml", "par_regle", "mission"), "Le fil rouge devient le pivot."),
    "directory": (edited("annuaire.yaml", "nom: Premiers pas, six", "nom: Pas à pas, six"),
                  "Parmi les parcours, modifié : « Pas à pas, six demi-journées »."),
    "follow_up_source": (edited("suivi.yaml", "promesse_jours: 5", "promesse_jours: 6"), "Les délais de relance"),
    "outside": (edited("territoire.yaml", "01 99 00 90 63", "01 99 00 90 64"), "Les contacts donnés hors"),
    "retention_months": (edited("territoire.yaml", "mois: 12", "mois: 24"), "Un dossier clos est gardé 24 mois, "),
    "shows_structures": (edited("territoire.yaml", "fil_rouge", "chiffres_du_comite: structures\nfil_rouge"),
                         "Le comité voit désormais les chiffres de chaque structure."),
    "impossible": (edited("impossibles.yaml", "statut: [etudiant]", "statut: [salarie]"), "Les profils tenus pour imp"),
    "explanations": (edited("explications.yaml", "Ni la hâte", "Ni l’urgence"), "Les avertissements que le réseau"),
}  # fmt: skip


def test_every_part_of_a_territory_has_its_edit() -> None:
    assert EDITS.keys() == {field.name for field in fields(Territory)} - {"id", "rules", "content_hash"}


@pytest.mark.parametrize("part", EDITS)
def test_no_part_of_a_territory_changes_in_silence(world: World, files: Files, part: str) -> None:
    edit, expected = EDITS[part]
    changed = edit(files)
    assert getattr(loaded(world, files), part) != getattr(loaded(world, changed), part)
    assert [line for line in said(world, files, changed) if line.startswith(expected)]


def test_another_fil_rouge_refers_otherwise_though_the_rules_name_the_same(world: World, files: Files) -> None:
    changed = EDITS["fil_rouge"][0](files)
    assert said(world, files, changed) == [
        "Le fil rouge devient le pivot.",
        "Les règles nomment les mêmes personnes, mais une autre reste le fil rouge.",
    ]
    assert find_changes(world, loaded(world, files), loaded(world, changed), ON).refers_otherwise


def test_the_directory_says_who_comes_and_goes_and_is_deaf_to_comments(world: World, files: Files) -> None:
    told = said(world, files, edited("annuaire.yaml", "delai_jours: 5", "delai_jours: 6")(files))
    assert told == [
        "La convention change (qui fait quoi, délais promis) : Communauté de communes Ambert Livradois Forez.",
        NOBODY,
    ]
    alone = {**files, "annuaire.yaml": files["annuaire.yaml"].replace(b"\nparcours:\n", LONE + b"\nparcours:\n", 1)}
    assert "Parmi les structures, en plus : Maison neuve." in said(world, files, alone)
    assert "Parmi les structures, en moins : Maison neuve." in said(world, alone, files)
    commented = {**files, "annuaire.yaml": b"# Un commentaire.\n" + files["annuaire.yaml"]}
    assert said(world, files, commented)[1:] == [NOBODY]


# -- the last cases


def test_the_last_cases_are_routed_again_on_both_engines(store: Store, world: World, files: Files) -> None:
    old, new = loaded(world, files), loaded(world, moved(files))
    epci = next(code for code in old.epcis if "63010" in world.geography.communes_of_epci(code))
    refer(store, old, TAKEOVER, FARM, {**TAKEOVER, "commune": f"epci:{epci}"}, {"secteur": "commerce"}, TAKEOVER)
    with store.read() as work:
        found = find_replay(work, world, old, new, ON)
        lines = [line.replace("\u202f", " ") for line in replay(work, world, old, new, ON)]
        latest = find_replay(work, world, old, new, ON, cases=2)
    assert (found.cases, found.without_commune, found.moved) == (5, 1, 3)
    assert [(one.before, one.after, one.cases) for one in found.rerouted] == [((OLD_REFERENT,), (NEW_REFERENT,), 3)]
    assert lines[0] == "3 des 5 derniers dossiers iraient ailleurs."
    assert lines[1].startswith("3 : de Nadia Brun (")
    assert (latest.cases, latest.moved) == (2, 1)
    with store.begin() as work:
        work.people.erase(5, SUNDAY)
    with store.read() as work:
        assert find_replay(work, world, old, new, ON).moved == 2, "an erased case is nobody's"


def test_cases_count_for_what_is_proposed_besides_the_referent(store: Store, world: World, files: Files) -> None:
    old, new = both(world, files)
    newcomer: Facts = {"commune": "63010", "rapport_au_lieu": "habite", "besoins_vie": frozenset({"vie_locale"})}
    refer(store, old, TAKEOVER, TAKEOVER, FARM, newcomer)
    with store.read() as work:
        found = find_replay(work, world, old, new, ON)
        lines = [line.replace("\u202f", " ") for line in replay(work, world, old, new, ON)]
    assert (found.moved, found.other_appuis, found.other_programmes) == (0, 2, 1)
    assert [(one.extra, one.appears, one.cases) for one in found.supplemented] == [
        (Extra.APPUI, False, 2),
        (Extra.PROGRAMME, False, 1),
    ]
    assert lines[:2] == [
        "Aucun des 4 derniers dossiers n’irait ailleurs.",
        "2 auraient d’autres appuis, 1 aurait d’autres parcours.",
    ]
    assert lines[2].startswith("2 sans un appui d’aujourd’hui : Isabelle Vernet (")
    assert lines[3].startswith("1 sans un parcours d’aujourd’hui : « Cafés des nouveaux habitants » (")
