"""Looking before anything changes: the analysis in `check`, `diff` with its replay, `coverage`, `explain --case`."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.definitions import load_world
from bot.settings import load_settings
from dialogs.world import World
from referral_rules.evaluate import propose
from referral_rules.facts import Facts
from storage.facts_json import load_facts
from storage.store import Store
from storage.tables import Audit, core
from tests.cli.conftest import Run
from tests.revisions.changed_rules import NEW_REFERENT, OLD_REFERENT, RULE, misspelt, moved

NARROW = "\u202f"

LF = "livradois-forez"
SUNDAY = datetime(2026, 11, 22, 20, 47, tzinfo=UTC)
MOVING: Facts = {
    "commune": "63010",
    "forme_du_projet": "reprise",
    "secteur": "commerce",
    "portage": "couple",
    "rapport_au_lieu": "envisage",
    "stade": "idee",
}
STAYING: Facts = {"commune": "63010", "forme_du_projet": "creation", "secteur": "agriculture", "stade": "etude"}
PLACELESS: Facts = {"secteur": "commerce", "forme_du_projet": "reprise", "stade": "idee"}


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(load_settings({}))


@pytest.fixture
def old(territories: str) -> Path:
    """The folder of the territory as it is."""
    return Path(territories) / LF


@pytest.fixture
def new(old: Path, tmp_path: Path) -> Path:
    """Another version of it, for a test to change."""
    return Path(shutil.copytree(old, tmp_path / "new"))


@pytest.fixture
def store(database: str) -> Store:
    opened = Store.open(database)
    opened.migrate()
    return opened


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob("**/*.yaml"))}


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, body in files.items():
        (folder / name).write_bytes(body)


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def refer(store: Store, world: World, *cases: Facts, revision: str | None = None) -> list[int]:
    """Cases with a referral each, as the packaged rules make them; their numbers."""
    territory = world.territories[LF]
    numbers = []
    with store.begin() as work:
        for facts in cases:
            proposal = propose(territory, facts, SUNDAY.date())
            case = work.cases.open(LF, facts, "fr", 1, SUNDAY)
            work.cases.add_referral(
                case,
                interlocutor=proposal.referent.interlocutor,
                rule=proposal.rule,
                revision=revision or territory.content_hash,
                reason="",
                promised_on=date(2026, 11, 27),
                now=SUNDAY,
            )
            numbers.append(case.number)
    return numbers


# -- check


def without_a_rule_for_those_without_a_place(territories: str) -> None:
    (Path(territories) / "livradois-forez" / "regles" / "lieu-a-choisir.yaml").unlink()


def test_check_says_what_the_rules_do_together_unless_it_must_be_quick(cli: Run, territories: str) -> None:
    without_a_rule_for_those_without_a_place(territories)
    ran = cli("check")
    assert ran.status == 0
    assert "warning: Personne n’accueille, hors le pivot" in ran.out
    assert "Par exemple" in ran.out
    assert "Le pivot reste seul pour" in ran.out
    quick = cli("check", "--quick")
    assert quick.status == 0
    assert "hors le pivot" not in quick.out


def test_check_shows_what_the_network_accepts_with_its_reason_and_last(cli: Run, territories: str) -> None:
    lines = cli("check").out.splitlines()
    assert lines[-1] == "0 erreur, 6 avertissements, tous expliqués."
    reason = f"Expliqué{NARROW}: Le prêt d’honneur complète un prêt de la banque"
    assert sum(reason in line for line in lines) == 2
    without_a_rule_for_those_without_a_place(territories)
    *found, _, counted = cli("check").out.splitlines()
    explained = ["Expliqué" in line for line in found]
    assert explained == sorted(explained)
    assert counted == f"0 erreur, {len(found)} avertissements, dont 6 expliqués."


def test_check_in_json_gives_the_witness_of_a_gap_and_the_reason_of_what_is_accepted(
    cli: Run, territories: str
) -> None:
    without_a_rule_for_those_without_a_place(territories)
    found = json.loads(cli("check", "--json").out)
    gaps = [one for one in found if one.get("kind") == "trou"]
    assert gaps
    assert gaps[0]["severity"] == "warning"
    assert gaps[0]["message"].startswith("Personne n’accueille")
    assert {"secteur", "stade", "commune"} <= gaps[0]["witness"].keys()
    assert gaps[0]["explanation"] is None
    accepted = [one["explanation"] for one in found if one.get("kind") == "jamais_lu"]
    assert all("le référent lit les deux" in reason for reason in accepted)


def test_two_rules_that_fight_over_somebody_block(cli: Run, old: Path) -> None:
    rival = """
