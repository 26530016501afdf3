"""What typed words answer to the question that stands before the person, and what else they tell.

Rule 1: between two readings, none (the person is asked again). Rule 2: a bare number counts a button only where the
question doesn't ask for a quantity. Rule 3: what is heard of other questions is given beside the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dialogs.facts import EPCI_PREFIX, SKIPPED
from dialogs.lexicon import SectorMatcher
from dialogs.lexicon.patterns import Span, write_line
from dialogs.lexicon.words import fold
from dialogs.listening.claims import Claim, Context
from dialogs.listening.dates import find_terms
from dialogs.listening.given import find_introduced_name, undictate
from dialogs.listening.hearing import Hearing, hear, listen
from dialogs.listening.numbers import find_numbers, middle_of
from dialogs.listening.rules import Ear, FactRules
from dialogs.places import PlaceKind, PlaceMatcher
from dialogs.plain_answers import is_no, is_nothing, is_skip, is_unknown, is_yes
from dialogs.reachability import find_email, find_phone
from dialogs.schema import Kind, Question
from referral_rules.facts import INCONNU

Value = str | tuple[str, ...]
QUANTITIES = ("taille", "apport", "tranche_age", "echeance")  # questions that ask for a number of something
SURE_SECTOR_LEAD = 1.2  # a short answer speaks for one sector when no other comes this near
_LABEL_WORDS = 12  # an answer of more words is no button's label with something around it
_ORDINALS = {
    "premier": 0, "premiere": 0, "1er": 0, "1ere": 0, "deuxieme": 1, "second": 1, "seconde": 1, "2e": 1, "2eme": 1,
    "troisieme": 2, "3e": 2, "3eme": 2, "quatrieme": 3, "4e": 3, "4eme": 3, "cinquieme": 4, "5e": 4, "5eme": 4,
    "sixieme": 5, "septieme": 6, "huitieme": 7, "dernier": -1, "derniere": -1, "first": 0, "third": 2, "fourth": 3,
    "fifth": 4, "last": -1,
}  # fmt: skip
_FIRST_ONES = re.compile(r"\b(?:les |the )?(deux|trois|quatre|two|three|2|3|4) premi\w+|first (two|three|four)")
_COUNT = {"deux": 2, "trois": 3, "quatre": 4, "two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_NO_IS_A_VALUE = frozenset({"non", "aucune", "aucun_apport"})  # values that a denial says
_BARE = re.compile(r"\s*\d{1,2}(?:\s*(?:[,;+&/.]|et|and|\s)\s*\d{1,2})*\s*[.)]?\s*")
_UNKNOWN = re.compile(
    r"\b(sais? pas|savons pas|sait pas|aucune idee|pas (?:encore )?(?:decide\w*|choisi|fixe\w*|sur|sure|certain\w*)|"
    r"a voir|on verra|(?:ca )?depend|bonne question|pas d idee|j hesite|don t know|not sure|no idea|jsp|jspl|"
    r"je vois pas|pas trop d idee|reflechi\w* encore|mystere|dur a dire|difficile a dire)\b"
)
_SKIPPING = re.compile(r"^\W*(passer|passe|je passe|on passe|suivante?|skip|next|pass|je prefere pas|sans reponse)\b")
_NOTHING = re.compile(
    r"^\W*(?:non |nan |no |bah |ben )?(?:rien|aucune?s?|ras|nothing|none|que dalle|pas grand chose|nada|zero)\b"
    r"(?! ne presse)(?:\W+\w+){0,5}\W*$|\b(?:rien (?:de special|de particulier|du tout|fait|encore|pour l instant)|"
    r"n importe quand|quand vous voulez|toute la journee|a toute heure|tous les jours|m est egal|"
    r"besoin de rien|tout est (?:bon|ok|deja regle|regle)|on a tout|tout va bien|"
    r"pas encore commence|nothing yet)\b"
)
_EVERYTHING = re.compile(r"^\W*(?:un peu )?(?:tout|tous|toutes|les deux|all|everything|all of (?:it|them)|tout ca)\W*$")
_ANYWHERE = re.compile(
    r"\b(n importe ou|nimporte ou|partout|peu importe|ca m est egal|on est ouverts?|pas de preference|anywhere|"
    r"wherever|pas arrete|ouvert a tout|ou vous voulez|on est flexibles?|dans toute la region)\b"
)
_SIZES = ((5, "moins_de_5"), (16, "de_5_a_15"), (float("inf"), "plus_de_15"))
_SUMS = ((1, "aucun_apport"), (5000, "moins_de_5000"), (20001, "de_5000_a_20000"), (float("inf"), "plus_de_20000"))
_AGES = ((26, "moins_de_26"), (46, "de_26_a_45"), (61, "de_46_a_60"), (float("inf"), "plus_de_60"))
_NO_NAME = re.compile(r"\b(pas|non|pourquoi|rien|anonyme|prefere|question|gratuit|combien)\b|\?")
_NAME_START = re.compile(
    r"^(?:alors |bonjour |ben |moi |oui |eh bien )*(?:c['’]?\s?est |mon pr[ée]nom (?:c['’]est |est )|"
    r"je m['’]?\s?appelle |moi c['’]?\s?est |my name is |i['’]?m |it['’]s |"
    r"je suis |pr[ée]nom\s?:?\s?|appelez[- ]moi |call me )",
    re.IGNORECASE,
)
_OVERSEAS_CODES = {
    "690": "590",
    "691": "590",
    "590": "590",
    "692": "262",
    "693": "262",
    "262": "262",
    "694": "594",
    "594": "594",
    "696": "596",
    "697": "596",
    "596": "596",
}  # the country code by the first three digits, ARCEP's numbering plan
_OVERSEAS = re.compile(rf"\b0({'|'.join(_OVERSEAS_CODES)})((?:[ .-]?\d){{6}})\b")
_LINES = re.compile(r"[\r\n\u200e\u200f\u202a-\u202e\u2066-\u2069]+")  # breaks and direction marks


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood.

    Attributes:
        value: the answer, None when it must be asked again.
        given: at `coordonnees`: telephone and courriel.
        also: what is told of other facts, each sure.
    """

    value: Value | None
    given: Mapping[str, str] = field(default_factory=dict)
    also: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Listener:
    """Reads answers: the ear, what matches sectors and places."""

    ear: Ear
    sectors: SectorMatcher
    places: PlaceMatcher

    def read(
        self, question: Question, options: Sequence[str], labels: Mapping[str, str], text: str, context: Context
    ) -> Heard:
        """Return what typed words answer.

        Args:
            question: what was asked.
            options: the options offered now, in the order shown; empty where the question has none.
            labels: their words.
            text: what was typed.
            context: the day, and where the person may be.
        """
        also = tuple(
            claim
            for claim in hear(text, context, self.ear, self.sectors, self.places)
            if claim.is_sure and claim.fact != question.name and not _is_of_reach(claim.fact, question.name)
        )
        if question.kind is Kind.COORDONNEES:
            given = find_reach(text)
            return Heard("donne" if given else None, given, also)
        return Heard(self._value(question, options, labels, text.strip(), context), also=also)

    def _value(
        self, question: Question, options: Sequence[str], labels: Mapping[str, str], text: str, context: Context
    ) -> Value | None:
        if question.kind is Kind.TEXTE:
            return _free_text(question, text)
        words = _words(text)
        if (counted := _counted(question, options, text)) is not None:
            return counted
        exact = next((option for option, label in labels.items() if _words(label) == words), None)
        if exact is not None:
            return (exact,) if question.kind is Kind.MULTIPLE else exact
        if question.kind is Kind.COMMUNE:
            return self._place(text, words, context)
        read = self._options(question, options, labels, text, context)
        if read:
            return read
        if question.skippable and (is_skip(text) or _SKIPPING.search(words)):
            return SKIPPED
        if question.nothing and (is_nothing(text) or _NOTHING.search(words)):
            return ()
        if question.unknown and (is_unknown(text) or _UNKNOWN.search(words)):
            return INCONNU
        return None

    def _options(
        self, question: Question, options: Sequence[str], labels: Mapping[str, str], text: str, context: Context
    ) -> Value | None:
        if question.kind is Kind.SECTEUR:
            return self._sector(labels, text)
        hearing = listen(text, self.ear)
        if question.name == "echeance":
            keys = {term.key for term in find_terms(hearing.line, context.said_on)}
            if len(keys) == 1:
                return keys.pop()
        if question.name in QUANTITIES and (bucket := _bucket(question.name, text)) is not None:
            return bucket
        if {"oui", "non"} <= set(options) and (is_yes(text) or is_no(text)):
            return "oui" if is_yes(text) else "non"
        said = self._said(question.name, hearing, options, labels, text)
        if question.kind is Kind.MULTIPLE:
            if not said and _EVERYTHING.match(_words(text)):
                return tuple(options)
            return tuple(option for option in options if option in said) or None
        return _one_of(said)

    def _said(
        self, name: str, hearing: Hearing, options: Sequence[str], labels: Mapping[str, str], text: str
    ) -> dict[str, int]:
        """The options that the words say, each with the length of the words that say it."""
        rules = self.ear.facts.get(name)
        said: dict[str, int] = {}
        if rules is not None:
            for option in options:
                ways = rules.values.get(option)
                if ways is None:
                    continue
                spans = [span for _, span in ways.said.find(hearing.line)]
                spans = [span for span in spans if not self._is_denied(rules, hearing, span)]
                own = replace(rules, hears_others=False)
                spans += [
                    span for _, span in ways.answered.find(hearing.line) if not self._is_denied(own, hearing, span)
                ]
                if spans:
                    said[option] = max(end - start for start, end in spans)
        if len(text.split()) <= _LABEL_WORDS:
            line = hearing.line.written
            for option in options:
                label = write_line(labels.get(option, "")).written[2:-2]
                at = line.find(f" {label}")
                if len(label) > 4 and at >= 0 and not hearing.is_denied_before((at + 1, at + 1 + len(label))):
                    said[option] = max(said.get(option, 0), len(label) + 1)
        return said

    @staticmethod
    def _is_denied(rules: FactRules, hearing: Hearing, span: Span) -> bool:
        if hearing.sets_aside(span, replace(rules, hears_denials=True)):
            return True
        return _NO_IS_A_VALUE.isdisjoint(rules.values) and hearing.is_denied_before(span)

    def _sector(self, labels: Mapping[str, str], text: str) -> str | None:
        words = _words(text)
        named = [option for option, label in labels.items() if _words(label) and _words(label) in words]
        if len(named) == 1:
            return named[0]
        found = self.sectors.match(text)
        if found and all(found[0].score >= SURE_SECTOR_LEAD * other.score for other in found[1:]):
            return found[0].sector
        return None

    def _place(self, text: str, words: str, context: Context) -> str | None:
        match = self.places.match(text, prior=context.prior or None)
        if match.verdict == "sure":
            place = match.candidates[0]
            if place.kind is PlaceKind.COMMUNE:
                return place.code
            return EPCI_PREFIX + place.code if place.kind is PlaceKind.EPCI else None
        if _ANYWHERE.search(words) or is_unknown(text) or _UNKNOWN.search(words):
            return INCONNU
        spotted = [p for p in self.places.spot(text, prior=context.prior or None) if p.kind is PlaceKind.COMMUNE]
        return spotted[0].code if len(spotted) == 1 else None


