"""The settings that a sheet says: each once, none lost with its row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from referral_rules.sheets.columns import SETTING, SETTINGS, VALUE
from referral_rules.sheets.findings import CellReport, likely_mend, quoted
from referral_rules.sheets.settings import SETTINGS_BY_NAME
from referral_rules.sheets.tables import Row


def complete_settings(
    rows: Sequence[Row], before: Sequence[Row], place_of: Callable[[str, int], str], report: CellReport
) -> tuple[Row, ...]:
    """Gives a row for every setting.

    Args:
        rows: those of the sheet, each name once.
        before: all settings as they were exported.
        place_of: names a cell by its heading and row.
        report: gets the rows that are unknown, and those that are missing with their values.
    """
    said = {row.key[0]: row for row in rows}
    for name, row in said.items():
        if name not in SETTINGS_BY_NAME:
            mend = likely_mend(name, SETTINGS_BY_NAME) or "Supprimez cette ligne."
            report.error(place_of(SETTING, row.number), f"Le réglage {quoted(name)} est inconnu.", mend)
    complete = []
    for old in before:
        found = said.get(old.key[0])
        if found is None and VALUE in old.values:
            message = f"La ligne {quoted(old.key[0])} manque."
            report.error(SETTINGS, message, "Remettez-la, ou exportez de nouveau.")
        values = SETTINGS_BY_NAME[old.key[0]].values(found.values.get(VALUE) if found else None)
        complete.append(Row(old.key, values, found.number if found else 0))
    return tuple(complete)