- regle: rivale
  titre: Une rivale
  etat: active
  territoire: {zones: [ambert-livradois-forez]}
  si:
    forme_du_projet: [reprise]
    secteur: [commerce, restauration, artisanat_alimentaire]
    stade: {au_plus: idee}
    statut: [retraite]
  referent: cc-ambert.accueil
  motif: Bonjour.
- regle: rivale-bis
  titre: Une autre rivale
  etat: active
  territoire: {zones: [ambert-livradois-forez]}
  si:
    forme_du_projet: [reprise]
    secteur: [commerce, restauration, artisanat_alimentaire]
    stade: {au_plus: idee}
    portage: [seul]
  referent: cc-ambert.economie
  motif: Bonjour.
"""
    with (old / "regles" / "commerce-artisanat.yaml").open("a", encoding="utf-8") as file:
        file.write(rival)
    ran = cli("check")
    assert ran.status == 1
    (conflict,) = [line for line in ran.out.splitlines() if ": error: " in line]
    assert "« Une rivale » (rivale)" in conflict.replace("\u202f", " ")
    assert "« priorite »" in conflict.replace("\u202f", " ")
    assert cli("check", "--quick").status == 0


def test_the_end_of_a_rule_is_said_once(cli: Run, old: Path) -> None:
    file = old / "regles" / "commerce-artisanat.yaml"
    text = file.read_text("utf-8")
    ended = text.replace(f"- regle: {RULE}\n", f"- regle: {RULE}\n  valable_au: 2020-12-31\n", 1)
    assert ended != text
    file.write_text(ended, "utf-8")
    said = [line for line in cli("check").out.splitlines() if RULE in line and "2020" in line]
    assert len(said) == 1
    assert "ne vaut que jusqu’au 31 décembre 2020" in said[0]
    quick = [line for line in cli("check", "--quick").out.splitlines() if RULE in line and "2020" in line]
    assert len(quick) == 1
    assert "expired on 2020-12-31" in quick[0]


# -- diff


def test_diff_of_the_same_rules_moves_nobody(cli: Run, old: Path, new: Path) -> None:
    ran = cli("diff", str(old), str(new))
    assert ran.status == 0
    assert "Personne n’est orienté autrement." in ran.out


def test_diff_says_who_moves_from_whom_to_whom(cli: Run, old: Path, new: Path) -> None:
    write(new, moved(files_of(old)))
    ran = cli("diff", str(old), str(new))
    assert ran.status == 1
    assert f"Règle modifiée : {RULE} (référents)." in ran.out.replace("\u202f", " ")
    assert "Passe de Nadia Brun" in ran.out
    assert "à Paul Roche" in ran.out


def test_a_diff_in_json_has_witnesses_that_really_move(cli: Run, old: Path, new: Path, world: World) -> None:
    write(new, moved(files_of(old)))
    told = json.loads(cli("diff", str(old), str(new), "--json", "--on", "2026-11-22").out)
    assert told["rules"] == {"added": [], "removed": [], "changed": {RULE: ["referents"]}}
    assert told["moves"]
    assert told["replay"] is None
    for move in told["moves"]:
        assert (move["from"], move["to"]) == ([OLD_REFERENT], [NEW_REFERENT])
        found = propose(world.territories[LF], load_facts(move["witness"]), date(2026, 11, 22))
        assert (found.rule, found.referent.interlocutor) == (RULE, OLD_REFERENT)


def test_diff_replays_the_last_cases(cli: Run, old: Path, new: Path, store: Store, world: World) -> None:
    write(new, moved(files_of(old)))
    refer(store, world, MOVING, MOVING, STAYING, PLACELESS, STAYING)
    told = json.loads(cli("diff", str(old), str(new), "--json").out)["replay"]
    assert told == {
        "cases": 5,
        "without_commune": 1,
        "moved": 2,
        "rerouted": [{"from": [OLD_REFERENT], "to": [NEW_REFERENT], "cases": 2}],
    }
    assert json.loads(cli("diff", str(old), str(new), "--json", "--cases", "3").out)["replay"]["moved"] == 0
    lines = cli("diff", str(old), str(new)).out.replace("\u202f", " ").splitlines()
    assert "Derniers dossiers, rejoués : 5 ; 2 iraient ailleurs." in lines
    assert any(line.startswith("     2  de Nadia Brun") and "Paul Roche" in line for line in lines)


def test_a_case_that_was_withdrawn_is_not_replayed(cli: Run, old: Path, new: Path, store: Store, world: World) -> None:
    (number,) = refer(store, world, MOVING)
    with store.begin() as work:
        case = work.cases.by_number(number)
        assert case is not None
        case.status = "withdrawn"
    assert json.loads(cli("diff", str(old), str(new), "--json").out)["replay"]["cases"] == 0


def test_diff_makes_no_database(cli: Run, old: Path, new: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    ran = cli("diff", str(old), str(new))
    assert "Aucun dossier à rejouer" in ran.out
    assert sorted(tmp_path.iterdir()) == before
    assert "rejou" not in cli("diff", str(old), str(new), "--cases", "0").out


def test_diff_refuses_what_does_not_load(cli: Run, old: Path, new: Path, tmp_path: Path) -> None:
    write(new, misspelt(files_of(old)))
    ran = cli("diff", str(old), str(new))
    assert ran.status == 2
    assert "did you mean 'reprise'?" in ran.err
    assert str(new) in ran.err
    assert cli("diff", str(old), str(tmp_path / "nowhere")).status == 2


def test_diff_tells_a_database_without_tables(cli: Run, old: Path, new: Path, tmp_path: Path) -> None:
    (tmp_path / "test.db").touch()
    ran = cli("diff", str(old), str(new))
    assert ran.status == 1
    assert "premiere-ecoute migrate" in ran.err


# -- coverage


class TableReader(HTMLParser):
    """Reads tables as a screen reader would: captions, headers with their scopes, cells."""

    def __init__(self) -> None:
        super().__init__()
        self.captions = 0
        self.scopes: list[str | None] = []
        self.spanned = 0
        self.columns = 0
        self.rows: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "caption":
            self.captions += 1
        elif tag == "th":
            self.scopes.append(given.get("scope"))
            self.columns += given.get("scope") == "col"
        if tag == "tr":
            self.rows.append(1 if self.spanned else 0)
            self.spanned = max(0, self.spanned - 1)
        elif tag in ("td", "th"):
            self.rows[-1] += 1
            if "rowspan" in given:
                self.spanned = int(given["rowspan"] or 1) - 1


def test_coverage_is_a_page_that_can_be_read_without_seeing_it(cli: Run) -> None:
    ran = cli("coverage", "--format", "html")
    assert ran.status == 0
    reader = TableReader()
    reader.feed(ran.out)
    assert reader.captions == 1
    assert set(reader.scopes) == {"col", "rowgroup", "row"}
    assert set(reader.rows) == {reader.columns}
    assert 'lang="fr"' in ran.out
    assert "http" not in ran.out


def test_coverage_as_csv_has_a_line_a_place_and_a_column_a_structure(cli: Run, world: World) -> None:
    rows = read_csv(cli("coverage", "--format", "csv", "--on", "2026-11-22").out)
    assert [*rows[0]][:5] == ["territoire", "secteur", "stade", "besoin", "trou"]
    farming = next(row for row in rows if (row["secteur"], row["stade"]) == ("agriculture", "étude"))
    assert farming["Point accueil installation du Puy-de-Dôme"] == "référent"
    assert farming["Chambre d’agriculture du Puy-de-Dôme"] == "appui"
    needs = world.vocabulary.facts["besoins_projet"].values + world.vocabulary.facts["besoins_vie"].values
    assert sum(bool(row["besoin"]) for row in rows) == len(needs)
    assert {row["Adie (microcrédit)"] for row in rows} == {"", "appui"}


def test_coverage_shows_the_holes(cli: Run, old: Path) -> None:
    for file in (old / "regles").glob("*.yaml"):
        file.unlink()
    rule = "- {regle: terre, titre: La terre, etat: active, si: {secteur: [agriculture]}, referent: cc-ambert.accueil,"
    (old / "regles" / "terre.yaml").write_text(rule + " motif: X.}\n", "utf-8")
    rows = read_csv(cli("coverage", "--format", "csv").out)
    by_sector = {row["secteur"]: row["trou"] for row in rows if row["stade"] == "étude"}
    assert by_sector["commerce"] == "trou"
    assert by_sector["agriculture"] == ""
    assert {row["trou"] for row in rows if row["besoin"]} == {"trou en partie"}
    assert "∅" in cli("coverage").out


def test_coverage_in_the_terminal_names_each_structure_once(cli: Run) -> None:
    ran = cli("coverage", "--territory", LF)
    assert ran.status == 0
    assert ran.out.count("Point accueil installation du Puy-de-Dôme") == 1
    assert "environnement" in ran.out
    assert "…" not in ran.out
    assert cli("coverage", "--territory", "nulle-part").status == 2


# -- explain


def test_explain_says_what_a_near_rule_would_want(cli: Run) -> None:
    profile = {"commune": "Thiers", "forme_du_projet": "reprise", "secteur": "commerce", "stade": "idee"}
    out = cli("explain", "--profile", "-", stdin=json.dumps(profile)).out.replace("\u202f", " ")
    assert "il faudrait" in out
    assert "ici, à Thiers" in out


def test_explain_tells_why_a_case_went_where_it_went(cli: Run, store: Store, world: World) -> None:
    (number,) = refer(store, world, MOVING)
    out = cli("explain", "--case", str(number)).out.replace("\u202f", " ")
    assert out.startswith(f"Dossier {number} : orienté le dimanche 22 novembre")
    assert "Nadia Brun" in out.splitlines()[0]
    assert f"({RULE}) convient." in out
    told = json.loads(cli("explain", "--case", str(number), "--json").out)
    assert told["case"] == number
    assert told["referrals"][0]["interlocutor"] == told["proposal"]["referent"]["interlocutor"] == OLD_REFERENT
    assert told["proposal"]["on"] == "2026-11-22"


def test_each_look_at_a_case_is_audited(cli: Run, store: Store, world: World) -> None:
    (number,) = refer(store, world, MOVING)
    cli("explain", "--case", str(number))
    cli("explain", "--case", str(number), "--json")
    with store.read() as work:
        audited = [tuple(row) for row in work.session.connection().execute(core(Audit).select())]
        case = work.cases.by_number(number)
    assert case is not None
    assert [row[2:5] for row in audited] == [("operator", "explain_case", case.id)] * 2


def test_a_case_referred_under_earlier_rules_is_explained_under_them(
    cli: Run, old: Path, store: Store, world: World
) -> None:
    assert cli("rules", "import", str(old)).status == 0
    (number,) = refer(store, world, MOVING)
    write(old, moved(files_of(old)))
    out = cli("explain", "--case", str(number)).out.replace("\u202f", " ")
    assert "Proposé : Nadia Brun" in out
    assert "Avec les règles d’aujourd’hui, ces réponses iraient à Paul Roche" in out
    today = cli("explain", "--case", str(number), "--on", "2026-11-22").out.replace("\u202f", " ")
    assert "Proposé : Paul Roche" in today


def test_a_case_whose_rules_are_lost_says_so(cli: Run, store: Store, world: World) -> None:
    (number,) = refer(store, world, MOVING, revision="0" * 16)
    ran = cli("explain", "--case", str(number))
    assert ran.status == 1
    assert "--on DAY" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["explain"], "--profile FILE, --case NUMBER"),
        (["explain", "--case", "3", "--profile", "-"], "--profile FILE, --case NUMBER"),
        (["explain", "--case", "3", "--territory", LF], "--territory"),
        (["explain", "--case", "3"], "no case 3"),
        (["coverage", "/nowhere"], "/nowhere"),
        (["coverage", "--on", "demain"], "demain"),
    ],
)
def test_what_cannot_be_looked_at_is_said_on_one_line(cli: Run, args: list[str], words: str) -> None:
    ran = cli(*args)
    assert (ran.status, ran.out) == (2, "")
    assert words in ran.err
    assert ran.err.count("\n") == 1
