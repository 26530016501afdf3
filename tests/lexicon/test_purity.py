"""The lexicon is light: no array library comes with it, nor with its matcher."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]


def test_the_lexicon_and_its_matcher_bring_no_array_library() -> None:
    script = (
        "import sys; from pathlib import Path; from dialogs.lexicon import SectorMatcher, load_taxonomy;"
        "SectorMatcher(load_taxonomy(Path('dialogs/lexicon/secteurs.yaml').read_text('utf-8')));"
        "print(sorted({'numpy', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=HOUSE)
    assert done.stdout.strip() == "[]"
