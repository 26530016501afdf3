"""The follow-up policy of a territory, as written in `suivi.yaml`: delays in working days, hours, holidays.

Every value is read as text and typed here; what is missing takes the default that the network agreed on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from typing import Any, Literal
from zoneinfo import ZoneInfo

import yaml

Reassignment = Literal["animateur", "automatique"]

_REGIONS = {"": None, "alsace-moselle": "57"}  # the holidays library names the Alsace-Moselle calendar by "57"
LONGEST_DELAY_DAYS = 60


class FollowUpPolicyError(ValueError):
    """`suivi.yaml` can't be used; the message says file, line, fact and mend, one finding a line."""


@dataclass(frozen=True, slots=True)
class FollowUpPolicy:
    """When a case is recalled to whom. Delays are working days unless the name says otherwise."""

    timezone: str = "Europe/Paris"
    opens: time = time(8, 30)
    closes: time = time(19, 0)
    country: str = "FR"
    region: str | None = None
    promise_working_days: int = 5
    reminder_working_days: tuple[int, ...] = (2, 4)
    part_time_reminder_working_days: tuple[int, ...] = (3,)
    reassignment: Reassignment = "animateur"
    check_after_promise_working_days: int = 1
    unfinished_calendar_days: tuple[int, ...] = (1, 7)
    expiry_notice_calendar_days: int = 30


def load_policy(source: str | Mapping[str, Any], filename: str = "suivi.yaml") -> FollowUpPolicy:
    """The policy written in `source`: the text of the file, or what was already parsed from it (texts only).

    Raises:
        FollowUpPolicyError: unknown key, value of the wrong form, hours that don't follow each other.
    """
    values, lines = _read(source, filename)
    return _Reading(values, lines, filename).policy()


def _read(source: str | Mapping[str, Any], filename: str) -> tuple[Mapping[str, Any], dict[str, int]]:
    if not isinstance(source, str):
        return source, {}
    try:
        node = yaml.compose(source, Loader=yaml.BaseLoader)
        values = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader makes texts, lists and mappings only)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FollowUpPolicyError(f"{filename}:{line}: not YAML ({error.problem}); check the indentation") from error
    if node is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode):
        raise FollowUpPolicyError(f"{filename}:1: expected `key: value` lines; write e.g. `promesse_jours: 5`")
    lines: dict[str, int] = {}
    for key, _ in node.value:
        line = key.start_mark.line + 1
        if key.value in lines:
            raise FollowUpPolicyError(
                f"{filename}:{line}: '{key.value}' is already at line {lines[key.value]}; keep one of them"
            )
        lines[key.value] = line
    return values, lines


class _Reading:
    """One reading of the file: gathers every finding before it refuses."""

    def __init__(self, values: Mapping[str, Any], lines: Mapping[str, int], filename: str) -> None:
        self._values, self._lines, self._filename = values, lines, filename
        self._findings: list[str] = []

    def policy(self) -> FollowUpPolicy:
        readers: dict[str, Callable[[str, Any], dict[str, Any]]] = {
            "fuseau": self._timezone,
            "heures": self._hours,
            "feries": self._holidays,
            "promesse_jours": self._days("promise_working_days"),
            "relances_jours": self._several("reminder_working_days"),
            "relances_temps_partiel_jours": self._several("part_time_reminder_working_days"),
            "reaffectation": self._reassignment,
            "verification_apres_promesse_jours": self._days("check_after_promise_working_days"),
            "reprise_inacheve_jours": self._several("unfinished_calendar_days"),
            "preavis_expiration_jours": self._days("expiry_notice_calendar_days"),
        }
        fields: dict[str, Any] = {}
        for key, value in self._values.items():
            if key not in readers:
                close = get_close_matches(key, readers, 1)
                mend = f"did you mean '{close[0]}'?" if close else f"known keys: {', '.join(readers)}"
                self._find(key, f"unknown key '{key}'; {mend}")
                continue
            fields |= readers[key](key, value)
        if self._findings:
            raise FollowUpPolicyError("\n".join(self._findings))
        return FollowUpPolicy(**fields)

    def _find(self, key: str, message: str) -> dict[str, Any]:
        line = self._lines.get(key)
        self._findings.append(f"{self._filename}:{line}: {message}" if line else f"{self._filename}: {message}")
        return {}

    def _timezone(self, key: str, value: Any) -> dict[str, Any]:
        try:
            ZoneInfo(str(value))
        except (KeyError, ValueError, OSError):
            return self._find(key, f"unknown time zone '{value}'; write e.g. Europe/Paris")
        return {"timezone": str(value)}

    def _hours(self, key: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping) or set(value) != {"de", "a"}:
            return self._find(key, 'heures wants both bounds; write {de: "08:30", a: "19:00"}')
        bounds = [_time_of_day(str(value[bound])) for bound in ("de", "a")]
        if bounds[0] is None or bounds[1] is None or bounds[0] >= bounds[1]:
            return self._find(
                key, f'heures {value["de"]}–{value["a"]} is no span of a day; write {{de: "08:30", a: "19:00"}}'
            )
        return {"opens": bounds[0], "closes": bounds[1]}

    def _holidays(self, key: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping) or set(value) - {"pays", "region"} or value.get("pays", "FR") != "FR":
            return self._find(key, 'feries knows France only; write {pays: FR, region: ""}')
        region = str(value.get("region", "")).strip().lower()
        if region not in _REGIONS:
            return self._find(key, f'unknown region \'{value["region"]}\'; write "" or "Alsace-Moselle"')
        return {"country": "FR", "region": _REGIONS[region]}

    def _reassignment(self, key: str, value: Any) -> dict[str, Any]:
        if value not in ("animateur", "automatique"):
            return self._find(key, f"unknown value '{value}' for reaffectation; write animateur or automatique")
        return {"reassignment": value}

    def _days(self, field: str) -> Callable[[str, Any], dict[str, Any]]:
        def read(key: str, value: Any) -> dict[str, Any]:
            days = _number_of_days(value)
            if days is None:
                return self._find(
                    key, f"'{value}' is no number of days for {key}; write one from 1 to {LONGEST_DELAY_DAYS}"
                )
            return {field: days}

        return read

    def _several(self, field: str) -> Callable[[str, Any], dict[str, Any]]:
        def read(key: str, value: Any) -> dict[str, Any]:
            days = [_number_of_days(day) for day in value] if isinstance(value, list | tuple) else [None]
            known = [day for day in days if day is not None]
            if len(known) != len(days) or known != sorted(set(known)):
                return self._find(key, f"{key} wants increasing numbers of days; write e.g. [2, 4]")
            return {field: tuple(known)}

        return read


def _number_of_days(value: Any) -> int | None:
    text = str(value).strip()
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) and 1 <= int(text) <= LONGEST_DELAY_DAYS else None


def _time_of_day(text: str) -> time | None:
    match = re.fullmatch(r"([01]?[0-9]|2[0-3])[:h]([0-5][0-9])", text.strip())
    return time(int(match[1]), int(match[2])) if match else None
