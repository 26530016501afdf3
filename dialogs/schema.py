"""The dialog as it is written: parts and questions, read from YAML with every mistake named by file and line.

The grammar stands, commented, at the top of `first_listening/idea.yaml`. A question bears the name of the fact that
it fills;
its words are the Fluent messages `q-<question>` and `o-<question>-<value>`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from referral_rules.boxes import Box, Element
from referral_rules.conditions import read_condition
from referral_rules.errors import Report, likely
from referral_rules.facts import Fact, FactKind
from referral_rules.saying import verbatim
from referral_rules.schema import Section, open_root, refuse_conditions
from referral_rules.source import Entries, plain, read_source
from referral_rules.vocabulary import Vocabulary

PART_KEYS = ("partie", "rang", "moment", "questions")
QUESTION_KEYS = (
    "question",
    "genre",
    "ecoute",
    "si",
    "options",
    "listes",
    "rien",
    "inconnu",
    "passer",
    "plusieurs_messages",
    "longueur",
)


class Kind(StrEnum):
    """How a question is asked and answered."""

    TEXTE = "texte"
    CHOIX = "choix"
    MULTIPLE = "multiple"
    COMMUNE = "commune"
    SECTEUR = "secteur"
    COORDONNEES = "coordonnees"
    ACCORDS = "accords"


class Moment(StrEnum):
    """When a part is asked: before the proposal, after it, or after the referral to help the call."""

    ECOUTE = "ecoute"
    CONTACT = "contact"
    PREPARATION = "preparation"


@dataclass(frozen=True, slots=True)
class OptionList:
    """The options offered when `box` holds (the first list that does is taken)."""

    box: Box
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        name: the fact it fills.
        listening: always asked; else only while its fact can change the referral.
        box: when it is asked at all; empty = always.
        nothing: offers « rien » (the empty list).
        unknown: offers "je ne sais pas encore".
        skippable: offers *Passer*.
        several_messages: later texts are added to the answer, not taken for the next question.
        longest: characters of a text that fits; None when any length does.
        stamp: content hash, written beside each answer.
    """

    name: str
    kind: Kind
    part: str
    listening: bool
    box: Box
    lists: tuple[OptionList, ...]
    nothing: bool
    unknown: bool
    skippable: bool
    several_messages: bool
    longest: int | None
    personal: bool
    stamp: str
    file: str
    line: int

    @property
    def values(self) -> frozenset[str]:
        """Every option of every list."""
        return frozenset(value for options in self.lists for value in options.values)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the talk; parts keep their order."""

    name: str
    moment: Moment
    rank: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Dialog:
    """The whole talk. `content_hash` names this wording of it."""

    parts: tuple[Part, ...]
    questions: Mapping[str, Question]
    content_hash: str

    def of_moment(self, moment: Moment) -> tuple[Part, ...]:
        """The parts of one moment, in order."""
        return tuple(part for part in self.parts if part.moment is moment)

    def part_of(self, question: str) -> Part:
        """The part a question stands in."""
        name = self.questions[question].part
        return next(part for part in self.parts if part.name == name)


def load_dialog(sources: Mapping[str, str], vocabulary: Vocabulary) -> Dialog:
    """Reads the dialog.

    Args:
        sources: file name -> YAML text, one part each.
        vocabulary: facts and values that questions refer to.

    Raises:
        DefinitionErrors: with all findings at once.
    """
    report = Report()
    parts = [part for name in sorted(sources) if (part := _read_part(name, sources[name], vocabulary, report))]
    parts.sort(key=lambda part: part.rank)
    questions: dict[str, Question] = {}
    for part in parts:
        for question in part.questions:
            if question.name in questions:
                first = questions[question.name]
                report.error(
                    question.file,
                    question.line,
                    verbatim(f"question {question.name!r} is asked twice, first at {first.file}:{first.line}"),
                    verbatim("remove one"),
                )
            questions[question.name] = question
    _check_conditions(parts, report)
    report.raise_errors()
    digest = hashlib.sha256("".join(q.name + q.stamp for q in questions.values()).encode()).hexdigest()
    return Dialog(tuple(parts), questions, digest[:16])


def _read_part(file: str, text: str, vocabulary: Vocabulary, report: Report) -> Part | None:
    root = open_root(read_source(text, file, report), file, report, PART_KEYS, verbatim("a part"))
    if root is None:
        return None
    name = root.text("partie", required=True)
    questions = tuple(
        question
        for section in root.sections("questions", QUESTION_KEYS, verbatim("a question"))
        if (question := _read_question(section, name, vocabulary))
    )
    moment = Moment(root.option("moment", [moment.value for moment in Moment], Moment.ECOUTE.value))
    return Part(name, moment, root.number("rang", 0), questions)


def _read_question(section: Section, part: str, vocabulary: Vocabulary) -> Question | None:
    name = section.text("question", required=True)
    kind = Kind(section.option("genre", [kind.value for kind in Kind], Kind.CHOIX.value))
    fact = vocabulary.facts.get(name)
    if not name:
        return None
    if fact is None and kind not in (Kind.COORDONNEES, Kind.ACCORDS):
        message = verbatim(f"question {name!r} fills no fact of the vocabulary")
        section.error("question", message, likely(name, vocabulary.facts))
        return None
    if fact is not None and fact.derived:
        section.error("question", verbatim(f"{name!r} is derived: it is never asked"), verbatim("remove the question"))
    lists = tuple(_read_lists(section, fact, vocabulary))
    if kind in (Kind.CHOIX, Kind.MULTIPLE) and not lists:
        section.error("options", verbatim(f"question {name!r} offers nothing"), verbatim("add 'options: […]'"))
    if section.truth("inconnu") and fact is not None and not fact.unknown_allowed:
        mend = verbatim("add 'inconnu: vrai' to the fact, or remove it here")
        section.error("inconnu", verbatim(f"{name} never takes 'inconnu'"), mend)
    return Question(
        name=name,
        kind=kind,
        part=part,
        listening=section.truth("ecoute"),
        box=read_box(section, vocabulary),
        lists=lists,
        nothing=section.truth("rien"),
        unknown=section.truth("inconnu"),
        skippable=section.truth("passer"),
        several_messages=section.truth("plusieurs_messages"),
        longest=section.number("longueur", 0) or None,
        personal=fact.personal if fact is not None else kind is Kind.COORDONNEES,
        stamp=_stamp(section.node),
        file=section.file,
        line=section.line,
    )


def read_box(section: Section, vocabulary: Vocabulary) -> Box:
    """Reads a `si`: a mapping of facts and conditions; empty when absent."""
    node = section.find("si")
    if node is None:
        return {}
    if not isinstance(node, Entries):
        refuse_conditions(section)
        return {}
    box: dict[str, Element] = {}
    for name, condition in node.entries.items():
        fact = vocabulary.facts.get(name)
        if fact is None:
            mend = likely(name, vocabulary.facts)
            message = verbatim(f"no condition can read {name!r}")
            section.report.error(section.file, node.lines[name], message, mend)
        elif fact.kind is FactKind.TEXTE:
            message = verbatim(f"no condition can read {name!r}: it is free text")
            section.report.error(section.file, node.lines[name], message, verbatim("use a fact that has values"))
        elif element := read_condition(fact, condition, section.file, section.report):
            box[name] = element
    return box


def _read_lists(section: Section, fact: Fact | None, vocabulary: Vocabulary) -> Iterator[OptionList]:
    if section.has("options") and section.has("listes"):
        message = verbatim("a question has 'options' or 'listes', not both")
        section.error("listes", message, verbatim("keep one of them"))
    if section.has("options"):
        yield OptionList({}, _read_values(section, fact))
    for entry in section.sections("listes", ("si", "options"), verbatim("a list of options")):
        yield OptionList(read_box(entry, vocabulary), _read_values(entry, fact))


def _read_values(section: Section, fact: Fact | None) -> tuple[str, ...]:
    words = section.words("options")
    for word in words:
        if fact is not None and word.value not in fact.values:
            section.report.error(
                section.file,
                word.line,
                verbatim(f"unknown value {word.value!r} for {fact.name}"),
                likely(word.value, fact.values),
            )
    return tuple(word.value for word in words)


def _stamp(node: Entries) -> str:
    """A hash without lines, so that moving a question leaves the stamp of its answers alone."""
    return hashlib.sha256(repr(plain(node)).encode()).hexdigest()[:12]


def _check_conditions(parts: list[Part], report: Report) -> None:
    """A condition reads only facts that are always filled earlier: no question waits for itself, no cycle can exist."""
    filled: dict[str, Question] = {}
    for part in parts:
        for question in part.questions:
            boxes = [question.box, *(options.box for options in question.lists)]
            for name in sorted({name for box in boxes for name in box} - {"stade"}):
                if name not in filled:
                    message, mend = "is not asked before it", "move the question, or the condition"
                elif filled[name].skippable:
                    message, mend = "may be passed over", f"remove 'passer' from {name!r}"
                elif not filled[name].listening:
                    message, mend = "may be skipped", f"add 'ecoute: vrai' to {name!r}"
                else:
                    continue
                message = f"question {question.name!r} depends on {name!r}, which {message}"
                report.error(question.file, question.line, verbatim(message), verbatim(mend))
            filled[question.name] = question
