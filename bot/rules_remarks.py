"""What is wrong or worth knowing about a territory's rules, in sentences for animators.

Gathers what the loader, the examples and the exact analysis find; what the analysis says better is said once.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final, TypeVar

from bot.worlds import decode, load_rules
from dialogs.schema import Moment
from dialogs.world import World
from referral_rules.analysis import Region, analyse, find_impossibilities
from referral_rules.analysis.changes import Changes, compare_territories
from referral_rules.analysis.sentences import say_move, say_observation, say_rules_changed, say_uncovered
from referral_rules.analysis.speech import typeset
from referral_rules.check import check_territory
from referral_rules.conventions import ConventionRow
from referral_rules.directory import Interlocutor, Programme
from referral_rules.errors import Finding, Severity
from referral_rules.loader import content_hash
from referral_rules.sheets import CellFinding
from referral_rules.sheets.french import in_french, mend_in_french
from referral_rules.territory import Territory

KEPT: Final = 32  # examinations and comparisons of the day

_Q: Final = "'([^']*)'"
_CHECKS: Final = (
    (rf"example of {_Q}: (\S+) is expected, but (\S+) by {_Q} is proposed",
     "exemple de la règle « {0} » : {1} est attendu, mais « {3} » propose {2}"),
    (rf"example of {_Q}: (\S+) is expected, but nobody is proposed",
     "exemple de la règle « {0} » : {1} est attendu, mais personne n’est proposé"),
    (rf"example of {_Q}: (\S+) is expected, but (.*) is proposed",
     "exemple de la règle « {0} » : {1} est attendu, mais {2} est proposé"),
    (rf"example of {_Q}: (\S+) is proposed by {_Q}, not by this rule",
     "exemple de la règle « {0} » : {1} est proposé par « {2} », pas par cette règle"),
    (rf"counter-example of {_Q}: the rule applies all the same",
     "contre-exemple de la règle « {0} » : la règle s’applique quand même"),
    (rf"rule {_Q} proposes (\S+), who is (\S+) and has no substitute",
     "la règle « {0} » propose {1}, qui est {2} et n’a pas de remplaçant"),
    (rf"rule {_Q} proposes (\S+), which is over", "la règle « {0} » propose {1}, qui est terminé"),
    (r"no rule ever proposes the programme (\S+)", "aucune règle ne propose le parcours {0}"),
    (rf"rule {_Q} reads (\S+), but no question asks (\S+)",
     "la règle « {0} » lit {1}, mais aucune question ne demande {2}"),
    (rf"the territory calls itself {_Q}, not {_Q}; use one name",
     "ces règles sont celles du territoire « {0} », pas de « {1} »"),
    (r"this is not YAML: (.*)", "ce n’est pas du YAML bien formé ({0})"),
    (r"the file is empty", "le fichier est vide"),
    (r"this file belongs to no territory", "ce fichier n’est d’aucun territoire"),
)  # fmt: skip
_CHECK_MENDS: Final = (
    (r"the rule doesn't match it on (.*)", "la règle ne le reconnaît pas sur {0}"),
    (r"another rule comes before it", "une autre règle passe avant elle"),
    (r"move the example or change the profile", "déplacez l’exemple ou changez le profil"),
    (r"narrow its conditions", "resserrez ses conditions"),
    (r"name another one, or add 'remplacant' to the directory",
     "nommez quelqu’un d’autre, ou ajoutez « remplacant » dans l’annuaire"),
    (r"name the next session or suspend the rule", "nommez la session suivante ou suspendez la règle"),
    (r"add a question", "demandez qu’une question soit ajoutée"),
    (r"put the rules under (.*)", "mettez les règles sous {0}"),
)  # fmt: skip
_SAID_BY_ANALYSIS: Final = re.compile(
    r"rule '[^']*' expire[sd] on .*|no rule ever proposes (?!the programme).*|.*are of equal rank with different.*"
)
_NOT_YAML: Final = "this is not YAML"  # such a file says nothing, and much else seems wrong because of it
_PARTS: Final = {
    "title": "titre", "state": "état", "starts_on": "début", "ends_on": "fin", "box": "conditions",
    "referents": "référents", "choice": "choix", "appuis": "appuis", "programme": "parcours", "priority": "priorité",
    "reason": "motif", "appui_reasons": "motifs des appuis",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about the rules.

    Attributes:
        severity: an error forbids to put them in force.
        file: where to look: a file's name, or a sheet's cell.
        sentence: what is so, and what to do.
        line: where in that file; 0 in a sheet.
    """

    severity: Severity
    file: str
    sentence: str
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.file}, ligne {self.line}" if self.line else self.file
        return typeset(f"{place} : {self.sentence}")


