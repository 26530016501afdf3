"""What stops the YAML reader, in words for somebody who has never heard of it: the fact, the mend, the right line.

libyaml says what it waited for; the mistake is often elsewhere: a bracket that was never closed is told where it opens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from referral_rules.saying import Saying, say


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and the likely mend; `where_it_opens` when the line to mend is the one where the part began."""

    problem: Saying
    mend: Saying
    where_it_opens: bool = False


_UNSEEN = Fault(say("it begins with spaces that are no plain spaces"), say("delete them and type plain spaces"))
_LONG_DASH = Fault(say("it begins with a long dash"), say("write a plain hyphen: -"))
_HIDDEN: Mapping[re.Pattern[str], Fault] = {  # what a word processor puts at the beginning of a line, by itself
    re.compile(r" *[\u00a0\u202f\u2007\u200b\ufeff]"): _UNSEEN,
    re.compile(r"\s*[–—•]\s*(?:\w+\s*:|\{)"): _LONG_DASH,
}
_QUOTE = say('put the text between quotation marks: "…"')
_TAB = Fault(say("found a tab character"), say("replace tabs by spaces"))
_UNREADABLE = Fault(say("it can't be read from here on"), say("compare this line and the one before with others"))
_ALIAS = Fault(say("'*' and '&' mean something else to YAML"), _QUOTE)
_BRACKETS = say("close brackets and braces, and look for a comma too many")
TOO_DEEP, TOO_REPETITIVE = "nested too deep", "repeated too much"
_FAULTS: Mapping[str, Fault] = {  # by what libyaml says
    "could not find expected ':'": Fault(
        say("could not find expected ':'"), say("write 'key: value', with a space after the colon"), where_it_opens=True
    ),
    "mapping values are not allowed in this context": Fault(
        say("mapping values are not allowed in this context"),
        say("put a text that holds a colon between quotation marks; else look at the indentation and the line before"),
    ),
    "did not find expected key": Fault(
        say("did not find expected key"),
        say("put a text with a brace or an apostrophe between quotation marks; else look at the indentation"),
    ),
    "did not find expected '-' indicator": Fault(
        say("did not find expected '-' indicator"), say("start the item with '- ', or indent this line as those above")
    ),
    "block sequence entries are not allowed in this context": Fault(
        say("block sequence entries are not allowed in this context"), say("start the list on a line of its own")
    ),
    "did not find expected ',' or ']'": Fault(
        say("did not find expected ',' or ']'"), say("close it with ']'"), where_it_opens=True
    ),
    "did not find expected ',' or '}'": Fault(
        say("did not find expected ',' or '}}'"), say("close it with '}}'"), where_it_opens=True
    ),
    "did not find expected node content": Fault(say("did not find expected node content"), _BRACKETS),
    TOO_DEEP: Fault(say("lists are nested too deep"), _BRACKETS),
    TOO_REPETITIVE: Fault(say("'&' and '*' repeat too much"), say("write it out without '&' and '*'")),
    "found unexpected end of stream": Fault(
        say("found unexpected end of stream"), say("close the quotation mark"), where_it_opens=True
    ),
    "found a tab character that violates indentation": _TAB,
    "found character that cannot start any token": Fault(say("found character that cannot start any token"), _QUOTE),
    "found undefined alias": _ALIAS,
    "second occurrence": _ALIAS,
    "did not find expected alphabetic or numeric character": _ALIAS,
    "found unknown escape character": Fault(say("found unknown escape character"), say("double the '\\'")),
    "but found another document": Fault(say("but found another document"), say("remove the line '---'")),
}


class RefusedYamlError(yaml.YAMLError):
    """What our own reader refuses; `problem` is one of those above, `line` counts from 1."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line


def read_fault(error: yaml.YAMLError, text: str) -> tuple[Fault, int]:
    """Tells what stopped the reader.

    Args:
        error: what it raised.
        text: the document.

    Returns:
        The fault, and the 1-based line to look at.
    """
    if isinstance(error, RefusedYamlError):
        return _FAULTS[error.problem], error.line
    if isinstance(error, yaml.MarkedYAMLError):
        fault = _FAULTS.get(error.problem or "", _UNREADABLE)
        mark = (error.context_mark if fault.where_it_opens else None) or error.problem_mark or error.context_mark
        if mark is None:
            return fault, 1
        return _find_hidden(text, mark.line) or ((_TAB if _is_tab(text, mark) else fault), mark.line + 1)
    if isinstance(error, yaml.reader.ReaderError):
        number = text.count("\n", 0, error.position) + 1
        return Fault(say("there is an invisible character"), say("write this line again by hand")), number
    return _UNREADABLE, 1


def _find_hidden(text: str, line: int) -> tuple[Fault, int] | None:
    """What can't be seen, or not well, at the beginning of a 0-based line or of the one before it."""
    lines = text.splitlines()[: line + 1]
    for number in range(len(lines), max(0, len(lines) - 2), -1):
        for pattern, fault in _HIDDEN.items():
            if pattern.match(lines[number - 1]):
                return fault, number
    return None


def _is_tab(text: str, mark: yaml.Mark) -> bool:
    lines = text.splitlines()
    return mark.line < len(lines) and lines[mark.line][mark.column : mark.column + 1] == "\t"
