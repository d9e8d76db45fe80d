"""Summaries equal live counts, in small: many at once, and after a restore (drill/summaries.py; `make drill` in full)."""

from __future__ import annotations

from pathlib import Path

import pytest

from drill import summaries

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workers")]


def test_summaries_equal_live_counts_after_changes_at_once_and_after_a_restore(
    own_database: str, tmp_path: Path
) -> None:
    kept = summaries.play(operations=160, threads=4, chance=7, dump_in=tmp_path)
    print(kept.done)
    assert (kept.different, kept.different_after_restore) == ([], [])
    assert sum(kept.done.values()) == 160 and kept.compared == 4 * 6 * 14
    assert {"report", "decide", "move", "add", "roll"} <= set(kept.done)  # not all were refused
