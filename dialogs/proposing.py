"""From what was heard to a frozen proposal, and the words it is shown with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dialogs.facts import EPCI_PREFIX, text_of
from dialogs.labels import option_label, place_label
from dialogs.message import MessageBuilder
from dialogs.passage import FrozenProposal, ShownTarget
from dialogs.step import Step
from dialogs.wording import say_day
from referral_rules.directory import Interlocutor, Programme, Pronoun, Status
from referral_rules.evaluate import alternatives, propose
from referral_rules.facts import COMMUNE, INCONNU
from referral_rules.presence import called_by, for_a_case, works_before
from referral_rules.promises import promise_of
from referral_rules.proposal import EVERYONE_FREE, Availability, Away, ProgrammeTarget, Proposal, Target
from referral_rules.reason import a_commune, render_reason
from referral_rules.territory import Territory

OTHERS_SHOWN = 2  # besides the referent; the rest stands behind « Voir aussi »


def freeze_proposal(step: Step, position: int = 0) -> FrozenProposal | None:
    """The proposal for what is known now, `position` steps along those who may be asked instead.

    Returns:
        The frozen proposal, or None when nobody is left at that position.
    """
    territory = step.territory
    facts = step.gathered().facts
    availability = for_a_case(territory, facts, _availability(step, territory.id), step.now)
    proposal = _with_thread(territory, propose(territory, facts, step.today, availability))
    referent = proposal.referent
    if position:
        others = alternatives(territory, facts, step.today, availability)
        if position > len(others):
            return None
        referent = others[position - 1]
    agreed_days = promise_of(territory, referent.interlocutor, facts, step.today).agreed_days
    complementary = tuple(t for t in proposal.complementary if t.interlocutor != referent.interlocutor)
    return FrozenProposal(
        key=f"{step.passage.key}-{step.passage.turn + 1}-{position}",
        territory=territory.id,
        revision=territory.content_hash,
        referent=_shown(step, territory, referent),
        complementary=tuple(_shown(step, territory, target) for target in complementary),
        programmes=tuple(_shown_programme(step, target) for target in proposal.programmes),
        ranked=tuple(_shown(step, territory, target) for target in (referent, *_without(proposal.ranked, referent))),
        promised_on=called_by(
            territory,
            referent.interlocutor,
            agreed_days,
            step.now,
            _away(step, territory.id, referent.interlocutor),
        ).isoformat(),
        fallback=proposal.fallback,
        position=position,
        support_only=text_of(step.passage, "deja_accompagne") == "oui",
        agreed_days=agreed_days,
    )


def called_by_now(step: Step, proposal: FrozenProposal) -> date:
    """The day by which the interlocutor calls, were the consent given now: the delay is frozen, the day is not."""
    territory = step.world.territory(proposal.territory)
    away = _away(step, proposal.territory, proposal.referent.target)
    return called_by(territory, proposal.referent.target, proposal.agreed_days, step.now, away)


def is_listed(step: Step, proposal: FrozenProposal) -> bool:
    """Whether the frozen target still stands in the directory, active."""
    territory = step.world.territories.get(proposal.territory)
    target = territory.directory.interlocutors.get(proposal.referent.target) if territory is not None else None
    return target is not None and target.status is Status.ACTIF


def is_still_valid(step: Step, proposal: FrozenProposal) -> bool:
    """Whether the frozen target can still be proposed: in the directory, active, there before the promised day.

    A pivot whom nobody stands in for is proposed all the same, with the day on which they are back.
    """
    if not is_listed(step, proposal):
        return False
    target, territory = proposal.referent.target, step.world.territory(proposal.territory)
    availability = _availability(step, territory.id)
    away = availability.away.get(target, ())
    if not away:
        return target not in availability.unavailable
    return works_before(territory, target, proposal.agreed_days, step.now, away) or target == territory.pivot


def _availability(step: Step, territory: str) -> Availability:
    return step.world.availability.get(territory, EVERYONE_FREE)


def _away(step: Step, territory: str, interlocutor: str) -> tuple[Away, ...]:
    return _availability(step, territory).away.get(interlocutor, ())


def referent_words(step: Step, proposal: FrozenProposal) -> MessageBuilder:
    """Who, why, by which day, how to call them oneself; then at most two others."""
    territory = step.world.territory(proposal.territory)
    referent = territory.directory.interlocutors[proposal.referent.target]
    builder = MessageBuilder()
    if proposal.support_only:
        adviser = text_of(step.passage, "conseiller")
        named = adviser and not adviser.startswith("voix:")
        builder.add(step.say("proposition-deja-suivi", conseiller=adviser if named else "aucun")).add("\n\n")
    builder.add(step.say("proposition-nom") + " ").add(spoken_name(step, referent), "bold")
    builder.add(f", {presence_of(step, referent)}.\n")
    if proposal.referent.instead_of:
        away = territory.directory.interlocutors[proposal.referent.instead_of]
        builder.add(step.say("proposition-remplace", absent=spoken_name(step, away)) + "\n")
    builder.add(_as_sentence(proposal.referent.reason) + "\n\n")
    day = say_day(step.language, date.fromisoformat(proposal.promised_on), step.today)
    role = "appui" if proposal.support_only else "referent"
    builder.add(step.say("proposition-appel", pronom=referent.pronoun.value, jour=day, role=role) + " ")
    builder.add(step.say("proposition-numero", numero=referent.phone or referent.structure.phone))
    shown, rest = others_of(step, proposal)
    if shown:
        builder.add("\n\n" + step.say("proposition-appuis"))
    for line in shown:
        builder.add("\n• " + line)
    if rest:
        builder.add("\n" + step.say("proposition-autres", nombre=len(rest)))
    return builder


def others_of(step: Step, proposal: FrozenProposal) -> tuple[list[str], list[str]]:
    """The lines of the others: those shown at once, and those behind « Voir aussi »."""
    territory = step.world.territory(proposal.territory)
    appuis = [_appui_line(step, territory, target) for target in proposal.complementary]
    programmes = [
        _programme_line(step, territory.directory.programmes[target.target], target)
        for target in proposal.programmes
        if target.target in territory.directory.programmes
    ]
    ordered = [*appuis[:1], *programmes[:1], *appuis[1:], *programmes[1:]]
    return ordered[:OTHERS_SHOWN], ordered[OTHERS_SHOWN:]


def _as_sentence(reason: str) -> str:
    """A reason on a line of its own: an appui's (« pour les chiffres ») is written to follow its name."""
    return reason[:1].upper() + reason[1:] + ("" if reason.endswith((".", "!", "?", "…")) else ".") if reason else ""


