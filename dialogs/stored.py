"""A passage as plain JSON values and back. Old stored forms load for ever (`FORM` counts them).

Answers are written apart, a row each, so that personal ones can be erased alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dialogs.passage import (
    Answer,
    Draft,
    FrozenProposal,
    Passage,
    Shown,
    ShownTarget,
    Turn,
)

FORM = 1  # raise it when the stored form changes, and teach `load_passage` the older one


def dump_passage(passage: Passage) -> dict[str, Any]:
    """Everything of `passage` but its answers, as JSON values."""
    return {
        "form": FORM,
        "key": passage.key,
        "language": passage.language,
        "stage": passage.stage,
        "shown": asdict(passage.shown) if passage.shown else None,
        "reopened": passage.reopened,
        "draft": asdict(passage.draft) if passage.draft else None,
        "history": [[turn.number, turn.question, turn.order] for turn in passage.history],
        "turn": passage.turn,
        "proposal": asdict(passage.proposal) if passage.proposal else None,
        "agreements": list(passage.agreements),
        "flags": list(passage.flags),
        "last_input_at": passage.last_input_at,
        "settled": passage.settled,
    }


def load_passage(state: Mapping[str, Any], answers: Mapping[str, Answer]) -> Passage:
    """The passage that was dumped as `state`, with its answers."""
    shown, draft, proposal = state.get("shown"), state.get("draft"), state.get("proposal")
    return Passage(
        key=state["key"],
        language=state["language"],
        stage=state["stage"],
        answers=dict(answers),
        shown=_load_shown(shown) if shown else None,
        reopened=state.get("reopened"),
        draft=_load_draft(draft) if draft else None,
        history=tuple(Turn(number, question, order) for number, question, order in state.get("history", ())),
        turn=state.get("turn", 0),
        proposal=_load_proposal(proposal) if proposal else None,
        agreements=tuple(state.get("agreements", ())),
        flags=tuple(state.get("flags", ())),
        last_input_at=state.get("last_input_at"),
        settled=state.get("settled", ""),
    )


def dump_answer(answer: Answer) -> dict[str, Any]:
    """One answer as JSON values."""
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {
        "value": value,
        "turn": answer.turn,
        "stamp": answer.stamp,
        "said": answer.said,
        "author": answer.author,
        "personal": answer.personal,
    }


def load_answer(stored: Mapping[str, Any]) -> Answer:
    """The reverse of `dump_answer`."""
    value = stored["value"]
    return Answer(
        value=tuple(value) if isinstance(value, list) else value,
        turn=stored["turn"],
        stamp=stored["stamp"],
        said=stored.get("said"),
        author=stored.get("author"),
        personal=stored.get("personal", False),
    )


def _load_shown(shown: Mapping[str, Any]) -> Shown:
    options = tuple(shown["options"])
    return Shown(shown["question"], options, shown["turn"], shown.get("delivered"), shown.get("since"))


def _load_draft(draft: Mapping[str, Any]) -> Draft:
    return Draft(
        ticks=tuple(draft["ticks"]),
        words=draft["words"],
        candidates=tuple(draft["candidates"]),
        page=draft.get("page", 0),
        held=draft.get("held"),
        held_for=draft.get("held_for"),
    )


def _load_target(target: Mapping[str, Any]) -> ShownTarget:
    return ShownTarget(target["target"], target["rule"], target["reason"], target.get("instead_of"))


def _load_proposal(stored: Mapping[str, Any]) -> FrozenProposal:
    return FrozenProposal(
        key=stored["key"],
        territory=stored["territory"],
        revision=stored["revision"],
        referent=_load_target(stored["referent"]),
        complementary=tuple(_load_target(target) for target in stored["complementary"]),
        programmes=tuple(_load_target(target) for target in stored["programmes"]),
        ranked=tuple(_load_target(target) for target in stored["ranked"]),
        promised_on=stored["promised_on"],
        fallback=stored["fallback"],
        position=stored.get("position", 0),
        support_only=stored.get("support_only", False),
        agreed_days=stored.get("agreed_days"),
    )
