"""What a reader of the dialog's files can't see from one file: words that are missing, answers nobody can give.

`load_dialog` refuses what is malformed; here the dialog as a whole is held against its words, its vocabulary and the
limits of a button. Every finding is an error: a talk with a hole is not served.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.keys import KEY_LENGTH
from dialogs.message import TOKEN_LIMIT
from dialogs.scenes.asking import KEEP, MORE, SKIP
from dialogs.scenes.sector import FORM, GROUPS, WITH
from dialogs.scenes.summary import LINE
from dialogs.scenes.ticks import DONE, NOTHING, ON
from dialogs.schema import Dialog, Kind, Moment, Question
from dialogs.step import TOKEN_PREFIX
from dialogs.wording import LANGUAGES, Wording
from referral_rules.boxes import Among, Box, ContainsAll, ContainsAny, Element
from referral_rules.errors import Finding, Severity
from referral_rules.facts import AUCUN, INCONNU, SANS_OBJET
from referral_rules.saying import verbatim
from referral_rules.vocabulary import Vocabulary

RESERVED = frozenset({SKIP, KEEP, MORE, DONE, NOTHING, INCONNU})  # keys of buttons that every question may have
NEEDED = ("recit", "secteur", FORM, "commune", "prenom", "coordonnees", "accords")  # what scenes and rules stand on
LONGEST_TURN = 5  # digits of a turn's number in a token
ROOM = TOKEN_LIMIT - len(f"{TOKEN_PREFIX}..{'0' * KEY_LENGTH}.{'0' * LONGEST_TURN}")  # bytes left for an option's key


def check_dialog(dialog: Dialog, vocabulary: Vocabulary, wording: Wording) -> tuple[Finding, ...]:
    """Lists what is wrong with the dialog as a whole.

    Args:
        dialog: as `load_dialog` read it.
        vocabulary: its facts.
        wording: its words, in every language.
    """
    found: list[Finding] = []
    for question in dialog.questions.values():
        found += _missing_words(question, vocabulary, wording)
        found += _misplaced_keys(question)
        found += _unfit_options(question, vocabulary)
        found += _unreachable(question, dialog, vocabulary)
    for part in dialog.parts:
        if part.questions and part.moment is Moment.ECOUTE:
            found += _missing(part.questions[0], f"partie-{part.name}", wording)
    found += _missing_questions(dialog)
    return tuple(sorted(found, key=lambda finding: (finding.file, finding.line)))


def values_of(question: Question, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Every option that a question can offer."""
    if question.kind is Kind.SECTEUR:
        return tuple(vocabulary.facts[question.name].values)
    return tuple(dict.fromkeys(value for options in question.lists for value in options.values))


def _error(question: Question, message: str, mend: str = "") -> Finding:
    told = verbatim(mend) if mend else None
    return Finding(question.file, question.line, Severity.ERROR, verbatim(message), told)


def _missing(question: Question, key: str, wording: Wording) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not wording.has(language, key):
            message = f"question {question.name!r} needs the message '{key}' in {language}"
            yield _error(question, message, f"write it in texts/talk.{language}.ftl")


def _missing_words(question: Question, vocabulary: Vocabulary, wording: Wording) -> Iterator[Finding]:
    for key in (f"q-{question.name}", f"pourquoi-{question.name}"):
        yield from _missing(question, key, wording)
    for value in values_of(question, vocabulary):
        yield from _missing(question, f"o-{question.name}-{value}", wording)


def _misplaced_keys(question: Question) -> Iterator[Finding]:
    """Keys that mean nothing for a question of this kind: whoever wrote them expects something that won't happen."""
    text = question.kind is Kind.TEXTE
    offers = question.kind in (Kind.CHOIX, Kind.MULTIPLE)
    wrong = {
        "longueur": question.longest is not None and not text,
        "plusieurs_messages": question.several_messages and not text,
        "rien": question.nothing and question.kind is not Kind.MULTIPLE,
        "inconnu": question.unknown and question.kind in (Kind.TEXTE, Kind.COORDONNEES, Kind.ACCORDS),
        "passer": question.skippable and question.kind in (Kind.COORDONNEES, Kind.ACCORDS),
        "options": bool(question.lists) and not offers,
    }
    for key in (key for key, misplaced in wrong.items() if misplaced):
        message = f"question {question.name!r}: {key!r} means nothing for genre {question.kind.value!r}"
        yield _error(question, message, f"remove {key!r}, or change 'genre'")


def _unfit_options(question: Question, vocabulary: Vocabulary) -> Iterator[Finding]:
    for value in values_of(question, vocabulary):
        if value in RESERVED:
            message = f"option {value!r} of {question.name!r} is the name of a button that every question may have"
            yield _error(question, message, "call the value otherwise in the vocabulary")
    for option in _longest_keys(question, vocabulary):
        if len(option.encode()) > ROOM:
            message = f"the button of {option!r} needs {len(option.encode())} bytes of {ROOM}"
            yield _error(question, message, "shorten the name of the value or of the question")
    if question.kind is Kind.SECTEUR:
        listed = [sector for group in GROUPS.values() for sector in group]
        for value in sorted(set(values_of(question, vocabulary)) ^ set(listed)):
            yield _error(question, f"sector {value!r} stands in no group of the list, or in one only there")


def _longest_keys(question: Question, vocabulary: Vocabulary) -> Iterator[str]:
    yield LINE + question.name
    forms = vocabulary.facts[FORM].values if FORM in vocabulary.facts else ()
    for value in values_of(question, vocabulary):
        yield ON + value
        if question.kind is Kind.SECTEUR:
            yield from (value + WITH + form for form in forms)


def _unreachable(question: Question, dialog: Dialog, vocabulary: Vocabulary) -> Iterator[Finding]:
    for fact in _impossible(question.box, dialog, vocabulary):
        yield _error(question, f"question {question.name!r} is never asked: no answer to {fact!r} satisfies its 'si'")
    earlier: list[Box] = []
    for number, options in enumerate(question.lists, start=1):
        for fact in _impossible({**options.box}, dialog, vocabulary):
            yield _error(question, f"list {number} of {question.name!r} is never offered: no answer to {fact!r} fits")
        if any(not box or box == options.box for box in earlier):
            message = f"list {number} of {question.name!r} is never offered: an earlier one always holds before it"
            yield _error(question, message, "put the list without 'si' last")
        earlier.append(options.box)


def _impossible(box: Box, dialog: Dialog, vocabulary: Vocabulary) -> Iterator[str]:
    for fact, element in box.items():
        source = dialog.questions.get(fact)
        if source is not None and source.kind is not Kind.COMMUNE and not _can_hold(element, source, vocabulary):
            yield fact


def _can_hold(element: Element, source: Question, vocabulary: Vocabulary) -> bool:
    """Whether some answer to `source` (or its absence, where it doesn't always arise) is accepted."""
    offered = set(values_of(source, vocabulary))
    offered |= {INCONNU} if source.unknown else set()
    offered |= {SANS_OBJET} if source.box else set()
    offered |= {AUCUN} if source.nothing else set()
    match element:
        case ContainsAll(values):
            return values <= offered
        case Among(values) | ContainsAny(values):
            return not values.isdisjoint(offered)


def _missing_questions(dialog: Dialog) -> Iterator[Finding]:
    first = next(iter(dialog.questions.values()), None)
    for name in NEEDED:
        if name not in dialog.questions and first is not None:
            message = verbatim(f"no part asks {name!r}; the talk stands on it")
            yield Finding(first.file, 1, Severity.ERROR, message, verbatim("ask it"))
