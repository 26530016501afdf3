"""What people read of the packaged territories: names, numbers, reasons."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from packaged_territories import each_of_the_six, territory_of

from referral_rules.reason import render_reason
from referral_rules.territory import Territory


@each_of_the_six
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
    sites = {structure.website for structure in directory.structures.values() if structure.website}
    assert [site for site in sites if not re.fullmatch(r"https://[a-z0-9-]+\.example\.org", site)] == []


def spoken(territory: Territory) -> Iterator[tuple[str, str]]:
    """Each reason as it is read aloud, French and English, with the real referent's name."""
    for rule in (None, *territory.rules.rules):
        wording = rule.reason if rule else territory.pivot_reason
        name = rule.referents[0] if rule and rule.referents else territory.pivot
        referent = territory.directory.interlocutors[name].name
        values = {"referent": referent, "commune": "Le Brugeron", "secteur": "commerce"}
        yield render_reason(wording.fr, values), render_reason(wording.en, values)


def texts_of(territory: Territory) -> Iterator[tuple[str, str]]:
    """Each text for people, French and English, with its places filled."""
    yield from spoken(territory)
    values = {"referent": "Claude Petit", "commune": "Le Puy", "secteur": "commerce"}
    for rule in territory.rules.rules:
        appuis = [rule.reason_for_appui(who) for who in rule.appuis]
        yield from ((render_reason(each.fr, values), render_reason(each.en, values)) for each in appuis)
    directory = territory.directory
    for desk in directory.interlocutors.values():
        yield from ((desk.presence, desk.presence_en), (desk.role, desk.role_en))
    yield from ((each.name, each.name_en) for each in directory.structures.values())
    yield from ((each.description, each.description_en) for each in directory.programmes.values())
    yield from ((outside.note, outside.note_en) for outside in territory.outside)


@each_of_the_six
def test_texts_are_in_both_languages_short_and_well_set(name: str) -> None:
    for french, english in texts_of(territory_of(name)):
        assert french, english
        assert english, french
        assert french != english
        assert "'" not in french, french
        assert not re.search("(?<!\u202f)[:;!?»]|«(?!\u202f)", french), french
        assert not re.search(r"\b[A-Z]{2,}\b(?! \()", french), french  # an acronym stands with its words
        assert "\u202f" not in english, english
        assert max(len(french), len(english)) <= 160, french


@each_of_the_six
def test_reasons_can_be_read_aloud(name: str) -> None:
    for text in itertools.chain.from_iterable(spoken(territory_of(name))):
        assert text.endswith("."), text
        assert "  " not in text, text
        assert text == text.strip(), text
        assert "{" not in text, text


@each_of_the_six
def test_who_is_proposed_is_named_in_the_reason_and_appuis_say_what_for(name: str) -> None:
    for rule in territory_of(name).rules.rules:
        if rule.referents:
            assert "{referent}" in rule.reason.fr, rule.id
            assert "{referent}" in rule.reason.en, rule.id
        for who in rule.appuis:
            assert rule.reason_for_appui(who).fr.startswith(("pour ", "quand ")), (rule.id, who)
