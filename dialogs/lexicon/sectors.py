"""From the person's words to at most three sectors, or to none.

Rule 1: a suggestion only; the person chooses. Rule 2: words of life never decide. Rule 3: when unsure, say nothing.

Theory of operation. Each trade of the taxonomy is one small document: its expressions, and the single words inside
them. BM25 weighs every term (a word that many trades share says little). The weights of all terms are read out once, at
construction; a match then looks up the terms of the text, keeps the best trade of each sector per term, and adds up.
An expression of several words takes its words with it, so that « bois de chauffage » says nothing of heating.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import Stemmer

from dialogs.lexicon.spelling import WordIndex
from dialogs.lexicon.taxonomy import Taxonomy, Trade
from dialogs.lexicon.words import SENTENCE_END, Word, cut_words, fold

MOST_CANDIDATES = 3  # three buttons and « Autre »
LONGEST_EXPRESSION = 4  # words, links left out
NEGATION_REACH = 3  # words after « pas », links left out
DRIVE_REACH = 10  # words after « je voudrais »
OTHERS_REACH = 2  # words after « ma femme est »

K1, B = 1.2, 0.3  # BM25: repeated words saturate early; a trade with many synonyms is hardly less likely
EXPRESSION_GAIN = 1.4  # an expression speaks louder than its words
LOOSE_WORD_GAIN = 0.55  # a word that the trade knows only inside a longer expression
DRIVE_GAIN = 1.5  # words told as the project
OTHERS_GAIN = 0.4  # words told of somebody else
LEAST_SCORE = 1.5  # below, nothing is offered
LEAST_SHARE = 0.3  # of the best score; below, a sector is not offered beside it


@dataclass(frozen=True)
class SectorCandidate:
    """One sector offered for a text.

    Attributes:
        sector: The sector's id.
        score: Weight of the evidence; comparable within one text only.
        words: The person's own words that spoke for it, in order.
        trade: The taxonomy's trade that matched best, by its first name.
    """

    sector: str
    score: float
    words: tuple[str, ...]
    trade: str


@dataclass(frozen=True, slots=True)
class _Term:
    """One voting term of a text: its key, its force and the words it came from."""

    key: str
    force: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Token:
    """One word of a text with its vocabulary key ('' when it has none) and its standing."""

    word: Word
    key: str
    likeness: float
    force: float


class SectorMatcher:
    """Matches texts against a taxonomy. To build one takes a few tenths of a second, a match about 0.1 ms."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Weigh every term of the taxonomy once.

        Args:
            taxonomy: As `load_taxonomy` read it.
        """
        self._trades = taxonomy.trades
        self._links = frozenset(fold(word) for word in taxonomy.links)
        self._life = frozenset(fold(word) for word in taxonomy.life)
        self._negations = self._cues(taxonomy.negations)
        self._drives = self._cues(taxonomy.drives)
        self._others = self._cues(taxonomy.others)
        self._stops = frozenset(fold(word) for word in taxonomy.stops)
        self._index = WordIndex(self._french, self._english, quiet=self._life | self._links)
        documents, whole = self._documents()
        self._weights = _weigh_terms(documents, self._trades, whole)
        self._heads = frozenset(key.split(" ", 1)[0] for key in self._weights if " " in key)

    def match(self, text: str) -> tuple[SectorCandidate, ...]:
        """Return at most three sectors for a text, best first; none when unsure.

        Args:
            text: What the person said, as typed.
        """
        tokens = self._tokens(cut_words(text), text)
        scores: dict[str, float] = defaultdict(float)
        trades: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        spoken: dict[str, list[tuple[int, int]]] = defaultdict(list)
        said: set[str] = set()
        for term in sorted(self._terms(tokens), key=lambda term: -term.force):
            if term.key in said:
                continue
            said.add(term.key)
            for sector, trade, weight in self._weights[term.key]:
                scores[sector] += weight * term.force
                trades[sector][trade] += weight * term.force
                spoken[sector].append((tokens[term.first].word.start, tokens[term.last].word.end))
        best = sorted(scores, key=lambda sector: (-scores[sector], sector))[:MOST_CANDIDATES]
        if not best or scores[best[0]] < LEAST_SCORE:
            return ()
        return tuple(
            SectorCandidate(
                sector=sector,
                score=round(scores[sector], 3),
                words=tuple(text[start:end] for start, end in sorted(spoken[sector])),
                trade=self._trades[max(trades[sector], key=lambda t: trades[sector][t])].expressions[0],
            )
            for sector in best
            if scores[sector] >= LEAST_SHARE * scores[best[0]]
        )

    _french = Stemmer.Stemmer("french")
    _english = Stemmer.Stemmer("english")

    @staticmethod
    def _cues(expressions: Sequence[str]) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(word.form for word in cut_words(expression)) for expression in expressions)

    def _documents(self) -> tuple[list[list[str]], frozenset[tuple[int, str]]]:
        """Return each trade's terms, and (trade number, term) for the terms that are whole expressions of it."""
        documents: list[list[str]] = []
        whole: set[tuple[int, str]] = set()
        for number, trade in enumerate(self._trades):
            terms: list[str] = []
            for expression in trade.expressions:
                forms = [word.form for word in cut_words(expression) if word.form not in self._links]
                keys = [self._index.learn(form) for form in forms]
                voting = [key for form, key in zip(forms, keys, strict=True) if form not in self._life]
                expression_key = " ".join(keys[:LONGEST_EXPRESSION])
                whole.add((number, expression_key))
                terms += [expression_key] * 2 if keys else []
                terms += voting if len(keys) > 1 else []
            documents.append(terms)
        return documents, frozenset(whole)

    def _tokens(self, words: Sequence[Word], text: str) -> list[_Token]:
        """Give each word that isn't a link its key and its standing (0 when a negation sets it aside)."""
        tokens: list[_Token] = []
        denied = driven = othered = 0
        for position, word in enumerate(words):
            form = word.form
            if form == SENTENCE_END:
                denied = driven = othered = 0
                tokens.append(_Token(word, "", 0.0, 0.0))
                continue
            pause = text[words[position - 1].end : word.start] if position else ""
            if "," in pause:
                tokens.append(_Token(word, "", 0.0, 0.0))
            if form in self._stops or "," in pause:
                denied = 0
            if form not in self._links:
                force = (DRIVE_GAIN if driven else 1.0) * (OTHERS_GAIN if othered else 1.0)
                force = 0.0 if denied else force
                key, likeness = self._index.find(form)
                tokens.append(_Token(word, key, likeness, force))
                denied, driven, othered = max(denied - 1, 0), max(driven - 1, 0), max(othered - 1, 0)
            denied = NEGATION_REACH if _ends_cue(words, position, self._negations) else denied
            driven = DRIVE_REACH if _ends_cue(words, position, self._drives) else driven
            othered = OTHERS_REACH if _ends_cue(words, position, self._others) else othered
        return tokens

    def _terms(self, tokens: Sequence[_Token]) -> list[_Term]:
        """Cut the tokens into voting terms, longest expressions first."""
        terms: list[_Term] = []
        position = 0
        while position < len(tokens):
            length = self._expression_at(tokens, position)
            last = position + max(length, 1) - 1
            stretch = tokens[position : last + 1]
            force = min(token.force * token.likeness for token in stretch)
            if force > 0 and length > 1:
                terms.append(_Term(" ".join(t.key for t in stretch), force * EXPRESSION_GAIN, position, last))
            elif force > 0 and stretch[0].word.form not in self._life and stretch[0].key in self._weights:
                terms.append(_Term(stretch[0].key, force, position, last))
            position = last + 1
        return terms

    def _expression_at(self, tokens: Sequence[_Token], position: int) -> int:
        """Return how many tokens the longest known expression takes here; 0 for none."""
        if tokens[position].key not in self._heads:
            return 0
        for length in range(min(LONGEST_EXPRESSION, len(tokens) - position), 1, -1):
            if " ".join(token.key for token in tokens[position : position + length]) in self._weights:
                return length
        return 0


