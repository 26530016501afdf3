"""Reading one mapping of a definition: its keys, their shapes, and an error with a line for each mistake."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date

from referral_rules.errors import FindingKind, Report, closest, likely
from referral_rules.saying import Saying, say
from referral_rules.source import Entries, Items, Node, Text

TRUTHS = {"vrai": True, "oui": True, "true": True, "faux": False, "non": False, "false": False}
NUMBER_LIMIT = 999_999  # more is a slip of the hand, and what adds it to a day overflows


class Section:
    """A mapping being read. Unknown keys are reported when it is opened; wrong shapes when a key is read.

    Args:
        node: the mapping.
        file: its source's name.
        report: gets the findings.
        keys: the keys this mapping may have.
        title: what this mapping is, for messages: a saying like "a rule".
        elsewhere: the mend for keys that belong to another place.
    """

    def __init__(
        self,
        node: Entries,
        file: str,
        report: Report,
        keys: Collection[str],
        title: Saying,
        elsewhere: Mapping[str, Saying] | None = None,
    ) -> None:
        self.node = node
        self.file = file
        self.report = report
        self.title = title
        self.line = node.line
        self.meant: set[str] = set()  # keys that are there, but misspelt: told once
        for key, line in node.lines.items():
            if key not in keys:
                mend = (elsewhere or {}).get(key) or likely(key, keys)
                mend = mend or say("the keys are: {keys}", keys=tuple(keys))
                self.meant.add(closest(key, keys) or key)
                report.error(file, line, say("unknown key {key!r} in {title}", key=key, title=title), mend)

    def error(self, key: str, message: Saying, mend: Saying | None = None, kind: FindingKind | None = None) -> None:
        """Reports an error at a key, or at the mapping when the key is absent."""
        self.report.error(self.file, self.line_of(key), message, mend, kind)

    def lacks(self, key: str, mend: Saying) -> None:
        """Reports that a key is missing, unless it is there under a name that was told."""
        if key in self.meant:
            return
        self.error(key, say("{title} lacks {key!r}", title=self.title, key=key), mend)

    def line_of(self, key: str) -> int:
        """Gives the line of a key; the mapping's own line if the key is absent."""
        return self.node.lines.get(key, self.line)

    def has(self, key: str) -> bool:
        """Tells whether the key is written."""
        return key in self.node.entries

    def find(self, key: str) -> Node | None:
        """Gives the raw node of a key, or None."""
        return self.node.entries.get(key)

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """Reads a scalar, stripped.

        Args:
            key: the key.
            required: an absent or empty value is an error.
            default: given back when absent.
        """
        node = self.find(key)
        if node is None:
            if required:
                self.lacks(key, say("add '{key}: …'", key=key))
            return default
        if not isinstance(node, Text):
            message = say("{key!r} takes one value, not a list or a mapping", key=key)
            self.error(key, message, say("write '{key}: …' on one line", key=key))
            return default
        value = node.value.strip()
        if not value:
            if required:
                self.error(key, say("{key!r} is empty", key=key), say("write its value or remove the key"))
            return default
        return value

    def option(self, key: str, options: Collection[str], default: str) -> str:
        """Reads a scalar that must be one of the options."""
        value = self.text(key, default=default)
        if value in options:
            return value
        message = say("unknown value {value!r} for {fact}", value=value, fact=key)
        self.error(key, message, likely(value, options) or one_of(options))
        return default

    def truth(self, key: str) -> bool:
        """Reads vrai or faux; faux when absent."""
        value = self.text(key, default="faux").lower()
        if value not in TRUTHS:
            message = say("{key!r} is vrai or faux, not {value!r}", key=key, value=value)
            self.error(key, message, one_of(("vrai", "faux")))
        return TRUTHS.get(value, False)

    def number(self, key: str, default: int) -> int:
        """Reads a whole number, from zero to `NUMBER_LIMIT`."""
        value = self.text(key)
        if not value:
            return default
        if not (value.isascii() and value.isdigit()):
            message = say("{key!r} is a whole number, not {value!r}", key=key, value=value)
            self.error(key, message, say("write it in digits, like 50"))
            return default
        if len(value) > len(str(NUMBER_LIMIT)) or int(value) > NUMBER_LIMIT:
            self.error(key, say("{key!r} is far too large a number", key=key), say("at most {most}", most=NUMBER_LIMIT))
            return default
        return int(value)

    def day(self, key: str) -> date | None:
        """Reads a day written 2026-01-31."""
        value = self.text(key)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.error(key, *_no_day(key, value))
            return None

    def words(self, key: str, *, lone: bool = False) -> tuple[Text, ...]:
        """Reads a list of scalars.

        Args:
            key: the key.
            lone: a single scalar is taken as a list of one.
        """
        node = self.find(key)
        if node is None:
            return ()
        if lone and isinstance(node, Text):
            return (node,) if node.value.strip() else ()
        return read_words(node, self.file, self.report, key)

    def section(self, key: str, keys: Collection[str], title: Saying) -> Section | None:
        """Opens the mapping under a key; None when absent."""
        node = self.find(key)
        if node is None:
            return None
        if not isinstance(node, Entries):
            message = say("{key!r} takes a mapping of keys and values", key=key)
            self.error(key, message, say("write 'key: value' lines under it"))
            return None
        return Section(node, self.file, self.report, keys, title)

    def sections(self, key: str, keys: Collection[str], title: Saying) -> Iterator[Section]:
        """Opens each mapping of the list under a key."""
        node = self.find(key)
        if node is None:
            return
        yield from open_sections(node, self.file, self.report, keys, title)


