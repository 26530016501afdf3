"""The ear: what a person's typed words say, read without guessing; pure, and explainable by the word files it reads."""

from dialogs.listening.answers import Heard, Listener
from dialogs.listening.claims import Claim, Context
from dialogs.listening.emergencies import Emergency, spot_emergency
from dialogs.listening.hearing import count_projects, hear, listen
from dialogs.listening.intents import Intent, find_intent
from dialogs.listening.rules import Ear, load_ear

__all__ = [
    "Claim",
    "Context",
    "Ear",
    "Emergency",
    "Heard",
    "Intent",
    "Listener",
    "count_projects",
    "find_intent",
    "hear",
    "listen",
    "load_ear",
    "spot_emergency",
]
