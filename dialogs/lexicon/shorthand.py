"""How people shorten and misspell on a phone, brought to one spelling: once for a text, once for each pattern.

Rule 1: every word keeps the place of what was typed. Rule 2: an elided word is spelt out (« j’ », « jai », « g » are
all « je ai »). Rule 3: what is heard alike is written alike: doubled letters are one, « qu » is « k », « ph » is « f ».
Rule 4: linear in the text; nothing here looks words up in a list of words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dialogs.lexicon.words import SENTENCE_END, Word, fold

# Written without accents, one word to several.
SHORTHAND: dict[str, tuple[str, ...]] = {
    short: tuple(full.split())
    for short, full in {
        "g": "j ai",
        "gt": "j etais",
        "jen": "j en",
        "jy": "j y",
        "chuis": "je suis",
        "chui": "je suis",
        "chu": "je suis",
        "shuis": "je suis",
        "jui": "je suis",
        "chai": "je sais",
        "chais": "je sais",
        "ya": "y a",
        "yavait": "y avait",
        "cest": "c est",
        "cetait": "c etait",
        "ct": "c etait",
        "sest": "s est",
        "sait": "sait",
        "nai": "n ai",
        "nest": "n est",
        "nen": "n en",
        "dun": "d un",
        "dune": "d une",
        "quil": "qu il",
        "quils": "qu ils",
        "quelle": "quelle",
        "quon": "qu on",
        "qua": "qu a",
        "lai": "l ai",
        "taime": "t aime",
        "maide": "m aide",
        "pr": "pour",
        "ki": "qui",
        "ke": "que",
        "tt": "tout",
        "ts": "tous",
        "ttes": "toutes",
        "ac": "avec",
        "avc": "avec",
        "ds": "dans",
        "ns": "nous",
        "vs": "vous",
        "bcp": "beaucoup",
        "bcq": "beaucoup",
        "tjr": "toujours",
        "tjs": "toujours",
        "tjrs": "toujours",
        "jms": "jamais",
        "qd": "quand",
        "kan": "quand",
        "kand": "quand",
        "pk": "pourquoi",
        "pq": "pourquoi",
        "pkoi": "pourquoi",
        "mtn": "maintenant",
        "mnt": "maintenant",
        "ajd": "aujourd hui",
        "auj": "aujourd hui",
        "ojd": "aujourd hui",
        "aujourdhui": "aujourd hui",
        "aujoudhui": "aujourd hui",
        "pb": "probleme",
        "qqn": "quelqu un",
        "qqun": "quelqu un",
        "quelquun": "quelqu un",
        "kelkun": "quelqu un",
        "qqch": "quelque chose",
        "qq": "quelques",
        "dsl": "desole",
        "mwa": "moi",
        "moa": "moi",
        "pa": "pas",
        "plu": "plus",
        "envi": "envie",
        "peu": "peu",
        "estce": "est ce",
        "esce": "est ce",
        "esk": "est ce que",
        "keske": "qu est ce que",
        "keskil": "qu est ce qu il",
        "ossi": "aussi",
        "rdc": "rdc",
        "im": "i m",
        "ive": "i ve",
        "id": "i d",
        "cant": "can t",
        "dont": "don t",
        "doesnt": "doesn t",
        "wont": "won t",
        "wanna": "want to",
        "gonna": "going to",
        "u": "you",
        "pls": "please",
        "thx": "thanks",
    }.items()
    if full != short
}
# What « j » is glued to when it is glued to a vowel; « jardin » and « jeune » are words.
_AFTER_GLUED_J = (
    "ai aie avais aurai aurais aime aimerais aimerai arrive arrivais arrete habite attends attend etais etait essaie "
    "essaye envisage espere ecris accompagne ouvre ouvrirais ouvrirai eleve achete apprends hesite irai irais ose "
    "imagine ignore entends ecoute avoue adore organise aide apporte habitais etouffe angoisse epluche aurait"
)
_GLUED_J = frozenset(_AFTER_GLUED_J.split())
_KEPT_J = frozenset({"jt", "jpg", "jpeg", "jr", "jdr", "jtm"})
_ELIDED = {"j": "je", "m": "me", "d": "de", "l": "le", "n": "ne", "s": "se", "t": "te", "qu": "que", "c": "ce"}
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_INFINITIVE = re.compile(r"[a-z]{2,}(?:er|ir|re|oir)")
_APOSTROPHES = "'’ʼ`´"


@lru_cache(maxsize=16_384)
def sound(form: str) -> str:
    """Return a folded word in the one spelling of Rule 3, elisions spelt out."""
    form = _ELIDED.get(form, form)
    return _DOUBLED.sub(r"\1", form).replace("qu", "k").replace("ph", "f")


@lru_cache(maxsize=16_384)
def _unglue(form: str) -> tuple[str, ...]:
    """Part « jveux » and « jhabite » from their « je »."""
    found = SHORTHAND.get(form)
    if found is not None:
        return found
    if len(form) < 3 or form[0] != "j" or form in _KEPT_J:
        return (form,)
    if form[1] not in "aeiouyh" or form[1:] in _GLUED_J:
        return ("je", form[1:])
    return (form,)


def spell_out(words: Sequence[Word], text: str = "") -> tuple[Word, ...]:
    """Replace phone shorthand (« jveux ») by the words that are heard, all at the place of the short form.

    Args:
        words: The words of the text.
        text: The text itself; with it, « c decidé » is told from « c’est ».
    """
    spelt: list[Word] = []
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        for form in _heard(word, following, spelt[-1].form if spelt else SENTENCE_END, text):
            spelt.append(Word(form, word.start, word.end))
    return tuple(spelt)


def _heard(word: Word, following: Word | None, before: str, text: str) -> tuple[str, ...]:
    form = word.form
    next_form = following.form if following is not None else SENTENCE_END
    if form == "2" and before.isalpha() and _INFINITIVE.fullmatch(next_form):
        return ("de",)
    if form == "c" and text and text[word.end : word.end + 1] not in _APOSTROPHES and not next_form.startswith("e"):
        return ("c", "est")
    if form == "g" and text[word.end : word.end + 1] in _APOSTROPHES and text[word.end : word.end + 1]:
        return (form,)
    return _unglue(form)


def spell_expression(text: str) -> tuple[str, ...]:
    """Return the words of an expression of a word file as `sound` writes them."""
    return tuple(sound(word) for part in fold(text).split() for word in _unglue(part))
