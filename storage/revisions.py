"""The revisions of each territory's rules, as they came in, and which one is in force.

Rule 1: a revision never changes: its files are kept byte for byte, its content hash names it, a number is what people
say. The same content is the same revision.
Rule 2: what is in force moves by compare-and-set: whoever decided on what is no longer in force is told, not obeyed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_models

from storage.ids import new_id
from storage.numbering import next_number
from storage.tables import ActiveRevision, RulesActivation, RulesFile, RulesRevision, core
from storage.upserts import insert_into

Origin = Literal["folder", "person"]
"""Who put a revision in force: the start, which follows the folder, or somebody."""

_IN_FORCE = "SELECT territory, content_hash, revision_id, activation_id, origin FROM active_revision ORDER BY territory"


class RevisionError(Exception):
    """Base of what a revision may be refused for."""


class SupersededError(RevisionError):
    """Another revision was put in force meanwhile; look at it, then decide again."""

    def __init__(self, standing: InForce | None) -> None:
        super().__init__("another revision was put in force meanwhile")
        self.standing = standing


class InForce(NamedTuple):
    """Which revision a territory goes by. `activation_id` is what a compare-and-set expects."""

    territory: str
    content_hash: str
    revision_id: int
    activation_id: int
    origin: str


class Revisions:
    """The revisions within one unit of work."""

    def __init__(self, session: Session, connection: Connection) -> None:
        self._session = session
        self._connection = connection
        self._in_force: Mapping[str, InForce] | None = None

    # -- what is in force

    def in_force(self) -> Mapping[str, InForce]:
        """By territory, what is in force: one select of a row a territory, once in a transaction."""
        if self._in_force is None:
            rows = self._connection.exec_driver_sql(_IN_FORCE)
            self._in_force = {row[0]: InForce(*row) for row in rows}
        return self._in_force

    def current(self, territory: str) -> RulesRevision | None:
        """The revision in force, if any is."""
        standing = self.in_force().get(territory)
        return self.get(standing.revision_id) if standing is not None else None

    def activated(self, territory: str) -> RulesActivation | None:
        """When and by whom the revision in force was put there."""
        standing = self.in_force().get(territory)
        return self._session.get(RulesActivation, standing.activation_id) if standing is not None else None

    def activate(
        self, revision: RulesRevision, now: datetime, *, by: str, expected: int | None, origin: Origin = "person"
    ) -> int:
        """Put a revision in force; the id of this activation.

        Args:
            revision: of the territory.
            now: the instant.
            by: who.
            expected: the activation that the decision was taken on; None: none was ever in force.
            origin: whether a person or the folder decided.

        Raises:
            SupersededError: another activation is in force than the one expected.
        """
        return self._activate(revision, now, by=by, expected=expected, origin=origin, under=expected)

    def roll_back(self, territory: str, now: datetime, *, by: str, expected: int) -> RulesRevision | None:
        """Put back what was in force before the present activation; None when nothing was.

        Rolling back again goes back further, not forth.

        Raises:
            SupersededError: another activation is in force than the one expected.
        """
        under = self.under(expected)
        if under is None:
            return None
        revision = self.get(under.revision_id)
        assert revision is not None
        self._activate(revision, now, by=by, expected=expected, origin="person", under=under.under_id)
        return revision

    def under(self, activation_id: int) -> RulesActivation | None:
        """The activation that a rollback of this one puts back: the nearest below it of another revision."""
        activation = below = self._session.get(RulesActivation, activation_id)
        while activation is not None and below is not None and below.revision_id == activation.revision_id:
            below = self._session.get(RulesActivation, below.under_id) if below.under_id is not None else None
        return below

    # -- what there is

    def get(self, revision_id: int) -> RulesRevision | None:
        """The revision with that id."""
        return self._session.get(RulesRevision, revision_id)

    def find(self, territory: str, content_hash: str) -> RulesRevision | None:
        """The revision with this content, if it ever came in."""
        return self._find(col(RulesRevision.territory) == territory, col(RulesRevision.content_hash) == content_hash)

    def find_numbered(self, territory: str, number: int) -> RulesRevision | None:
        """The revision that people call by this number."""
        return self._find(col(RulesRevision.territory) == territory, col(RulesRevision.number) == number)

    def in_force_before(self, territory: str, limit: int) -> Sequence[RulesRevision]:
        """The revisions that were in force before the one that is, the latest first, each once."""
        standing = self.in_force().get(territory)
        query = select_models(RulesActivation).where(RulesActivation.territory == territory)
        seen = {standing.revision_id} if standing is not None else set()
        found: list[RulesRevision] = []
        for activation in self._session.exec(query.order_by(col(RulesActivation.id).desc())):
            revision = self.get(activation.revision_id)
            if revision is not None and revision.id not in seen and len(found) < limit:
                seen.add(revision.id)
                found.append(revision)
        return found

    def count_of(self, territory: str) -> int:
        """How many revisions a territory has, drafts included."""
        return self._session.exec(
            select_models(func.count()).select_from(RulesRevision).where(RulesRevision.territory == territory)
        ).one()

    def history(self, territory: str, limit: int | None = None) -> Sequence[RulesRevision]:
        """A territory's revisions, the newest first."""
        query = select_models(RulesRevision).where(RulesRevision.territory == territory)
        return self._session.exec(query.order_by(col(RulesRevision.number).desc()).limit(limit)).all()

    def files(self, revision_id: int) -> dict[str, bytes]:
        """The files of a revision by their names, as they came in; none of one that only its hash is known of."""
        query = select_models(RulesFile).where(RulesFile.revision_id == revision_id).order_by(col(RulesFile.name))
        return {row.name: row.body for row in self._session.exec(query)}

    def take_in(
        self,
        territory: str,
        content_hash: str,
        files: Mapping[str, bytes],
        now: datetime,
        *,
        author: str,
        note: str = "",
    ) -> RulesRevision:
        """Keep this content as a draft. Content that came in before is the revision it was; a hash gets its files."""
        known = self.find(territory, content_hash)
        if known is None:
            number = next_number(self._connection, f"revision:{territory}")
            known = self.find(territory, content_hash)  # another process may have been first while we waited
            if known is None:
                known = RulesRevision(
                    id=new_id(now), territory=territory, number=number, content_hash=content_hash, created_at=now,
                    author=author, note=note, state="draft",
                )  # fmt: skip
                self._session.add(known)
                self._session.flush()
        if files and not self.files(known.id):
            self._session.add_all(RulesFile(revision_id=known.id, name=name, body=files[name]) for name in files)
            self._session.flush()
        return known

    def _find(self, *conditions: ColumnElement[bool]) -> RulesRevision | None:
        return self._session.exec(select_models(RulesRevision).where(*conditions)).first()

    def _activate(
        self,
        revision: RulesRevision,
        now: datetime,
        *,
        by: str,
        expected: int | None,
        origin: Origin,
        under: int | None,
    ) -> int:
        activation_id = new_id(now)
        values = {
            "activation_id": activation_id,
            "revision_id": revision.id,
            "content_hash": revision.content_hash,
            "origin": origin,
        }
        if not self._swap(revision.territory, expected, values):
            self._in_force = None
            raise SupersededError(self._standing(revision.territory))
        self._session.add(
            RulesActivation(
                id=activation_id, territory=revision.territory, revision_id=revision.id, under_id=under, by=by, at=now
            )
        )
        revision.state = "activated"
        self._session.flush()
        self._in_force = None
        return activation_id

    def _swap(self, territory: str, expected: int | None, values: Mapping[str, object]) -> bool:
        """Write what is in force, if it still is what was expected."""
        table = core(ActiveRevision)
        if expected is None:
            first = insert_into(self._connection, table).values(territory=territory, **values)
            written = self._connection.execute(first.on_conflict_do_nothing().returning(table.c.territory))
        else:
            same = (table.c.territory == territory) & (table.c.activation_id == expected)
            swap = update(table).where(same).values(**values)
            written = self._connection.execute(swap.returning(table.c.territory))
        return written.first() is not None

    def _standing(self, territory: str) -> InForce | None:
        table = core(ActiveRevision)
        row = self._connection.execute(select(table).where(table.c.territory == territory)).one_or_none()
        if row is None:
            return None
        return InForce(row.territory, row.content_hash, row.revision_id, row.activation_id, row.origin)
