"""What people read of the packaged territories beside Livradois-Forez: names, numbers, reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packaged_territories import every_territory, territory_of

from referral_rules.reason import render_reason
from referral_rules.territory import Territory


@every_territory
def test_every_contact_is_visibly_fictitious_and_distinct(name: str) -> None:
    territory = territory_of(name)
    directory = territory.directory
    contacts = [(each.phone, each.email) for each in directory.structures.values()]
    contacts += [(each.phone, each.email) for each in directory.interlocutors.values()]
    contacts += [(each.phone, each.email) for each in directory.programmes.values()]
    contacts += [(each.phone, each.email) for each in territory.outside]
    phones, emails = zip(*contacts, strict=True)
    assert [phone for phone in phones if not re.fullmatch(r"01 99 00 \d\d \d\d", phone)] == []
    assert [email for email in emails if not re.fullmatch(r"[a-z0-9.-]+@example\.org", email)] == []
    assert len(set(phones)) == len(phones)
    assert len(set(emails)) == len(emails)


def texts_of(territory: Territory) -> Iterator[tuple[str, str]]:
    """Each text for people, French and English, with its places filled."""
    values = {"referent": "Claude Petit", "commune": "Le Puy", "secteur": "commerce"}
    reasons = [territory.pivot_reason]
    for rule in territory.rules.rules:
        reasons += [rule.reason, *(rule.reason_for_appui(who) for who in rule.appuis)]
    yield from ((render_reason(each.fr, values), render_reason(each.en, values)) for each in reasons)
    directory = territory.directory
    for desk in directory.interlocutors.values():
        yield from ((desk.presence, desk.presence_en), (desk.role, desk.role_en))
    yield from ((each.name, each.name_en) for each in directory.structures.values())
    yield from ((each.description, each.description_en) for each in directory.programmes.values())
    yield from ((outside.note, outside.note_en) for outside in territory.outside)


@every_territory
def test_texts_are_in_both_languages_short_and_well_set(name: str) -> None:
    for french, english in texts_of(territory_of(name)):
        assert french, english
        assert english, french
        assert french != english
        assert "'" not in french, french
        assert not re.search("(?<!\u202f)[:;!?»]|«(?!\u202f)", french), french
        assert not re.search(r"\b[A-Z]{2,}\b", french), french
        assert "\u202f" not in english, english
        assert max(len(french), len(english)) <= 160, french


@every_territory
def test_who_is_proposed_is_named_in_the_reason_and_appuis_say_what_for(name: str) -> None:
    for rule in territory_of(name).rules.rules:
        if rule.referents:
            assert "{referent}" in rule.reason.fr, rule.id
            assert "{referent}" in rule.reason.en, rule.id
        for who in rule.appuis:
            assert rule.reason_for_appui(who).fr.startswith(("pour ", "quand ")), (rule.id, who)
