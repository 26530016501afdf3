"""A case changes hands: along the frozen list, by the referent's word, by the animator's tap.

Rule: nothing is transmitted beyond the agreements given. A structure they don't cover is named to the person first, who
says yes or no; until then the new interlocutor knows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.casework.events import HOUSE, NEWCOMER, Actor, Kind
from bot.casework.life import Refusal, Status, decide
from bot.rules.case_facts import facts_for_rules
from bot.usecases.cases.brief import Brief, find_interlocutor, read_brief
from bot.usecases.cases.cards import refresh_cards
from bot.usecases.cases.deeds import attempt, begin
from bot.usecases.cases.history import read_history, read_state
from bot.usecases.cases.opening import give_public_contacts, notify, tell_who_has_it
from bot.usecases.cases.promised import promised_by
from bot.usecases.cases.routes import (
    Render,
    desk_of,
    drop_pending,
    say_to,
    staff_channel_of,
    tell_newcomer,
    tell_staff,
)
from bot.usecases.cases.sentences import Says, agreement_hash, proposed_to
from bot.usecases.cases.tokens import NewcomerVerb, key_of, newcomer_token
from dialogs.message import Button, Message
from dialogs.world import World
from referral_rules.directory import Interlocutor
from storage.tables import StaffAccount
