"""What differs between two revisions beside their rules: the territory itself, and its directory; in French."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from referral_rules.analysis.speech import Speech, typeset
from referral_rules.conventions import ConventionRow
from referral_rules.directory import Directory, Structure
from referral_rules.explanations import Explanation
from referral_rules.geography import Geography
from referral_rules.territory import Territory

_Entries = Mapping[str, tuple[str, object]]  # by id: what people call it, and what differs when it does


def say_territory_changed(old: Territory, new: Territory, geography: Geography | None = None) -> tuple[str, ...]:
    """Says what differs in the files of a territory beside its rules; nothing where all is alike.

    Args:
        old: the revision in use.
        new: the one that would replace it.
        geography: names of communes and EPCIs.
    """
    lines = (
        *_say_places(old, new, geography),
        *_say_pivot(old, new),
        *_say_settings(old, new),
        *_say_directory(old.directory, new.directory),
    )
    return tuple(map(typeset, lines))


def _say_places(old: Territory, new: Territory, geography: Geography | None) -> Iterator[str]:
    if old.name != new.name:
        yield f"Le territoire s’appelle désormais « {new.name} »."
    elif (old.name_of, old.name_within) != (new.name_of, new.name_within):
        yield f"On dira « l’accueil {new.name_of} », « {new.name_within} »."
    if old.names != new.names:
        yield "Les autres noms du territoire changent."
    if entering := new.communes - old.communes:
        yield f"Entre dans le territoire : {Speech(new, geography).places(entering)}."
    if leaving := old.communes - new.communes:
        yield f"Sort du territoire : {Speech(old, geography).places(leaving)}."
    if old.communes == new.communes and old.epcis != new.epcis:
        yield "La liste des intercommunalités change, pas celle des communes."
    zones = ({name: (name, communes) for name, communes in each.zones.items()} for each in (old, new))
    yield from _say_entries("Parmi les zones", *zones)


def _say_pivot(old: Territory, new: Territory) -> Iterator[str]:
    if old.pivot != new.pivot:
        yield f"Le pivot devient {new.directory.interlocutors[new.pivot].name}."
    if old.pivot_reason != new.pivot_reason:
        yield "Le motif du pivot change : ceux que le pivot reçoit liront d’autres mots."
    if old.fil_rouge != new.fil_rouge:
        thread = "l’interlocuteur que la règle nomme" if new.fil_rouge == "par_regle" else "le pivot"
        yield f"Le fil rouge devient {thread}."


def _say_settings(old: Territory, new: Territory) -> Iterator[str]:
    if old.follow_up_source != new.follow_up_source:
        yield "Les délais de relance changent (suivi.yaml)."
    if old.outside != new.outside:
        yield "Les contacts donnés hors du territoire changent."
    if old.retention_months != new.retention_months:
        yield f"Un dossier clos est gardé {new.retention_months} mois, au lieu de {old.retention_months}."
    if old.shows_structures != new.shows_structures:
        verb = "voit désormais" if new.shows_structures else "ne voit plus"
        yield f"Le comité {verb} les chiffres de chaque structure."
    if old.impossible != new.impossible:
        yield "Les profils tenus pour impossibles changent (impossibles.yaml)."
    if _reasons(old) != _reasons(new):
        yield "Les avertissements que le réseau explique changent (explications.yaml)."


def _reasons(territory: Territory) -> list[Explanation]:
    """The explanations, wherever they are written."""
    return [replace(each, file="", line=0) for each in territory.explanations]


def _say_directory(old: Directory, new: Directory) -> Iterator[str]:
    yield from _say_entries("Dans l’annuaire", _desks(old), _desks(new))
    yield from _say_entries("Parmi les structures", _structures(old), _structures(new))
    yield from _say_entries("Parmi les parcours", _programmes(old), _programmes(new))
    for name in dict.fromkeys((*old.structures, *new.structures)):
        if _conventions(old, name) != _conventions(new, name):
            called = (new.structures.get(name) or old.structures[name]).name
            yield f"La convention change (qui fait quoi, délais promis) : {called}."


def _say_entries(where: str, before: _Entries, after: _Entries) -> Iterator[str]:
    """Says what comes, what differs and what goes."""
    for name, (called, content) in after.items():
        if name not in before:
            yield f"{where}, en plus : {called}."
        elif before[name][1] != content:
            yield f"{where}, modifié : {called}."
    for name, (called, _) in before.items():
        if name not in after:
            yield f"{where}, en moins : {called}."


def _desks(directory: Directory) -> _Entries:
    """What the directory says of each interlocutor, wherever it is written and whoever their colleagues are."""
    return {
        name: (f"{desk.name} ({desk.structure.name})", replace(desk, line=0, structure=_alone(desk.structure)))
        for name, desk in directory.interlocutors.items()
    }


def _structures(directory: Directory) -> _Entries:
    """What it says of each structure that stands without interlocutors; what differs of the others is told by these."""
    return {
        name: (structure.name, None if structure.interlocutors else _alone(structure))
        for name, structure in directory.structures.items()
    }


def _programmes(directory: Directory) -> _Entries:
    return {
        name: (f"« {programme.name} »", replace(programme, line=0, structure=_alone(programme.structure)))
        for name, programme in directory.programmes.items()
    }


def _conventions(directory: Directory, structure: str) -> list[ConventionRow]:
    """A structure's rows without their lines and examples."""
    return [
        replace(
            row, line=0, default_rule=row.default_rule and replace(row.default_rule, examples=(), counter_examples=())
        )
        for row in directory.conventions_of(structure)
    ]


def _alone(structure: Structure) -> Structure:
    return replace(structure, line=0, interlocutors=())
