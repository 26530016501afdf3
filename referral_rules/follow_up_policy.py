"""The follow-up policy of a territory, as written in `suivi.yaml`: delays in working days, hours, holidays.

Every value is read as text and typed here; what is missing takes the default that the network agreed on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, Literal
from zoneinfo import ZoneInfo

from referral_rules.errors import Report, likely
from referral_rules.saying import Saying, say
from referral_rules.schema import one_of
from referral_rules.source import Entries, Node, plain, read_source

Reassignment = Literal["animateur", "automatique"]

_REGIONS = {"": None, "alsace-moselle": "57"}  # the holidays library names the Alsace-Moselle calendar by "57"
LONGEST_DELAY_DAYS = 60
_SPAN = say('write {{de: "08:30", a: "19:00"}}')


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
        DefinitionErrors: unknown key, value of the wrong form, hours that don't follow each other.
    """
    report = Report()
    if isinstance(source, str):
        policy = read_policy(read_source(source, filename, report), filename, report)
    else:
        policy = _Reading(source, {}, filename, report).policy()
    report.raise_errors()
    return policy


def read_policy(node: Node | None, file: str, report: Report) -> FollowUpPolicy:
    """Reads the policy; what can't be read is reported and takes the default.

    Args:
        node: the root of suivi.yaml.
        file: its name.
        report: gets the findings.
    """
    if isinstance(node, Entries):
        values = {key: plain(value) for key, value in node.entries.items()}
        return _Reading(values, node.lines, file, report).policy()
    if node is not None:
        message = say("{title} is a mapping of keys and values", title=say("the follow-up policy"))
        report.error(file, node.line, message, say("write e.g. 'promesse_jours: 5'"))
    return FollowUpPolicy()


class _Reading:
    """One reading of the file: goes on after a finding, so that all are told at once."""

    def __init__(self, values: Mapping[str, Any], lines: Mapping[str, int], file: str, report: Report) -> None:
        self._values, self._lines, self._file, self._report = values, lines, file, report

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
            if key in readers:
                fields |= readers[key](key, value)
                continue
            mend = likely(key, readers) or say("the keys are: {keys}", keys=tuple(readers))
            title = say("the follow-up policy")
            self._find(key, say("unknown key {key!r} in {title}", key=key, title=title), mend)
        return FollowUpPolicy(**fields)

    def _find(self, key: str, message: Saying, mend: Saying) -> dict[str, Any]:
        self._report.error(self._file, self._lines.get(key, 1), message, mend)
        return {}

    def _timezone(self, key: str, value: Any) -> dict[str, Any]:
        try:
            ZoneInfo(str(value))
        except (KeyError, ValueError, OSError):
            message = say("unknown time zone {value!r}", value=_shown(value))
            return self._find(key, message, say("write e.g. Europe/Paris"))
        return {"timezone": str(value)}

    def _hours(self, key: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping) or set(value) != {"de", "a"}:
            return self._find(key, say("{key} wants both bounds", key=key), _SPAN)
        bounds = [_time_of_day(str(value[bound])) for bound in ("de", "a")]
        if bounds[0] is None or bounds[1] is None or bounds[0] >= bounds[1]:
            start, end = _shown(value["de"]), _shown(value["a"])
            message = say("{key} {start}–{end} is no span of a day", key=key, start=start, end=end)
            return self._find(key, message, _SPAN)
        return {"opens": bounds[0], "closes": bounds[1]}

    def _holidays(self, key: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping) or set(value) - {"pays", "region"} or value.get("pays", "FR") != "FR":
            message = say("{key} knows France only", key=key)
            return self._find(key, message, say('write {{pays: FR, region: ""}}'))
        region = str(value.get("region", "")).strip().lower()
        if region not in _REGIONS:
            message = say("unknown region {value!r}", value=_shown(value["region"]))
            return self._find(key, message, say('write "" or "Alsace-Moselle"'))
        return {"country": "FR", "region": _REGIONS[region]}

    def _reassignment(self, key: str, value: Any) -> dict[str, Any]:
        if value not in ("animateur", "automatique"):
            message = say("unknown value {value!r} for {fact}", value=_shown(value), fact=key)
            return self._find(key, message, one_of(("animateur", "automatique")))
        return {"reassignment": value}

    def _days(self, field: str) -> Callable[[str, Any], dict[str, Any]]:
        def read(key: str, value: Any) -> dict[str, Any]:
            days = _number_of_days(value)
            if days is None:
                message = say("{value!r} is no number of days for {key}", value=_shown(value), key=key)
                return self._find(key, message, say("write one from 1 to {most}", most=LONGEST_DELAY_DAYS))
            return {field: days}

        return read

    def _several(self, field: str) -> Callable[[str, Any], dict[str, Any]]:
        def read(key: str, value: Any) -> dict[str, Any]:
            days = [_number_of_days(day) for day in value] if isinstance(value, list | tuple) else [None]
            known = [day for day in days if day is not None]
            if len(known) != len(days) or known != sorted(set(known)):
                message = say("{key} wants increasing numbers of days", key=key)
                return self._find(key, message, say("write e.g. [2, 4]"))
            return {field: tuple(known)}

        return read


def _number_of_days(value: Any) -> int | None:
    text = str(value).strip()
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) and 1 <= int(text) <= LONGEST_DELAY_DAYS else None


def _time_of_day(text: str) -> time | None:
    match = re.fullmatch(r"([01]?[0-9]|2[0-3])[:h]([0-5][0-9])", text.strip())
    return time(int(match[1]), int(match[2])) if match else None


def _shown(value: Any) -> str:
    """A value much as it stands in the file."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_shown(inner)}" for key, inner in value.items()) + "}"
    return f"[{', '.join(map(_shown, value))}]" if isinstance(value, list | tuple) else str(value)
