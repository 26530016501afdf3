"""Opening hours as people write them, in OpenStreetMap's notation, which data·inclusion v1 asks for.

« du lundi au jeudi, de 9 h à 12 h et de 14 h à 17 h 30 » is `Mo-Th 09:00-12:00,14:00-17:30`.
Source of the notation: https://wiki.openstreetmap.org/wiki/FR:Key:opening_hours.
"""

from __future__ import annotations

import re

DAYS = {
    "lundi": "Mo",
    "mardi": "Tu",
    "mercredi": "We",
    "jeudi": "Th",
    "vendredi": "Fr",
    "samedi": "Sa",
    "dimanche": "Su",
}
_DAY = f"(?:{'|'.join(DAYS)})"
_TIME = r"\d{1,2} ?h(?: ?\d{2})?"
_SPAN = rf"de {_TIME} à {_TIME}"
_SENTENCE = re.compile(
    rf"(?P<days>du {_DAY} au {_DAY}|(?:les? )?{_DAY}(?:, {_DAY})*(?: et {_DAY})?),? "
    rf"(?P<spans>{_SPAN}(?:(?:, | et ){_SPAN})*)"
)
_NOTATION = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|24/7)\b.*")


def as_notation(hours: str) -> str | None:
    """Gives opening hours in OpenStreetMap's notation; what is already in it is given back.

    Returns:
        None where the sentence can't be read: nothing is better than wrong hours.
    """
    text = re.sub(r"\s+", " ", hours.replace("\u202f", " ").replace("\u00a0", " ")).strip()
    if _NOTATION.fullmatch(text):
        return text
    found = _SENTENCE.fullmatch(text.lower())
    if found is None:
        return None
    times = [_clock(time) for time in re.findall(_TIME, found["spans"])]
    if None in times or any(start >= end for start, end in zip(times[::2], times[1::2], strict=True) if start and end):
        return None
    spans = (f"{start}-{end}" for start, end in zip(times[::2], times[1::2], strict=True))
    return f"{_days(found['days'])} {','.join(spans)}"


def _days(text: str) -> str:
    named = [DAYS[day] for day in re.findall(_DAY, text)]
    return "-".join(named) if text.startswith("du ") else ",".join(named)


def _clock(text: str) -> str | None:
    hour, _, minute = text.replace(" ", "").partition("h")
    if int(hour) > 24 or int(minute or 0) > 59:
        return None
    return f"{int(hour):02}:{int(minute or 0):02}"
