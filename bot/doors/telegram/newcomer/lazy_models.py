"""aiogram's models, each built when it is first used.

aiogram declares its hundreds of models with `defer_build`, then rebuilds them all at its import: three seconds of CPU
and 129 MB (measured), of which the process needs a few. Here the rebuilding is left out, and the names that the
models' annotations speak of are put where pydantic looks for them, so that it builds by itself what is used.

Rule 1: this runs before anything else of aiogram is imported; if something was quicker, nothing is changed.
Rule 2: every model can be built, and none speaks of a name that nobody knows (tested over all of them).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal, Optional, Union

from pydantic import BaseModel

_NAME: Final = re.compile(r"[A-Za-z_]\w*")


def import_lazily() -> None:
    """Import aiogram without building its models."""
    if "aiogram.types" in sys.modules:
        return
    with _no_rebuilding():
        import aiogram.types
    from aiogram.client.default import Default

    known: dict[str, Any] = {"List": list, "Optional": Optional, "Union": Union, "Literal": Literal, "Default": Default}
    known |= {name: getattr(aiogram.types, name) for name in aiogram.types.__all__}
    for name, module in list(sys.modules.items()):
        if name.startswith("aiogram.types."):
            _name_what_it_speaks_of(vars(module), known)


@contextmanager
def _no_rebuilding() -> Iterator[None]:
    own = BaseModel.__dict__["model_rebuild"]

    def leave(cls: type[BaseModel], /, **_: Any) -> None:
        """Build nothing yet."""

    BaseModel.model_rebuild = classmethod(leave)  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        BaseModel.model_rebuild = own  # type: ignore[method-assign]


def _name_what_it_speaks_of(module: dict[str, Any], known: dict[str, Any]) -> None:
    """Put what the annotations of a module's models name into it: there it is imported for type checkers only."""
    models = [each for each in module.values() if isinstance(each, type) and each.__module__ == module["__name__"]]
    for model in (kin for each in models for kin in each.__mro__):  # what is inherited is read there too
        for annotation in vars(model).get("__annotations__", {}).values():
            for name in _NAME.findall(annotation if isinstance(annotation, str) else ""):
                if name in known:
                    module.setdefault(name, known[name])
