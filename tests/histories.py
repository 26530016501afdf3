"""Holds every case of a store to its history: folded anew, it says what the index columns say."""

from __future__ import annotations

from sqlmodel import col, select

from bot.usecases.cases.deeds import case_status
from bot.usecases.cases.history import read_state
from storage.store import Store
from storage.tables import Case, Referral


def check_histories(store: Store) -> int:
    """Fold the history of every case and compare; how many cases were compared.

    An erased case has no history left: it must stand as withdrawn.
    """
    with store.read() as uow:
        cases = list(uow.session.exec(select(Case).order_by(col(Case.id))))
        for case in cases:
            state = read_state(uow, case.id)
            if state.referral_id is None:
                assert case.status == "withdrawn", f"case {case.number} has no history and isn't erased"
                continue
            assert case.status == case_status(state)
            assert case.referral_id == state.referral_id
            assert case.referent == state.current.interlocutor
            assert case.to_phone_since == state.to_phone_since
            rows = uow.session.exec(select(Referral).where(Referral.case_id == case.id)).all()
            supports = {row.id: row.status for row in rows if row.status.startswith("support_")}
            assert supports == {one.id: one.status for one in state.supports.values()}
            referrals = [row for row in rows if row.id not in supports]
            assert {row.id for row in referrals} == set(state.referrals)
            for row in referrals:
                known = state.referrals[row.id]
                assert (row.status, row.interlocutor, row.promised_on) == (
                    known.status, known.interlocutor, known.promised_on,
                )  # fmt: skip
                assert (row.answered_at, row.contacted_at) == (known.answered_at, known.contacted_at)
                assert (row.snoozed_until, row.decline_reason) == (known.call_on, known.decline_reason)
    return len(cases)
