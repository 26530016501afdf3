"""What keeps a file from being read or written, in French: the system says it in its own language, or in English."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.commands.outcome import CommandError
from referral_rules.typography import typeset

_FOLDER: Final = "c’est un dossier. Nommez un fichier."
_FORBIDDEN: Final = "vous n’avez pas le droit d’y écrire."
_NO_FOLDER: Final = "l’endroit où l’écrire n’est pas un dossier. Nommez-en un autre."
_READ: Final[Mapping[int | None, str]] = {
    errno.ENOENT: "il n’y a pas de fichier de ce nom.",
    errno.EISDIR: _FOLDER,
    errno.EACCES: "vous n’avez pas le droit de le lire.",
    errno.EPERM: "vous n’avez pas le droit de le lire.",
}
_WRITTEN: Final[Mapping[int | None, str]] = {
    errno.ENOENT: "le dossier où l’écrire n’existe pas. Créez-le d’abord.",
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.EISDIR: _FOLDER,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
    errno.ENOSPC: "il n’y a plus de place sur le disque.",
}


def unreadable(path: Path, error: OSError) -> CommandError:
    """What to raise when a file that somebody named can't be read."""
    return CommandError(typeset(f"{path} : {_READ.get(error.errno, f'il ne se lit pas ({error.strerror}).')}"))


def unwritable(path: Path, error: OSError) -> CommandError:
    """What to raise when a file or folder that somebody named can't be written."""
    return CommandError(typeset(f"{path} : {_WRITTEN.get(error.errno, f'il ne s’écrit pas ({error.strerror}).')}"))
