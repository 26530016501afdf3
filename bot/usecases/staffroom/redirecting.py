"""*Réorienter*: pick an interlocutor by structure, add a word or none, confirm."""

from __future__ import annotations

from bot.casework.life import Refusal
from bot.usecases.cases import handover
from bot.usecases.cases.brief import Brief, find_interlocutor
from bot.usecases.cases.tokens import StaffVerb, key_of, staff_token
from bot.usecases.staffroom.room import Deed, acts_for
from dialogs.message import Button, Message
from referral_rules.directory import Interlocutor, Status

PAGE = 5  # interlocutors a page, one a row; with the arrows at most eight buttons
LIKELIEST = 3  # shown before the rest of the directory
LABEL_LIMIT = 60  # characters of a button that a phone still shows


def choose_target(deed: Deed) -> None:
    """The territory's interlocutors, by structure, a page at a time."""
    room, brief = deed.room, deed.brief
    targets = _targets(brief)
    pages = (len(targets) + PAGE - 1) // PAGE
    page = min(deed.tapped.number(1), max(0, pages - 1))
    number = brief.referral.id
    rows = [
        (Button(_label(target), staff_token(StaffVerb.CONFIRM_TARGET, number, key_of(target.id))),)
        for target in targets[page * PAGE : (page + 1) * PAGE]
    ]
    arrows = []
    if page > 0:
        arrows.append(Button(room.words("geste-precedents"), staff_token(StaffVerb.CHOOSE_TARGET, number, page - 1)))
    if page < pages - 1:
        arrows.append(Button(room.words("geste-suivants"), staff_token(StaffVerb.CHOOSE_TARGET, number, page + 1)))
    words = {"number": str(brief.case.number), "page": str(page + 1), "pages": str(max(1, pages))}
    text = room.words("choisir-interlocuteur", **words)
    room.reply(Message(text, rows=(*rows, *([tuple(arrows)] if arrows else []))), brief=brief)


def confirm_target(deed: Deed) -> None:
    """Ask once more, with or without a word."""
    room, brief = deed.room, deed.brief
    target = find_target(brief, deed.tapped.word(1))
    if target is None:
        room.say("refus-plus-en-cours")
        return
    number, key = brief.referral.id, key_of(target.id)
    send = Button(room.words("geste-sans-mot"), staff_token(StaffVerb.PASS_ON, number, key, 0))
    add = Button(room.words("geste-avec-mot"), staff_token(StaffVerb.PROMPT_WORD, number, key))
    back = Button(room.words("geste-retour"), staff_token(StaffVerb.CHOOSE_TARGET, number, 0))
    words = {"number": str(brief.case.number), "who": target.name}
    room.say("confirmer-reorientation", (send,), (add,), (back,), brief=brief, **words)


def prompt_word(deed: Deed) -> None:
    """Open the reply field for a word to the next interlocutor."""
    room, brief = deed.room, deed.brief
    target = find_target(brief, deed.tapped.word(1))
    if target is None:
        room.say("refus-plus-en-cours")
        return
    prompt = Message(room.words("ecrire-mot", who=target.name), prompts_reply=True)
    room.reply(prompt, context={"reply": "word", "referral": brief.referral.id, "to": target.id}, brief=brief)


def pass_to(deed: Deed) -> None:
    """Confirmed: pass the case on, or ask the person first."""
    room, brief = deed.room, deed.brief
    target = find_target(brief, deed.tapped.word(1))
    if target is None or target.id == brief.referral.interlocutor:
        room.say("refus-deja-fait" if target is not None else "refus-plus-en-cours")
        return
    relay = room.uow.relays.get(deed.tapped.number(2)) if deed.tapped.number(2) else None
    own = relay is not None and relay.referral_id == brief.referral.id and relay.from_staff
    pivot = find_interlocutor(brief.territory, brief.territory.pivot)
    word = handover.Word(
        sender=brief.interlocutor if acts_for(room.account, brief) else pivot,
        text=relay.text if own and relay else "",
        relay_id=relay.id if own and relay else 0,
    )
    passing = handover.redirect_case(room.uow, room.world, brief, room.actor(brief), target.id, word, room.now)
    if isinstance(passing, Refusal):
        room.refuse(passing, brief)
        return
    key = "note-reoriente" if passing == "moved" else "note-accord-demande"
    room.settle(room.words(key, who=target.name), (), deed.order, brief)


def find_target(brief: Brief, key: str) -> Interlocutor | None:
    """The interlocutor whose short name a token carries, if the case may go there."""
    return next((target for target in _targets(brief) if key_of(target.id) == key), None)


def _targets(brief: Brief) -> list[Interlocutor]:
    """Those whom the rules rank next for this person and the substitute first, then everybody by structure."""
    directory = brief.territory.directory
    ranked = [shown.target for shown in brief.proposal.ranked] if brief.proposal else []
    likely = [*ranked, *(each for each in (brief.interlocutor.relay, brief.interlocutor.substitute) if each)]
    everybody = [
        directory.interlocutors[each]
        for structure in directory.structures.values()
        for each in structure.interlocutors
        if directory.interlocutors[each].status is Status.ACTIF and each != brief.referral.interlocutor
    ]
    first = [target for name in dict.fromkeys(likely) for target in everybody if target.id == name][:LIKELIEST]
    return [*first, *(target for target in everybody if target not in first)]


def _label(target: Interlocutor) -> str:
    label = f"{target.name} · {target.structure.name}"
    return label if len(label) <= LABEL_LIMIT else label[: LABEL_LIMIT - 1] + "…"