def presence_of(step: Step, referent: Interlocutor) -> str:
    """How an interlocutor is introduced in the person's language."""
    return (referent.presence_en if step.language == "en" else referent.presence) or referent.structure.name


def spoken_name(step: Step, interlocutor: Interlocutor) -> str:
    """An interlocutor's name within a sentence: a person's as it is, a desk's without its capital."""
    if interlocutor.pronoun is not Pronoun.EQUIPE:
        return interlocutor.name
    if step.language == "en":
        return step.say("equipe-de", structure=interlocutor.structure.name_en or interlocutor.structure.name)
    return interlocutor.name[:1].lower() + interlocutor.name[1:]


def _with_thread(territory: Territory, proposal: Proposal) -> Proposal:
    """Where the mission itself stays the fil rouge, the one the rules name becomes the first appui."""
    if territory.fil_rouge != "mission" or proposal.referent.interlocutor == territory.pivot:
        return proposal
    pivot = next((target for target in proposal.ranked if target.interlocutor == territory.pivot), proposal.ranked[-1])
    return replace(proposal, referent=pivot, complementary=(proposal.referent, *proposal.complementary))


def _without(targets: tuple[Target, ...], referent: Target) -> tuple[Target, ...]:
    return tuple(target for target in targets if target.interlocutor != referent.interlocutor)


def _shown(step: Step, territory: Territory, target: Target) -> ShownTarget:
    name = spoken_name(step, territory.directory.interlocutors[target.interlocutor])
    template = target.reason_in(step.language)
    reason = render_reason(template, _reason_values(step, territory, name))
    if template.startswith("{"):
        reason = reason[:1].upper() + reason[1:]
    return ShownTarget(target.interlocutor, target.rule, reason, target.instead_of)


def _shown_programme(step: Step, target: ProgrammeTarget) -> ShownTarget:
    values = _reason_values(step, step.territory, step.territory.directory.programmes[target.programme].name)
    return ShownTarget(target.programme, target.rule, render_reason(target.reason_in(step.language), values))


def _reason_values(step: Step, territory: Territory, referent: str) -> Mapping[str, str]:
    code = text_of(step.passage, COMMUNE)
    values = {"referent": referent}
    if not code or code == INCONNU:
        values |= {"commune": territory.name, "a_commune": _within(step, territory)}
    elif code.startswith(EPCI_PREFIX):
        name = place_label(step, code)
        values |= {"commune": name, "a_commune": _within(step, territory)}
    else:
        name = place_label(step, code)
        values |= {"commune": name, "a_commune": a_commune(name) if step.language == "fr" else f"in {name}"}
    sector = text_of(step.passage, "secteur")
    return values | {"secteur": option_label(step, "secteur", sector).lower() if sector else ""}


def _within(step: Step, territory: Territory) -> str:
    """The territory as a place, for who hasn't named a commune."""
    name = territory.name_within if step.language == "fr" else territory.name
    return step.say("en-territoire", territoire=name)


def _appui_line(step: Step, territory: Territory, target: ShownTarget) -> str:
    appui = territory.directory.interlocutors[target.target]
    named = appui.structure.name_en if step.language == "en" and appui.structure.name_en else appui.structure.name
    if not target.reason:
        return named
    key = "appui-phrase" if target.reason[0].isupper() else "appui-motif"
    return step.say(key, nom=named, motif=target.reason)


def _programme_line(step: Step, programme: Programme, target: ShownTarget) -> str:
    name = programme.name_en if step.language == "en" and programme.name_en else programme.name
    if programme.starts_on is None:
        return step.say("appui-phrase", nom=name, motif=target.reason)
    if programme.starts_on <= step.today:
        return step.say("parcours-en-cours", nom=name, motif=target.reason)
    day = say_day(step.language, programme.starts_on, step.today)
    return step.say("parcours-date", nom=name, motif=target.reason, jour=day)
