"""Questions at the terminal, in French, as animators are asked them."""

from __future__ import annotations

from typing import Final

import typer

from referral_rules.analysis.speech import NARROW

YES: Final = ("o", "oui", "y", "yes")
NO: Final = ("n", "non", "no")
SUFFIX: Final = f"{NARROW}: "


def ask(question: str) -> bool:
    """Ask for a yes; anything else is a no."""
    answer: str = typer.prompt(f"{question} [o/N]", default="n", show_default=False, prompt_suffix=SUFFIX)
    return answer.strip().lower() in YES


def confirm(question: str) -> bool:
    """Ask whether something is right; Enter alone is a yes, and what is neither yes nor no is asked again."""
    while True:
        answer: str = typer.prompt(f"{question} [O/n]", default="o", show_default=False, prompt_suffix=SUFFIX)
        said = answer.strip().lower()
        if said in (*YES, *NO):
            return said in YES
        print(f"«{NARROW}{answer.strip()}{NARROW}»{NARROW}: répondez par oui ou par non")


def ask_words(question: str, *, default: str | None = None) -> str:
    """Ask for words; Enter alone gives `default`, which is shown unless empty, or asks again when there is none."""
    words: str = typer.prompt(question, default=default, show_default=bool(default), prompt_suffix=SUFFIX)
    return words
