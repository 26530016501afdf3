"""Changes of the packaged rules that tests make: who moves, what is no longer proposed, what breaks or won't load."""

from __future__ import annotations

from collections.abc import Mapping

OLD_REFERENT, NEW_REFERENT = "cc-ambert.accueil", "cc-ambert.economie"
RULE = "reprise-idee"


def file_of(files: Mapping[str, bytes], rule: str = RULE) -> str:
    """The name of the file that holds a rule."""
    return next(name for name, body in files.items() if f"regle: {rule}\n".encode() in body)


def moved(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The rule names another referent, and so does its example; with a comment that must survive."""
    name = file_of(files)
    head, rule, rest = cut(files[name])
    changed = rule.replace(OLD_REFERENT.encode(), NEW_REFERENT.encode())
    assert changed != rule
    return {
        **files,
        name: head
        + "# Décidé en réunion, le 3 décembre : Paul reprend les idées de reprise.\n".encode()
        + changed
        + rest,
    }


def without_extras(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The rule loses its appui, and no programme is proposed any more; everybody keeps their referent."""
    name = file_of(files)
    head, rule, rest = cut(files[name])
    lines = [line for line in rule.splitlines(keepends=True) if not line.lstrip().startswith((b"appuis", b"motifs_"))]
    assert len(lines) == rule.count(b"\n") - 3
    return {**files, name: head + b"".join(lines) + rest, "regles/parcours.yaml": b"[]\n"}


def contradicted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The rule names another referent than its example expects: it loads, and must not come into force."""
    name = file_of(files)
    head, rule, rest = cut(files[name])
    changed = rule.replace(b"referent: " + OLD_REFERENT.encode(), b"referent: " + NEW_REFERENT.encode(), 1)
    assert changed != rule
    return {**files, name: head + changed + rest}


def misspelt(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A value that the vocabulary doesn't know: it doesn't load."""
    name = file_of(files)
    head, rule, rest = cut(files[name])
    changed = rule.replace(b"forme_du_projet: [reprise]", b"forme_du_projet: [reprize]", 1)
    assert changed != rule
    return {**files, name: head + changed + rest}


def cut(body: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before the rule, the rule, what follows."""
    start = body.index(f"- regle: {RULE}\n".encode())
    end = body.find(b"\n- regle: ", start + 1)
    end = len(body) if end < 0 else end + 1
    return body[:start], body[start:end], body[end:]
