"""Loads a territory from the texts of its files, or says all that is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from referral_rules.areas import AREA_KEYS, AreaReader
from referral_rules.contacts import read_email, read_phone
from referral_rules.convention_reader import default_rules, read_conventions
from referral_rules.directory import Directory
from referral_rules.directory_reader import absent_interlocutor, read_directory
from referral_rules.errors import FindingKind, Report
from referral_rules.explanation_reader import read_explanations
from referral_rules.explanations import Explanation
from referral_rules.follow_up_policy import read_policy
from referral_rules.geography import Geography
from referral_rules.impossible_reader import read_impossible
from referral_rules.regions import Region
from referral_rules.rule import Rule, Wording
from referral_rules.rule_reader import RuleContext, check_reason, read_rules
from referral_rules.ruleset import RuleSet
from referral_rules.saying import say
from referral_rules.schema import Section, open_root
from referral_rules.source import Entries, Node, plain, read_source
from referral_rules.territory import OutsideContact, Territory
from referral_rules.territory_name import said_of, said_within
from referral_rules.vocabulary import Vocabulary

TERRITORY_FILE = "territoire.yaml"
DIRECTORY_FILE = "annuaire.yaml"
FOLLOW_UP_FILE = "suivi.yaml"
IMPOSSIBLE_FILE = "impossibles.yaml"  # optional
EXPLANATION_FILE = "explications.yaml"  # optional
RULES_FOLDER = "regles/"
TERRITORY_KEYS = (
    "territoire",
    "nom",
    "nom_de",
    "nom_dans",
    "autres_noms",
    "epci",
    "zones",
    "pivot",
    "motif_pivot",
    "motif_pivot_en",
    "fil_rouge",
    "conservation_mois",
    "chiffres_du_comite",
    "hors_territoire",
)
OUTSIDE_KEYS = ("departement", "partout", "nom", "telephone", "courriel", "precision", "precision_en")
FINDINGS_LIMIT = 1_000  # of one territory, after which nothing more is read
RULES_LIMIT = 1_200  # of one territory; each is compared with each, and a realistic territory has a hundred
COMMITTEE_SEES = ("ensemble", "structures")  # the first unless territoire.yaml says otherwise
RETENTION_MONTHS = 12  # unless territoire.yaml says otherwise
PIVOT_REASON = Wording(
    "{referent} connaît tout le réseau et cherche avec vous la bonne personne.",
    "{referent} knows the whole network and will look for the right person with you.",
)


def load_territory(sources: Mapping[str, str], vocabulary: Vocabulary, geography: Geography) -> Territory:
    """Loads a territory.

    Args:
        sources: texts by file name: "territoire.yaml", "annuaire.yaml", "suivi.yaml", "regles/….yaml" and, if there
            are any, "impossibles.yaml" and "explications.yaml".
        vocabulary: the facts its rules may read.
        geography: the table of communes.

    Raises:
        DefinitionErrors: with all findings at once, in order of file and line.
    """
    report = Report(limit=FINDINGS_LIMIT)
    _check_files(sources, report)
    directory_node = _read_directory_node(sources, report)
    if directory_node is None:
        report.ignored = FindingKind.ABSENT  # whoever is named is absent from it: that says nothing
    directory = read_directory(directory_node, DIRECTORY_FILE, report)
    root = _open_territory(sources, report)
    if root is None:
        report.raise_errors()
        raise AssertionError("a territory that can't be opened has findings")
    areas = _home(root, geography, report)
    context = RuleContext(vocabulary, directory, areas)
    directory = read_conventions(directory_node, directory, _within(context, DIRECTORY_FILE))
    context = replace(context, directory=directory)
    name = root.text("nom", required=True)
    territory = Territory(
        id=root.text("territoire", required=True),
        name=name,
        names=tuple(word.value for word in root.words("autres_noms", lone=True)),
        epcis=tuple(word.value for word in root.words("epci", lone=True)),
        communes=areas.home,
        zones=areas.zones,
        pivot=_read_pivot(root, directory),
        pivot_reason=_read_pivot_reason(root),
        fil_rouge="mission" if _read_fil_rouge(root) == "mission" else "par_regle",
        rules=_load_rules(sources, context),
        directory=directory,
        follow_up_source=_load_follow_up(sources, report),
        outside=_read_outside(root, geography),
        retention_months=root.number("conservation_mois", RETENTION_MONTHS),
        content_hash=content_hash(sources),
        impossible=_load_impossible(sources, context),
        name_of=root.text("nom_de") or said_of(name),
        name_within=root.text("nom_dans") or said_within(name),
        explanations=_load_explanations(sources, context),
        shows_structures=root.option("chiffres_du_comite", COMMITTEE_SEES, COMMITTEE_SEES[0]) == COMMITTEE_SEES[1],
    )
    report.raise_errors()
    return territory


def content_hash(sources: Mapping[str, str]) -> str:
    """Names a revision: sixteen hexadecimal digits of the SHA-256 of the files' names and texts."""
    digest = hashlib.sha256()
    for name in sorted(sources):
        for part in (name, sources[name]):
            encoded = part.encode()
            digest.update(len(encoded).to_bytes(8, "big"))
            digest.update(encoded)
    return digest.hexdigest()[:16]


