"""What typed words mean under the buttons that stand on the screen: a tap, a command, or just words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from dialogs.inputs import Command, Input, Tap, Text
from dialogs.message import Button, Message

_COMMAND = re.compile(r"/(\w{1,32})(?:\s+(.*))?", re.DOTALL)
_NUMBERS = re.compile(r"\d{1,2}(?:[\s,;+]+\d{1,2})*\.?")
_DIRTY = re.compile("[\ud800-\udfff\x00]")


def buttons_of(message: Message | None) -> tuple[Button, ...]:
    """The buttons that can be chosen, in reading order: their numbers count from 1."""
    return tuple(button for row in message.rows for button in row if button.token) if message is not None else ()


def read_line(
    line: str, buttons: Sequence[Button], order: int, shown: int | None, *, takes_labels: bool = False
) -> tuple[Input, ...]:
    """The inputs that a typed line stands for.

    Args:
        line: as typed.
        buttons: what stands on the screen.
        order: the number of this line.
        shown: the number of the message that carries the buttons.
        takes_labels: the words of a button are a tap on it; a newcomer's are left to the talk, which hears more.

    Returns:
        One `Tap` a number when all of them are on the screen, else one `Command` or `Text`; nothing for a blank line.
    """
    words = _DIRTY.sub("\ufffd", line).strip()
    if not words:
        return ()
    command = _COMMAND.fullmatch(words)
    if command is not None:
        return (Command(plain_word(command[1]), (command[2] or "").strip(), order),)
    if _NUMBERS.fullmatch(words):
        chosen = [int(number) for number in re.findall(r"\d+", words)]
        if all(1 <= number <= len(buttons) for number in chosen):
            return tuple(Tap(buttons[number - 1].token, shown) for number in dict.fromkeys(chosen))
    named = [button for button in buttons if takes_labels and _bare(button.label) == _bare(words)]
    return (Tap(named[0].token, shown),) if len(named) == 1 else (Text(words, order),)


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", plain_word(words)))


def plain_word(word: str) -> str:
    """`word` in lower case and without accents: « /Résumé » is /resume."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