@dataclass(frozen=True, slots=True)
class Examination:
    """Rules that were looked at.

    Attributes:
        territory: None when an error refuses them.
        remarks: those that block first.
        reach: how many profiles the pivot alone takes, as a sentence; empty when they don't load.
    """

    territory: Territory | None
    remarks: tuple[Remark, ...]
    reach: str = ""

    @property
    def blocking(self) -> tuple[Remark, ...]:
        """What forbids to put them in force."""
        return tuple(remark for remark in self.remarks if remark.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Remark, ...]:
        """What is worth knowing."""
        return tuple(remark for remark in self.remarks if remark.severity is not Severity.ERROR)


_Key = tuple[object, ...]
_Kept = TypeVar("_Kept")
_examined: OrderedDict[_Key, Examination] = OrderedDict()
_compared: OrderedDict[_Key, Changes] = OrderedDict()
_impossible: OrderedDict[_Key, tuple[Region, ...]] = OrderedDict()
_turn = threading.Lock()


def examine(world: World, territory_id: str, files: Mapping[str, bytes], on: date) -> Examination:
    """Looks at a territory's files: loads them, runs their examples, analyses the rules together.

    The same files on the same day are looked at once.

    Args:
        world: gives vocabulary, communes and dialog.
        territory_id: whose rules they must be.
        files: UTF-8 texts by file name.
        on: the day.
    """
    sources = decode(files)
    key = (territory_id, content_hash(sources), world.dialog.content_hash, on)
    with _turn:
        if (known := _examined.get(key)) is not None:
            return known
    examination = _examine(world, territory_id, sources, on)
    with _turn:
        _keep(_examined, key, examination)
    return examination


def compare(world: World, old: Territory, new: Territory, on: date) -> tuple[str, ...]:
    """Says who is referred otherwise when `new` takes the place of `old`, and which rules and people differ.

    Returns:
        French sentences; none when only comments, examples or their places differ.
    """
    changes = find_changes(world, old, new, on)
    lines = (
        *say_rules_changed(_in_words(changes)),
        *_say_directory(old, new),
        *(say_move(move, old, new, world.geography) for move in changes.moves),
    )
    if changes.shortened:
        lines = (*lines, "D’autres profils changent encore entre les mêmes interlocuteurs.")
    return lines


def find_changes(world: World, old: Territory, new: Territory, on: date) -> Changes:
    """Finds who is referred otherwise when `new` takes the place of `old`; the same two on the same day once."""
    key = (old.id, old.content_hash, new.content_hash, world.dialog.content_hash, on)
    with _turn:
        if (known := _compared.get(key)) is not None:
            return known
    changes = compare_territories(old, new, on, impossibilities(world))
    with _turn:
        _keep(_compared, key, changes)
    return changes


