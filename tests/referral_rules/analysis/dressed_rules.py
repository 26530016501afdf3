"""Drawn rules with whom they propose and when, over directories in which some are out of service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st
from random_rules import DrawnRule, write_rule
from small_territory import FOLLOW_UP, TERRITORY, small_geography

from referral_rules.loader import load_territory
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

DESKS = ("parc.accueil", "cc.accueil", "cc.economie", "cci.ambert", "cci.thiers")
PROGRAMMES = {"ancien": "2026-01-31", "hiver": "2026-12-31", "premiers-pas": "2027-03-12"}
DAYS = ("2026-11-01", "2026-12-01", "2027-02-01")


@dataclass(frozen=True)
class Dressed:
    """A drawn rule with what it proposes, and when."""

    rule: DrawnRule
    referents: tuple[str, ...]
    choice: str
    appuis: tuple[str, ...]
    programme: str | None
    starts_on: str | None
    ends_on: str | None

    def write(self) -> str:
        """The rule as YAML."""
        lines = [write_rule(replace(self.rule, referent=None, appui=None))]
        if self.referents:
            lines.append(f"  referent: [{', '.join(self.referents)}]")
        if len(self.referents) > 1:
            lines.append(f"  choix: {self.choice}")
        if self.appuis:
            lines.append(f"  appuis: [{', '.join(self.appuis)}]")
        for key, value in (("parcours", self.programme), ("valable_du", self.starts_on), ("valable_au", self.ends_on)):
            if value is not None:
                lines.append(f"  {key}: {value}")
        return "\n".join(lines)

    def is_in_force(self, on: date) -> bool:
        """Tells whether the rule applies that day; days are written so that their order is that of words."""
        is_late = self.ends_on is not None and self.ends_on < on.isoformat()
        is_early = self.starts_on is not None and on.isoformat() < self.starts_on
        return self.rule.state == "active" and not is_late and not is_early


@st.composite
def dressed(draw: st.DrawFn, rule: DrawnRule, days: tuple[str, ...] = DAYS) -> Dressed:
    """Draws what a rule proposes, and when."""
    names = st.lists(st.sampled_from(DESKS), unique=True).map(tuple)
    referents = draw(names)[:2]
    programme = draw(st.none() | st.sampled_from(sorted(PROGRAMMES)))
    appuis = tuple(name for name in draw(names)[:2] if name not in referents)
    if not (referents or appuis or programme):
        appuis = ("cc.economie",)
    starts_on, ends_on = draw(st.none() | st.sampled_from(days)), draw(st.none() | st.sampled_from(days))
    if starts_on and ends_on and ends_on < starts_on:
        starts_on, ends_on = ends_on, starts_on
    choice = draw(st.sampled_from(["tour_de_role", "la_personne"]))
    return Dressed(rule, referents, choice, appuis, programme, starts_on, ends_on)


def write_directory(away: Iterable[str], substitutes: Mapping[str, str]) -> str:
    """A directory in which some are out of service."""
    lines = ["structures:"]
    for structure in ("parc", "cc", "cci"):
        lines.append(f"  - structure: {structure}\n    nom: {structure}\n    famille: expertise\n    commune: Ambert")
        lines.append(f"    telephone: 01 99 00 10 00\n    courriel: {structure}@example.org\n    interlocuteurs:")
        for desk in (one for one in DESKS if one.startswith(f"{structure}.")):
            more = ", statut: inactif" if desk in away else ""
            more += f", remplacant: {substitutes[desk]}" if desk in substitutes else ""
            name = desk.partition(".")[2]
            lines.append(f"      - {{interlocuteur: {name}, nom: {name}, pronom: elle, presence: ici{more}}}")
    lines.append("parcours:")
    lines += [f"  - {{parcours: {name}, nom: x, structure: parc, au: {end}}}" for name, end in PROGRAMMES.items()]
    return "\n".join(lines)


@st.composite
def directories(draw: st.DrawFn) -> str:
    """Draws who is out of service, and who stands in for whom."""
    away = draw(st.lists(st.sampled_from(DESKS), unique=True, max_size=3))
    pairs = st.tuples(st.sampled_from(DESKS), st.sampled_from(DESKS)).filter(lambda pair: pair[0] != pair[1])
    return write_directory(away, dict(draw(st.lists(pairs, max_size=3))))


def load(rules: Iterable[Dressed], directory: str, vocabulary: Vocabulary, **more: str) -> Territory:
    """Loads them; `more` are further files, by name without ending."""
    sources = {
        "territoire.yaml": TERRITORY,
        "annuaire.yaml": directory,
        "suivi.yaml": FOLLOW_UP,
        "regles/r.yaml": "\n".join(rule.write() for rule in rules),
        **{f"{name}.yaml": text for name, text in more.items()},
    }
    return load_territory(sources, vocabulary, small_geography())
