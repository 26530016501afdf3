"""*Réorienter*: first whom the rules rank next and who stands in, with role and reason; then by structure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.casework.life import Refusal
from bot.usecases.cases import handover
from bot.usecases.cases.brief import Brief, find_interlocutor
from bot.usecases.cases.tokens import StaffVerb, key_of, staff_token
from bot.usecases.staffroom.room import Deed, Room, acts_for
from dialogs.message import Button, Message
from referral_rules.directory import Interlocutor, Structure
from referral_rules.evaluate import propose
from storage.facts_json import load_facts

PAGE = 6  # buttons a page, one a row; with the arrows at most eight
LIKELIEST = 3  # of the rules, shown with who stands in before the structures
LABEL_LIMIT = 60  # characters of a button that a phone still shows
REASON_LIMIT = 160  # characters of one reason: three of them stay on one screen


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody to whom the case would go next, and why."""

    target: Interlocutor
    reason: str
    described: str


def choose_target(deed: Deed) -> None:
    """The likeliest with their reasons; on a later page, the structures."""
    page = deed.tapped.number(1)
    likely = list(_likeliest(deed.room, deed.brief)) if page == 0 else []
    if not likely:
        _choose_structure(deed, max(0, page - 1))
        return
    room, brief = deed.room, deed.brief
    number = brief.referral.id
    lines = [room.words("choisir-interlocuteur", number=str(brief.case.number)), ""]
    lines += [each.described for each in likely]
    rows = [(_target_button(brief, each.target),) for each in likely]
    by_structure = Button(room.words("geste-par-structure"), staff_token(StaffVerb.CHOOSE_TARGET, number, 1))
    room.reply(Message("\n".join(lines), rows=(*rows, (by_structure,))), brief=brief)


def choose_in_structure(deed: Deed) -> None:
    """Who of one structure; the structures again when it has nobody left."""
    room, brief = deed.room, deed.brief
    wanted = next((each for each in structures_of(brief) if key_of(each.id) == deed.tapped.word(1)), None)
    if wanted is None:
        _choose_structure(deed, 0)
        return
    within = [each for each in everybody(brief) if each.structure.id == wanted.id]
    pages = (len(within) + PAGE - 1) // PAGE
    page = min(deed.tapped.number(2), pages - 1)
    rows = [(_target_button(brief, each),) for each in within[page * PAGE : (page + 1) * PAGE]]
    number = brief.referral.id
    back = Button(room.words("geste-retour"), staff_token(StaffVerb.CHOOSE_TARGET, number, 1))
    more = Button(
        room.words("geste-suivants"), staff_token(StaffVerb.CHOOSE_STRUCTURE, number, key_of(wanted.id), page + 1)
    )
    last = (back, more) if page < pages - 1 else (back,)
    text = room.words("choisir-dans-structure", number=str(brief.case.number), name=wanted.name)
    room.reply(Message(text, rows=(*rows, last)), brief=brief)


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
    return next((target for target in everybody(brief) if key_of(target.id) == key), None)


