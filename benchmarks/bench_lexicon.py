"""Figures of the lexicon: sectors found on each part of the labelled ideas, and what a match costs.

Run: `.venv/bin/python benchmarks/bench_lexicon.py` (`--misses tuning` lists what the tuning half misses).
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

import yaml

from dialogs.lexicon import SectorMatcher, load_distress, load_signals, load_taxonomy, spot_distress, spot_signals

HERE = Path(__file__).resolve().parent.parent
LEXICON = HERE / "dialogs" / "lexicon"
IDEAS = HERE / "tests" / "lexicon" / "ideas.yaml"
NO_SECTOR = {"aucun", "autre"}  # the matcher may abstain


def score_half(matcher: SectorMatcher, ideas: list[dict[str, object]]) -> tuple[int, int, int, list[tuple[str, str]]]:
    """Return top-1 hits, top-3 hits, abstentions and the misses (text, what was offered)."""
    first = among_three = abstained = 0
    misses: list[tuple[str, str]] = []
    for idea in ideas:
        text, accepted = str(idea["texte"]), set(idea["secteur"])  # type: ignore[call-overload]
        offered = [candidate.sector for candidate in matcher.match(text)]
        abstained += not offered
        silence_is_right = not offered and bool(accepted & NO_SECTOR)
        first += silence_is_right or bool(offered[:1] and offered[0] in accepted)
        among_three += silence_is_right or bool(accepted & set(offered))
        if not (silence_is_right or (offered and offered[0] in accepted)):
            misses.append((text, f"{sorted(accepted)} -> {offered}"))
    return first, among_three, abstained, misses


def microseconds_each(action: object, texts: list[str], rounds: int = 10) -> float:
    """Return the mean time of one call over the texts, in µs."""
    assert callable(action)
    started = perf_counter()
    for _ in range(rounds):
        for text in texts:
            action(text)
    return (perf_counter() - started) / (rounds * len(texts)) * 1e6


def main() -> None:
    """Print the figures."""
    ideas = yaml.safe_load(IDEAS.read_text(encoding="utf-8"))
    started = perf_counter()
    matcher = SectorMatcher(load_taxonomy((LEXICON / "secteurs.yaml").read_text(encoding="utf-8")))
    print(f"matcher built in {(perf_counter() - started) * 1000:.0f} ms")
    for half in ideas:
        first, among_three, abstained, misses = score_half(matcher, ideas[half])
        count = len(ideas[half])
        print(f"{half:10} {count} ideas: top-1 {first} ({first / count:.1%}), top-3 {among_three} "
              f"({among_three / count:.1%}), abstained {abstained}")  # fmt: skip
        if sys.argv[1:] == ["--misses", half]:
            for text, offered in misses:
                print(f"    {offered}  « {text} »")
    texts = [idea["texte"] for half in ideas.values() for idea in half]
    signals = load_signals((LEXICON / "signaux.yaml").read_text(encoding="utf-8"))
    guard = load_distress((LEXICON / "detresse.yaml").read_text(encoding="utf-8"))
    print(f"match    {microseconds_each(matcher.match, texts):.0f} µs")
    print(f"signals  {microseconds_each(lambda text: spot_signals(text, signals), texts):.0f} µs")
    print(f"distress {microseconds_each(lambda text: spot_distress(text, guard), texts):.0f} µs")


if __name__ == "__main__":
    main()
