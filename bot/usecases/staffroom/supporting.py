"""*Associer un appui*: whom the rules name as appuis first, then by structure; and what an appui taps."""

from __future__ import annotations

from bot.casework.events import Kind
from bot.casework.life import Refusal
from bot.usecases.cases import supports
from bot.usecases.cases.brief import Brief, read_case_brief
from bot.usecases.cases.handover import covers
from bot.usecases.cases.tokens import StaffVerb, Tapped, key_of, staff_token
from bot.usecases.staffroom.redirecting import PAGE, everybody, find_target, likeliest_supports, short, structures_of
from bot.usecases.staffroom.room import Deed, Room
from dialogs.message import Button, Message
from storage.tables import Referral

KINDS = {
    StaffVerb.SUPPORT_YES: Kind.SUPPORT_ACCEPTED,
    StaffVerb.SUPPORT_NO: Kind.SUPPORT_DECLINED,
    StaffVerb.SUPPORT_DONE: Kind.SUPPORT_DONE,
}


def choose_support(deed: Deed) -> None:
    """The appuis of the rules in force for these facts; on a later page the structures, then who is in one.

    The token's second part is a page, its third a structure's short name.
    """
    room, brief = deed.room, deed.brief
    structure, page = deed.tapped.word(2), deed.tapped.number(1)
    likely = list(likeliest_supports(room, brief)) if page == 0 and not structure else []
    number = str(brief.case.number)
    if likely:
        lines = [room.words("choisir-appui", number=number), "", *(each.described for each in likely)]
        buttons = [_candidate(brief, each.target.id, each.target.name) for each in likely]
        more = Button(room.words("geste-par-structure"), staff_token(StaffVerb.CHOOSE_SUPPORT, brief.referral.id, 1))
        room.reply(Message("\n".join(lines), rows=(*((each,) for each in buttons), (more,))), brief=brief)
        return
    within = [each for each in everybody(brief) if key_of(each.structure.id) == structure]
    found = [_candidate(brief, each.id, f"{each.name} · {each.structure.name}") for each in within] or [
        Button(short(each.name), staff_token(StaffVerb.CHOOSE_SUPPORT, brief.referral.id, 1, key_of(each.id)))
        for each in structures_of(brief)
    ]
    _show_page(deed, found, max(0, page - 1), structure if within else "")


def confirm_support(deed: Deed) -> None:
    """Say what happens, then ask once more."""
    room, brief = deed.room, deed.brief
    target = find_target(brief, deed.tapped.word(1))
    if target is None:
        room.say("refus-plus-en-cours")
        return
    number, key = brief.referral.id, key_of(target.id)
    go = Button(room.words("geste-associer"), staff_token(StaffVerb.ASSOCIATE, number, key))
    back = Button(room.words("geste-retour"), staff_token(StaffVerb.CHOOSE_SUPPORT, number, 0))
    text = "confirmer-appui" if covers(brief, target.id) else "confirmer-appui-accord"
    room.say(text, (go, back), brief=brief, number=str(brief.case.number), who=target.name)


def associate(deed: Deed) -> None:
    """Tell the appui, or ask the person first."""
    room, brief = deed.room, deed.brief
    target = find_target(brief, deed.tapped.word(1))
    if target is None:
        room.say("refus-plus-en-cours")
        return
    brought = supports.bring_in(room.uow, room.world, brief, room.actor(brief), target.id, room.now)
    if isinstance(brought, Refusal):
        room.refuse(brought, brief)
        return
    phone = target.phone or target.structure.phone
    room.settle(room.words(f"note-appui-{brought}", who=target.name, phone=phone), (), deed.order, brief)


def support_tap(room: Room, tapped: Tapped, order: int | None) -> None:
    """What an appui answers: only their own accounts may, whatever the token says."""
    found = find_support(room, tapped.number(0))
    if found is None:
        room.say("refus-pas-a-vous")
        return
    support, brief = found
    kind = KINDS[StaffVerb(tapped.verb)]
    done = supports.answer_as_support(room.uow, room.world, brief, support, room.account, kind, room.now)
    if isinstance(done, Refusal):
        room.say("refus-deja-fait")
        return
    now = read_case_brief(room.uow, room.world, brief.case.id)
    rows = supports.support_buttons(room.says(brief), now, support.id) if now is not None else ()
    room.settle(room.words(f"note-{str(kind).replace('_', '-')}", who=brief.interlocutor.name), rows, order, brief)


def find_support(room: Room, referral_id: int) -> tuple[Referral, Brief] | None:
    """An appui's referral and its case, when this account is theirs and the case goes on."""
    support = room.uow.cases.referral(referral_id) if referral_id else None
    account = room.account
    if support is None or not support.status.startswith("support_") or account.revoked_at is not None:
        return None
    if support.territory != account.territory or support.interlocutor != account.interlocutor:
        return None
    brief = read_case_brief(room.uow, room.world, support.case_id)
    return (support, brief) if brief is not None and brief.is_current else None


def _candidate(brief: Brief, target: str, label: str) -> Button:
    return Button(short(label), staff_token(StaffVerb.CONFIRM_SUPPORT, brief.referral.id, key_of(target)))


def _show_page(deed: Deed, found: list[Button], page: int, structure: str) -> None:
    room, brief = deed.room, deed.brief
    pages = max(1, (len(found) + PAGE - 1) // PAGE)
    page = min(page, pages - 1)
    rows = [(button,) for button in found[page * PAGE : (page + 1) * PAGE]]
    number = brief.referral.id

    def arrow(key: str, to: int) -> Button:
        parts = (number, to, structure) if structure else (number, to)
        return Button(room.words(key), staff_token(StaffVerb.CHOOSE_SUPPORT, *parts))

    arrows = [arrow("geste-precedents", page)] if page else []
    arrows += [arrow("geste-suivants", page + 2)] if page < pages - 1 else []
    text = Message(room.words("choisir-appui-structure", number=str(brief.case.number)))
    room.reply(Message(text.text, rows=(*rows, *([tuple(arrows)] if arrows else []))), brief=brief)
