"""`territory new`: a territory from a few answers, that routes everyone to its pivot from the first minute."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.commands.asking import ask, ask_words, confirm
from bot.commands.obstacles import unreadable, unwritable
from bot.commands.outcome import FINDINGS, CommandError
from bot.rules.contact_sheets import PRONOUNS, checked, read_contacts
from bot.rules.definitions import RULES, load_geography, read_text
from bot.rules.epci_search import find_epcis
from bot.rules.new_territory import Contact, Plan, id_of, place_folder, plan_territory, write_sources
from dialogs.places import PlaceMatcher
from referral_rules.contacts import read_email, read_phone
from referral_rules.directory import Family, Pronoun
from referral_rules.errors import Severity
from referral_rules.geography import Epci, Geography, normalise_place
from referral_rules.loader import load_territory
from referral_rules.schema import Section
from referral_rules.sheets.findings import typeset
from referral_rules.vocabulary import load_vocabulary

UNCHANGED: Final = "Rien n’a été écrit."
TRIES: Final = 3  # of one answer; then the person had better look at the guide


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said on the command line; None is asked for, or has a default when nobody is to be asked.

    Attributes:
        contacts: an XLSX or CSV file.
        is_unattended: ask nothing, take what is sure.
    """

    name: str | None
    epcis: Sequence[str]
    pivot_name: str | None
    pivot_pronoun: str | None
    pivot_structure: str | None
    pivot_phone: str | None
    pivot_email: str | None
    contacts: Path | None
    is_unattended: bool


def new_territory(directory: Path, answers: Answers) -> int:
    """Ask what is missing, show the territory, and write it to a folder of its own in `directory`.

    Returns:
        The exit status: 1 when the spreadsheet is refused or the answer is no; nothing is written then.

    Raises:
        CommandError: an answer is missing or can't be taken, or the folder is there already.
    """
    geography = load_geography()
    asking = _Asking(answers, geography)
    name = asking.name()
    folder = directory / id_of(name)
    if folder.exists():
        raise CommandError(
            typeset(f"{folder} : ce dossier existe déjà, rien n’y a été changé. Choisissez un autre nom.")
        )
    epcis = asking.epcis()
    pivot = asking.pivot(name)
    contacts = asking.contacts()
    if contacts is None:
        print(UNCHANGED)
        return FINDINGS
    plan = plan_territory(name, epcis, pivot, contacts, geography)
    _show(plan, folder)
    if not answers.is_unattended and not ask(typeset("Écrire ce territoire ?")):
        print(UNCHANGED)
        return FINDINGS
    _write(plan, folder, geography)
    _say_next(plan, directory)
    return 0


