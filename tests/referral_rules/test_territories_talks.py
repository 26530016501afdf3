"""Each packaged territory talked through, from the first word to the sending, for each kind of end that it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pytest
from packaged_territories import ALL_SIX

from bot.rules.definitions import load_world
from bot.settings import Settings
from dialogs.engine import advance
from dialogs.events import Event, ProposalFrozen, QuestionShown, ReferralConsented, ShownChanged
from dialogs.inputs import Command, Input, Tap, Text
from dialogs.message import Message
from dialogs.passage import FrozenProposal, Passage
from dialogs.world import World
from referral_rules.kinds import Kind

TALK_AT = datetime(2026, 11, 22, 19, 47, tzinfo=UTC)
LONGEST_TALK = 60  # inputs, ticks included
PROMISED = {  # as each network's follow-up counts working days from that Sunday evening
    "mezenc-lignon": "jeudi 26",
    "sud-gironde": "jeudi 26",
    "livradois-forez": "vendredi 27",
    "aix-urfe": "vendredi 27",
    "bourganeuf-royere": "vendredi 27",
    "diois-crestois": "mardi 1er",
}
SOONER = {"maison.accueil": "vendredi 27", "appui-groupes.vie-de-groupe": "vendredi 27"}  # by their own conventions
PHONE = "01 99 00 56 78"
NOWHERE = ""  # the newcomer has no place yet

Answers = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Talk:
    """What a newcomer says (`told`), and answers to each question: option keys, ticked in turn; who is proposed.

    Attributes:
        kinds: the ends that this talk shows.
        referent: who is proposed; for a place outside, the phone number that is told instead.
        others: appuis and programmes that must be named besides.
    """

    kinds: tuple[str, ...]
    told: str
    place: str
    answers: Answers
    referent: str
    others: tuple[str, ...] = ()


ALWAYS: Answers = {
    "accueil": ("go",),
    "deja_accompagne": ("non",),
    "echeance": ("dans_l_annee",),
    "attention": ("passer",),
    "resume": ("oui",),
    "proposition": ("oui",),
    "mode_contact": ("sms",),
    "accords": ("interlocutor", "envoyer"),
}
ALONE: Answers = {
    "portage": ("seul",),
    "rapport_au_lieu": ("habite",),
    "but": ("en_vivre", "continuer"),
    "statut": ("salarie",),
    "jalons": ("rien",),
    "besoins_projet": ("chiffres", "continuer"),
    "besoins_vie": ("rien",),
}
COUPLE = ALONE | {
    "portage": ("couple",),
    "rapport_au_lieu": ("arrive",),
    "besoins_projet": ("y_voir_clair", "continuer"),
    "besoins_vie": ("logement", "continuer"),
}
GROUP = ALONE | {
    "portage": ("collectif",),
    "taille": ("de_5_a_15",),
    "decision": ("ensemble",),
    "phase": ("preciser",),
    "attente_elus": ("lieu", "continuer"),
    "besoins_projet": ("local", "continuer"),
}


def shop(**answers: tuple[str, ...]) -> Answers:
    """Somebody alone, settled there, who thinks of opening a shop."""
    return ALONE | {"secteur": ("commerce+creation",)} | answers


def web(**answers: tuple[str, ...]) -> Answers:
    """Somebody alone who wants to live on making web sites."""
    return ALONE | {"secteur": ("numerique+creation",)} | answers


def bike_group(**answers: tuple[str, ...]) -> Answers:
    """A group that thinks of a bike workshop."""
    return GROUP | {"secteur": ("artisanat+association",), "type_collectif": ("atelier_velo",)} | answers


SHOP = "ouvrir une petite épicerie"
STUDIED = ("etude_clients", "continuer")
BIKES = "un atelier vélo avec des amis"
TALKS: Mapping[str, tuple[Talk, ...]] = {
    "livradois-forez": (
        Talk(("alone",), "m'installer comme développeur web", "Ambert", web(), "cc-ambert.accueil"),
        Talk(
            ("appuis",),
            "reprendre l'épicerie d'Arlanc",
            "Arlanc",
            COUPLE | {"secteur": ("commerce+reprise",)},
            "cc-ambert.accueil",
            ("cci-puy-de-dome.ambert", "info-logement.conseil"),
        ),
        Talk(
            ("programme",),
            SHOP,
            "Courpière",
            shop(jalons=("parle_autour", "continuer"), besoins_projet=("autres", "tester_activite", "continuer")),
            "cc-thiers.accueil",
            ("mise-a-l-essai-2027",),
        ),
        Talk(("group",), BIKES, "Ambert", bike_group(), "parc.vie-associative", ("cc-ambert.economie",)),
        Talk(("no_place",), SHOP, NOWHERE, shop(), "parc.accueil"),
        Talk(("outside",), SHOP, "Clermont-Ferrand", shop(), "01 99 00 90 63"),
    ),
    "mezenc-lignon": (
        Talk(("alone",), SHOP, "Tence", shop(), "mission.accueil"),
        Talk(
            ("appuis", "programme"),
            "je rêve d'ouvrir un gîte",
            "Les Estables",
            COUPLE | {"secteur": ("tourisme+creation",)},
            "mission.accueil",
            ("cc-mezenc.familles", "ateliers-de-l-idee-2027"),
        ),
        Talk(
            ("group",), BIKES, "Le Chambon-sur-Lignon", bike_group(), "mission.accueil",
            ("vie-associative.appui", "cc-haut-lignon.economie"),
        ),
        Talk(("no_place",), SHOP, NOWHERE, shop(), "mission.accueil"),
        Talk(("outside",), SHOP, "Saint-Agrève", shop(), "01 99 00 91 29"),
    ),
    "aix-urfe": (
        Talk(("alone",), SHOP, "Champoly", shop(), "cc-urfe.accueil"),
        Talk(
            ("appuis", "programme"),
            "on voudrait s'installer en maraîchage",
            "Juré",
            COUPLE | {"secteur": ("agriculture+installation_agricole",)},
            "installation-loire.premier-rendez-vous",
            ("chambre-agriculture.projets", "cc-urfe.accueil", "journees-installation-2027"),
        ),
        Talk(("group",), BIKES, "Renaison", bike_group(), "maison-associations.appui", ("roannais.economie",)),
        Talk(
            ("fallback",),
            "ouvrir un cabinet de sophrologie",
            "Renaison",
            shop(secteur=("sante_bien_etre+creation",), jalons=STUDIED, besoins_vie=("logement", "continuer")),
            "site.animation",
            ("roannais.accueil",),
        ),
        Talk(("no_place",), SHOP, NOWHERE, shop(), "site.animation"),
        Talk(("outside",), SHOP, "Montbrison", shop(), "01 99 00 90 39"),
    ),
    "bourganeuf-royere": (
        Talk(("alone",), SHOP, "Bourganeuf", shop(jalons=STUDIED), "cci-creuse.commerce"),
        Talk(
            ("appuis",),
            "reprendre une auberge au bord du lac avec ma compagne",
            "Royère-de-Vassivière",
            COUPLE
            | {
                "secteur": ("restauration+reprise",),
                "jalons": ("vu_chiffres", "continuer"),
                "besoins_projet": ("chiffres", "continuer"),
            },
            "pole.logement",
            ("cci-creuse.commerce",),
        ),
        Talk(
            ("programme",),
            "reprendre une auberge au bord du lac avec ma compagne",
            "Royère-de-Vassivière",
            COUPLE | {"secteur": ("restauration+reprise",), "rapport_au_lieu": ("hesite",), "besoins_vie": ("rien",)},
            "pole.accueil",
            ("semaine-d-essai-2027",),
        ),
        Talk(("group",), BIKES, "Royère-de-Vassivière", bike_group(), "associations.appui"),
        Talk(("no_place",), SHOP, NOWHERE, shop(), "pole.accueil"),
        Talk(("outside",), SHOP, "Limoges", shop(), "01 99 00 91 49"),
    ),
    "sud-gironde": (
        Talk(("alone",), SHOP, "Bazas", shop(), "cc-bazadais.accueil"),
        Talk(
            ("appuis", "programme"),
            "monter une ressourcerie pour donner du travail à des gens d'ici",
            "Bazas",
            COUPLE
            | {
                "secteur": ("environnement_energie+association",),
                "portage": ("seul",),
                "but": ("rendre_service", "continuer"),
            },
            "atelier-idees.premiers-pas",
            ("cc-bazadais.accueil", "premiers-pas-langon-2027"),
        ),
        Talk(("group",), BIKES, "La Réole", bike_group(), "atelier-idees.premiers-pas"),
        Talk(
            ("fallback",),
            "céder mon épicerie",
            "Bazas",
            ALONE | {"secteur": ("liste", "g:vendre", "commerce"), "forme_du_projet": ("autres", "transmission")},
            "reseau.accueil",
        ),
        Talk(("no_place",), SHOP, NOWHERE, shop(), "reseau.accueil"),
        Talk(("outside",), SHOP, "Bordeaux", shop(), "01 99 00 90 59"),
    ),
    "diois-crestois": (
        Talk(("alone",), SHOP, "Die", shop(), "maison.accueil"),
        Talk(
            ("appuis", "group"),
            "on est une dizaine, on veut faire un habitat participatif",
            "Die",
            GROUP
            | {
                "secteur": ("habitat+creation",),
                "type_collectif": ("habitat_participatif",),
                "phase": ("chercher_lieu",),
            },
            "cc-diois.elus",
            ("cc-diois.developpement", "habitat-groupe.conseil", "foncier-solidaire.conseil"),
        ),
        Talk(
            ("programme", "group"), BIKES, "Luc-en-Diois", bike_group(phase=("se_rencontrer",)),
            "appui-groupes.vie-de-groupe", ("decider-ensemble-2027",),
        ),
        Talk(
            ("fallback",),
            "je cherche un emploi dans une épicerie",
            "Die",
            ALONE | {"secteur": ("commerce+emploi",), "besoins_projet": ("y_voir_clair", "continuer")},
            "maison.accueil",
        ),
        Talk(("no_place",), "m'installer comme développeur web", NOWHERE, web(jalons=STUDIED), "maison.accueil"),
        Talk(("outside",), SHOP, "Montélimar", shop(), "01 99 00 90 69"),
    ),
}  # fmt: skip


@cache
def world_of(territory: str) -> World:
    return load_world(Settings(default_territory=territory))


def each_talk() -> Iterator[object]:
    for name, talks in TALKS.items():
        for number, talk in enumerate(talks):
            yield pytest.param(name, talk, id=f"{name}-{number}-{'-'.join(talk.kinds)}")


def test_each_territory_is_talked_through_for_every_end_that_it_has() -> None:
    assert set(TALKS) == set(ALL_SIX)
    for name, talks in TALKS.items():
        has_gaps = any(explanation.kind is Kind.GAP for explanation in world_of(name).territories[name].explanations)
        ends = {"alone", "appuis", "programme", "group", "no_place", "outside"} | ({"fallback"} if has_gaps else set())
        assert {kind for talk in talks for kind in talk.kinds} == ends


@pytest.mark.parametrize(("name", "talk"), [*each_talk()])
def test_a_whole_talk_ends_as_its_network_decided(name: str, talk: Talk) -> None:
    held = hold(world_of(name), talk)
    if "outside" in talk.kinds:
        assert talk.referent in held.last.text
        assert held.proposal is None
        assert not [event for event in held.events if isinstance(event, ProposalFrozen)]
        return
    assert held.proposal is not None
    assert (held.proposal.territory, held.proposal.referent.target) == (name, talk.referent)
    assert held.proposal.fallback == ("fallback" in talk.kinds)
    appuis = {target.target for target in held.proposal.complementary}
    programmes = {target.target for target in held.proposal.programmes}
    assert set(talk.others) <= appuis | programmes
    assert not ("alone" in talk.kinds and appuis | programmes)
    assert bool(programmes) == ("programme" in talk.kinds)
    (consented,) = [event for event in held.events if isinstance(event, ReferralConsented)]
    assert consented.proposal.referent == held.proposal.referent
    assert "interlocutor" in held.passage.agreements


@pytest.mark.parametrize(("name", "talk"), [*each_talk()])
def test_the_newcomer_reads_who_why_and_by_when(name: str, talk: Talk) -> None:
    held = hold(world_of(name), talk)
    if held.proposal is None:
        return
    desk = world_of(name).territories[name].directory.interlocutors[talk.referent]
    texts = [event.message.text for event in held.events if isinstance(event, QuestionShown)]
    (shown,) = {text for text in texts if held.proposal.referent.reason in text}
    agreed = {} if held.proposal.fallback else SOONER  # whom nobody agreed to take is called by the network's own day
    assert f"d’ici {agreed.get(talk.referent, PROMISED[name])}" in shown
    assert desk.name in shown
    assert desk.phone in shown
    assert "None" not in shown
    assert "{" not in shown


@dataclass(slots=True)
class Held:
    """A talk that was held: the last passage, every event, the last message and what was proposed."""

    passage: Passage
    events: list[Event]
    last: Message
    proposal: FrozenProposal | None = None


def hold(world: World, talk: Talk) -> Held:
    """Holds a talk by tapping and typing until it is sent, or sent elsewhere."""
    answers = {key: list(keys) for key, keys in (ALWAYS | talk.answers).items()}
    given: Input = Command("start")
    held = Held(Passage("abcd2345", "fr"), [], Message(""))
    for _ in range(LONGEST_TALK):
        decision = advance(world, held.passage, given, TALK_AT)
        held.passage = decision.passage
        held.proposal = held.passage.proposal or held.proposal
        held.events += decision.events
        shown = [event.message for event in decision.events if isinstance(event, QuestionShown | ShownChanged)]
        held.last = shown[-1] if shown else held.last
        done = any(isinstance(event, ReferralConsented) for event in decision.events)
        if done or held.passage.shown is None or held.passage.shown.question == "hors_territoire":
            return held
        given = answer(held.passage.shown.question, held.last, talk, answers)
    raise AssertionError(f"the talk has no end; last: {held.last.text}")


def answer(question: str, message: Message, talk: Talk, answers: dict[str, list[str]]) -> Input:
    """Types what is typed; taps the next key of anything else."""
    typed = {"recit": talk.told, "commune": talk.place, "prenom": "Samira", "coordonnees": PHONE}
    if typed.get(question):
        return Text(typed[question])
    keys = answers.get(question) or (["inconnu"] if question == "commune" else [])
    assert keys, f"no answer for {question}: {message.text}"
    key = keys.pop(0)
    tokens = [button.token for row in message.rows for button in row]
    fits = [token for token in tokens if token.rpartition(".")[2].removeprefix("+") == key]
    assert fits, f"no {key!r} for {question} among {tokens}"
    return Tap(fits[0])