def _check_files(sources: Mapping[str, str], report: Report) -> None:
    for name in (TERRITORY_FILE, DIRECTORY_FILE, FOLLOW_UP_FILE):
        if name not in sources:
            report.error(name, 1, say("the territory lacks {file}", file=name), say("add this file"))
    for name in sources:
        known = (TERRITORY_FILE, DIRECTORY_FILE, FOLLOW_UP_FILE, IMPOSSIBLE_FILE, EXPLANATION_FILE)
        if name not in known and not name.startswith(RULES_FOLDER):
            mend = say("put the rules under {folder}", folder=RULES_FOLDER)
            report.error(name, 1, say("this file belongs to no territory"), mend)


def _open_territory(sources: Mapping[str, str], report: Report) -> Section | None:
    if TERRITORY_FILE not in sources:
        return None
    node = read_source(sources[TERRITORY_FILE], TERRITORY_FILE, report)
    return open_root(node, TERRITORY_FILE, report, TERRITORY_KEYS, say("a territory"))


def _read_directory_node(sources: Mapping[str, str], report: Report) -> Node | None:
    return read_source(sources[DIRECTORY_FILE], DIRECTORY_FILE, report) if DIRECTORY_FILE in sources else None


def _home(root: Section, geography: Geography, report: Report) -> AreaReader:
    """Reads the territory's communes and zones; the reader it gives back resolves names within them."""
    areas = AreaReader(geography, frozenset(), {}, TERRITORY_FILE, report)
    if not root.has("epci"):
        root.error("epci", say("the territory lacks its EPCIs"), say("add 'epci: [\"…\"]'"))
    codes = root.words("epci", lone=True)
    for word in codes:
        areas.home |= areas.epci(word)
    zones: dict[str, frozenset[str]] = {}
    zone_node = root.find("zones")
    names = list(zone_node.entries) if isinstance(zone_node, Entries) else []
    zone_root = root.section("zones", names, say("the zones"))
    for name in names if zone_root else ():
        zone = zone_root.section(name, AREA_KEYS, say("zone {name!r}", name=name)) if zone_root else None
        if zone is not None:
            zones[name] = areas.read(zone, undecided=False)
            areas.zones = zones
    return areas


def _read_pivot(root: Section, directory: Directory) -> str:
    pivot = root.text("pivot")
    if not pivot:
        root.error("pivot", say("the territory lacks its fallback"), say("add 'pivot: structure.interlocutor'"))
    elif pivot not in directory.interlocutors:
        root.error("pivot", *absent_interlocutor(pivot, directory.interlocutors))
    elif directory.interlocutors[pivot].capacity is not None:
        message = say("the pivot {pivot!r} takes whatever nobody takes, without 'capacite'", pivot=pivot)
        root.report.error(directory.file, directory.interlocutors[pivot].line, message, say("remove 'capacite'"))
    return pivot


