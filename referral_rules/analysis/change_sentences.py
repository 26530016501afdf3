"""What a change of rules does, as sentences that an animator understands: who moves, what comes, what goes."""

from __future__ import annotations

from datetime import date

from referral_rules.analysis.differences import Changes, ExtraChange, Move
from referral_rules.analysis.sentences import say_day
from referral_rules.analysis.speech import Speech, typeset
from referral_rules.geography import Geography
from referral_rules.outcome import OUTSIDE, Extra
from referral_rules.regions import Profile, Region
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

    Args:
        changes: what was found between these two.
        old: the revision in use.
        new: the one that would replace it.
        on: the day of the comparison; what changes later only is said with its day.
        geography: names of communes and EPCIs.
    """
    moves = (say_move(move, old, new, on, geography) for move in changes.moves)
    extras = (say_extra(change, old, new, on, geography) for change in changes.extras)
    lines = (*moves, *extras)
    if changes.shortened:
        lines = (*lines, "D’autres profils changent encore entre les mêmes interlocuteurs.")
    if changes.shortened_extras:
        lines = (*lines, "D’autres profils gagnent ou perdent encore les mêmes appuis ou parcours.")
    return lines or (_say_nothing(changes, old, new),)


def say_move(move: Move, old: Territory, new: Territory, on: date, geography: Geography | None = None) -> str:
    """Says in French who moves from whom to whom; with the day, if later than `on`."""
    from_to = f"{_of(say_referents(move.before, old, geography))} à {say_referents(move.after, new, geography)}"
    return _said(f"Passe {from_to}", move.witness, move.region, move.on, Speech(new, geography), on)


def say_extra(change: ExtraChange, old: Territory, new: Territory, on: date, geography: Geography | None = None) -> str:
    """Says in French to whom an appui or a programme is proposed in addition, or no longer; as `say_move`."""
    name = say_extra_name(change.extra, change.name, new if change.appears else old)
    what = f"{_EXTRAS[change.extra, change.appears]} : {name}"
    return _said(what, change.witness, change.region, change.on, Speech(new, geography), on)


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


def _said(what: str, witness: Profile, region: Region, since: date, speech: Speech, on: date) -> str:
    whom, example = speech.region(region), speech.profile(witness, region)
    told = "" if example in ("", whom) else f" Par exemple : {example}."
    if since > on:
        what = f"À partir du {say_day(since)} : {what[0].lower()}{what[1:]}"
    return typeset(f"{what} : {whom}.{told}")
