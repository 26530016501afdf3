"""`explain`: who is proposed to a profile, why, and what else was considered."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.outcome import CommandError
from bot.definitions import load_world
from bot.settings import Settings
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.analysis.speech import Speech, typeset
from referral_rules.areas import AreaReader
from referral_rules.errors import Report, likely
from referral_rules.explain import (
    NEAREST_FIRST,
    Explanation,
    RuleVerdict,
    Verdict,
    a_commune,
    explain,
    render_reason,
)
from referral_rules.facts import COMMUNE, Facts, OneOf
from referral_rules.french import in_french
from referral_rules.profiles import read_profile
from referral_rules.proposal import ProgrammeTarget, Target
from referral_rules.regions import Condition
from referral_rules.saying import say
from referral_rules.schema import Section
from referral_rules.source import Entries, read_source
from referral_rules.territory import Territory

FROM_STDIN = "-"
NEAR_MISSES = 8  # rules shown that fail on a single fact; the rest is counted


@dataclass(frozen=True, slots=True)
class Question:
    """What `explain` is asked: a profile's file, and if wished a territory, a day, every rule."""

    profile: str
    territory: str | None = None
    on: str | None = None
    every_rule: bool = False


def explain_profile(settings: Settings, question: Question, *, as_json: bool) -> None:
    """Print the explanation of the proposal made to a profile.

    Raises:
        CommandError: the profile, the day or the territory can't be read; the line says where and how to mend it.
    """
    world = load_world(settings)
    facts = read_facts(world, _read(question.profile), question.profile)
    territory = _territory(world, question.territory, facts)
    explanation = explain(territory, facts, read_day(question.on, settings.timezone))
    if as_json:
        print(json.dumps({"territory": territory.id, **explanation.to_dict()}, ensure_ascii=False, indent=2))
    else:
        for line in Telling(world, territory, explanation).lines(every_rule=question.every_rule):
            print(line)


def read_facts(world: World, text: str, file: str) -> Facts:
    """The facts of a profile written in YAML or JSON, places by their names.

    Raises:
        CommandError: all that is wrong, one `file:line: …` a line, in French.
    """
    report = Report()
    node = read_source(text, file, report)
    facts: Facts = {}
    if node is not None:
        entries = node if isinstance(node, Entries) else Entries({}, {}, 1)
        section = Section(entries, file, report, tuple(entries.entries), say("a profile"))
        areas = AreaReader(world.geography, world.territory(None).communes, {}, file, report)
        facts = read_profile(node, section, world.vocabulary, areas)
    if report.findings:
        refused = (f"{found.file}:{found.line}: {in_french(found)}" for found in report.findings)
        raise CommandError("\n".join(refused))
    return facts


def _read(profile: str) -> str:
    try:
        return sys.stdin.read() if profile == FROM_STDIN else Path(profile).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise CommandError(f"--profile: {profile} can't be read: {reason}") from None


def read_day(written: str | None, timezone: str) -> date:
    """The day written in `--on`; today where none is.

    Raises:
        CommandError: it is no day.
    """
    if written is None:
        return datetime.now(UTC).astimezone(ZoneInfo(timezone)).date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise CommandError(f"--on: {written!r} is no day; write it as 2026-11-22") from None


def _territory(world: World, wanted: str | None, facts: Facts) -> Territory:
    if wanted is not None:
        if wanted not in world.territories:
            mend = likely(wanted, world.territories) or "there: " + ", ".join(sorted(world.territories))
            raise CommandError(f"--territory: no territory {wanted!r}; {mend}")
        return world.territories[wanted]
    place = facts.get(COMMUNE)
    code = min(place.values) if isinstance(place, OneOf) else place
    return (world.territory_of(code) if isinstance(code, str) else None) or world.territory(None)


