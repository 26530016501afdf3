"""Phone numbers and e-mail addresses of a definition: checked when read, never looked up."""

from __future__ import annotations

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from referral_rules.saying import say
from referral_rules.schema import Section

COUNTRY = "FR"  # numbers without a country code are French
FICTION_PREFIX = "+33199"  # 01 99 00 xx xx: reserved for works of fiction (Arcep, décision 2018-0881)


def read_phone(section: Section, key: str = "telephone") -> str:
    """Reads a phone number; empty when absent or wrong (and then reported).

    Returns:
        The number as French people write it: "01 99 00 12 34"; a foreign one in its international form.
    """
    written = section.text(key)
    if not written:
        return ""
    try:
        number = phonenumbers.parse(written, COUNTRY)
    except phonenumbers.NumberParseException:
        section.error(key, say("{number!r} is no phone number", number=written), say("write it as 01 99 00 12 34"))
        return ""
    canonical = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    is_fiction = canonical.startswith(FICTION_PREFIX) and phonenumbers.is_possible_number(number)
    if not is_fiction and not phonenumbers.is_valid_number(number):
        message = say("{number!r} is no phone number in use", number=written)
        section.error(key, message, say("write it as 01 99 00 12 34"))
        return ""
    is_french = number.country_code == phonenumbers.country_code_for_region(COUNTRY)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if is_french else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def read_email(section: Section, key: str = "courriel") -> str:
    """Reads an e-mail address; empty when absent or wrong (and then reported)."""
    written = section.text(key)
    if not written:
        return ""
    try:
        return validate_email(written, check_deliverability=False).normalized
    except EmailNotValidError:
        message = say("{address!r} is no e-mail address", address=written)
        section.error(key, message, say("write it as prenom.nom@example.org"))
        return ""
