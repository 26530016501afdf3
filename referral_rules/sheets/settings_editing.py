"""Which keys of which file the changed settings stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from referral_rules.sheets.cells import Plain
from referral_rules.sheets.columns import VALUE
from referral_rules.sheets.settings import SETTINGS_BY_NAME
from referral_rules.sheets.tables import Row

Parts = Mapping[str, Plain | None]
WHOLE = ""  # the part of a key that isn't divided


def changed_settings(before: Sequence[Row], after: Sequence[Row]) -> dict[str, dict[str, dict[str, Plain | None]]]:
    """Gives the new values by file, key and part of the key; None for what goes."""
    new = {row.key: row for row in after}
    changed: dict[str, dict[str, dict[str, Plain | None]]] = {}
    for old in before:
        value = new[old.key].values.get(VALUE)
        if value != old.values.get(VALUE):
            key, *inner = SETTINGS_BY_NAME[old.key[0]].column.path
            changed.setdefault(old.file, {}).setdefault(key, {})[inner[0] if inner else WHOLE] = value
    return changed


def split_keys(keys: Mapping[str, Parts], names: Mapping[str, Any]) -> tuple[dict[str, Parts], dict[str, Plain | None]]:
    """Tells the keys whose parts are changed one by one from those that are written anew.

    Args:
        keys: the changed parts by key.
        names: the nodes that are written, by key.
    """
    inner = {key: parts for key, parts in keys.items() if WHOLE not in parts and _keeps_a_part(names.get(key), parts)}
    values: dict[str, Plain | None] = {}
    for key, parts in keys.items():
        if WHOLE in parts:
            values[key] = parts[WHOLE]
        elif key not in inner:
            values[key] = {name: part for name, part in parts.items() if part is not None} or None
    return inner, values


def _keeps_a_part(node: Any, parts: Parts) -> bool:
    """Tells whether a mapping is written and isn't emptied by these changes."""
    if not isinstance(node, yaml.MappingNode):
        return False
    return any(parts.get(name.value, WHOLE) is not None for name, _ in node.value)
