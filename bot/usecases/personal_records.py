"""What a person may ask about themselves: all of it, readable and as JSON; or all of it gone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.usecases.cases.brief import Brief, read_case_brief
from bot.usecases.cases.counted import count_case
from bot.usecases.cases.leaving import stub_over, tell_to_delete, told_of
from bot.usecases.cases.routes import STAFF_CHANNELS, delete_file, drop_pending
from bot.usecases.cases.sentences import Says
from dialogs.facts import facts_of
from dialogs.message import MESSAGE_LIMIT, Message, MessageBuilder, utf16_length
from dialogs.stored import dump_answer
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.facts import FactKind
from storage.outbox import ErasedMessage
from storage.tables import Case, Person, Referral
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork

CONTACT_FACTS = (("first_name", "prenom"), ("last_name", "nom"), ("phone", "telephone"), ("email", "courriel"))

KEPT_WORDS = (
    "sent",
    "answered",
    "note",
    "opinion",
)  # of relayed messages, added words and staff's notes: all may be read


def export_person(uow: UnitOfWork, world: World, talk: Talk) -> tuple[Message, dict[str, Any]]:
    """Everything kept about the person: a message to read, and the same as JSON values.

    The message holds in one of the channel's messages; the JSON is never cut.
    """
    person = uow.people.get(talk.person_id)
    cases = uow.cases.of_person(talk.person_id)
    talks = _talks(uow, talk)
    return _readable(uow, world, talks, person, cases), _exported(uow, talks, person, cases)


def give_records(uow: UnitOfWork, world: World, talk: Talk, channel: str, now: datetime) -> None:
    """Hand a person everything kept about them: a message to read, then all of it as a JSON file."""
    message, exported = export_person(uow, world, talk)
    whose: dict[str, Any] = {"channel": channel, "chat_id": talk.chat_id, "person_id": talk.person_id, "personal": True}
    uow.outbox.add(message=message, now=now, **whose)
    body = json.dumps(exported, ensure_ascii=False, indent=2).encode()
    media = uow.media.add(body, now, mime="application/json", seconds=0, kind="document", person_id=talk.person_id)
    language = talk.passage.language
    name = world.wording.say(language, "donnees-fichier-nom")
    caption = Message(world.wording.say(language, "donnees-fichier"))
    content = {"media_id": media, "name": name, "caption": caption.to_json()}
    uow.outbox.add(kind="document", body=content, now=now, **whose)


def _talks(uow: UnitOfWork, talk: Talk) -> list[Talk]:
    """Every talk of the person, the one they are in first, then the latest."""
    others = [each for each in reversed(uow.talks.passages_of(talk.person_id)) if each != talk.passage_id]
    found = [uow.talks.find_by_passage(each) for each in others]
    return [talk, *(each for each in found if each is not None)]


def erase_person(uow: UnitOfWork, world: World, talk: Talk, now: datetime) -> None:
    """Erase everything personal at once: the referents are told to delete, what was sent becomes a stub.

    Only counts without a name remain. The caller says that it is done; nothing of the talk may be saved afterwards.
    """
    briefs = _briefs(uow, world, talk)
    told = [(brief, told_of(uow, brief)) for brief in briefs]
    language = talk.passage.language
    territory = briefs[0].territory if briefs else world.territory(None)
    for brief in briefs:
        for referral in uow.cases.referrals_of(brief.case.id):
            drop_pending(uow, referral.id, "erased")
        if uow.cases.members_of(brief.case.id) == [talk.person_id]:
            count_case(uow, world, brief.case.id)
    messages = uow.people.erase(talk.person_id, now)
    for brief, interlocutors in told:
        tell_to_delete(uow, world, brief, interlocutors, now)
    for message in messages:
        _stub(uow, world, message, language, now)
    uow.counts.add(territory.id, "erased", now.date())
    uow.audit.note(now, "newcomer", "erase_person", briefs[0].case.id if briefs else None)


def _briefs(uow: UnitOfWork, world: World, talk: Talk) -> list[Brief]:
    found = [read_case_brief(uow, world, case.id) for case in uow.cases.of_person(talk.person_id)]
    return [brief for brief in found if brief is not None]


def _stub(uow: UnitOfWork, world: World, message: ErasedMessage, language: str, now: datetime) -> None:
    if message.is_file:
        delete_file(uow, message, now)
        return
    if message.channel in STAFF_CHANNELS.values():
        stub_over(uow, world, message.channel, message.chat_id, message.message_id, now)
        return
    uow.outbox.add(
        channel=message.channel,
        chat_id=message.chat_id,
        message=Message(world.wording.say(language, "oubli-stub")),
        kind="edit",
        now=now,
        purpose="erasure",
        edits_message_id=message.message_id,
    )


def _readable(
    uow: UnitOfWork, world: World, talks: Sequence[Talk], person: Person | None, cases: list[Case]
) -> Message:
    talk = talks[0]
    says = Says(world, talk.passage.language, facts_of(world, talk.passage))
    builder = MessageBuilder().add(says.text("donnees-titre"), "bold")
    known = [(fact, getattr(person, field)) for field, fact in CONTACT_FACTS if person and getattr(person, field)]
    _section(builder, says.text("donnees-vous"), [f"{_capital(_words(says, fact))} : {value}" for fact, value in known])
    for each in talks:
        told = Says(world, says.language, facts_of(world, each.passage))
        key = "donnees-reponses" if each is talk else "donnees-reponses-autres"
        _section(builder, says.text(key), _answers(told, each))
    for case in cases:
        _section(builder, "", _case_lines(uow, says, case))
    voices = [voice for each in talks for voice in _voices(uow, each)]
    if voices:
        _section(builder, "", [says.text("donnees-vocaux", count=str(len(voices)))])
    if not known and not talk.passage.answers and not cases:
        builder.add("\n\n" + says.text("donnees-rien"))
    end = "\n\n" + says.text("donnees-effacer")
    message = builder.build()
    room = MESSAGE_LIMIT - utf16_length(end) - 2
    if utf16_length(message.text) > room:
        return Message(message.text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + "…" + end)
    return Message(message.text + end, message.entities)


def _section(builder: MessageBuilder, title: str, lines: list[str]) -> None:
    if not lines:
        return
    builder.add("\n\n")
    if title:
        builder.add(title, "bold").add("\n")
    builder.add("\n".join(lines))


def _answers(says: Says, talk: Talk) -> list[str]:
    lines = []
    for name, answer in talk.passage.answers.items():
        fact = says.world.vocabulary.facts.get(name)
        if fact is None or name in dict(CONTACT_FACTS).values():
            continue
        if fact.kind is FactKind.TEXTE:
            said = answer.said or (answer.value if isinstance(answer.value, str) else ", ".join(answer.value))
        elif fact.kind is FactKind.COMMUNE:
            said = says.place() or answer.said or ""
        else:
            said = ", ".join(says.values(name)) or says.label(name, "inconnu")
            said += f" (« {answer.said} »)" if answer.said else ""
        lines.append(f"{_capital(_words(says, name))} : {said}")
    return lines


def _case_lines(uow: UnitOfWork, says: Says, case: Case) -> list[str]:
    territory = says.world.territory(case.territory)
    lines = []
    messages = 0
    for referral in uow.cases.referrals_of(case.id):
        state = says.text(f"donnees-etat-{referral.status.replace('_', '-')}")
        day = say_day(says.language, referral.sent_at.date())
        who = says.name_of(territory, referral.interlocutor)
        lines.append(says.text("donnees-dossier", number=str(case.number), who=who, day=day, state=state))
        messages += len([relay for relay in uow.relays.list_of(referral.id) if relay.status in KEPT_WORDS])
    agreed = [_agreement(says, consent.kind) for consent in uow.cases.consents_of(case.id) if not consent.withdrawn_at]
    if agreed:
        lines.append(says.text("donnees-accords", what=", ".join(agreed)))
    if messages:
        lines.append(says.text("donnees-messages", count=str(messages)))
    return lines


def _agreement(says: Says, kind: str) -> str:
    head, _, structure = kind.partition(":")
    return says.text(f"donnees-accord-{head}", name=structure)


def _exported(uow: UnitOfWork, talks: Sequence[Talk], person: Person | None, cases: list[Case]) -> dict[str, Any]:
    number_of = {case.id: case.number for case in cases}
    return {
        "personne": {fact: getattr(person, field) for field, fact in CONTACT_FACTS if person is not None},
        "langue": talks[0].passage.language,
        "recits": [
            {
                "dossier": number_of.get(talk.case_id) if talk.case_id is not None else None,
                "reponses": {name: dump_answer(answer) for name, answer in talk.passage.answers.items()},
                "messages_vocaux": _voices(uow, talk),
            }
            for talk in talks
        ],
        "dossiers": [_exported_case(uow, case) for case in cases],
    }


def _exported_case(uow: UnitOfWork, case: Case) -> dict[str, Any]:
    return {
        "numero": case.number,
        "territoire": case.territory,
        "etat": case.status,
        "faits": case.facts,
        "ouvert_le": case.created_at.isoformat(),
        "orientations": [_exported_referral(uow, referral) for referral in uow.cases.referrals_of(case.id)],
        "accords": [
            {
                "accord": consent.kind,
                "donne_le": consent.given_at.isoformat(),
                "retire_le": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
                "texte": consent.text_hash,
            }
            for consent in uow.cases.consents_of(case.id)
        ],
    }


def _exported_referral(uow: UnitOfWork, referral: Referral) -> dict[str, Any]:
    return {
        "interlocuteur": referral.interlocutor,
        "motif": referral.reason,
        "etat": referral.status,
        "envoyee_le": referral.sent_at.isoformat(),
        "promise_pour": referral.promised_on.isoformat(),
        "messages": [
            {"du_referent": relay.from_staff, "texte": relay.text, "le": relay.created_at.isoformat()}
            for relay in uow.relays.list_of(referral.id)
            if relay.status in KEPT_WORDS
        ],
    }


def _voices(uow: UnitOfWork, talk: Talk) -> list[dict[str, Any]]:
    found = [uow.media.get(media) for media in uow.media.of_passage(talk.passage_id)]
    return [{"secondes": m.seconds, "le": m.created_at.isoformat()} for m in found if m is not None]


def _words(says: Says, fact: str) -> str:
    return says.world.vocabulary.words(fact, "en" if says.language == "en" else "fr")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