def find_reach(text: str) -> dict[str, str]:
    """Return the number and the address that a text gives: a dictated number and one without + count too."""
    given: dict[str, str] = {}
    plain = re.sub(r"(?<![\d+])(?:00\s?)?33\s?(?=\(?0?\)?\s?[1-9])", "+33 ", text)
    plain = _OVERSEAS.sub(lambda found: f"+{_OVERSEAS_CODES[found[1]]} {found[1]}{found[2]}", plain)
    phone = find_phone(plain) or find_phone(undictate(text))
    if phone:
        given["telephone"] = phone
    address = re.sub(r"\s*(?:\barobase\b|\[at\]|\(at\))\s*", "@", text, flags=re.IGNORECASE)
    address = re.sub(r"\s+point\s+(?=\w{2,4}\b)", ".", address) if address != text else address
    email = find_email(address)
    if email:
        given["courriel"] = email
    return given


def clean_name(text: str) -> str:
    """Return a first name without what introduces it, line breaks and direction marks; empty when it is none."""
    words = " ".join(_LINES.sub(" ", text).split())
    name = find_introduced_name(words)
    if name:
        return name
    bare = _NAME_START.sub("", words).strip(" .,!;:")
    bare = re.split(r"[,.;:(]|\s(?:mon|au|tel|06|07|0\d)\b|\s(?:et|and)\s(?=mon|my|le|je|mes|c\b|j\b|tel)|\s\d", bare)[
        0
    ].strip()
    is_name = bare and len(bare.split()) <= 4 and all(part.isalpha() for part in re.split(r"[ '’-]", bare) if part)
    if not is_name or _NO_NAME.search(_words(words)):
        return ""
    return bare if bare[0].isupper() else bare.title()