@dataclass(frozen=True, slots=True)
class Telling:
    """An explanation, told in French."""

    world: World
    territory: Territory
    explanation: Explanation

    def lines(self, *, every_rule: bool) -> list[str]:
        proposal = self.explanation.proposal
        day = say_day("fr", proposal.on)
        told = [f"{self.territory.name}, le {day} (règles {proposal.revision[:8]})"]
        targets = [("Proposé", proposal.referent)]
        targets += [("Appui", target) for target in proposal.complementary]
        told += [line for title, target in targets for line in self._interlocutor(title, target)]
        told += [line for programme in proposal.programmes for line in self._programme(programme)]
        if len(proposal.ranked) > 1:
            told += ["", "Si personne ne répond : " + ", puis ".join(one.interlocutor for one in proposal.ranked[1:])]
        return [*told, "", "Ce qui a été considéré :", *self._considered(every_rule=every_rule)]

    def _interlocutor(self, title: str, target: Target) -> list[str]:
        found = self.territory.directory.interlocutors[target.interlocutor]
        who = f"{title} : {found.name}, {found.presence} ({found.id})"
        if target.instead_of:
            who += f", à la place de {target.instead_of}, indisponible"
        return ["", who, *self._why(target.rule, target.reason, found.name)]

    def _programme(self, target: ProgrammeTarget) -> list[str]:
        found = self.territory.directory.programmes[target.programme]
        who = f"Parcours : {found.name}, {found.structure.name} ({found.id})"
        return ["", who, *self._why(target.rule, target.reason, found.name)]

    def _why(self, rule: str, reason: str, name: str) -> list[str]:
        titles = {one.id: one.title.fr for one in self.territory.rules.rules}
        by = f"« {titles[rule]} » ({rule})" if rule in titles else "aucune ne convient, donc le pivot"
        return [f"  Règle : {by}", *([f"  Motif : {render_reason(reason, self._values(name))}"] if reason else [])]

    def _values(self, name: str) -> dict[str, str]:
        facts, communes = self.explanation.facts, self.world.geography.communes
        place, sector = facts.get(COMMUNE), facts.get("secteur")
        commune = communes[place].name if isinstance(place, str) and place in communes else self.territory.name
        label = self.world.vocabulary.label("secteur", sector, "fr") if isinstance(sector, str) else ""
        return {"referent": name, "commune": commune, "a_commune": a_commune(commune), "secteur": label}

    def _considered(self, *, every_rule: bool) -> list[str]:
        """The rules that matched, gave way or wait for an answer; then those that missed by one fact."""
        rules = self.explanation.rules
        far_off = (Verdict.FAILED, Verdict.OUT_OF_FORCE)
        shown = [one for one in rules if every_rule or one.verdict not in far_off]
        if not every_rule:
            near = [one for one in rules if one.verdict is Verdict.FAILED and len(one.on_facts) == 1]
            shown += near[:NEAR_MISSES]
        shown.sort(key=lambda one: NEAREST_FIRST.index(one.verdict))
        sentences = replace(self.explanation, rules=tuple(shown)).sentences()[1:]
        lines = [line for one, said in zip(shown, sentences, strict=True) for line in (f"  {said}", *self._wanted(one))]
        if len(shown) < len(rules):
            lines.append(f"  et {len(rules) - len(shown)} autres règles, plus éloignées (--all les montre).")
        return lines

    def _wanted(self, verdict: RuleVerdict) -> list[str]:
        """What a rule that failed wants, beside what the person answered."""
        if verdict.verdict is not Verdict.FAILED:
            return []
        box = next(rule.box for rule in self.territory.rules.rules if rule.id == verdict.rule)
        wanted = tuple(Condition(fact, box[fact]) for fact in verdict.on_facts)
        known = {fact: value for fact, value in self.explanation.facts.items() if not isinstance(value, OneOf)}
        answered = tuple(condition for condition in wanted if condition.fact in known)
        speech = Speech(self.territory, self.world.geography)
        here = f" — ici, {speech.profile(known, answered)}" if answered else ""
        return [typeset(f"      il faudrait {speech.region(wanted)}{here}")]
