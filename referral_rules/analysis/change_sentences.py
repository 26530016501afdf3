"""What a change of rules does, as sentences that an animator understands: who moves, what comes, what goes."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from referral_rules.analysis.differences import Changes, ExtraChange, Move
from referral_rules.analysis.sentences import say_day
from referral_rules.analysis.speech import Speech, typeset
from referral_rules.geography import Geography
from referral_rules.outcome import OUTSIDE, Extra
from referral_rules.rule import Rule, State
from referral_rules.service import Referents
from referral_rules.territory import Territory
from referral_rules.territory_name import VOWELS

_PARTS = {
    "title": "titre", "state": "état", "starts_on": "début", "ends_on": "fin", "box": "conditions",
    "referents": "référents", "choice": "choix", "appuis": "appuis", "programme": "parcours", "priority": "priorité",
    "reason": "motif", "appui_reasons": "motifs des appuis",
}  # fmt: skip
_WORDS = frozenset({"title", "reason", "appui_reasons"})  # parts that decide nothing: somebody reads them
_READ_BY_PEOPLE = _WORDS - {"title"}
_STATES = {State.BROUILLON: "en brouillon", State.SUSPENDUE: "suspendue"}
_EXTRAS = {
    (Extra.APPUI, True): "Est proposé en plus, en appui",
    (Extra.APPUI, False): "N’est plus proposé en appui",
    (Extra.PROGRAMME, True): "Parcours proposé en plus",
    (Extra.PROGRAMME, False): "Parcours qui n’est plus proposé",
}


def say_changes(
    changes: Changes, old: Territory, new: Territory, on: date, geography: Geography | None = None
) -> tuple[str, ...]:
    """Says in French for whom something changes, the referents first; that nothing does, if so.

    What happens to several regions is said once: of the others only whom it concerns.

    Args:
        changes: what was found between these two.
        old: the revision in use.
        new: the one that would replace it.
        on: the day of the comparison; what changes later only is said with its day.
        geography: names of communes and EPCIs.
    """
    speech = Speech(new, geography)
    found: list[tuple[str, Move | ExtraChange]] = [
        *((_what_moves(move, old, new, geography), move) for move in changes.moves),
        *((_what_comes(change, old, new), change) for change in changes.extras),
    ]
    lines: list[str] = []
    for (what, _), alike in groupby(found, key=lambda each: (each[0], each[1].on)):
        first, *others = (change for _, change in alike)
        lines.append(_said(what, first, speech, on))
        lines += (typeset(f"De même : {_whom(each, speech)}") for each in others)
    if changes.shortened:
        lines.append("D’autres profils changent encore entre les mêmes interlocuteurs.")
    if changes.shortened_extras:
        lines.append("D’autres profils gagnent ou perdent encore les mêmes appuis ou parcours.")
    return tuple(lines) or (_say_nothing(changes, old, new),)


def say_move(move: Move, old: Territory, new: Territory, on: date, geography: Geography | None = None) -> str:
    """Says in French who moves from whom to whom; with the day, if later than `on`."""
    return _said(_what_moves(move, old, new, geography), move, Speech(new, geography), on)


def say_extra(change: ExtraChange, old: Territory, new: Territory, on: date, geography: Geography | None = None) -> str:
    """Says in French to whom an appui or a programme is proposed in addition, or no longer; as `say_move`."""
    return _said(_what_comes(change, old, new), change, Speech(new, geography), on)


def say_extra_name(extra: Extra, name: str, territory: Territory) -> str:
    """Says an appui or a programme as the directory calls it."""
    speech = Speech(territory)
    return speech.interlocutor(name) if extra is Extra.APPUI else speech.programme(name)


def say_referents(referents: Referents, territory: Territory, geography: Geography | None = None) -> str:
    """Says who somebody's referents are: « A ou B »; that there are none, beyond the territory."""
    if referents == OUTSIDE:
        return "personne (hors du territoire)"
    return Speech(territory, geography).interlocutors(referents)


def say_rules_changed(changes: Changes, old: Territory, new: Territory, on: date) -> tuple[str, ...]:
    """Lists in French the rules that were added, removed and changed, by title and id."""
    before, after = Speech(old), Speech(new)
    rules = {rule.id: rule for rule in new.rules.rules}
    added = (f"Règle ajoutée : {after.title(name)}{_when(rules[name], on)}." for name in changes.added)
    removed = (f"Règle retirée : {before.title(name)}." for name in changes.removed)
    changed = (
        f"Règle modifiée ({', '.join(_PARTS[part] for part in parts)}) : {after.title(name)}"
        f"{_when(rules[name], on)}{_meaning(parts)}."
        for name, parts in changes.changed.items()
    )
    return tuple(map(typeset, (*added, *removed, *changed)))


def _when(rule: Rule, on: date) -> str:
    """Says why a rule does nothing on a day; nothing where it applies."""
    if rule.state is not State.ACTIVE:
        return f", {_STATES[rule.state]}"
    if rule.starts_on is not None and rule.starts_on > on:
        return f", à partir du {say_day(rule.starts_on)}"
    if rule.ends_on is not None and rule.ends_on < on:
        return f", finie depuis le {say_day(rule.ends_on)}"
    return ""


def _meaning(parts: tuple[str, ...]) -> str:
    """Says what it means that a rule has other words only."""
    if not _WORDS.issuperset(parts):
        return ""
    if _READ_BY_PEOPLE.isdisjoint(parts):
        return " ; rien ne change pour personne, seule la fiche du référent dit ce titre"
    return " ; les mêmes interlocuteurs, avec d’autres mots"


def _say_nothing(changes: Changes, old: Territory, new: Territory) -> str:
    if changes.has_other_thread:
        return "Les règles nomment les mêmes personnes, mais une autre reste le fil rouge."
    reads = any(_READ_BY_PEOPLE.intersection(parts) for parts in changes.changed.values())
    if reads or old.pivot_reason != new.pivot_reason:
        return "Personne n’est orienté autrement, mais certains liront d’autres mots."
    return "Personne n’est orienté autrement."


def _of(who: str) -> str:
    """« d’Anne Vallon », « de Jean Val »."""
    return f"d’{who}" if who[0].lower() in VOWELS else f"de {who}"


def _what_moves(move: Move, old: Territory, new: Territory, geography: Geography | None) -> str:
    return f"Passe {_of(say_referents(move.before, old, geography))} à {say_referents(move.after, new, geography)}"


def _what_comes(change: ExtraChange, old: Territory, new: Territory) -> str:
    name = say_extra_name(change.extra, change.name, new if change.appears else old)
    return f"{_EXTRAS[change.extra, change.appears]} : {name}"


def _said(what: str, change: Move | ExtraChange, speech: Speech, on: date) -> str:
    if change.on > on:
        what = f"À partir du {say_day(change.on)} : {what[0].lower()}{what[1:]}"
    return typeset(f"{what} : {_whom(change, speech)}")


def _whom(change: Move | ExtraChange, speech: Speech) -> str:
    """Says whom it concerns, with one of them."""
    whom, example = speech.region(change.region), speech.profile(change.witness, change.region)
    return f"{whom}." if example in ("", whom) else f"{whom}. Par exemple : {example}."
