"""/absence: days away, as people write them or tapped; what is doubtful is asked about before anything is kept.

An interlocutor notes their own; an animator anybody's of their territory: `/absence Nadia Brun du 3 au 7 mars`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.casework.events import Actor, Role
from bot.usecases.absences import (
    Noted,
    cancel_absence,
    end_absence,
    moved_lines,
    note_absence,
    still_sought,
    tell_the_one_away,
    tell_what_was_noted,
)
from bot.usecases.cases.tokens import StaffVerb, Tapped, key_of, staff_token
from bot.usecases.staffroom.naming import find_named
from bot.usecases.staffroom.room import Room
from dialogs.date_words import split_words
from dialogs.dates import Doubt, Doubtful, Period, read_period
from dialogs.message import Button, Message
from dialogs.wording import say_period
from referral_rules.directory import Interlocutor
from storage.tables import Absence, StaffAccount

LISTED = 4  # absences noted that are offered for cancelling
PAGE = 6  # names a page
_BACK = frozenset({"retour", "je suis de retour", "de retour", "suis de retour", "back", "i m back", "i am back"})

Row = tuple[Button, ...]


def absence_command(room: Room, argument: str) -> None:
    """Note an absence, or offer the usual ones and those that can be cancelled."""
    who, rest = _named(room, argument)
    if rest is None:
        return  # several have that name, and were offered
    if who is None:
        _offer_names(room, 0, _period(room, rest))
    elif not rest.strip():
        _offer(room, who)
    elif " ".join(split_words(rest)) in _BACK:
        _come_back(room, who)
    else:
        _read(room, who, rest)


def absence_tap(room: Room, tapped: Tapped, order: int | None = None) -> None:
    """A tap under /absence.

    `b.n.<from>.<to>[.<whose>]` notes, `b.x.<id>` cancels, `b.r.<id>` ends, `b.w.<whose>[.<from>.<to>]` chooses whose,
    `b.p.<page>` turns the page of names, `b.z` drops what was asked. Whoever is named is looked up in the account's own
    territory; anybody but oneself is an animator's to name.
    """
    deed = tapped.word(0)
    if deed == "n":
        who = _whose(room, tapped.word(3))
        first, last = tapped.day(1), tapped.day(2)
        if who is None:
            room.say("refus-pas-a-vous")
        elif first is None or last is None or last < max(first, room.calendar.today(room.now)):
            room.say("refus-deja-passe")
        else:
            _note(room, who, Period(first, last))
    elif deed in ("x", "r"):
        _end(room, tapped)
    elif deed == "w":
        _chosen(room, tapped)
    elif deed == "p" and room.account.is_animator:
        _offer_names(room, tapped.number(1))
    elif deed == "z":
        room.settle(room.words("absence-rien-note"), (), order, None)
    else:
        room.say("refus-pas-a-vous")


# -- whose


def _named(room: Room, argument: str) -> tuple[Interlocutor | None, str | None]:
    """Whose absence an animator's words are about, and what they say besides; else one's own.

    None instead of the words: several people have the name, and were offered.
    """
    days = read_period(argument, room.calendar.today(room.now))
    names_nobody = isinstance(days, Period) or days.doubt is not Doubt.UNREADABLE
    if room.account.is_animator and not names_nobody:
        found, rest = find_named(room.territory, argument)
        if len(found) == 1:
            return found[0], rest
        if found:
            period = _period(room, rest)
            room.reply(Message(room.words("absence-plusieurs"), rows=_name_rows(found, period)))
            return None, None
    return _whose(room, ""), argument


def _whose(room: Room, key: str) -> Interlocutor | None:
    """The interlocutor of a short name, if this account may note their absences; the account's own without a name."""
    directory = room.territory.directory.interlocutors
    own = directory.get(room.account.interlocutor or "")
    if not key or (own is not None and key_of(own.id) == key):
        return own
    return next((each for each in directory.values() if key_of(each.id) == key), None) if _is_animator(room) else None


def _is_animator(room: Room) -> bool:
    return room.account.is_animator and room.account.revoked_at is None