def _choose_structure(deed: Deed, page: int) -> None:
    room, brief = deed.room, deed.brief
    structures = structures_of(brief)
    pages = max(1, (len(structures) + PAGE - 1) // PAGE)
    page = min(page, pages - 1)
    number = brief.referral.id
    rows = [
        (Button(short(each.name), staff_token(StaffVerb.CHOOSE_STRUCTURE, number, key_of(each.id), 0)),)
        for each in structures[page * PAGE : (page + 1) * PAGE]
    ]
    arrows = [Button(room.words("geste-precedents"), staff_token(StaffVerb.CHOOSE_TARGET, number, page))]
    if page < pages - 1:
        arrows.append(Button(room.words("geste-suivants"), staff_token(StaffVerb.CHOOSE_TARGET, number, page + 2)))
    words = {"number": str(brief.case.number), "page": str(page + 1), "pages": str(pages)}
    text = room.words("choisir-structure", **words)
    room.reply(Message(text, rows=(*rows, tuple(arrows))), brief=brief)


def _likeliest(room: Room, brief: Brief) -> Iterator[Likely]:
    """Those of the rules, at most `LIKELIEST`, then who stands in; without who had the case already or is away."""
    availability = room.uow.staff.availability(brief.territory.id, brief.today(room.now))
    seen = {referral.interlocutor for referral in room.uow.cases.referrals_of(brief.case.id)}
    for candidates, most in ((_ranked(room, brief), LIKELIEST), (_standing_in(room, brief), None)):
        found = 0
        for target, reason in candidates:
            known = brief.territory.directory.interlocutors.get(target)
            if known is None or target in seen or not known.is_active or not availability.can_take(known):
                continue
            seen.add(target)
            yield Likely(known, reason, _described(room, known, reason))
            found += 1
            if found == most:
                break


def _ranked(room: Room, brief: Brief) -> Iterator[tuple[str, str]]:
    """Whom the rules in force rank for these facts, then their appuis, then the pivot; each with why."""
    proposal = propose(brief.territory, load_facts(brief.case.facts), brief.today(room.now))
    titles = {rule.id: _title(room, rule.title.fr, rule.title.en) for rule in brief.territory.rules.rules}
    shown = (*brief.proposal.ranked, *brief.proposal.complementary) if brief.proposal else ()
    told = {each.target: each.reason for each in shown}
    pivot = brief.territory.pivot
    frozen = [(each.target, each.rule) for each in (brief.proposal.ranked if brief.proposal else ())]
    ranked = [(each.interlocutor, each.rule) for each in (*proposal.ranked, *proposal.complementary)]
    for target, rule in [*ranked, *frozen]:
        if target != pivot:
            yield target, told.get(target) or titles.get(rule, "")
    yield pivot, room.words("fiche-regle-pivot")


def _standing_in(room: Room, brief: Brief) -> Iterator[tuple[str, str]]:
    """The relay and the substitute of whoever has the case."""
    who = brief.interlocutor
    if who.relay:
        yield who.relay, room.words("reorienter-relais", who=who.name)
    if who.substitute:
        yield who.substitute, room.words("reorienter-remplace", who=who.name)


def _title(room: Room, french: str, english: str) -> str:
    return english if room.account.language == "en" and english else french


def _described(room: Room, target: Interlocutor, why: str) -> str:
    role = (target.role_en if room.account.language == "en" else "") or target.role
    reason = why if len(why) <= REASON_LIMIT else why[: REASON_LIMIT - 1] + "…"
    return "• " + " · ".join(part for part in (target.name, role, target.structure.name, reason) if part)


def likeliest_supports(room: Room, brief: Brief) -> Iterator[Likely]:
    """The appuis of the rules in force for these facts, then those whom the proposal named; at most `LIKELIEST`."""
    proposal = propose(brief.territory, load_facts(brief.case.facts), brief.today(room.now))
    titles = {rule.id: _title(room, rule.title.fr, rule.title.en) for rule in brief.territory.rules.rules}
    named = brief.proposal.complementary if brief.proposal else ()
    found = [(each.interlocutor, titles.get(each.rule, "")) for each in proposal.complementary]
    found += [(each.target, each.reason) for each in named]
    seen = {each.interlocutor for each in brief.state.supports.values()} | {brief.referral.interlocutor}
    most = len(seen) + LIKELIEST
    for target, reason in found:
        known = brief.territory.directory.interlocutors.get(target)
        if known is not None and known.is_active and target not in seen and len(seen) < most:
            seen.add(target)
            yield Likely(known, reason, _described(room, known, reason))


def everybody(brief: Brief) -> list[Interlocutor]:
    """Everybody to whom the case may go, by structure."""
    directory = brief.territory.directory
    return [
        directory.interlocutors[each]
        for structure in directory.structures.values()
        for each in structure.interlocutors
        if directory.interlocutors[each].is_active and each != brief.referral.interlocutor
    ]


def structures_of(brief: Brief) -> list[Structure]:
    """The structures to which the case may go."""
    return list({each.structure.id: each.structure for each in everybody(brief)}.values())


def _target_button(brief: Brief, target: Interlocutor) -> Button:
    label = short(f"{target.name} · {target.structure.name}")
    return Button(label, staff_token(StaffVerb.CONFIRM_TARGET, brief.referral.id, key_of(target.id)))


def short(label: str) -> str:
    """A button's label that a phone shows whole."""
    return label if len(label) <= LABEL_LIMIT else label[: LABEL_LIMIT - 1] + "…"
