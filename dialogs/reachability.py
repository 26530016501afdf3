"""A phone number or an e-mail address in what somebody typed."""

from __future__ import annotations

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from referral_rules.contacts import COUNTRY, FICTION_PREFIX

_EMAIL = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")


def find_phone(text: str) -> str | None:
    """The first phone number in `text`, as people write it in its country; None when there is none in use."""
    for match in phonenumbers.PhoneNumberMatcher(text, COUNTRY, leniency=phonenumbers.Leniency.POSSIBLE):
        number = match.number
        canonical = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_valid_number(number) or canonical.startswith(FICTION_PREFIX):
            french = number.country_code == phonenumbers.country_code_for_region(COUNTRY)
            style = phonenumbers.PhoneNumberFormat
            return phonenumbers.format_number(number, style.NATIONAL if french else style.INTERNATIONAL)
    return None


def find_email(text: str) -> str | None:
    """The first e-mail address in `text`; None when there is none of a valid form."""
    match = _EMAIL.search(text)
    if match is None:
        return None
    try:
        return validate_email(match[0].rstrip("."), check_deliverability=False).normalized
    except EmailNotValidError:
        return None
