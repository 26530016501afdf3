"""Facts and names said in words, in one language: the small change of every message about a case."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.usecases.cases.brief import Brief, find_interlocutor
from dialogs.facts import EPCI_PREFIX, SKIPPED
from dialogs.wording import say_short_day
from dialogs.world import World
from referral_rules.directory import Interlocutor
from referral_rules.facts import COMMUNE, INCONNU, SANS_OBJET, Facts, OneOf
from referral_rules.territory import Territory
from storage.facts_json import load_facts

_SILENT = (INCONNU, SANS_OBJET, SKIPPED)


@dataclass(frozen=True, slots=True)
class Says:
    """Words of one language about the facts of one case."""

    world: World
    language: str
    facts: Facts

    def text(self, key: str, **words: str) -> str:
        """The Fluent message `key`."""
        return self.world.wording.say(self.language, key, **words)

    def label(self, fact: str, value: str) -> str:
        """One value of a fact, in words."""
        return self.world.vocabulary.label(fact, value, "en" if self.language == "en" else "fr")

    def values(self, fact: str) -> list[str]:
        """What is known of a fact, in words, in the vocabulary's order; nothing for what was left open."""
        value = self.facts.get(fact)
        if value is None or isinstance(value, OneOf) or value in _SILENT:
            return []
        chosen = value if isinstance(value, frozenset) else {value}
        order = self.world.vocabulary.get_fact(fact).values
        return [self.label(fact, each) for each in order if each in chosen]

    def place(self) -> str:
        """The place of the project: « Arlanc », « Arlanc ou environs », the community of communes, or nothing."""
        value = self.facts.get(COMMUNE)
        if isinstance(value, OneOf):
            epci = next((e for e in self.world.geography.epcis.values() if e.communes == value.values), None)
            return epci.name if epci is not None else ""
        if not isinstance(value, str) or value in _SILENT:
            return ""
        if value.startswith(EPCI_PREFIX):
            epci = self.world.geography.epcis.get(value.removeprefix(EPCI_PREFIX))
            return epci.name if epci is not None else ""
        name = self.world.geography.communes[value].name if value in self.world.geography.communes else value
        around = self.facts.get("precision_lieu") == "environs"
        return f"{name} {self.label('precision_lieu', 'environs')}" if around else name

    def weekday(self, brief: Brief) -> str:
        """The day offered by « Vu, j’appelle jeudi »: the last one before the promise on which the referent works."""
        return weekday_name(self.language, last_day_before_promise(brief))

    def name_of(self, territory: Territory, target: str) -> str:
        """How an interlocutor or a programme is called."""
        if target in territory.directory.interlocutors:
            return territory.directory.interlocutors[target].name
        programme = territory.directory.programmes.get(target)
        return programme.name if programme is not None else target

    def introduce(self, interlocutor: Interlocutor) -> str:
        """« Nadia Brun, à l’accueil de la communauté de communes »."""
        presence = (interlocutor.presence_en if self.language == "en" else "") or interlocutor.presence
        return f"{interlocutor.name}, {presence}" if presence else interlocutor.name

    def agreement(self, brief: Brief, kind: str) -> str:
        """One agreement in the few words of the card."""
        if kind.startswith("structure:"):
            structure = brief.territory.directory.structures.get(kind.removeprefix("structure:"))
            return structure.name if structure is not None else kind
        if kind == "relay":
            relay = find_interlocutor(brief.territory, proposed_to(brief)).relay
            return self.text("fiche-accord-relay", who=self.name_of(brief.territory, relay) if relay else "")
        return self.text("fiche-accord-partners") if kind == "partners" else self.text("fiche-accord-interlocutor")


def says_of(world: World, brief: Brief, language: str) -> Says:
    """The words for the facts of one case."""
    return Says(world, language, load_facts(brief.case.facts))


def project_line(says: Says) -> str:
    """A case in five words, without anybody's name: « reprise, commerce, Arlanc ou environs »."""
    words = [label for fact in ("forme_du_projet", "secteur") for label in says.values(fact)]
    place = says.place()
    return ", ".join([*words, place] if place else words) or says.text("dossier-sans-projet")


def join(says: Says, words: Sequence[str]) -> str:
    """« le matin ou l’après-midi »."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + says.text("ou") + words[-1]


def proposed_to(brief: Brief) -> str:
    """The interlocutor whom the person agreed to in the first place."""
    return brief.proposal.referent.target if brief.proposal else brief.referral.interlocutor


def last_day_before_promise(brief: Brief) -> date:
    """The last of the referent's days before the promised one; the promised day itself when there is none."""
    calendar, referral = brief.calendar, brief.referral
    day = calendar.today(referral.sent_at)
    found = referral.promised_on
    while True:
        day = calendar.next_working_day(day, brief.interlocutor.present_days)
        if day >= referral.promised_on:
            return found
        found = day


def weekday_name(language: str, day: date) -> str:
    """« jeudi »."""
    return say_short_day(language, day).split(" ")[0]


def agreement_hash(world: World, territory: Territory, language: str, kind: str, to: str) -> str:
    """The hash of the words that an agreement was given to.

    Args:
        kind: "interlocutor", "relay", "partners", or "structure:<id>" for one asked later.
        to: id of the interlocutor whom the words named.
    """
    named = find_interlocutor(territory, to)
    relay = find_interlocutor(territory, named.relay).name if named.relay else "aucun"
    if kind.startswith("structure:"):
        words = world.wording.say(language, "suivi-accord-demande", sender="", target=named.name)
    else:
        keys = ("q-accords", f"accord-{kind}")
        words = "\n".join(world.wording.say(language, key, referent=named.name, relais=relay) for key in keys)
    return hashlib.sha256(words.encode()).hexdigest()[:16]
