"""What a sentence makes its reader believe of a case, and whether that is still so.

Theory: whoever is told something about a case acts on it: a newcomer waits for a call by Friday, a referent answers, an
animator looks for somebody. Each such sentence is kept with what it says of the case, and before it leaves (and
whenever a property asks) that is compared with what is true then. What a sentence says of other things (a phone number,
a thank you) is nobody's belief about the case.

Rule 1: a sentence is known by its Fluent key; one that isn't in `SENTENCES` says nothing about where a case stands.
Rule 2: what was promised and then happened stays true: a call that was announced and took place misleads nobody.
Rule 3: a day that has gone by without what it was promised for is no longer true.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.casework.fold import CaseState
from bot.casework.life import ACCOMPANIED, CARRIED, SOUGHT, UNANSWERED, Status


class About(StrEnum):
    """What can be believed of a case."""

    HOLDER = "holder"  # id of the interlocutor who has it
    CALLED_BY = "called_by"  # the promised day
    CALLS_ON = "calls_on"  # the day that the referent named
    APPOINTMENT = "appointment"  # its instant
    PAUSED_UNTIL = "paused_until"
    SESSION_ON = "session_on"
    SOUGHT = "sought"  # nobody has it, the animators look for somebody
    UNCALLED = "uncalled"  # nobody spoke with the person yet
    CALLS_THEMSELVES = "calls_themselves"  # nothing could be transmitted, or the person would rather call
    AGREEMENT = "agreement"  # id of the interlocutor whom the person is asked about
    CHOOSES = "chooses"  # the reason for which the person is asked how it goes on
    OVER = "over"
    AWAITED = "awaited"  # what whoever has it is to do next
    REFERRAL = "referral"  # the referral that it is about is the one in force


Belief = Mapping[str, str]
"""What is believed, by `About`: ids, days and instants in ISO form, "yes"."""

YES: Final = "yes"

SENTENCES: Final[Mapping[str, frozenset[About]]] = {
    key: frozenset(about)
    for key, about in {
        "suivi-pris": (About.HOLDER, About.CALLED_BY),
        "suivi-vu": (About.HOLDER, About.CALLS_ON),
        "suivi-decline": (About.SOUGHT,),
        "suivi-decline-accueil": (About.SOUGHT,),
        "suivi-escalade": (About.SOUGHT,),
        "suivi-escalade-accueil": (About.SOUGHT,),
        "suivi-cherche-encore": (About.SOUGHT,),
        "suivi-absence": (About.SOUGHT,),
        "suivi-absence-accueil": (About.SOUGHT,),
        "suivi-depart": (About.SOUGHT,),
        "suivi-depart-accueil": (About.SOUGHT,),
        "suivi-cherche-encore-accueil": (About.SOUGHT,),
        "suivi-injoignable": (About.HOLDER,),
        "suivi-injoignable-dernier": (About.HOLDER,),
        "suivi-confie": (About.HOLDER, About.CALLED_BY),
        "suivi-confie-accueil": (About.HOLDER, About.CALLED_BY),
        "suivi-rendez-vous": (About.HOLDER, About.APPOINTMENT),
        "suivi-rendez-vous-veille": (About.HOLDER, About.APPOINTMENT),
        "suivi-en-pause": (About.HOLDER, About.PAUSED_UNTIL),
        "suivi-session": (About.HOLDER, About.SESSION_ON),
        "suivi-clos": (About.OVER,),
        "suivi-perdu-de-vue": (About.OVER,),
        "suivi-retire": (About.OVER,),
        "suivi-rouvert": (About.HOLDER,),
        "suivi-contacts-publics": (About.CALLS_THEMSELVES,),
        "suivi-accord-demande": (About.AGREEMENT,),
        "suivi-releve": (About.AGREEMENT,),
        "suivi-releve-maintenant": (About.AGREEMENT,),
        "suivi-appele": (About.REFERRAL,),
        "suivi-appele-oui": (About.HOLDER,),
        "suivi-choix-place": (About.CHOOSES,),
        "suivi-choix-deja": (About.CHOOSES,),
        "suivi-choix-attend": (About.HOLDER, About.CALLED_BY, About.CALLS_ON),
        "suivi-choix-reste": (About.HOLDER, About.CALLED_BY),
        "suivi-choix-suffit": (About.OVER,),
        "suivi-choix-autre": (About.SOUGHT,),
        "suivi-choix-sans-reponse": (About.SOUGHT,),
        "suivi-appui": (About.HOLDER,),
        "suivi-appui-accord": (About.HOLDER, About.AGREEMENT),
        "suivi-appui-accepted": (About.HOLDER,),
        "suivi-appui-declined": (About.HOLDER,),
        "suivi-refus": (About.HOLDER,),
        "suivi-refus-cherche": (About.SOUGHT,),
    }.items()
}
"""What the sentences to newcomers say, by their key."""

WHEREABOUTS: Final = "ou"
"""The key of every answer to « où en est mon dossier »: what it says of the case depends on where that stands."""

ASKS_STAFF: Final = frozenset({About.REFERRAL, About.AWAITED})
"""What every message to staff says that asks for something: this referral is in force, and that is awaited."""

_AWAITED: Final[Mapping[Status, str]] = {
    **dict.fromkeys(UNANSWERED, "answer"),
    **dict.fromkeys(SOUGHT, "somebody"),
    **dict.fromkeys(CARRIED, "contact"),
    **dict.fromkeys(ACCOMPANIED, "review"),
    Status.NEWCOMER_CALLS: "newcomer",
    Status.NEWCOMER_CHOOSES: "choice",
}
_FULFILLED: Final[Mapping[str, str]] = {
    About.CALLED_BY: About.UNCALLED, About.CALLS_ON: About.UNCALLED, About.APPOINTMENT: About.UNCALLED,
}  # fmt: skip
"""What lost its object once the person was spoken to (rule 2)."""


def truth(state: CaseState) -> Belief:
    """All that can be believed of a case and is so."""
    if state.referral_id is None:
        return {About.OVER: YES, About.AWAITED: "nothing"}
    current, status = state.current, state.status
    known: dict[str, str] = {
        About.REFERRAL: str(state.referral_id),
        About.AWAITED: _AWAITED.get(status, "nothing"),
    }
    if not state.is_open:
        known[About.OVER] = YES
    elif state.is_sought:
        known[About.SOUGHT] = YES
        if status is Status.ESCALATED and not current.is_away:
            known[About.HOLDER] = current.interlocutor  # silent, but asked still: the promise may yet be kept
    elif status is Status.NEWCOMER_CALLS:
        known[About.CALLS_THEMSELVES] = YES
    else:
        known[About.HOLDER] = current.interlocutor
    if status is Status.NEWCOMER_CHOOSES and current.asked_about is not None:
        known[About.CHOOSES] = current.asked_about
    if state.is_open and current.contacted_at is None:
        known[About.UNCALLED] = YES
    if current.call_on is not None:
        known[About.CALLS_ON] = current.call_on.isoformat()
    if state.appointment_at is not None:
        known[About.APPOINTMENT] = state.appointment_at.isoformat()
    if status is Status.SESSION and state.session_on is not None:
        known[About.SESSION_ON] = state.session_on.isoformat()
    if status is Status.PAUSED and state.paused_until is not None:
        known[About.PAUSED_UNTIL] = state.paused_until.isoformat()
    if state.asked_to_agree is not None:
        known[About.AGREEMENT] = state.asked_to_agree
    known[About.CALLED_BY] = current.promised_on.isoformat()
    return known


def said_of_where(state: CaseState) -> frozenset[About]:
    """What the answer to « où en est mon dossier » speaks of."""
    known = truth(state)
    in_order = (About.OVER, About.SOUGHT, About.CALLS_THEMSELVES, About.CHOOSES, About.HOLDER)
    return frozenset(each for each in in_order if each in known and not (each is About.HOLDER and state.is_sought))


def believed(about: frozenset[About], state: CaseState) -> Belief:
    """What a sentence about these says when it is worded in `state`.

    What is not so in `state` is believed all the same, as an empty word that nothing will ever equal: the sentence
    ought not to have been said.
    """
    known = truth(state)
    return {str(each): known.get(each, "") for each in sorted(about)}


def holds(belief: Belief, state: CaseState) -> bool:
    """Whether what somebody was made to believe is still so."""
    known = truth(state)
    return all(_is_so(about, value, known) for about, value in belief.items())


def has_lapsed(belief: Belief, state: CaseState, today: date) -> bool:
    """Whether a day that somebody was told went by without what it was promised for (rule 3)."""
    if truth(state).get(About.UNCALLED) is None:
        return False
    days = [date.fromisoformat(belief[each]) for each in (About.CALLED_BY, About.CALLS_ON) if belief.get(each)]
    if belief.get(About.APPOINTMENT):
        days.append(datetime.fromisoformat(belief[About.APPOINTMENT]).date())
    return bool(days) and max(days) < today


def _is_so(about: str, value: str, known: Belief) -> bool:
    if value and known.get(about) == value:
        return True
    object_of = _FULFILLED.get(about)
    return object_of is not None and object_of not in known
