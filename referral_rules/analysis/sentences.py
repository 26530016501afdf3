"""Each observation as a sentence that an animator understands: what, for whom, the consequence, the mend."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

from referral_rules.analysis.report import Kind, Observation, Report, Share
from referral_rules.analysis.speech import Speech, typeset
from referral_rules.geography import Geography
from referral_rules.territory import Territory

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)

SMALLEST_SAID, LARGEST_SAID = 0.01, 99.9  # percent; beyond, rounding would say nothing, or everything

Said = tuple[str, str]  # what is so, and what to do


def say_observation(
    observation: Observation, territory: Territory, on: date, geography: Geography | None = None
) -> str:
    """Says one observation in French: what is so, then what to do, or why it is accepted.

    Args:
        observation: what was found in this territory.
        territory: the territory.
        on: the day of the analysis; what begins later is said with its day.
        geography: names of communes and EPCIs.
    """
    speech = Speech(territory, geography)
    fact, mend = _SAYING[observation.kind](observation, speech)
    explanation = observation.explanation
    if observation.is_explained and explanation is not None:
        mend = f"Expliqué : {_ended(explanation.reason)}"
    sentence = f"{fact} {mend}"
    interval = observation.interval
    if interval is not None and interval.starts_on > on:
        sentence = f"À partir du {say_day(interval.starts_on)} : {sentence[0].lower()}{sentence[1:]}"
    return typeset(sentence)


def say_uncovered(report: Report) -> str:
    """Says how many profiles the pivot alone takes."""
    if report.uncovered.exact and report.uncovered.part == 0:
        return "Tout profil possible a un interlocuteur, sans compter le pivot."
    share = _share(report.uncovered)
    if not share:
        return "Le pivot reste seul pour une part des profils possibles, qui n’a pas pu être comptée."
    return typeset(f"Le pivot reste seul pour {share} des profils possibles.")


def say_count(errors: int, warnings: int, explained: int) -> str:
    """Says how much was found, and how much of it is explained: « 0 erreur, 45 avertissements, tous expliqués. »."""
    counted = f"{errors} erreur{'' if errors < 2 else 's'}, {warnings} avertissement{'' if warnings < 2 else 's'}"
    return f"{', '.join(filter(None, (counted, say_explained(warnings, explained))))}."


def say_explained(warnings: int, explained: int) -> str:
    """Says how many of the warnings are explained; nothing where none is."""
    if not explained:
        return ""
    if explained < warnings:
        return f"dont {explained} expliqué{'' if explained < 2 else 's'}"
    return "expliqué" if warnings == 1 else "tous expliqués"


def _gap(found: Observation, speech: Speech) -> Said:
    share = _share(found.share) if found.share else ""
    part = f" Ce sont {share} des profils possibles." if share else ""
    return (
        f"Personne n’accueille, hors le pivot : {speech.region(found.region or ())}.{_example(found, speech)}{part}",
        "Écrivez une règle pour ces personnes, ou laissez-les au pivot en le sachant.",
    )


def _conflict(found: Observation, speech: Speech) -> Said:
    first, second = found.rules
    return (
        f"Les règles {speech.title(first)} et {speech.title(second)} se disputent :"
        f" {speech.region(found.region or ())}."
        f"{_example(found, speech)} Rien ne départage {speech.interlocutors(found.names, 'et')}.",
        "Donnez à l’une une « priorite » plus haute, ou précisez l’une des deux.",
    )


def _shadowed(found: Observation, speech: Speech) -> Said:
    takers = speech.titles(found.by, "ou")
    return (
        f"La règle {speech.title(found.rules[0])} ne l’emporte jamais : {takers} passe toujours devant."
        f"{_example(found, speech)}",
        "Retirez-la, précisez-la, ou donnez-lui une « priorite » plus haute.",
    )


def _empty(found: Observation, speech: Speech) -> Said:
    return (
        f"La règle {speech.title(found.rules[0])} ne concerne personne : aucun profil possible ne réunit"
        f" {speech.region(found.region or ())}.",
        "Retirez l’une de ses conditions.",
    )


def _duplicate(found: Observation, speech: Speech) -> Said:
    first, second = found.rules
    here, there = (speech.interlocutor(name) for name in found.names)
    return (
        f"Deux structures pour la même demande : {speech.region(found.region or ())}. La règle {speech.title(first)}"
        f" propose {here}, la règle {speech.title(second)} propose {there}.",
        "Choisissez l’une, ou dites dans les motifs ce que chacune fait.",
    )


def _unreached(found: Observation, speech: Speech) -> Said:
    who = speech.interlocutor(found.names[0])
    if not found.rules:
        return (
            f"Aucune règle en vigueur ne propose {who}.",
            "Écrivez une règle, ou mettez « statut : inactif » dans l’annuaire.",
        )
    few = len(found.rules) == 1
    idle = "n’est jamais retenue" if few else "ne sont jamais retenues"
    return (
        f"Personne n’arrive jamais jusqu’à {who} : {speech.titles(found.rules, 'et')} {idle}.",
        "Revoyez cette règle." if few else "Revoyez ces règles.",
    )


def _unread(found: Observation, speech: Speech) -> Said:
    *others, last = map(speech.words, found.names)
    if not others:
        fact = f"Aucune règle ne lit {last} : la réponse ne change pas l’orientation."
        return fact, "Rien à corriger si elle ne sert qu’à l’écoute."
    fact = f"Aucune règle ne lit {', '.join(others)} ni {last} : ces réponses ne changent pas l’orientation."
    return fact, "Rien à corriger si elles ne servent qu’à l’écoute."


def _expiry(found: Observation, speech: Speech) -> Said:
    last = speech.last_day(found.rules[0])
    assert last is not None  # only rules that end are found
    title = speech.title(found.rules[0])
    return f"Dernier jour de la règle {title} : le {say_day(last)}.", "Renouvelez-la ou retirez-la."


def _idle(found: Observation, _speech: Speech) -> Said:
    assert found.explanation is not None
    return (
        f"Cette explication n’explique plus rien ({found.explanation.kind.value}) : « {found.explanation.reason} »",
        "Retirez-la, ou corrigez ce qu’elle désigne.",
    )


def _review(found: Observation, _speech: Speech) -> Said:
    explanation = found.explanation
    assert explanation is not None
    assert explanation.review_on is not None
    return (
        f"Cette explication était à revoir le {say_day(explanation.review_on)} : « {explanation.reason} »",
        "Relisez-la ensemble, puis écrivez le prochain « revoir_le ».",
    )


_SAYING: dict[Kind, Callable[[Observation, Speech], Said]] = {
    Kind.GAP: _gap,
    Kind.CONFLICT: _conflict,
    Kind.SHADOWED: _shadowed,
    Kind.EMPTY: _empty,
    Kind.DUPLICATE: _duplicate,
    Kind.UNREACHED: _unreached,
    Kind.UNREAD: _unread,
    Kind.EXPIRY: _expiry,
    Kind.IDLE: _idle,
    Kind.REVIEW: _review,
}


def _ended(text: str) -> str:
    """Ends a sentence that its author didn't."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _example(found: Observation, speech: Speech) -> str:
    if found.witness is None or not found.region:
        return ""
    return f" Par exemple : {speech.profile(found.witness, found.region)}."


def _share(share: Share) -> str:
    """Says a part that is not nothing, never as more than it is; empty where all that is known is that it is some."""
    percent = share.part * 100
    if share.part == 1:
        return "100 %"
    if not share.exact:
        places = 2 if percent < 1 else 1
        least = math.floor(percent * 10**places) / 10**places
        return f"au moins {_decimal(least, places)} %" if least else ""
    if percent < SMALLEST_SAID:
        return f"moins de {_decimal(SMALLEST_SAID, 2)} %"
    if percent > LARGEST_SAID:
        return f"plus de {_decimal(LARGEST_SAID, 1)} %"
    return f"{_decimal(percent, 2 if percent < 1 else 1)} %"


def _decimal(number: float, places: int) -> str:
    return f"{number:.{places}f}".replace(".", ",")


def say_day(day: date) -> str:
    """Says a day: « 1er décembre 2026 »."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"
