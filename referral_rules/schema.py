"""Reading one mapping of a definition: its keys, their shapes, and an error with a line for each mistake."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from referral_rules.errors import Report, likely
from referral_rules.source import Entries, Items, Node, Text

TRUTHS = {"vrai": True, "oui": True, "true": True, "faux": False, "non": False, "false": False}


class Section:
    """A mapping being read. Unknown keys are reported when it is opened; wrong shapes when a key is read.

    Args:
        node: the mapping.
        file: its source's name.
        report: gets the findings.
        keys: the keys this mapping may have.
        title: what this mapping is, for messages: "a rule".
    """

    def __init__(self, node: Entries, file: str, report: Report, keys: Collection[str], title: str) -> None:
        self.node = node
        self.file = file
        self.report = report
        self.title = title
        self.line = node.line
        for key, line in node.lines.items():
            if key not in keys:
                report.error(file, line, f"unknown key {key!r} in {title}", likely(key, keys))

    def error(self, key: str, message: str, mend: str = "") -> None:
        """Reports an error at a key, or at the mapping when the key is absent."""
        self.report.error(self.file, self.line_of(key), message, mend)

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
                self.error(key, f"{self.title} lacks {key!r}", f"add '{key}: …'")
            return default
        if not isinstance(node, Text):
            self.error(key, f"{key!r} takes one value, not a list or a mapping")
            return default
        value = node.value.strip()
        if not value:
            if required:
                self.error(key, f"{key!r} is empty", "write its value or remove the key")
            return default
        return value

    def option(self, key: str, options: Collection[str], default: str) -> str:
        """Reads a scalar that must be one of the options."""
        value = self.text(key, default=default)
        if value in options:
            return value
        self.error(key, f"unknown value {value!r} for {key}", likely(value, options) or _one_of(options))
        return default

    def truth(self, key: str) -> bool:
        """Reads vrai or faux; faux when absent."""
        value = self.text(key, default="faux").lower()
        if value not in TRUTHS:
            self.error(key, f"{key!r} is vrai or faux, not {value!r}")
        return TRUTHS.get(value, False)

    def number(self, key: str, default: int) -> int:
        """Reads a whole number, zero or more."""
        value = self.text(key)
        if not value:
            return default
        if not (value.isascii() and value.isdigit()):
            self.error(key, f"{key!r} is a whole number, not {value!r}")
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
            self.error(key, f"{key!r} is no day: {value!r}", "write it as 2026-01-31")
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

    def section(self, key: str, keys: Collection[str], title: str) -> Section | None:
        """Opens the mapping under a key; None when absent."""
        node = self.find(key)
        if node is None:
            return None
        if not isinstance(node, Entries):
            self.error(key, f"{key!r} takes a mapping of keys and values")
            return None
        return Section(node, self.file, self.report, keys, title)

    def sections(self, key: str, keys: Collection[str], title: str) -> Iterator[Section]:
        """Opens each mapping of the list under a key."""
        node = self.find(key)
        if node is None:
            return
        yield from open_sections(node, self.file, self.report, keys, title)


def open_root(node: Node | None, file: str, report: Report, keys: Collection[str], title: str) -> Section | None:
    """Opens a document whose root is a mapping; None if it isn't one."""
    if node is None:
        return None
    if not isinstance(node, Entries):
        report.error(file, node.line, f"{title} is a mapping of keys and values")
        return None
    return Section(node, file, report, keys, title)


def open_sections(node: Node, file: str, report: Report, keys: Collection[str], title: str) -> Iterator[Section]:
    """Opens each mapping of a list."""
    if not isinstance(node, Items):
        report.error(file, node.line, f"a list is expected here, each item being {title}", "start with '- '")
        return
    for item in node.items:
        if isinstance(item, Entries):
            yield Section(item, file, report, keys, title)
        else:
            report.error(file, item.line, f"{title} is a mapping of keys and values")


def read_words(node: Node, file: str, report: Report, key: str) -> tuple[Text, ...]:
    """Reads a list of scalars; reports repeated ones."""
    if not isinstance(node, Items):
        report.error(file, node.line, f"{key!r} takes a list", "put the values between [ and ]")
        return ()
    words: list[Text] = []
    for item in node.items:
        if not isinstance(item, Text) or not item.value.strip():
            report.error(file, item.line, f"{key!r} takes a list of plain values")
        elif item.value in {word.value for word in words}:
            report.error(file, item.line, f"{item.value!r} is written twice in {key!r}", "keep one of them")
        else:
            words.append(item)
    return tuple(words)


def _one_of(options: Collection[str]) -> str:
    return "use one of: " + ", ".join(options)
