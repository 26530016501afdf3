"""Print how often the matcher finds the commune that was meant, and how long it takes.

.venv/bin/python benchmarks/bench_places.py
"""

import gzip
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "places")]

from noisy_places import livradois_forez, noisy_variants  # noqa: E402

from dialogs.places import PlaceMatcher  # noqa: E402
from referral_rules.geography import parse_geography  # noqa: E402

SEEDS = (63600, 1, 2, 3)
COUNT = 300  # variants for each seed
POOLS = ("mixed", "territory", "neighbours", "country")


def main() -> None:
    """Measure start-up, then accuracy and time over each pool of communes."""
    packed = (ROOT / "referral_rules" / "places" / "communes.tsv.gz").read_bytes()
    start = time.perf_counter()
    geography = parse_geography(gzip.decompress(packed).decode("utf-8"))
    parsed = time.perf_counter()
    matcher = PlaceMatcher(geography, prior=livradois_forez(geography))
    matcher.match("ambert")
    built = time.perf_counter()
    print(f"places: table {1000 * (parsed - start):.0f} ms, matcher {1000 * (built - parsed):.0f} ms")
    for pool in POOLS:
        first = among_three = 0
        durations = []
        for seed in SEEDS:
            for variant in noisy_variants(geography, seed, COUNT, pool):
                begun = time.perf_counter()
                codes = [each.code for each in matcher.match(variant.typed).candidates]
                durations.append(1000 * (time.perf_counter() - begun))
                first += codes[:1] == [variant.code]
                among_three += variant.code in codes[:3]
        total = len(SEEDS) * COUNT
        print(
            f"places, {pool}: top-1 {100 * first / total:.1f} %, top-3 {100 * among_three / total:.1f} %"
            f" of {total} variants; median {statistics.median(durations):.2f} ms,"
            f" p95 {statistics.quantiles(durations, n=20)[-1]:.2f} ms"
        )


if __name__ == "__main__":
    main()
