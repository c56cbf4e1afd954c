"""Work beside the screen: it tells how far it is, stops when told, and forgets what nobody waits for."""

from __future__ import annotations

import threading
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread

from registry_app.core.errors import Cancelled
from registry_app.ui.jobs import Job, JobProgress
from tests.support import desk


def test_a_result_arrives_on_the_screens_thread(qtbot):
    where = []
    job = Job(threading.get_ident)
    job.succeeded.connect(lambda worked_in: where.append((worked_in, threading.get_ident())))
    job.start()
    qtbot.waitUntil(lambda: bool(where))
    assert where[0][1] == threading.get_ident() != where[0][0]


def test_a_job_stopped_by_the_officer_ends_as_cancelled(qtbot):
    progress, begun = JobProgress(), threading.Event()

    def count() -> None:
        done = 0
        while True:
            progress.step(done, 0)
            begun.set()
            done += 1
            QThread.yieldCurrentThread()

    job = Job(count)
    failed = []
    job.failed.connect(failed.append)
    job.start()
    begun.wait()
    progress.cancel()
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], Cancelled)
    assert progress.cancelled


def test_progress_is_told_at_its_first_and_last_step_however_short_the_work(qtbot):
    progress, told = JobProgress(), []
    progress.stepped.connect(lambda done, total, what, _left: told.append((done, total, what)))
    for done in range(1000):
        progress.step(done + 1, 1000, "row")
    assert told[0] == (1, 1000, "row")
    assert told[-1] == (1000, 1000, "row")
    assert len(told) < 100


def test_progress_raises_at_the_step_after_the_stop():
    progress = JobProgress()
    progress.step(1, 2)
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.step(2, 2)


def test_a_context_may_end_with_the_last_of_its_jobs(demo, tmp_path, qapp):
    with desk.desk_context(desk.open_demo(demo, tmp_path / "register")) as context:
        read = []
        context.read(lambda session: session.info, read.append)
        assert read
        assert not context.busy
        ended = weakref.ref(context)
    del context
    # the job is destroyed, with it the last that refers to the context: were it the job's parent, it would destroy it again
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert ended() is None