def _free_text(question: Question, text: str) -> Value | None:
    if question.skippable and (is_skip(text) or _SKIPPING.search(_words(text))):
        return SKIPPED
    if question.name == "prenom":
        return clean_name(text) or None
    return " ".join(text.split()) if question.longest is not None else text or None


def _counted(question: Question, options: Sequence[str], text: str) -> Value | None:
    """The buttons that numbers count, where the question asks for no quantity; ordinals count buttons always."""
    if not options or question.kind is Kind.SECTEUR or question.kind is Kind.COMMUNE:
        return None
    words = _words(text)
    several = question.kind is Kind.MULTIPLE
    if (found := _FIRST_ONES.search(words)) is not None:
        chosen = tuple(options[: _COUNT[found[1] or found[2]]])
        return chosen if several else None
    picked = [_ORDINALS[word] for word in words.split() if word in _ORDINALS]
    if picked and len(words.split()) <= 6 and all(place < len(options) for place in picked):
        chosen = tuple(dict.fromkeys(options[place] for place in picked))
        return chosen if several else (chosen[0] if len(chosen) == 1 else None)
    if question.name not in QUANTITIES and _BARE.fullmatch(text):
        places = [int(number) for number in re.findall(r"\d+", text)]
        if all(0 < place <= len(options) for place in places):
            chosen = tuple(dict.fromkeys(options[place - 1] for place in places))
            return chosen if several else (chosen[0] if len(chosen) == 1 else None)
    return None


