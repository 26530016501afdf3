"""A whole talk in each packaged territory beside Livradois-Forez, as its own front door holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.definitions import load_world
from bot.settings import Settings
from dialogs.engine import advance
from dialogs.events import QuestionShown, ShownChanged
from dialogs.inputs import Command, Input, Tap, Text
from dialogs.message import Message
from dialogs.passage import FrozenProposal, Passage
from dialogs.world import World

TALK_AT = datetime(2026, 11, 22, 19, 47, tzinfo=UTC)
LONGEST_TALK = 40  # inputs, ticks included


@dataclass(frozen=True, slots=True)
class Talk:
    """What a newcomer says (`told`), and answers to each question: option keys, ticked in turn; who is proposed."""

    territory: str
    told: str
    place: str
    answers: dict[str, tuple[str, ...]]
    referent: str
    others: tuple[str, ...]
    fallback: bool = False


ALWAYS: dict[str, tuple[str, ...]] = {
    "accueil": ("go",),
    "deja_accompagne": ("non",),
    "echeance": ("dans_l_annee",),
    "attention": ("passer",),
    "resume": ("oui",),
}
COUPLE: dict[str, tuple[str, ...]] = {
    "portage": ("couple",),
    "rapport_au_lieu": ("arrive",),
    "but": ("en_vivre", "continuer"),
    "statut": ("salarie",),
    "jalons": ("rien",),
    "besoins_projet": ("y_voir_clair", "continuer"),
    "besoins_vie": ("logement", "continuer"),
}
TALKS = (
    Talk(
        "mezenc-lignon",
        "je rêve d'ouvrir un gîte",
        "Les Estables",
        COUPLE | {"secteur": ("tourisme+creation",)},
        "mission.accueil",
        ("cc-mezenc.familles", "ateliers-de-l-idee-2027"),
    ),
    Talk(
        "aix-urfe",
        "on voudrait s'installer en maraîchage",
        "Juré",
        COUPLE | {"secteur": ("agriculture+installation_agricole",)},
        "installation-loire.premier-rendez-vous",
        ("chambre-agriculture.projets", "cc-urfe.accueil", "journees-installation-2027"),
    ),
    Talk(
        "aix-urfe",
        "ouvrir un cabinet de sophrologie",
        "Renaison",
        COUPLE
        | {
            "secteur": ("sante_bien_etre+creation",),
            "jalons": ("etude_clients", "continuer"),
            "besoins_projet": ("chiffres", "continuer"),
        },
        "site.animation",
        ("roannais.accueil",),
        fallback=True,
    ),
    Talk(
        "bourganeuf-royere",
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
        "sud-gironde",
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
    Talk(
        "diois-crestois",
        "on est une dizaine, on veut faire un habitat participatif",
        "Die",
        COUPLE
        | {
            "secteur": ("habitat+creation",),
            "portage": ("collectif",),
            "type_collectif": ("habitat_participatif",),
            "taille": ("de_5_a_15",),
            "decision": ("ensemble",),
            "phase": ("chercher_lieu",),
            "attente_elus": ("lieu", "continuer"),
            "besoins_projet": ("local", "continuer"),
        },
        "cc-diois.elus",
        ("cc-diois.developpement", "habitat-groupe.conseil", "foncier-solidaire.conseil"),
    ),
)


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.referent)
def test_a_whole_talk_ends_in_the_expected_proposal(talk: Talk) -> None:
    frozen = hold(load_world(Settings(default_territory=talk.territory)), talk)
    assert (frozen.territory, frozen.fallback) == (talk.territory, talk.fallback)
    assert frozen.referent.target == talk.referent
    others = {target.target for target in (*frozen.complementary, *frozen.programmes)}
    assert set(talk.others) <= others


def hold(world: World, talk: Talk) -> FrozenProposal:
    """Holds a talk by tapping and typing until something is proposed."""
    answers = {key: list(keys) for key, keys in (ALWAYS | talk.answers).items()}
    given: Input = Command("start")
    passage, message = Passage("abcd2345", "fr"), Message("")
    for _ in range(LONGEST_TALK):
        decision = advance(world, passage, given, TALK_AT)
        passage = decision.passage
        if passage.proposal is not None:
            return passage.proposal
        shown = [event.message for event in decision.events if isinstance(event, QuestionShown | ShownChanged)]
        message = shown[-1] if shown else message
        assert passage.shown is not None
        given = answer(passage.shown.question, message, talk, answers)
    raise AssertionError(f"nothing was proposed; last: {message.text}")


def answer(question: str, message: Message, talk: Talk, answers: dict[str, list[str]]) -> Input:
    """Types the story and the place; taps the next key of anything else."""
    typed = {"recit": talk.told, "commune": talk.place}
    if question in typed:
        return Text(typed[question])
    assert answers.get(question), f"no answer for {question}: {message.text}"
    key = answers[question].pop(0)
    tokens = [button.token for row in message.rows for button in row]
    fits = [token for token in tokens if token.rpartition(".")[2].removeprefix("+") == key]
    assert fits, f"no {key!r} for {question} among {tokens}"
    return Tap(fits[0])
