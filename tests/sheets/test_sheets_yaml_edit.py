"""Edits of YAML texts in every style: the values come out as asked, and every comment is still there."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from referral_rules.sheets.yaml_edit import TextEdit
from referral_rules.sheets.yaml_text import entry_lines, flow, scalar
from tests.sizes import examples

KEYS = ("titre", "etat", "priorite", "motif", "motif_en", "choix")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=80)
WORDS = st.lists(st.sampled_from(["a", "01004", "on", "12:30", "l’été : oui", "- b", "{x}", "#c", ""]), max_size=3)
BLOCK = """\
- regle: r
  # un
  titre: un

  motif: >-
    deux
    lignes
  # deux
  etat: active  # trois
# quatre
- regle: s
"""
FLOW = """\
- {regle: r, titre: un,  # un
   motif: 'deux', etat: active}
# deux
- regle: s
"""
INDENTED = """\
  - regle: r
    titre: un
    motif: |
      deux

      lignes
    etat:
      active
  - regle: s
"""
STYLES = {"block": BLOCK, "flow": FLOW, "indented": INDENTED}


def read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)


@settings(max_examples=examples(300), deadline=None)
@given(value=TEXTS)
def test_any_text_is_written_as_it_is(value: str) -> None:
    assert read(f"k: {scalar(value, in_flow=False)}") == {"k": value}
    assert read(f"k: [{scalar(value)}]") == {"k": [value]}
    assert read("\n".join(entry_lines("motif", value, 2))) == {"motif": value}


@pytest.mark.parametrize("word", ["01004", "on", "12:30", "no", "null", "~", "1e3", "0x1F", "2026-01-01", "=", ""])
def test_words_that_others_would_retype_get_quotation_marks(word: str) -> None:
    assert yaml.safe_load(scalar(word)) == word


@settings(max_examples=examples(150), deadline=None)
@given(values=WORDS)
def test_lists_and_mappings_are_written_on_one_line(values: list[str]) -> None:
    assert read(flow(list(values))) == values
    assert read(flow({"k": list(values)})) == {"k": values}


@settings(max_examples=examples(300), deadline=None)
@given(
    style=st.sampled_from(sorted(STYLES)),
    changes=st.dictionaries(st.sampled_from(KEYS), st.none() | TEXTS.filter(bool), max_size=5),
)
def test_keys_change_and_nothing_else_does(style: str, changes: dict[str, str | None]) -> None:
    text = STYLES[style]
    edit = TextEdit(text)
    edit.set_keys((0,), changes, ("regle", *KEYS))
    after, before = read(edit.result()), read(text)
    expected = {**before[0], **changes}
    assert after == [{key: value for key, value in expected.items() if value is not None}, before[1]]
    if style == "block":
        kept = [line for line in text.splitlines() if line.lstrip().startswith("#")]
        assert [line for line in kept if line not in edit.result().splitlines()] == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", ["\xa0", "\xa0x", "x\xa0", "\u202fx", "\u2003", "x\u3000", " x", "x ", " "])
def test_spaces_of_any_kind_at_the_edges_are_kept(style: str, key: str, value: str) -> None:
    edit = TextEdit(STYLES[style])
    edit.set_keys((0,), {key: value}, ("regle", *KEYS))
    assert read(edit.result())[0][key] == value


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("gone", [{0}, {1}, {0, 1}])
def test_items_leave_and_others_come(style: str, gone: set[int]) -> None:
    edit = TextEdit(STYLES[style])
    edit.remove_items((), gone)
    edit.append_items((), [{"regle": "t", "titre": "x"}], in_flow=False, spaced=True)
    left = [item for index, item in enumerate(read(STYLES[style])) if index not in gone]
    assert read(edit.result()) == [*left, {"regle": "t", "titre": "x"}]


@pytest.mark.parametrize("gone", [{0}, {1}, {2}, {0, 1}, {1, 2}, {0, 2}])
def test_flow_lists_keep_their_commas_right(gone: set[int]) -> None:
    edit = TextEdit("k: [{a: 1}, {a: 2},   {a: 3}]  # note\n")
    edit.remove_items(("k",), gone)
    edit.append_items(("k",), [{"a": "4"}], in_flow=True, spaced=False)
    left = [{"a": str(number)} for number in (1, 2, 3) if number - 1 not in gone]
    assert read(edit.result()) == {"k": [*left, {"a": "4"}]}
    assert edit.result().endswith("  # note\n")


def test_a_file_without_a_last_line_break_is_extended() -> None:
    edit = TextEdit("- regle: r\n  motif: x")
    edit.set_keys((0,), {"motif_en": "y"})
    edit.append_items((), [{"regle": "s"}], in_flow=False, spaced=True)
    assert read(edit.result()) == [{"regle": "r", "motif": "x", "motif_en": "y"}, {"regle": "s"}]