def _offer_names(room: Room, page: int, period: Period | None = None) -> None:
    """Those of the territory, a page at a time; only an animator is asked whose absence it is."""
    if not _is_animator(room):
        room.say("absence-sans-bureau")
        return
    everybody = [each for each in room.territory.directory.interlocutors.values() if each.is_active]
    pages = max(1, (len(everybody) + PAGE - 1) // PAGE)
    page = min(page, pages - 1)
    rows = list(_name_rows(everybody[page * PAGE : (page + 1) * PAGE], period))
    arrows = [
        Button(room.words(key), staff_token(StaffVerb.ABSENCE, "p", to))
        for key, to in (("geste-precedents", page - 1), ("geste-suivants", page + 1))
        if 0 <= to < pages
    ]
    text = room.words("absence-de-qui", page=str(page + 1), pages=str(pages))
    room.reply(Message(text, rows=(*rows, *([tuple(arrows)] if arrows else []))))


def _name_rows(people: Sequence[Interlocutor], period: Period | None) -> tuple[Row, ...]:
    days = (period.first_on, period.last_on) if period is not None else ()
    return tuple(
        (
            Button(
                f"{each.name} · {each.structure.name}"[:60], staff_token(StaffVerb.ABSENCE, "w", key_of(each.id), *days)
            ),
        )
        for each in people[:PAGE]
    )


def _chosen(room: Room, tapped: Tapped) -> None:
    who = _whose(room, tapped.word(1))
    first, last = tapped.day(2), tapped.day(3)
    if who is None:
        room.say("refus-pas-a-vous")
    elif first is not None and last is not None and last >= max(first, room.calendar.today(room.now)):
        _note(room, who, Period(first, last))
    else:
        _offer(room, who)


def _is_own(room: Room, who: Interlocutor) -> bool:
    return who.id == room.account.interlocutor


def _actor(room: Room, who: Interlocutor) -> Actor:
    return Actor(Role.REFERENT if _is_own(room, who) else Role.ANIMATOR, room.account.id)


def _key(room: Room, who: Interlocutor) -> tuple[str, ...]:
    return () if _is_own(room, who) else (key_of(who.id),)


# -- which days


def _period(room: Room, text: str) -> Period | None:
    found = read_period(text, room.calendar.today(room.now))
    return found if isinstance(found, Period) else None


def _read(room: Room, who: Interlocutor, text: str) -> None:
    found = read_period(text, room.calendar.today(room.now))
    if isinstance(found, Doubtful):
        _ask(room, who, found)
    else:
        _note(room, who, found)


def _ask(room: Room, who: Interlocutor, doubtful: Doubtful) -> None:
    """Say what is doubtful, with what may be meant a tap away."""
    text = room.words(f"absence-doute-{doubtful.doubt}")
    if not doubtful.guesses:
        room.reply(Message(text))
        return
    yes = [
        (
            Button(
                room.words("geste-absence-oui", period=_said(room, guess.first_on, guess.last_on)),
                staff_token(StaffVerb.ABSENCE, "n", guess.first_on, guess.last_on, *_key(room, who)),
            ),
        )
        for guess in doubtful.guesses
    ]
    no = (Button(room.words("geste-absence-non"), staff_token(StaffVerb.ABSENCE, "z")),)
    room.reply(Message(text, rows=(*yes, no)))


def _offer(room: Room, who: Interlocutor) -> None:
    today = room.calendar.today(room.now)
    monday = today + timedelta(days=7 - today.weekday())
    spans = (
        ("geste-absence-aujourdhui", today, today),
        ("geste-absence-demain", today + timedelta(days=1), today + timedelta(days=1)),
        ("geste-absence-semaine", today, monday - timedelta(days=1)),
        ("geste-absence-semaine-prochaine", monday, monday + timedelta(days=6)),
    )
    key = _key(room, who)
    buttons = [
        Button(room.words(label), staff_token(StaffVerb.ABSENCE, "n", first, last, *key))
        for label, first, last in spans
    ]
    noted = room.uow.staff.absences_of(room.account.territory, who.id, today)
    rows: list[Row] = [(buttons[0], buttons[1]), (buttons[2], buttons[3])]
    for absence in noted[:LISTED]:
        cancel = _cancel_button(room, absence)
        rows.append((_back_button(room, who, absence), cancel) if absence.from_on <= today else (cancel,))
    if _is_animator(room) and _is_own(room, who):
        rows.append((Button(room.words("geste-absence-autre"), staff_token(StaffVerb.ABSENCE, "p", 0)),))
    room.reply(Message(room.words("absence-quand") if _is_own(room, who) else who.name, rows=tuple(rows)))


# -- noted, taken back, ended


def _note(room: Room, who: Interlocutor, period: Period) -> None:
    actor = _actor(room, who)
    noted = note_absence(room.uow, room.world, room.territory, who.id, period, actor, room.now)
    said = _said(room, period.first_on, period.last_on)
    if _is_own(room, who):
        head = room.words("absence-notee", period=said)
    else:
        head = room.words("absence-notee-de", who=who.name, period=said)
        told = tell_what_was_noted(room.uow, room.world, room.territory, noted, actor, room.now)
        head += " " + room.words("absence-dite" if told else "absence-pas-dite")
    lines = [head, _meanwhile(room, noted)]
    lines += moved_lines(room.world, room.account.language, room.territory, noted.moved, room.now)
    room.reply_lines(lines, rows=((_cancel_button(room, noted.absence),),))


def _meanwhile(room: Room, noted: Noted) -> str:
    """To whom new requests go."""
    of = "" if _is_own(room, noted.who) else "-de"
    if noted.substitute is not None:
        return room.words(f"absence-remplace{of}", who=noted.substitute.name)
    pivot = room.territory.directory.interlocutors[room.territory.pivot]
    if pivot.id == noted.absence.interlocutor:
        return room.words("absence-accueil-sans-remplacant")
    return room.words(f"absence-sans-remplacant{of}", pivot=pivot.name)


def _end(room: Room, tapped: Tapped) -> None:
    """Cancel an absence, or end it today; one that is gone already was cancelled before."""
    absence = room.uow.staff.absence(tapped.number(1))
    if absence is None or absence.territory != room.account.territory:
        room.say("absence-annulee")
        return
    who = _whose(room, key_of(absence.interlocutor))
    if who is None:
        room.say("refus-pas-a-vous")
    elif tapped.word(0) == "r":
        _come_back(room, who)
    else:
        period = (absence.from_on, absence.to_on)
        cancel_absence(room.uow, absence, _actor(room, who), room.now)
        _say_ended(room, who, "absence-annulee", period)


def _come_back(room: Room, who: Interlocutor) -> None:
    """End what is in course today; the cases that nobody took meanwhile are a tap away."""
    today = room.calendar.today(room.now)
    current = [each for each in room.uow.staff.absences_of(room.territory.id, who.id, today) if each.from_on <= today]
    if not current:
        room.say("absence-retour-sans-absence")
        return
    for absence in current:
        end_absence(room.uow, absence, _actor(room, who), today, room.now)
    _say_ended(room, who, "absence-retour")


def _say_ended(room: Room, who: Interlocutor, key: str, period: tuple[date, date] | None = None) -> None:
    if not _is_own(room, who):

        def told(account: StaffAccount) -> Message:
            words = {"period": say_period(account.language, *period)} if period is not None else {}
            return Message(room.world.wording.say(account.language, f"{key}-par", **words))

        room.say(f"{key}-de", who=who.name)
        tell_the_one_away(room.uow, room.territory, who.id, told, _actor(room, who), room.now)
        return
    sought = still_sought(room.uow, room.world, room.territory, who.id)
    lines = [room.words(key), *([room.words("absence-retour-dossiers")] if sought else [])]
    buttons = [
        (Button(room.words("geste-dossier", number=str(number)), staff_token(StaffVerb.OPEN_CASE, case_id)),)
        for case_id, number in sought[:PAGE]
    ]
    room.reply(Message("\n".join(lines), rows=tuple(buttons)))


def _cancel_button(room: Room, absence: Absence) -> Button:
    label = room.words("geste-annuler-absence", period=_said(room, absence.from_on, absence.to_on))
    return Button(label, staff_token(StaffVerb.ABSENCE, "x", absence.id))


def _back_button(room: Room, who: Interlocutor, absence: Absence) -> Button:
    key = "geste-absence-retour" if _is_own(room, who) else "geste-absence-retour-de"
    return Button(room.words(key), staff_token(StaffVerb.ABSENCE, "r", absence.id))


def _said(room: Room, first: date, last: date) -> str:
    return say_period(room.account.language, first, last)
