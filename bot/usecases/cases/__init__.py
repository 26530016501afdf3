"""Use cases on a case: each is one transaction's worth, synchronous, and knows no channel.

Their verbs: `open_referral`, `take_charge`, `note_seen`, `decline`, `redirect_case`, `reassign`, `escalate`,
`ask_newcomer`, `answer_relay`, `report_contact`, `report_called`, `add_word`, `change_contact`, `report_not_called`,
`ask_where_it_stands`, `withdraw`, `withdraw_agreement`, `request_human`, `person_unreachable`; what a newcomer taps,
replies, says or shares enters by `newcomer_tap`, `newcomer_reply`, `newcomer_voice` and `newcomer_contact`.
"""

from bot.usecases.cases.brief import Brief, read_brief, read_case_brief
from bot.usecases.cases.calendars import calendar_of, policy_of
from bot.usecases.cases.decisions import (
    DECLINE_REASONS,
    decline,
    escalate,
    note_seen,
    report_contact,
    take_charge,
)
from bot.usecases.cases.handover import Word, reassign, redirect_case
from bot.usecases.cases.leaving import (
    HumanCall,
    give_agreement,
    person_reachable,
    person_unreachable,
    request_human,
    withdraw,
    withdraw_agreement,
)
from bot.usecases.cases.newcomer import PROMPTED, newcomer_contact, newcomer_reply, newcomer_tap, newcomer_voice
from bot.usecases.cases.notification import render_card
from bot.usecases.cases.opening import has_desk, open_referral
from bot.usecases.cases.own_deeds import add_word, ask_where_it_stands, change_contact, report_called, report_not_called
from bot.usecases.cases.own_projects import show_projects
from bot.usecases.cases.relay import RelayRefusedError, answer_relay, ask_newcomer

__all__ = [
    "DECLINE_REASONS",
    "PROMPTED",
    "Brief",
    "HumanCall",
    "RelayRefusedError",
    "Word",
    "add_word",
    "answer_relay",
    "ask_newcomer",
    "ask_where_it_stands",
    "calendar_of",
    "change_contact",
    "decline",
    "escalate",
    "give_agreement",
    "has_desk",
    "newcomer_contact",
    "newcomer_reply",
    "newcomer_tap",
    "newcomer_voice",
    "note_seen",
    "open_referral",
    "person_reachable",
    "person_unreachable",
    "policy_of",
    "read_brief",
    "read_case_brief",
    "reassign",
    "redirect_case",
    "render_card",
    "report_called",
    "report_contact",
    "report_not_called",
    "request_human",
    "show_projects",
    "take_charge",
    "withdraw",
    "withdraw_agreement",
]
