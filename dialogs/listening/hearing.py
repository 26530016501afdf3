"""`hear(text) -> claims`: every fact that a story tells, and nothing that it doesn't.

Rule 1: what is somebody else's, past, supposed or denied yields no claim; a place left is not the place sought.
Rule 2: between two readings of one fact, neither is sure.
Rule 3: linear in the text: it is cut and spelt out once, and each fact's patterns are asked only where they can begin.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dialogs.lexicon import SectorMatcher
from dialogs.lexicon.patterns import Line, PatternSet, Span, is_excluded, write_line
from dialogs.listening.claims import Claim, Context
from dialogs.listening.dates import find_terms
from dialogs.listening.given import find_given
from dialogs.listening.rules import Ear, FactRules
from dialogs.places import PlaceKind, PlaceMatcher

DENIAL_REACH = 5  # words that a negation sets aside after it
_OTHER_DATES = frozenset(
    [
        "kand",
        "when",
        "retraite",
        "bail",
        "contrat",
        "diplome",
        "nait",
        "naisance",
        "acouche",
        "enceinte",
        "vendu",
        "vendue",
        "loyer",
        "cdd",
        "ans",
    ]
)  # what a date may be about instead of the project, as `sound` writes it
SURE_SECTOR = 3.0  # the score from which the words speak for one sector…
LONE_SECTOR = 2.3  # …or this one where no other sector shows at all
SECTOR_LEAD = 1.35  # …if no other comes within this share of it
MOST_PLACES = 3  # communes taken from one story


@dataclass(frozen=True)
class Hearing:
    """A text being heard: its line, where its clauses begin, and what sets aside which of its words."""

    line: Line
    clauses: tuple[int, ...]
    others: tuple[Span, ...]
    past: tuple[Span, ...]
    supposed: tuple[Span, ...]
    denied: tuple[Span, ...]
    left: tuple[Span, ...]

    def clause_of(self, at: int) -> Span:
        """The clause that a place of the line lies in."""
        number = bisect_right(self.clauses, at) - 1
        after = self.clauses[number + 1] if number + 1 < len(self.clauses) else len(self.line.written)
        return self.clauses[number], after

    def sets_aside(self, span: Span, rules: FactRules | None = None, *, says_no: bool = False) -> bool:
        """Whether a stretch is somebody else's, past, supposed or denied; `says_no`: its pattern holds a denial."""
        clause = self.clause_of(span[0])
        bounds = clause[0], max(clause[1], span[1])
        if not (rules is not None and rules.hears_others) and self._before(self.others, bounds, span):
            return True
        if not (rules is not None and rules.hears_past) and self._within(self.past, bounds):
            return True
        if self._within(self.supposed, bounds):
            return True
        if rules is not None and rules.hears_denials:
            return False
        return self.is_denied_before(span) if says_no else self._is_denied(bounds, span)

    def is_left(self, at: int) -> bool:
        """Whether a place named here is one that the person leaves, or comes from."""
        clause = self.clause_of(at)
        return any(clause[0] <= start < at for start, _ in self.left)

    def _before(self, spans: tuple[Span, ...], bounds: Span, span: Span) -> bool:
        return any(bounds[0] <= start < span[1] and end <= bounds[1] for start, end in spans)

    def _within(self, spans: tuple[Span, ...], bounds: Span) -> bool:
        return any(bounds[0] <= start < bounds[1] for start, _ in spans)

    def is_denied_before(self, span: Span) -> bool:
        """Whether a denial stands before a stretch, in its clause."""
        return self._is_denied((self.clause_of(span[0])[0], span[0]), (span[0], span[0]))

    def _is_denied(self, bounds: Span, span: Span) -> bool:
        for start, end in self.denied:
            if bounds[0] <= start < span[1] and self.line.written.count(" ", end, max(end, span[0])) < DENIAL_REACH:
                return True
        return False


def listen(text: str, ear: Ear) -> Hearing:
    """Write a text out, and find its clauses and what sets words aside."""
    line = write_line(text)
    starts = {0}
    for word, start in zip(line.words, line.starts, strict=True):
        if word.form == "." or line.written[start + len(word.form)] == ",":
            starts.add(start + len(word.form) + (2 if line.written[start + len(word.form)] == "," else 1))
    aside = ear.aside
    starts.update(span[0] for span in _spans(aside.parting, line))
    return Hearing(
        line=line,
        clauses=tuple(sorted(starts)),
        others=_spans(aside.others, line),
        past=_spans(aside.past, line),
        supposed=_spans(aside.supposed, line),
        denied=_spans(aside.denied, line),
        left=_spans(aside.left, line),
    )


def hear(text: str, context: Context, ear: Ear, sectors: SectorMatcher, places: PlaceMatcher) -> tuple[Claim, ...]:
    """Return what a story tells, in the order of the facts.

    Args:
        text: what was typed.
        context: the day it was said, and where the person may be.
        ear: the rules.
        sectors: matches words to sectors.
        places: matches words to places.
    """
    hearing = listen(text, ear)
    claims = [claim for rules in ear.facts.values() for claim in claims_of(hearing, rules)]
    claims += _hear_term(hearing, claims, context)
    claims += _hear_sector(hearing, sectors)
    claims += _hear_places(hearing, places, context)
    claims += find_given(text)
    return tuple(_belonging_together(claims))


