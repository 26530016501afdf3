"""The table of who does what as one page to read or to print: it needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.rules.coverage_table import ROLE_WORDS, WHOM, CoverageTable, say_counted, title_of
from referral_rules.analysis.speech import typeset
from referral_rules.coverage import Role

ROLE_LETTERS: Final = {Role.REFERENT: "R", Role.APPUI: "A"}  # a table of thirty structures has no room for words


def write_html(tables: Sequence[CoverageTable]) -> str:
    """One HTML text: for each territory a table by sector and need, then one by structure."""
    environment = Environment(
        loader=PackageLoader("bot", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["typeset"] = typeset
    return environment.get_template("coverage.html").render(
        tables=tables,
        title=title_of,
        counted=say_counted,
        note=typeset(WHOM),
        role_words=ROLE_WORDS,
        role_letters=ROLE_LETTERS,
    )
