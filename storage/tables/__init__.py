"""The tables: one class a table, in the field's words, and all of them known once this package is.

Rule 1: every id is made by `storage.ids.new_id` (time-ordered, 63 bits), so that a set of rows is one `executemany`.
Rule 2: every instant is aware UTC; every day is a date of the territory's calendar.
Rule 3: personal data lives in `person`, `answer` (rows marked personal), `media`, `relay` and `outbox` bodies, and
nowhere else.

Channels: "telegram" (public bot), "staff" (staff bot), "terminal", "terminal-staff", "trial" (an animator's own try).
"""

from storage.tables.cases import Case, CaseEventRow, Consent, Membership, Notice, Proposal, Referral, Relay, Reminder
from storage.tables.columns import core
from storage.tables.delivery import InboxUpdate, OutboxMessage, Pace, SentMessage, Throttle
from storage.tables.past import PastCase, PastReferral
from storage.tables.records import Announcement, Audit, Count, Numbering
from storage.tables.rules import ActiveRevision, RulesActivation, RulesFile, RulesRevision
from storage.tables.staff import Absence, Invitation, StaffAccount
from storage.tables.talks import AnswerRow, Identity, Media, PassageRow, Person, TurnRow

__all__ = [
    "Absence",
    "ActiveRevision",
    "Announcement",
    "AnswerRow",
    "Audit",
    "Case",
    "CaseEventRow",
    "Consent",
    "Count",
    "Identity",
    "InboxUpdate",
    "Invitation",
    "Media",
    "Membership",
    "Notice",
    "Numbering",
    "OutboxMessage",
    "Pace",
    "PassageRow",
    "PastCase",
    "PastReferral",
    "Person",
    "Proposal",
    "Referral",
    "Relay",
    "Reminder",
    "RulesActivation",
    "RulesFile",
    "RulesRevision",
    "SentMessage",
    "StaffAccount",
    "Throttle",
    "TurnRow",
    "core",
]