def claims_of(hearing: Hearing, rules: FactRules) -> list[Claim]:
    """Return what a text says of one fact; of a fact with one value, two readings are both unsure."""
    line = hearing.line
    never = _spans(rules.never, line)
    found: list[tuple[str, Span, bool]] = []
    for value, ways in rules.values.items():
        for patterns, is_sure in ((ways.said, True), (ways.perhaps, False)):
            spans = [
                span
                for number, span in patterns.find(line)
                if not is_excluded(span, never)
                and not hearing.sets_aside(span, rules, says_no=patterns.patterns[number].says_no)
            ]
            found += [(value, span, is_sure) for span in spans[:1]]
    chosen = found if rules.is_several else _of_one_value(found)
    return [
        Claim(rules.fact, (value,), line.said(*span), *line.span(*span), is_sure=is_sure)
        for value, span, is_sure in dict.fromkeys(chosen)
    ]


def count_projects(hearing: Hearing, ear: Ear) -> int:
    """Return how many projects a story tells: two where it says so."""
    return 2 if _spans(ear.aside.two_projects, hearing.line) else 1


def _of_one_value(found: list[tuple[str, Span, bool]]) -> list[tuple[str, Span, bool]]:
    """Keep what holds against the others: a longer stretch over one it covers; else nothing is sure."""
    kept = [
        one
        for one in found
        if not any(
            other[0] != one[0] and other[1][0] <= one[1][0] and one[1][1] <= other[1][1] and other[1] != one[1]
            for other in found
        )
    ]
    sure = {value for value, _, is_sure in kept if is_sure}
    return kept if len(sure) < 2 else [(value, span, False) for value, span, _ in kept]


def _hear_term(hearing: Hearing, claims: Iterable[Claim], context: Context) -> Iterator[Claim]:
    """Say when, where a date is one of the project's: « pour septembre », « ouvrir en mars »."""
    if any(claim.fact == "echeance" for claim in claims):
        return
    line = hearing.line
    terms = [term for term in find_terms(line, context.said_on) if not hearing.sets_aside((term.start, term.end))]
    keys = {term.key for term in terms}
    for term in terms[:1]:
        clause = hearing.clause_of(term.start)
        waits = not _OTHER_DATES.isdisjoint(line.written[clause[0] : clause[1]].replace(",", "").split())
        yield Claim(
            "echeance",
            (term.key,),
            line.said(term.start, term.end),
            *line.span(term.start, term.end),
            is_sure=len(keys) == 1 and not waits,
        )


def _hear_sector(hearing: Hearing, sectors: SectorMatcher) -> Iterator[Claim]:
    """Match the clauses that speak of the person's own project."""
    line = hearing.line
    kept: list[str] = []
    for start, end in _clauses(hearing):
        aside = hearing.others and any(start <= span[0] < end for span in hearing.others)
        past = any(start <= span[0] < end for span in (*hearing.past, *hearing.supposed))
        if not (aside or past):
            kept.append(line.said(start, end))
    words = ". ".join(part for part in kept if part)
    found = sectors.match(words) if words else ()
    if not found:
        return
    best, rest = found[0], found[1:]
    enough = SURE_SECTOR if rest else LONE_SECTOR
    is_sure = best.score >= enough and all(best.score >= SECTOR_LEAD * other.score for other in rest)
    quote = best.words[0] if best.words else ""
    start = max(0, line.text.find(quote))
    yield Claim("secteur", (best.sector,), quote, start, start + len(quote), is_sure=is_sure)


def _hear_places(hearing: Hearing, places: PlaceMatcher, context: Context) -> Iterator[Claim]:
    line = hearing.line
    found: dict[str, Claim] = {}
    for start, end in _clauses(hearing):
        words = line.said(start, end)
        if not words or any(start <= span[0] < end for span in (*hearing.others, *hearing.past)):
            continue
        for place in places.spot(words, prior=context.prior or None):
            if place.kind is not PlaceKind.COMMUNE or place.code in found:
                continue
            name = place.label.rpartition(" (")[0]
            at = line.written.find(_first_sound(name), start, end)
            place_at = at if at >= 0 else end
            if hearing.is_left(place_at) or hearing.is_denied_before((place_at, end)):
                continue
            begin, finish = line.span(start, end)
            found[place.code] = Claim("commune", (place.code,), words, begin, finish)
    yield from list(found.values())[:MOST_PLACES]


def _first_sound(name: str) -> str:
    return write_line(name).written[2:].split(" ")[0].rstrip(",")


def _clauses(hearing: Hearing) -> list[Span]:
    bounds = [*hearing.clauses, len(hearing.line.written)]
    return [(start, end) for start, end in itertools.pairwise(bounds) if end > start]


def _spans(patterns: PatternSet, line: Line) -> tuple[Span, ...]:
    return tuple(span for _, span in patterns.find(line))


def _belonging_together(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Drop what another claim rules out: a couple or somebody alone has no size of a group."""
    portage = {claim.values[0] for claim in claims if claim.fact == "portage" and claim.is_sure}
    is_shared = any(claim.fact == "type_collectif" and claim.is_sure for claim in claims)
    for claim in claims:
        if (
            claim.fact in ("taille", "type_collectif", "phase", "attente_elus")
            and portage
            and "collectif" not in portage
        ) or (claim.fact == "secteur" and is_shared):
            yield replace(claim, is_sure=False)
        else:
            yield claim
