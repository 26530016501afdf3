"""Rebuild the packaged table of communes from Etalab's npm package.

    npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf etalab-decoupage-administratif-6.0.0.tgz
    .venv/bin/python scripts/build_communes.py package

The same package always gives the same bytes: lines are sorted, the archive carries no date. The table's form
is described at the top of `referral_rules/geography.py`, its licence in `referral_rules/places/LICENCE.md`.
"""

import argparse
import gzip
import io
import json
from pathlib import Path
from typing import Any

from referral_rules.geography import BLOCKS, parse_geography

TABLE = Path(__file__).resolve().parent.parent / "referral_rules" / "places" / "communes.tsv.gz"
CURRENT = "commune-actuelle"
OLD = frozenset({"commune-deleguee", "commune-associee"})
ARRONDISSEMENT = "arrondissement-municipal"

Record = dict[str, Any]


def build_table(package: Path) -> str:
    """Write the table as text from the unpacked npm package.

    Args:
        package: The folder that holds `package.json` and `data/`.

    Returns:
        The four blocks that `parse_geography` reads, after two lines that name the source.
    """
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    records = {name: _read(package, name) for name in ("communes", "epci", "departements")}
    blocks: dict[str, list[tuple[str, ...]]] = {
        "departements": sorted((record["code"], record["nom"]) for record in records["departements"]),
        "epcis": sorted((record["code"], record["nom"]) for record in records["epci"]),
        "aliases": _alias_rows(records["communes"]),
        "communes": _commune_rows(records["communes"], records["epci"]),
    }
    source = f"# @etalab/decoupage-administratif {version}, Licence Ouverte 2.0\n# Insee, La Poste, DGCL\n"
    return source + "\n" + "\n".join(_write_block(name, rows) for name, rows in blocks.items())


def compress(table: str) -> bytes:
    """Pack the table without a date or a file name, so that equal tables are equal bytes."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as archive:
        archive.write(table.encode("utf-8"))
    return packed.getvalue()


def _read(package: Path, name: str) -> list[Record]:
    records: list[Record] = json.loads((package / "data" / f"{name}.json").read_text(encoding="utf-8"))
    return records


def _commune_rows(records: list[Record], epcis: list[Record]) -> list[tuple[str, ...]]:
    epci_of = {member["code"]: epci["code"] for epci in epcis for member in epci["membres"]}
    return sorted(
        (
            record["code"],
            record["nom"],
            ",".join(sorted(record.get("codesPostaux", ()))),
            epci_of.get(record["code"], ""),
            str(record.get("population", 0)),
        )
        for record in records
        if record["type"] == CURRENT
    )


def _alias_rows(records: list[Record]) -> list[tuple[str, ...]]:
    """Old names and arrondissements; an old commune that gave its whole name to the new one is no news."""
    names = {record["code"]: record["nom"] for record in records if record["type"] == CURRENT}
    rows = set()
    for record in records:
        if record["type"] in OLD:
            target = record["chefLieu"]
        elif record["type"] == ARRONDISSEMENT:
            target = record["commune"]
        else:
            continue
        if names[target] != record["nom"]:
            rows.add((record["nom"], target))
    return sorted(rows)


def _write_block(name: str, rows: list[tuple[str, ...]]) -> str:
    return "\n".join(["\t".join((name, *BLOCKS[name])), *("\t".join(row) for row in rows)]) + "\n"


def main() -> None:
    """Build the table, check that it can be read, and write it where the package expects it."""
    parser = argparse.ArgumentParser(description="Rebuild the packaged table of communes.")
    parser.add_argument("package", type=Path, help="folder of the unpacked @etalab/decoupage-administratif")
    parser.add_argument("--output", type=Path, default=TABLE, help="default: the packaged table")
    arguments = parser.parse_args()
    table = build_table(arguments.package)
    geography = parse_geography(table)
    packed = compress(table)
    arguments.output.write_bytes(packed)
    print(
        f"{arguments.output}: {len(geography.communes)} communes, {len(geography.aliases)} other names,"
        f" {len(geography.epcis)} EPCIs, {len(packed) / 1000:.0f} kB"
    )


if __name__ == "__main__":
    main()
