"""The settings as a terminal gives them, and what somebody who has opened a new one may have forgotten to say to it."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Final

from bot.settings import Settings, load_settings
from referral_rules.loader import TERRITORY_FILE
from referral_rules.sheets.findings import typeset

OWN_TERRITORIES: Final = Path("territoires")  # where `territory new` writes when no folder is named


def read_settings() -> Settings:
    """The settings in the environment; says on standard error when the packaged territories stand in for one's own.

    Raises:
        SettingsError: one line about the first variable that is wrong.
    """
    own = sorted(OWN_TERRITORIES.glob(f"*/{TERRITORY_FILE}"))
    if own and not os.environ.get("TERRITORIES_DIR", "").strip():
        mend = f"export TERRITORIES_DIR={OWN_TERRITORIES} DEFAULT_TERRITORY={shlex.quote(own[0].parent.name)}"
        said = "À savoir : ce terminal ne connaît pas encore vos territoires, ceux d’exemple répondent. Tapez"
        print(typeset(f"{said} : {mend}"), file=sys.stderr)
    return load_settings(os.environ)
