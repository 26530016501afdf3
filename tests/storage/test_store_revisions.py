"""What was in force before is found however many drafts came in since."""

from __future__ import annotations

from datetime import datetime

from storage.store import Store


def test_the_three_before_are_found_behind_any_number_of_drafts(store: Store, now: datetime) -> None:
    with store.begin() as work:
        expected = None
        for number in range(5):
            revision = work.revisions.take_in("pays", f"hash{number}", {}, now, author="folder")
            expected = work.revisions.activate(revision, now, by="folder", expected=expected)
        for number in range(9):
            work.revisions.take_in("pays", f"draft{number}", {}, now, author="staff:1")
        before = work.revisions.in_force_before("pays", 3)
        assert [revision.content_hash for revision in before] == ["hash3", "hash2", "hash1"]
        assert work.revisions.count_of("pays") == 14
