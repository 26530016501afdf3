"""Rules in the staff bot: an animator sends a file, sees what it changes, puts it in force, or goes back.

Rule 1: only an animator, only for their own territory; what a token says is checked again when it comes back.
Rule 2: nothing comes into force before its change was shown; a change shown against what is no longer in force is
shown again.
Rule 3: what takes long (loading, analysing, comparing) is done once for a content: `prepare` does it outside of the
transaction, and the handlers find it done.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import structlog

from bot.machinery.arrival import Arrival, SentDocument, is_wanted
from bot.rules.comparison import compare, find_replay, replay
from bot.rules.files import RulesFileError, TakenFiles, check_size, shortened, take_file
from bot.rules.remarks import Examination, examine, remark_of_cell
from bot.rules.worlds import Worlds, load_rules
from bot.usecases.cases.tokens import Tapped, read_token, staff_token
from bot.usecases.revisions import BlockedError, look_at, put_in_force, refuse_blocked, take_in, territory_of, today
from bot.usecases.staffroom.room import Room
from bot.usecases.staffroom.workbook import workbook_of_files
from bot.usecases.successions import passed_lines
from dialogs.inputs import Command, Tap
from dialogs.message import Button, Message
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.errors import Severity
from referral_rules.sheets import SheetsError
from referral_rules.territory import Territory
from storage.revisions import SupersededError
from storage.store import Store
from storage.tables import RulesRevision, StaffAccount
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

VERB: Final = "g"  # of every token here: g.v looks, g.a activates, g.k keeps as a draft
HISTORY: Final = 8  # of the latest revisions, looked through for those that were never in force
EARLIER: Final = 3  # that were in force before: the way back
OTHERS: Final = 2  # of the latest others, drafts mostly
FILES_A_WINDOW: Final = 20  # that one account may send; each may take some ten seconds to compare
WINDOW_SECONDS: Final = 3_600
FILES_NAMED: Final = 6  # of more, as in a whole folder, the names say nothing
LIST_LIMIT: Final = 2_600  # characters of a list of findings; the message keeps room for the rest
CELLS_LIMIT: Final = 700  # characters of what a workbook's import leaves aside
RULES_LIMIT: Final = 700  # characters of which rules differ
PEOPLE_LIMIT: Final = 1_400  # characters of for whom something changes
REPLAY_LIMIT: Final = 500  # characters of what becomes of the last cases
WARNINGS_LIMIT: Final = 900  # characters of what is only good to know
NOTE_LIMIT: Final = 200  # characters of a file's caption that become the revision's note


def receive_document(room: Room, document: SentDocument, caption: str) -> None:
    """Take a file: say what is wrong with it, or what it changes and how to put it in force."""
    if not room.account.is_animator:
        room.say("regles-fichier-animation")
        return
    if room.uow.throttles.hit(_sendings(room.account), room.now, WINDOW_SECONDS) > FILES_A_WINDOW:
        room.say("regles-trop-souvent")
        return
    standing = room.uow.revisions.in_force().get(room.territory.id)
    files = room.uow.revisions.files(standing.revision_id) if standing is not None else {}
    try:
        taken = _take(room.uow, room.territory.id, document, files, room.world, room.now)
    except RulesFileError as refusal:
        room.reply(Message(room.words(f"regles-refus-{refusal.obstacle}", **refusal.words)))
        return
    if not taken.files:
        cells = [str(remark_of_cell(cell)) for cell in taken.cells if cell.severity is Severity.ERROR]
        room.reply_lines([room.words("regles-classeur-refuse"), *_listed(room, cells, LIST_LIMIT)])
        return
    note = " ".join(caption.split())[:NOTE_LIMIT]
    revision = take_in(room.uow, room.territory.id, taken.files, room.now, author=_author(room), note=note)
    if standing is not None and standing.revision_id == revision.id:
        room.say("regles-deja", number=str(revision.number))
        return
    if revision.state == "activated":
        _show(room, revision)
        return
    found = look_at(room.world, room.territory.id, taken.files, today(room.world, room.now))
    _reply_findings(room, revision, taken, found)


def rules_tap(room: Room, tapped: Tapped, order: int | None) -> None:
    """A tap under a file, or under /regles."""
    revision = room.uow.revisions.get(tapped.number(1))
    if not room.account.is_animator or (revision is not None and revision.territory != room.account.territory):
        room.say("refus-pas-a-vous")
    elif revision is None:
        room.say("regles-inconnue")
    elif tapped.word(0) == "a":
        _activate(room, revision, tapped.number(2), order)
    elif tapped.word(0) == "k":
        key = "regles-garde" if revision.state == "draft" else "regles-activee-depuis"
        room.settle(room.words(key, number=str(revision.number)), (), order, None)
    else:
        _show(room, revision)


def history_lines(room: Room) -> tuple[list[str], list[Button]]:
    """What is in force and the three before it, always; then the latest others, the rest counted.

    A button for each that isn't in force: those that were come first, whatever came in since.
    """
    revisions, territory = room.uow.revisions, room.account.territory
    current = revisions.current(territory)
    earlier = revisions.in_force_before(territory, EARLIER)
    kept = [*([current] if current is not None else []), *earlier]
    known = {revision.id for revision in kept}
    latest = [revision for revision in revisions.history(territory, HISTORY) if revision.id not in known][:OTHERS]
    lines = [_history_line(room, revision, current) for revision in [*kept, *latest]]
    left = revisions.count_of(territory) - len(kept) - len(latest)
    if left > 0:
        lines.append(room.words("regles-et-autres", count=str(left)))
    buttons = [
        Button(room.words("geste-regles-voir", number=str(revision.number)), staff_token(VERB, "v", revision.id))
        for revision in [*earlier, *latest]
    ]
    return lines, buttons


def _history_line(room: Room, revision: RulesRevision, current: RulesRevision | None) -> str:
    return room.words(
        "regles-ligne",
        number=str(revision.number),
        day=say_day(room.account.language, today(room.world, revision.created_at)),
        who=_who(room, revision.author),
        what=_what(room, revision, current.id if current is not None else 0),
        note=_note(room, revision),
    )


def is_about_rules(arrival: Arrival) -> bool:
    """Whether `prepare` has something to do for this arrival."""
    if arrival.document is not None:
        return arrival.document.body is not None
    if isinstance(arrival.what, Command):
        return arrival.what.name == "classeur"
    tapped = read_token(arrival.what.token, "s") if isinstance(arrival.what, Tap) else None
    return tapped is not None and tapped.verb == VERB and tapped.word(0) in ("a", "v")


def prepare(store: Store, worlds: Worlds, arrival: Arrival, now: datetime) -> None:
    """Load, analyse and compare what this arrival is about, so that its transaction finds it done."""
    with store.read() as work:
        account = work.staff.find_account(arrival.bot, arrival.sender_id)
        world = worlds.in_force(work)
        if account is None or not account.is_animator or account.territory not in world.territories:
            return
        on = today(world, now)
        standing = work.revisions.in_force().get(account.territory)
        files = work.revisions.files(standing.revision_id) if standing is not None else {}
        if isinstance(arrival.what, Command):
            with contextlib.suppress(SheetsError, UnicodeDecodeError):  # said when the command is carried out
                workbook_of_files(files, world.vocabulary)
            return
        revision = None
        if isinstance(arrival.what, Tap) and (tapped := read_token(arrival.what.token, "s")) is not None:
            revision = work.revisions.get(tapped.number(1))
        wanted = work.revisions.files(revision.id) if revision is not None else {}
        if arrival.document is not None:
            if work.throttles.count(_sendings(account), now, WINDOW_SECONDS) >= FILES_A_WINDOW:
                return
            try:
                wanted = dict(_take(work, account.territory, arrival.document, files, world, now).files)
            except RulesFileError:
                return
    if wanted and (revision is None or revision.territory == account.territory):
        found = examine(world, account.territory, wanted, on)
        if found.territory is not None and (revision is not None or not found.blocking):
            old = world.territory(account.territory)
            compare(world, old, found.territory, on)
            with store.read() as work:
                find_replay(work, world, old, found.territory, on)
            log.info("rules_prepared", territory=old.id, version=found.territory.content_hash)


def _take(
    work: UnitOfWork, territory: str, document: SentDocument, files: dict[str, bytes], world: World, now: datetime
) -> TakenFiles:
    """The files that a document makes of those in force.

    Raises:
        RulesFileError: it is refused.
    """
    if document.too_large:
        raise RulesFileError("trop-gros")
    if document.body is None:
        wanted = is_wanted(document)
        raise RulesFileError("pas-recu") if wanted else RulesFileError("format", file=document.name)
    past = {one.content_hash for one in work.revisions.history(territory) if one.state == "activated"}
    taken = take_file(document.name, document.body, files, world, past)
    loaded, _ = load_rules(world, territory, taken.files)
    if loaded is not None:
        check_size(loaded, today(world, now))
    return taken


def _sendings(account: StaffAccount) -> str:
    """What counts the files that somebody sends."""
    return f"rules:{account.id}"


def _reply_findings(room: Room, revision: RulesRevision, taken: TakenFiles, found: Examination) -> None:
    number = str(revision.number)
    read = [
        room.words(key, files=", ".join(map(shortened, names)))
        for key, names in (
            ("regles-lu-remplace", taken.replaced), ("regles-lu-ajoute", taken.added),
            ("regles-lu-laisse", taken.left_aside), ("regles-lu-dispute", taken.disputed),
        )
        if names and len(names) <= FILES_NAMED
    ]  # fmt: skip
    read += _listed(room, (str(remark_of_cell(cell)) for cell in taken.cells), CELLS_LIMIT)
    if found.territory is None or found.blocking:
        blocking = _listed(room, map(str, found.blocking), LIST_LIMIT)
        lines = [*read, room.words("regles-bloque", number=number), *blocking, room.words("regles-bloque-suite")]
        room.reply_lines(lines)
        return
    changes = _changes(room, found.territory)
    lines = [*read, room.words("regles-brouillon", number=number), *changes, *_warnings(room, found)]
    room.reply_lines(lines, rows=(_decision(room, revision, "geste-regles-activer"),))


def _show(room: Room, revision: RulesRevision) -> None:
    """What a revision of the history changes, with the button that puts it in force."""
    current = room.uow.revisions.current(room.territory.id)
    if current is not None and current.id == revision.id:
        room.say("regles-deja-active", number=str(revision.number))
        return
    try:
        refuse_blocked(room.uow, room.world, revision, room.now)
    except BlockedError as blocked:
        _say_blocked(room, revision, blocked)
        return
    new = territory_of(room.uow, room.world, revision)
    assert new is not None
    head = room.words(
        "regles-revision",
        number=str(revision.number),
        what=_what(room, revision, 0),
        day=say_day(room.account.language, today(room.world, revision.created_at)),
        note=_note(room, revision),
        current=str(current.number) if current is not None else "–",
    )
    key = "geste-regles-revenir" if revision.state == "activated" else "geste-regles-activer"
    room.reply_lines([head, *_changes(room, new)], rows=(_decision(room, revision, key),))


def _activate(room: Room, revision: RulesRevision, expected: int, order: int | None) -> None:
    number = str(revision.number)
    try:
        standing = room.uow.revisions.in_force().get(revision.territory)
        if standing is not None and standing.revision_id == revision.id:
            room.settle(room.words("regles-deja-active", number=number), (), order, None)
            return
        passed = put_in_force(room.uow, room.world, revision, room.now, by=_author(room), expected=expected or None)
        lines = [room.words("regles-active", number=number)]
        if passed:
            lines += [room.words("passation-annuaire-parti")]
            lines += passed_lines(room.world, room.account.language, passed)
        room.settle("\n".join(lines), (), order, None)
    except BlockedError as blocked:
        _say_blocked(room, revision, blocked)
    except SupersededError:
        current = room.uow.revisions.current(revision.territory)
        again = Button(room.words("geste-regles-revoir"), staff_token(VERB, "v", revision.id))
        words = room.words("regles-entre-temps", number=str(current.number) if current is not None else "–")
        room.settle(words, ((again,),), order, None)


def _say_blocked(room: Room, revision: RulesRevision, blocked: BlockedError) -> None:
    if not blocked.remarks:
        room.say("regles-sans-fichiers")
        return
    head = room.words("regles-bloque", number=str(revision.number))
    room.reply_lines([head, *_listed(room, map(str, blocked.remarks), LIST_LIMIT)])


def _decision(room: Room, revision: RulesRevision, key: str) -> tuple[Button, ...]:
    """The two buttons under a change; the first remembers against what it was shown."""
    standing = room.uow.revisions.in_force().get(revision.territory)
    expected = standing.activation_id if standing is not None else 0
    decide = Button(room.words(key), staff_token(VERB, "a", revision.id, expected))
    if revision.state == "activated":
        return (decide,)
    return (decide, Button(room.words("geste-regles-brouillon"), staff_token(VERB, "k", revision.id)))


def _changes(room: Room, new: Territory) -> list[str]:
    """What these rules change for people as they may be, then for the last cases."""
    on = today(room.world, room.now)
    found = compare(room.world, room.territory, new, on)
    cases = replay(room.uow, room.world, room.territory, new, on)
    parts = ((found.rules, RULES_LIMIT), (found.people, PEOPLE_LIMIT), (cases, REPLAY_LIMIT))
    return [line for lines, limit in parts for line in _listed(room, lines, limit)]


def _warnings(room: Room, found: Examination) -> list[str]:
    """What is worth knowing: first what nobody has explained yet, then the rest with its explanations."""
    listed = _listed(room, map(str, found.warnings), WARNINGS_LIMIT)
    explained = sum(remark.explained for remark in found.warnings)
    key = "regles-a-savoir-explique" if explained else "regles-a-savoir"
    return [room.words(key, count=str(len(found.warnings)), explained=str(explained)), *listed] if listed else []


def _listed(room: Room, lines: Iterable[str], limit: int) -> list[str]:
    """The first lines that fit, at least one, and how many more there are."""
    told: list[str] = []
    left = 0
    for line in lines:
        if told and (left or sum(map(len, told)) + len(line) > limit):
            left += 1
        else:
            told.append(f"• {line}" if len(line) <= limit else f"• {line[: limit - 1]}…")
    return [*told, room.words("regles-et-autres", count=str(left))] if left else told


def _what(room: Room, revision: RulesRevision, current: int) -> str:
    return room.words("regles-etat-active" if revision.id == current else f"regles-etat-{revision.state}")


def _note(room: Room, revision: RulesRevision) -> str:
    return room.words("regles-note", words=revision.note) if revision.note else ""


def _who(room: Room, author: str) -> str:
    if author == _author(room):
        return room.words("regles-par-vous")
    kind = author.partition(":")[0]
    return room.words({"staff": "regles-par-animation", "cli": "regles-par-ligne"}.get(kind, "regles-par-dossier"))


def _author(room: Room) -> str:
    return f"staff:{room.account.id}"
