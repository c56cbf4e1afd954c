"""The desk says that another program holds the register, and that waiting for it can be stopped."""

from __future__ import annotations

from registry_app.core.errors import Cancelled


def test_a_wait_is_told_as_work_under_way_and_can_be_stopped(sit_down):
    context = sit_down("clerk")
    waiting = context.opened.store.engines.waiting
    begun, over, refused = [], [], []
    context.started.connect(begun.append)
    context.ended.connect(over.append)

    def work() -> None:
        waiting.tell(500)
        assert begun == [], "a short wait is no news"
        waiting.tell(1_000)
        waiting.tell(1_500)
        (row,) = begun
        assert "Another program holds the register" in row.words
        row.progress.cancel()
        waiting.tell(2_000)

    context.run(work, refused=refused.append)
    assert isinstance(refused[0], Cancelled)
    assert over == begun
    begun.clear()
    context.run(lambda: waiting.tell(1_000))
    assert len(begun) == 1, "the next wait begins anew"


def test_a_desk_that_is_closed_listens_no_more(sit_down):
    context = sit_down("clerk")
    context.close()
    context.opened.store.engines.waiting.tell(9_000)
    assert context.opened.store.engines.waiting.listeners == []
