"""A rule's lines moved as they are, comments included, from one file to another."""

from __future__ import annotations

from referral_rules.sheets.tables import Row
from referral_rules.sheets.yaml_edit import TextEdit


def move_rule(texts: dict[str, str], row: Row, target: str) -> None:
    """Moves a rule's lines as they are to the end of another file."""
    edit = TextEdit(texts[row.file])
    names = [{key.value: value.value for key, value in item.value}["regle"] for item in edit.node(()).value]
    index = names.index(row.key[0])
    start, end = edit.item_span((), index)
    block = edit.text[start:end].rstrip("\r\n").split("\n")
    if len(names) == 1:
        del texts[row.file]
    else:
        edit.remove_items((), {index})
        texts[row.file] = edit.result()
    if target not in texts:
        texts[target] = "\n".join(block) + "\n"
        return
    receiver = TextEdit(texts[target])
    receiver.append_lines((), [block], spaced=True)
    texts[target] = receiver.result()