def open_root(node: Node | None, file: str, report: Report, keys: Collection[str], title: Saying) -> Section | None:
    """Opens a document whose root is a mapping; None if it isn't one."""
    if node is None:
        return None
    if not isinstance(node, Entries):
        _refuse_shape(node, file, report, title)
        return None
    return Section(node, file, report, keys, title)


def open_sections(
    node: Node,
    file: str,
    report: Report,
    keys: Collection[str],
    title: Saying,
    elsewhere: Mapping[str, Saying] | None = None,
) -> Iterator[Section]:
    """Opens each mapping of a list; `elsewhere` as in `Section`."""
    if not isinstance(node, Items):
        message = say("a list is expected here, each item being {title}", title=title)
        report.error(file, node.line, message, say("start with '- '"))
        return
    for item in node.items:
        if isinstance(item, Entries):
            yield Section(item, file, report, keys, title, elsewhere)
        else:
            _refuse_shape(item, file, report, title)


def read_words(node: Node, file: str, report: Report, key: str) -> tuple[Text, ...]:
    """Reads a list of scalars; reports repeated ones."""
    if not isinstance(node, Items):
        report.error(file, node.line, say("{key!r} takes a list", key=key), say("put the values between [ and ]"))
        return ()
    words: dict[str, Text] = {}
    for item in node.items:
        if not isinstance(item, Text) or not item.value.strip():
            message = say("{key!r} takes a list of plain values", key=key)
            report.error(file, item.line, message, say("write words only between [ and ], with commas"))
        elif item.value in words:
            message = say("{value!r} is written twice in {key!r}", value=item.value, key=key)
            report.error(file, item.line, message, say("keep one of them"))
        else:
            words[item.value] = item
    return tuple(words.values())


def one_of(options: Iterable[str]) -> Saying:
    """Says which words could stand there."""
    return say("use one of: {options}", options=tuple(str(option) for option in options))


def refuse_conditions(section: Section) -> None:
    """Reports a `si` that holds no conditions."""
    section.error("si", say("'si' takes a mapping of facts and conditions"), say("write 'secteur: [commerce]', say"))


def _no_day(key: str, value: str) -> tuple[Saying, Saying]:
    """What is wrong with a day, and the mend: « 15/01/2027 » is 2027-01-15."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return say("{value} is in no calendar", value=value), say("look for the last day of that month")
    mend = say("write it as 2026-01-31")
    if french := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", value):
        day, month, year = map(int, french.groups())
        with suppress(ValueError):
            mend = say("write {day}", day=date(year, month, day).isoformat())
    return say("{key!r} is no day: {value!r}", key=key, value=value), mend


def _refuse_shape(node: Node, file: str, report: Report, title: Saying) -> None:
    message = say("{title} is a mapping of keys and values", title=title)
    report.error(file, node.line, message, say("write 'key: value'"))