class _Asking:
    """Takes an answer from the command line, else from the person; both are held to the same measure."""

    def __init__(self, answers: Answers, geography: Geography) -> None:
        self._answers = answers
        self._geography = geography

    def name(self) -> str:
        """The territory's name, with something to call its folder by."""
        return self._take("--name", self._answers.name, "Nom du territoire", _checked_name)

    def pivot(self, territory: str) -> Contact:
        """Who gets everyone."""
        said = self._answers
        return Contact(
            name=self._take("--pivot-name", said.pivot_name, "Le pivot reçoit tout le monde. Son nom", _checked_words),
            pronoun=Pronoun(
                self._take(
                    "--pivot-pronoun", said.pivot_pronoun, "Dit-on elle, il ou équipe", _checked_pronoun, "équipe"
                )
            ),
            structure=self._take(
                "--pivot-structure", said.pivot_structure, "Sa structure", _checked_words, f"Accueil {territory}"
            ),
            family=Family.NEEDS_AND_OPPORTUNITIES,
            role="Animation du réseau",
            phone=self._take("--pivot-phone", said.pivot_phone, "Son téléphone", _checked_phone),
            email=self._take(
                "--pivot-email", said.pivot_email, "Son courriel (Entrée s’il n’y en a pas)", _checked_email, ""
            ),
        )

    def contacts(self) -> tuple[Contact, ...] | None:
        """The contacts of the spreadsheet, none without one; None when it is refused and nobody is there to mend it."""
        said = self._answers
        if said.contacts is not None or said.is_unattended:
            contacts = _contacts(said.contacts, self._geography)
        else:
            question = "Un tableur de contacts ? Le nom du fichier, XLSX ou CSV (Entrée s’il n’y en a pas)"
            contacts = self._contacts_of_file(question)
        while contacts is None and not said.is_unattended:
            print(
                typeset("Corrigez le tableur, enregistrez-le, puis donnez-le de nouveau ; vos réponses sont gardées.")
            )
            contacts = self._contacts_of_file("Le nom du fichier (Entrée pour continuer sans tableur)")
        return contacts

    def _contacts_of_file(self, question: str) -> tuple[Contact, ...] | None:
        written = self._take("--contacts", None, typeset(question), _checked_file, "")
        return _contacts(Path(written) if written else None, self._geography)

    def epcis(self) -> list[Epci]:
        """The groupings of communes, at least one, each confirmed."""
        matcher = PlaceMatcher(self._geography)
        if self._answers.epcis:
            return [epci for text in self._answers.epcis for epci in self._meant(text, matcher)]
        if self._answers.is_unattended:
            raise CommandError("Il manque --epci, une fois par communauté de communes.")
        chosen: list[Epci] = []
        while True:
            question = "Communauté de communes suivante (Entrée pour finir)" if chosen else "Communauté de communes"
            text = ask_words(question, default="" if chosen else None)
            if chosen and not text.strip():
                return chosen
            try:
                chosen += self._meant(text, matcher)
            except CommandError as refused:
                print(refused)

    def _meant(self, text: str, matcher: PlaceMatcher) -> Sequence[Epci]:
        found = find_epcis(text, matcher, self._geography)
        if not found.epcis:
            raise CommandError(
                typeset(f"« {text} » : aucune communauté de communes ne s’appelle ainsi. Essayez son siège.")
            )
        if self._answers.is_unattended:
            if found.is_sure:
                return found.epcis[:1]
            offered = ", ".join(f"{epci.name} ({epci.code})" for epci in found.epcis)
            raise CommandError(typeset(f"« {text} » : écrivez le code de celle que vous voulez : {offered}"))
        meant = self._confirmed(found.epcis[0]) if len(found.epcis) == 1 else self._picked(found.epcis)
        if not meant:
            raise CommandError(typeset(f"« {text} » : aucune autre ne ressemble. Essayez son siège ou son code."))
        return meant

    def _confirmed(self, epci: Epci) -> Sequence[Epci]:
        return [epci] if confirm(typeset(f"{self._described(epci)} : c’est bien elle ?")) else []

    def _picked(self, epcis: Sequence[Epci]) -> Sequence[Epci]:
        """Those whose numbers are typed; none when it is none of them."""
        for number, epci in enumerate(epcis, start=1):
            print(typeset(f"  {number}. {self._described(epci)}"))
        for _ in range(TRIES):
            question = "Laquelle ? Son numéro, ou plusieurs, comme 1, 2 (Entrée si aucune)"
            written = ask_words(typeset(question), default="").strip()
            numbers = re.findall(r"\d+", written)
            if re.fullmatch(r"[\d\s,;et]*", written) and all(1 <= int(one) <= len(epcis) for one in numbers):
                return [epcis[int(one) - 1] for one in numbers]
            print(typeset(f"« {written} » : écrivez un numéro de 1 à {len(epcis)}, ou plusieurs."))
        return []

    def _described(self, epci: Epci) -> str:
        communes = self._geography.communes
        departements = sorted({communes[code].departement for code in epci.communes})
        return f"{epci.name} ({len(epci.communes)} communes, {', '.join(departements)})"

    def _take(
        self, option: str, said: str | None, question: str, check: Callable[[str], str], default: str | None = None
    ) -> str:
        """The checked answer; a refused one is asked again, or ends the verb when it came as an option.

        Raises:
            CommandError: it is missing, or refused.
        """
        if said is None and self._answers.is_unattended:
            said = default
            if said is None:
                raise CommandError(f"Il manque {option}.")
        if said is not None:
            try:
                return check(said)
            except ValueError as refused:
                raise CommandError(typeset(f"{option} : {refused}")) from None
        for _ in range(TRIES):
            try:
                return check(ask_words(question, default=default))
            except ValueError as refused:
                print(typeset(str(refused)))
        raise CommandError(UNCHANGED)


