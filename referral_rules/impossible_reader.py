"""Reads impossibles.yaml: profiles that a territory knows not to exist, in the same box format as its rules."""

from __future__ import annotations

from referral_rules.regions import Region, region_of
from referral_rules.rule_reader import RuleContext, read_box
from referral_rules.saying import say
from referral_rules.schema import Section, open_sections
from referral_rules.source import Node

IMPOSSIBLE_KEYS = ("impossible", "territoire", "si", "motif")


def read_impossible(node: Node, context: RuleContext) -> tuple[Region, ...]:
    """Reads the file.

    Args:
        node: its root, a list.
        context: what it may refer to; its area reader names the file and the report.
    """
    areas = context.areas
    sections = open_sections(node, areas.file, areas.report, IMPOSSIBLE_KEYS, say("an impossibility"))
    return tuple(_read_region(section, context) for section in sections)


def _read_region(section: Section, context: RuleContext) -> Region:
    name = section.text("impossible", required=True)
    section.text("motif", required=True)
    box = read_box(section, context)
    if not box and not context.areas.report.has_errors():
        message = say("{name!r} says that nobody exists", name=name)
        section.error("impossible", message, say("add 'si:' or 'territoire:'"))
    return region_of(box)
