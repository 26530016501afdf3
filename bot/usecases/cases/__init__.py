"""Use cases on a case: each is one transaction's worth, synchronous, and knows no channel.

Their verbs: `open_referral`, `take_charge`, `note_seen`, `decline`, `redirect_case`, `reassign`, `escalate`,
`ask_newcomer`, `answer_relay`, `report_contact`, `report_called`, `withdraw_agreement`, `request_human`,
`person_unreachable`; what a newcomer taps or replies enters by `newcomer_tap` and `newcomer_reply`.
"""

from bot.usecases.cases.brief import Brief, read_brief, read_case_brief
from bot.usecases.cases.calendars import calendar_of, policy_of
from bot.usecases.cases.decisions import (
    DECLINE_REASONS,
    decline,
    escalate,
    note_seen,
    report_called,
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
    withdraw_agreement,
)
from bot.usecases.cases.newcomer import newcomer_reply, newcomer_tap
from bot.usecases.cases.notification import render_card
from bot.usecases.cases.opening import has_desk, open_referral
from bot.usecases.cases.relay import RelayRefusedError, answer_relay, ask_newcomer

__all__ = [
    "DECLINE_REASONS",
    "Brief",
    "HumanCall",
    "RelayRefusedError",
    "Word",
    "answer_relay",
    "ask_newcomer",
    "calendar_of",
    "decline",
    "escalate",
    "give_agreement",
    "has_desk",
    "newcomer_reply",
    "newcomer_tap",
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
    "request_human",
    "take_charge",
    "withdraw_agreement",
]
