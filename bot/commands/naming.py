"""What somebody named at the command line and nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from referral_rules.analysis.speech import typeset
from referral_rules.errors import likely
from referral_rules.french import say_in_french


def none_of_that_name(what: str, word: str, options: Iterable[str]) -> str:
    """Says in French that nothing is called so, and what was probably meant, or what there is.

    Args:
        what: with its option or file: "--territory : aucun territoire".
        word: what was written.
        options: what could have been written.
    """
    known = sorted(options)
    meant = likely(word, known)
    mend = say_in_french(meant) if meant else f"Il y a : {', '.join(known) or 'rien'}."
    return typeset(f"{what} « {word} ». {mend}")


def no_folder(directory: Path, wanted: str) -> str:
    """Says in French that something is not a folder.

    Args:
        directory: as it was named.
        wanted: which one to name: "celui d’un territoire".
    """
    if directory.exists():
        return typeset(f"{directory} : c’est un fichier. Nommez le dossier {wanted.removeprefix('celui ')}.")
    return typeset(f"{directory} : ce dossier n’existe pas. Nommez {wanted}.")