def _checked_words(written: str) -> str:
    words = " ".join(written.split())
    if not id_of(words):
        raise ValueError("il y faut au moins une lettre ou un chiffre.")
    return words


def _checked_name(written: str) -> str:
    return _checked_words(written)


def _checked_pronoun(written: str) -> str:
    pronoun = PRONOUNS.get(normalise_place(written))
    if pronoun is None:
        raise ValueError(f"« {written} » : écrivez elle, il ou équipe.")
    return pronoun


def _checked_phone(written: str) -> str:
    return _checked(
        read_phone, "telephone", written, "n’est pas un numéro de téléphone. Écrivez-le comme 01 99 00 12 34."
    )


def _checked_file(written: str) -> str:
    """A file's name as somebody types or drops it at the prompt, quotes and all."""
    name = written.strip().strip("'\"")
    if name and not Path(name).expanduser().is_file():
        raise ValueError(f"« {name} » : il n’y a pas de fichier de ce nom ici.")
    return str(Path(name).expanduser()) if name else ""


def _checked_email(written: str) -> str:
    return (
        _checked(read_email, "courriel", written, "n’est pas une adresse de courriel. Écrivez-la comme nom@exemple.fr.")
        if written.strip()
        else ""
    )


def _checked(read: Callable[[Section, str], str], key: str, written: str, fault: str) -> str:
    value = checked(read, key, written.strip())
    if not value:
        raise ValueError(f"« {written} » {fault}")
    return value


def _contacts(file: Path | None, geography: Geography) -> tuple[Contact, ...] | None:
    """The file's contacts, none without a file; None when it is refused, which is told."""
    if file is None:
        return ()
    try:
        body = file.read_bytes()
    except OSError as error:
        raise unreadable(file, error) from None
    read = read_contacts(file.name, body, geography)
    for finding in sorted(read.findings, key=lambda one: one.severity is Severity.ERROR):  # what to mend comes last
        label = "" if finding.severity is Severity.ERROR else typeset("avertissement : ")
        print(f"{label}{finding}")
    return None if any(finding.severity is Severity.ERROR for finding in read.findings) else read.contacts


def _show(plan: Plan, folder: Path) -> None:
    desks = sum(len(structure.desks) for structure in plan.structures)
    print(typeset(f"{plan.name} : dossier {folder}"))
    for epci in plan.epcis:
        print(f"  - {epci.name} ({len(epci.communes)} communes)")
    pivot = plan.structures[0].desks[0]
    print(typeset(f"  Pivot : {pivot.name}, {plan.structures[0].name}, {pivot.phone} ({plan.pivot_id})"))
    print(typeset(f"  Annuaire : {_several(len(plan.structures), 'structure')}, {_several(desks, 'interlocuteur')}"))


def _several(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number > 1 else ''}"


def _write(plan: Plan, folder: Path, geography: Geography) -> None:
    sources = write_sources(plan)
    load_territory(sources, load_vocabulary(read_text(RULES / "vocabulaire.yaml")), geography)
    try:
        place_folder(folder, sources)
    except OSError as error:
        raise unwritable(folder, error) from None


def _say_next(plan: Plan, directory: Path) -> None:
    where = f"TERRITORIES_DIR={shlex.quote(str(directory))} DEFAULT_TERRITORY={plan.id}"
    steps: Iterable[tuple[str, str]] = (
        ("Vérifier", f"premiere-ecoute check {shlex.quote(str(directory / plan.id))}"),
        ("Dire au logiciel que c’est votre territoire", f"export {where}"),
        ("L’essayer (ou /essai dans le bot de l’équipe)", "premiere-ecoute chat"),
        ("Inviter le pivot", f"premiere-ecoute invite --interlocutor {plan.pivot_id}"),
        ("Écrire la première règle, dans", f"{directory / plan.id}/regles/ (docs/guide-animateur.md)"),
    )
    print(typeset(f"{directory / plan.id} : écrit. Dès maintenant, le pivot reçoit tout le monde. Ensuite :"))
    for number, (what, how) in enumerate(steps, start=1):
        print(typeset(f"  {number}. {what} :") + f" {how}")