def _read_pivot_reason(root: Section) -> Wording:
    for key in ("motif_pivot", "motif_pivot_en"):
        check_reason(root, key, root.text(key))
    french = root.text("motif_pivot")
    return Wording(french, root.text("motif_pivot_en")) if french else PIVOT_REASON


def _read_fil_rouge(root: Section) -> str:
    return root.option("fil_rouge", ("mission", "par_regle"), "par_regle")


def _load_rules(sources: Mapping[str, str], context: RuleContext) -> RuleSet:
    rules: dict[str, Rule] = {}
    areas = context.areas
    for name in sorted(sources):
        if name.startswith(RULES_FOLDER):
            node = read_source(sources[name], name, areas.report)
            if node is not None:
                read_rules(node, rules, _within(context, name))
    for rule in default_rules(context.directory, areas.home):
        if rule.id in rules:
            written = rules[rule.id]
            message = say(
                "rule {rule!r} is written at {file}:{line}; a convention generates it",
                rule=rule.id,
                file=written.file,
                line=written.line,
            )
            areas.report.error(rule.file, rule.line, message, say("rename the written one"))
        rules.setdefault(rule.id, rule)
    if len(rules) > RULES_LIMIT:
        first = list(rules.values())[RULES_LIMIT]
        message = say("a territory has at most {most} rules, not {count}", most=RULES_LIMIT, count=len(rules))
        areas.report.error(first.file, first.line, message, say("put together those that say the same"))
        return RuleSet((), context.vocabulary, context.directory)
    return RuleSet(tuple(rules.values()), context.vocabulary, context.directory)


def _load_impossible(sources: Mapping[str, str], context: RuleContext) -> tuple[Region, ...]:
    if IMPOSSIBLE_FILE not in sources:
        return ()
    node = read_source(sources[IMPOSSIBLE_FILE], IMPOSSIBLE_FILE, context.areas.report)
    return () if node is None else read_impossible(node, _within(context, IMPOSSIBLE_FILE))


def _load_explanations(sources: Mapping[str, str], context: RuleContext) -> tuple[Explanation, ...]:
    if EXPLANATION_FILE not in sources:
        return ()
    node = read_source(sources[EXPLANATION_FILE], EXPLANATION_FILE, context.areas.report)
    return () if node is None else read_explanations(node, _within(context, EXPLANATION_FILE))


def _within(context: RuleContext, file: str) -> RuleContext:
    """The same context, whose findings name a file."""
    areas = context.areas
    return replace(context, areas=AreaReader(areas.geography, areas.home, areas.zones, file, areas.report))


def _load_follow_up(sources: Mapping[str, str], report: Report) -> Mapping[str, object]:
    if FOLLOW_UP_FILE not in sources:
        return {}
    node = read_source(sources[FOLLOW_UP_FILE], FOLLOW_UP_FILE, report)
    if node is None:
        return {}
    read_policy(node, FOLLOW_UP_FILE, report)
    return {key: plain(value) for key, value in node.entries.items()} if isinstance(node, Entries) else {}


def _read_outside(root: Section, geography: Geography) -> tuple[OutsideContact, ...]:
    contacts: list[OutsideContact] = []
    for section in root.sections("hors_territoire", OUTSIDE_KEYS, say("an outside contact")):
        departement = section.text("departement") or None
        if (departement is None) != section.truth("partout"):
            message = say("an outside contact has 'departement' or 'partout: vrai'")
            section.error("departement", message, say("write one"))
        if departement is not None and departement not in geography.departements:
            message = say("unknown département code {code!r}", code=departement)
            section.error("departement", message, say("write its number, like 63"))
        if not section.has("telephone") and not section.has("courriel"):
            message = say("an outside contact has neither 'telephone' nor 'courriel'")
            section.error("nom", message, say("add one: people of elsewhere are told nothing else"))
        contacts.append(
            OutsideContact(
                departement=departement,
                name=section.text("nom", required=True),
                phone=read_phone(section),
                email=read_email(section),
                note=section.text("precision"),
                note_en=section.text("precision_en"),
            )
        )
    return tuple(contacts)