def _ends_cue(words: Sequence[Word], position: int, cues: frozenset[tuple[str, ...]]) -> bool:
    """Whether an expression of `cues` ends at this word."""
    return any(
        tuple(word.form for word in words[position - length + 1 : position + 1]) in cues
        for length in range(1, min(5, position + 1) + 1)
    )


def _weigh_terms(
    documents: list[list[str]], trades: Sequence[Trade], whole: frozenset[tuple[int, str]]
) -> dict[str, tuple[tuple[str, int, float], ...]]:
    """Return per term its best trade in each sector, as (sector, trade number, weight).

    A term's score is BM25's, in the form that Lucene gives it: rare terms weigh more, long documents make each less.
    """
    average = sum(map(len, documents)) / len(documents)
    holders: dict[str, dict[int, int]] = {}
    for number, document in enumerate(documents):
        for term, times in Counter(document).items():
            holders.setdefault(term, {})[number] = times
    weights: dict[str, tuple[tuple[str, int, float], ...]] = {}
    for term, found in sorted(holders.items()):
        rarity = log(1 + (len(documents) - len(found) + 0.5) / (len(found) + 0.5))
        best: dict[str, tuple[str, int, float]] = {}
        for number, times in sorted(found.items()):
            score = rarity * times / (times + K1 * (1 - B + B * len(documents[number]) / average))
            gain = 1.0 if (number, term) in whole else LOOSE_WORD_GAIN
            weight = score * gain * trades[number].weight
            sector = trades[number].sector
            if weight > 0 and (sector not in best or weight > best[sector][2]):
                best[sector] = (sector, number, weight)
        weights[term] = tuple(best.values())
    return weights