def without_what_analysis_says(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leaves out of a territory's findings those that the exact analysis says better."""
    return tuple(found for found in findings if not _SAID_BY_ANALYSIS.fullmatch(found.message))


def impossibilities(world: World) -> tuple[Region, ...]:
    """The profiles that no talk of this world leads to, before the proposal."""
    key = (world.dialog.content_hash, *world.vocabulary.facts)
    with _turn:
        if (known := _impossible.get(key)) is not None:
            return known
    asked = [question for part in world.dialog.of_moment(Moment.ECOUTE) for question in part.questions]
    found = find_impossibilities(world.vocabulary, asked)
    with _turn:
        _keep(_impossible, key, found)
    return found


def remark_of_cell(cell: CellFinding) -> Remark:
    """A spreadsheet's finding as a remark."""
    tail = f" ; {cell.mend}" if cell.mend else ""
    return Remark(cell.severity, cell.place, typeset(f"{cell.message}{tail}"))


def _examine(world: World, territory_id: str, sources: Mapping[str, str], on: date) -> Examination:
    territory, findings = load_rules(world, territory_id, sources)
    if territory is None:
        causes = [finding for finding in findings if finding.message.startswith(_NOT_YAML)] or findings
        return Examination(None, _ordered(_remark(finding) for finding in causes))
    checked = without_what_analysis_says(check_territory(territory, on))
    report = analyse(territory, on, impossibilities(world))
    remarks = [_remark(finding) for finding in (*findings, *checked)]
    remarks += [
        Remark(found.severity, found.file, say_observation(found, territory, on, world.geography), found.line)
        for found in report.observations
    ]
    return Examination(territory, _ordered(remarks), say_uncovered(report))


def _ordered(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple(sorted(dict.fromkeys(remarks), key=lambda remark: remark.severity is not Severity.ERROR))


def _remark(finding: Finding) -> Remark:
    message = _translate(finding.message, _CHECKS) or in_french(finding.message)
    mend = _translate(finding.mend, _CHECK_MENDS) or (mend_in_french(finding.mend) if finding.mend else "")
    tail = f" ; {mend}" if mend else ""
    return Remark(finding.severity, finding.file, typeset(f"{message}{tail}"), finding.line)


def _translate(text: str, patterns: tuple[tuple[str, str], ...]) -> str:
    for pattern, french in patterns:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return french.format(*found.groups())
    return ""


def _in_words(changes: Changes) -> Changes:
    changed = {rule: tuple(_PARTS.get(part, part) for part in parts) for rule, parts in changes.changed.items()}
    return replace(changes, changed=changed)


def _say_directory(old: Territory, new: Territory) -> Iterable[str]:
    """Who comes to the directory, who leaves it, whose entry differs."""
    before, after = old.directory.interlocutors, new.directory.interlocutors
    for name, desk in after.items():
        if name not in before:
            yield typeset(f"Dans l’annuaire, en plus : {desk.name} ({desk.structure.name}).")
        elif _entry(before[name]) != _entry(desk):
            yield typeset(f"Dans l’annuaire, modifié : {desk.name} ({desk.structure.name}).")
    for name, desk in before.items():
        if name not in after:
            yield typeset(f"N’est plus dans l’annuaire : {desk.name} ({desk.structure.name}).")
    yield from _say_agreements(old, new)
    if old.pivot != new.pivot:
        yield typeset(f"Le pivot devient {new.directory.interlocutors[new.pivot].name}.")
    if old.fil_rouge != new.fil_rouge:
        thread = "l’interlocuteur que la règle nomme" if new.fil_rouge == "par_regle" else "le pivot"
        yield f"Le fil rouge devient {thread}."
    if old.follow_up_source != new.follow_up_source:
        yield "Les délais de relance changent (suivi.yaml)."


def _say_agreements(old: Territory, new: Territory) -> Iterable[str]:
    """Whose convention differs, and which programmes do."""
    for name, structure in new.directory.structures.items():
        if _agreed(old, name) != _agreed(new, name):
            yield typeset(f"Convention modifiée : {structure.name}.")
    before, after = old.directory.programmes, new.directory.programmes
    for name, programme in after.items():
        if name not in before:
            yield typeset(f"Parcours en plus : {programme.name}.")
        elif _course(before[name]) != _course(programme):
            yield typeset(f"Parcours modifié : {programme.name}.")
    gone = (programme.name for name, programme in before.items() if name not in after)
    yield from (typeset(f"Parcours retiré : {name}.") for name in gone)


def _agreed(territory: Territory, structure: str) -> list[ConventionRow]:
    """What a structure agreed to; the default rules that stand on it are told among the rules."""
    rows = (row for row in territory.directory.conventions if row.structure == structure)
    return [replace(row, line=0, number=0, default_rule=None) for row in rows]


def _course(programme: Programme) -> tuple[object, ...]:
    """What the directory says of a programme, wherever it is written, and who runs it."""
    told = {field.name: getattr(programme, field.name) for field in fields(programme)}
    return programme.structure.id, *(value for name, value in told.items() if name not in ("line", "structure"))


def _entry(desk: Interlocutor) -> Interlocutor:
    """What the directory says of somebody, wherever it is written and whoever their colleagues are."""
    return replace(desk, line=0, structure=replace(desk.structure, interlocutors=(), line=0))


def _keep(shelf: OrderedDict[_Key, _Kept], key: _Key, value: _Kept) -> None:
    shelf[key] = value
    while len(shelf) > KEPT:
        shelf.popitem(last=False)
