"""The package is light to import: the ranking library and its numbers come with the first matcher only."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_lexicon_brings_no_array_library() -> None:
    script = "import dialogs.lexicon, sys; print(sorted({'numpy', 'bm25s', 'scipy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
