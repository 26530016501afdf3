"""Every scene by its name: the dialog's questions by their kind, and the scenes between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogs.flow import FAREWELL, OUTSIDE, PROPOSAL, RETURN, SENDING, SUMMARY, WELCOME
from dialogs.scenes.asking import ChoiceScene, QuestionScene, TextScene
from dialogs.scenes.care import (
    AGE,
    CALLBACK,
    HUMAN,
    AgeScene,
    CallbackScene,
    HumanScene,
    OutsideScene,
)
from dialogs.scenes.contact import AgreementsScene, ReachScene
from dialogs.scenes.emergency import PREFIX, SCREENS, STRAIN, EmergencyScene, StrainScene
from dialogs.scenes.housekeeping import (
    FORGET,
    REPLACE,
    WITHDRAW,
    FarewellScene,
    ForgetScene,
    ReplaceScene,
    ReturnScene,
    WithdrawScene,
)
from dialogs.scenes.opening import (
    CONTACT_PLACE,
    SOMETHING_ELSE,
    ContactPlaceScene,
    SomethingElseScene,
    WelcomeScene,
)
from dialogs.scenes.place import PlaceScene
from dialogs.scenes.proposal import (
    PREPARATION,
    WITHOUT,
    PreparationScene,
    ProposalScene,
    SendingScene,
    WithoutScene,
)
from dialogs.scenes.sector import SectorScene
from dialogs.scenes.summary import CORRECTION, CorrectionScene, SummaryScene
from dialogs.scenes.ticks import TicksScene
from dialogs.schema import Dialog, Kind, Question
from dialogs.step import Scene

QUESTION_SCENES: Mapping[Kind, Callable[[Question], QuestionScene]] = {
    Kind.TEXTE: TextScene,
    Kind.CHOIX: ChoiceScene,
    Kind.MULTIPLE: TicksScene,
    Kind.COMMUNE: PlaceScene,
    Kind.SECTEUR: SectorScene,
    Kind.COORDONNEES: ReachScene,
    Kind.ACCORDS: AgreementsScene,
}

OTHER_SCENES: Mapping[str, Scene] = {
    WELCOME: WelcomeScene(),
    CONTACT_PLACE: ContactPlaceScene(),
    SOMETHING_ELSE: SomethingElseScene(),
    SUMMARY: SummaryScene(),
    CORRECTION: CorrectionScene(),
    PROPOSAL: ProposalScene(),
    WITHOUT: WithoutScene(),
    SENDING: SendingScene(),
    PREPARATION: PreparationScene(),
    STRAIN: StrainScene(),
    AGE: AgeScene(),
    HUMAN: HumanScene(),
    CALLBACK: CallbackScene(),
    OUTSIDE: OutsideScene(),
    RETURN: ReturnScene(),
    FORGET: ForgetScene(),
    REPLACE: ReplaceScene(),
    FAREWELL: FarewellScene(),
    WITHDRAW: WithdrawScene(),
}


def scene_named(dialog: Dialog, name: str) -> Scene:
    """The scene of that name.

    Raises:
        KeyError: neither a question of the dialog nor one of the scenes between them.
    """
    if name in dialog.questions:
        question = dialog.questions[name]
        return QUESTION_SCENES[question.kind](question)
    return EmergencyScene(name) if _is_emergency(name) else OTHER_SCENES[name]


def has_scene(dialog: Dialog, name: str) -> bool:
    """Whether there is (still) a scene of that name."""
    return name in dialog.questions or name in OTHER_SCENES or _is_emergency(name)


def _is_emergency(name: str) -> bool:
    return name.startswith(PREFIX) and name.removeprefix(PREFIX).split("-")[0] in SCREENS
