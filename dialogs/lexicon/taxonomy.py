"""The taxonomy of sectors: which trades each holds, in the words that people use for them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dialogs.lexicon.reading import Entry, close_match, read_entries
from dialogs.lexicon.words import split_expressions

LOWEST_WEIGHT, HIGHEST_WEIGHT = 0.1, 3.0  # a trade's say relative to the others


@dataclass(frozen=True)
class Trade:
    """One trade of a sector.

    Attributes:
        sector: The sector's id.
        expressions: The ways to say it, the name shown first.
        weight: Its say relative to other trades (1 unless the file says otherwise).
    """

    sector: str
    expressions: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Taxonomy:
    """What `secteurs.yaml` says.

    Attributes:
        trades: Every trade, in file order.
        links: Small words that join an expression and are skipped (« de », « of »).
        life: Words that never speak for a sector alone.
        negations: Expressions that set aside the words that follow.
        stops: Words that end a negation.
        drives: Expressions after which a project is told (« je voudrais »).
        others: Expressions after which somebody else's trade or a past one is told (« ma femme est »).
    """

    trades: tuple[Trade, ...]
    links: frozenset[str]
    life: tuple[str, ...]
    negations: tuple[str, ...]
    stops: tuple[str, ...]
    drives: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sector ids, in file order."""
        return tuple(dict.fromkeys(trade.sector for trade in self.trades))


def _read_weight(entry: Entry) -> float:
    try:
        weight = float(entry.text())
    except ValueError:
        weight = 0.0
    if not LOWEST_WEIGHT <= weight <= HIGHEST_WEIGHT:
        raise entry.error(f"'{entry.text()}' is no weight; write a number from {LOWEST_WEIGHT} to {HIGHEST_WEIGHT}")
    return weight


def _read_trade(entry: Entry, sector: str) -> Trade:
    if entry.is_mapping:
        fields = entry.fields({"mots"}, {"poids"})
        weight = _read_weight(fields["poids"]) if "poids" in fields else 1.0
        return Trade(sector, split_expressions(fields["mots"].text()), weight)
    return Trade(sector, split_expressions(entry.text()), 1.0)


def _read_trades(entry: Entry, known_sectors: Collection[str] | None) -> tuple[Trade, ...]:
    trades: list[Trade] = []
    seen: set[str] = set()
    for item in entry.items():
        fields = item.fields({"secteur", "metiers"})
        sector = fields["secteur"].text()
        if known_sectors is not None and sector not in known_sectors:
            mend = close_match(sector, known_sectors)
            raise fields["secteur"].error(f"unknown value '{sector}' for secteur; {mend}")
        if sector in seen:
            raise fields["secteur"].error(f"secteur '{sector}' is written twice; put its trades together")
        seen.add(sector)
        trades.extend(_read_trade(trade, sector) for trade in fields["metiers"].items())
    if not trades:
        raise entry.error("no trade is written; give each secteur its metiers")
    return tuple(trades)


def load_taxonomy(text: str, known_sectors: Collection[str] | None = None, file: str = "secteurs.yaml") -> Taxonomy:
    """Read the taxonomy from the text of its file.

    Args:
        text: The whole of `secteurs.yaml`.
        known_sectors: The values of the fact `secteur`; None accepts any.
        file: The file's name, for messages.

    Raises:
        LexiconError: With file, line and a likely mend.
    """
    lists = {"liens", "vie", "negations", "fins", "elans", "autrui"}
    fields = read_entries(text, file).fields({"secteurs", *lists})
    words = {name: split_expressions(fields[name].text()) for name in lists}
    return Taxonomy(
        trades=_read_trades(fields["secteurs"], known_sectors),
        links=frozenset(words["liens"]),
        life=words["vie"],
        negations=words["negations"],
        stops=words["fins"],
        drives=words["elans"],
        others=words["autrui"],
    )