def _bucket(name: str, text: str) -> str | None:
    """The band that a number falls in: people, euros, years."""
    steps = {"taille": _SIZES, "apport": _SUMS, "tranche_age": _AGES}.get(name)
    if steps is None:
        return None
    if name == "taille" and re.search(r"\bet\b.*\bmoi\b|\b(couples|familles|foyers|menages)\b", _words(text)):
        return None
    number = middle_of([each for each in find_numbers(text) if name != "tranche_age" or 10 < each < 110])
    if number is None:
        return None
    words = _words(text)
    if name == "apport" and re.search(r"\bplus de\b|\bmore than\b|\bover\b", words):
        number += 1
    if name == "apport" and re.search(r"\bmoins de\b|\bless than\b|\bunder\b", words):
        number -= 1
    return next(key for limit, key in steps if number < limit)


def _one_of(said: Mapping[str, int]) -> str | None:
    """The one option that is said; of several the one said at greatest length, if it is alone to be."""
    if not said:
        return None
    longest = max(said.values())
    best = [option for option, length in said.items() if length == longest]
    return best[0] if len(best) == 1 and (len(said) == 1 or longest > 8) else None


def _is_of_reach(fact: str, question: str) -> bool:
    return question == "coordonnees" and fact in ("telephone", "courriel")


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text[:2000])))
