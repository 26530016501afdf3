"""What cases leave for figures when they are gone: coarse, without number, actor, instant or order.

Rule: ids are random, and rows lie in their order, so that nothing tells which came first or which belong together.
"""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from storage.tables.columns import key


class PastCase(SQLModel, table=True):
    """One case that is gone, as `bot.casework.figures.CaseFigure`; `month` is that in which it was received."""

    __tablename__ = "past_case"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: int = Field(sa_column=key())
    territory: str = Field(index=True)
    month: str
    epci: str
    stage: str
    sectors: str
    form: str
    door: str
    structure: str
    outcome: str
    is_fallback: bool
    taken_in: int | None = None  # working days
    contacted_in: int | None = None  # working days
    satisfaction: str = ""


class PastReferral(SQLModel, table=True):
    """One referral of a case that is gone, as `bot.casework.figures.ReferralFigure`; of which case isn't known."""

    __tablename__ = "past_referral"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: int = Field(sa_column=key())
    territory: str = Field(index=True)
    month: str
    structure: str
    answer: str
    reason: str
    taken_in: int | None = None  # working days
    is_contacted: bool
