"""An explanation in words: who and why, within how many days they call, and what else was considered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules.explaining.considered import Considered
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.analysis.speech import Speech, typeset
from referral_rules.explain import Explanation, a_commune, render_reason
from referral_rules.facts import COMMUNE
from referral_rules.proposal import ProgrammeTarget, Target
from referral_rules.territory import Territory


@dataclass(frozen=True, slots=True)
class Telling:
    """An explanation, told in French.

    Attributes:
        asked: which rules were asked, in words.
        note: what else is to be known of them; may be empty.
    """

    world: World
    territory: Territory
    explanation: Explanation
    asked: str
    note: str = ""

    def lines(self, *, every_rule: bool) -> list[str]:
        """Tell it: the proposal first, then what became of the rules; of all of them where `every_rule`."""
        proposal = self.explanation.proposal
        day = say_day("fr", proposal.on)
        told = [typeset(f"{self.territory.name}, le {day} : {self.asked}"), *([self.note] if self.note else [])]
        told += self._elsewhere()
        told += self._interlocutor("Proposé", proposal.referent)
        told.append(f"  {self.explanation.promise.sentence(self.territory.directory)}")
        told += [line for target in proposal.complementary for line in self._interlocutor("Appui", target)]
        told += [line for programme in proposal.programmes for line in self._programme(programme)]
        if len(proposal.ranked) > 1:
            speech = Speech(self.territory, self.world.geography)
            following = ", puis ".join(speech.interlocutor(one.interlocutor) for one in proposal.ranked[1:])
            told += ["", typeset(f"Si personne ne répond : {following}")]
        considered = Considered(self.world, self.territory, self.explanation)
        return [*told, "", *considered.lines(every_rule=every_rule)]

    def _elsewhere(self) -> list[str]:
        """Where the profile's commune is none of the territory's: that the talk stops before these rules are asked."""
        place = self.explanation.facts.get(COMMUNE)
        commune = self.world.geography.communes.get(place) if isinstance(place, str) else None
        if commune is None or commune.code in self.territory.communes:
            return []
        where = f"{commune.name} n’est pas une commune de ce territoire"
        return [typeset(f"{where} : la conversation donne le contact d’ailleurs et s’arrête là, sans ces règles.")]

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
        nobody = "aucune ne convient" if self.explanation.proposal.fallback else "personne d’autre n’est disponible"
        by = f"« {titles[rule]} » ({rule})" if rule in titles else f"{nobody}, donc le pivot"
        return [f"  Règle : {by}", *([f"  Motif : {render_reason(reason, self._values(name))}"] if reason else [])]

    def _values(self, name: str) -> dict[str, str]:
        facts, communes = self.explanation.facts, self.world.geography.communes
        place, sector = facts.get(COMMUNE), facts.get("secteur")
        label = self.world.vocabulary.label("secteur", sector, "fr") if isinstance(sector, str) else ""
        commune = communes[place].name if isinstance(place, str) and place in communes else ""
        where = a_commune(commune) if commune else self.territory.name_within
        return {"referent": name, "commune": commune or self.territory.name, "a_commune": where, "secteur": label}
