"""Plain values written as YAML, in the manner of the packaged territories.

Rule 1: what is written is read back at once; of several ways the first that gives the same text is taken.
Rule 2: nothing is written that another YAML reader would retype (`01004`, `on`), except days and small numbers,
which people read best without quotation marks.
"""

from __future__ import annotations

import json
import re
import textwrap

import yaml

from referral_rules.sheets.cells import Plain

LINE_WIDTH = 116  # columns of a folded text, its indent included
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FOLDED = {"motif", "motif_en", "motif_pivot", "motif_pivot_en"}
_BLOCKS = {"si", "zones"}
_FLOW_ITEMS = {"exemples", "contre_exemples", "hors_territoire"}
_SPACED = {"structures"}
_UNTYPED = {"valable_du", "valable_au", "du", "au", "revoir_le", "verifie_le", "date_maj"}
_UNTYPED |= {"priorite", "capacite", "delai_jours", "conservation_mois", "promesse_jours", "preavis_expiration_jours"}
_UNTYPED |= {"relances_jours", "relances_temps_partiel_jours", "reprise_inacheve_jours"}
_UNTYPED |= {"verification_apres_promesse_jours"}
_SEXAGESIMAL = re.compile(r"\d+(?::\d+)+")  # some readers make numbers of 09:00 too
_RESOLVER = yaml.resolver.Resolver()


def entry_lines(key: str, value: Plain, indent: int) -> list[str]:
    """Writes one key and its value in block style, each line indented by `indent` spaces."""
    margin, label = " " * indent, scalar(key)
    if isinstance(value, str):
        if key in _FOLDED:
            folded = _folded(value, indent + 2)
            if folded:
                return [f"{margin}{label}: {folded[0]}", *folded[1:]]
        return [f"{margin}{label}: {scalar(value, typed=key in _UNTYPED, in_flow=False)}"]
    if isinstance(value, dict) and key in _BLOCKS:
        return [f"{margin}{label}:", *mapping_lines(value, indent + 2)]
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        lines = [f"{margin}{label}:"]
        for item in value:
            lines += [""] if key in _SPACED and len(lines) > 1 else []
            lines += item_lines(item, indent + 2, in_flow=writes_in_flow(key, item))
        return lines
    return [f"{margin}{label}: {flow(value, key)}"]


def writes_in_flow(key: str, item: Plain) -> bool:
    """Tells whether an item of the list under `key` is written between braces: short ones are."""
    return key in _FLOW_ITEMS or (key == "convention" and isinstance(item, dict) and "motif" not in item)


def mapping_lines(value: dict[str, Plain], indent: int) -> list[str]:
    """Writes a mapping in block style."""
    return [line for key, inner in value.items() for line in entry_lines(key, inner, indent)]


def item_lines(value: Plain, indent: int, *, in_flow: bool) -> list[str]:
    """Writes one item of a block list, its dash `indent` columns from the left."""
    margin = " " * indent
    if in_flow and isinstance(value, dict):
        return _flow_item(value, indent)
    if not isinstance(value, dict):
        return [f"{margin}- {flow(value)}"]
    lines = mapping_lines(value, indent + 2)
    lines[0] = f"{margin}- {lines[0].lstrip()}"
    return lines


def _flow_item(value: dict[str, Plain], indent: int) -> list[str]:
    """Writes a mapping between braces, a new line begun where the next key wouldn't fit."""
    lines = [" " * indent + "- {"]
    for position, (key, inner) in enumerate(value.items()):
        entry = f"{scalar(key)}: {flow(inner, key)}" + (", " if position + 1 < len(value) else "}")
        if position and len(lines[-1]) + len(entry.rstrip()) > LINE_WIDTH:
            lines[-1] = lines[-1].rstrip()
            lines.append(" " * (indent + 3))
        lines[-1] += entry
    return lines if value else [" " * indent + "- {}"]


def flow(value: Plain, key: str = "") -> str:
    """Writes a value on one line."""
    if isinstance(value, list):
        return "[" + ", ".join(flow(item, key) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(name)}: {flow(inner, name)}" for name, inner in value.items()) + "}"
    return scalar(value, typed=key in _UNTYPED)


def scalar(text: str, *, typed: bool = False, in_flow: bool = True) -> str:
    """Writes a text on one line, without quotation marks where they aren't needed.

    Args:
        text: the text.
        typed: it may stay plain though another reader would make a day or a number of it.
        in_flow: it stands between brackets, where commas and braces count.
    """
    if text and text == text.strip() and (typed or _stays_text(text)) and _reads_back(text, in_flow=in_flow):
        return text  # with a space of whatever kind at its edge it would be lost to who edits the line
    return quoted_scalar(text)


def quoted_scalar(text: str) -> str:
    """Writes a text between double quotation marks, on one line."""
    escaped = json.dumps(text, ensure_ascii=False)
    return re.sub(
        r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]", _escape, escaped
    )


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _stays_text(text: str) -> bool:
    if _SEXAGESIMAL.fullmatch(text):
        return False
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return bool(tag == "tag:yaml.org,2002:str")


def _reads_back(text: str, *, in_flow: bool) -> bool:
    """Tells whether a text without quotation marks is read as that text."""
    places = ((f"[{text}]", [text]), (f"{{k: {text}}}", {"k": text})) if in_flow else ((f"k: {text}", {"k": text}),)
    return all(_gives(written, value) for written, value in places)


def _gives(written: str, value: object) -> bool:
    """Tells whether both readers, libyaml's and Python's own, read it so: they differ at the edges."""
    try:
        return all(yaml.load(written, Loader=loader) == value for loader in (_LOADER, yaml.BaseLoader))  # noqa: S506
    except yaml.YAMLError:
        return False


def _folded(text: str, indent: int) -> list[str]:
    """Writes a text as a block: folded when it is one paragraph, literal otherwise; empty if neither gives it back."""
    margin = " " * indent
    for indicator, body in ((">-", _wrapped(text, LINE_WIDTH - indent)), ("|-", text.split("\n"))):
        lines = [indicator, *(margin + line if line else "" for line in body)]
        if _gives("\n".join([f"k: {lines[0]}", *lines[1:]]) + "\n", {"k": text}):
            return lines
    return []


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [text]
