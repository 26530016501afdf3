"""Who is meant by a name at the beginning of what an animator writes."""

from __future__ import annotations

from dialogs.date_words import split_words
from referral_rules.directory import Interlocutor
from referral_rules.territory import Territory


def find_named(territory: Territory, text: str) -> tuple[tuple[Interlocutor, ...], str]:
    """The interlocutors whose name, its first words, or whose id the text begins with, and the rest of the text.

    The longest beginning that names somebody counts: « Nadia Brun du 3 » is Nadia Brun's; « Nadia du 3 » is that of
    every Nadia. Nobody, and the text as it is, when it begins with no name.
    """
    first, _, rest = text.strip().partition(" ")
    by_id = territory.directory.interlocutors.get(first)
    if by_id is not None:
        return (by_id,), rest
    words = split_words(text)
    names = [(split_words(each.name), each) for each in territory.directory.interlocutors.values() if each.is_active]
    longest = max((len(name) for name, _ in names), default=0)
    for length in range(min(longest, len(words)), 0, -1):
        found = tuple(each for name, each in names if name[:length] == words[:length])
        whole = tuple(each for name, each in names if name == words[:length])
        if found:
            return whole or found, " ".join(words[length:])
    return (), text
