"""Rendering: public editions and records made into files by the runner, never by the process that serves pages."""

import hashlib
import json
from collections.abc import Callable, Sequence

from vetting.domain.publications import FORMS, RenderingFields
from vetting.usecases.desk import Desk
from vetting.usecases.outside import RecordWriter

MOST = 5  # editions at a time, so that a long list holds up nothing else


def render_waiting(desk: Desk, make_writers: Callable[[], Sequence[RecordWriter]]) -> int:
    """Render public editions, and the newest record of each case, that are not files yet; how many.

    ``make_writers`` is called only where something waits: writers are heavy.
    """
    with desk.read() as work:
        waiting = work.renderings.list_waiting(len(FORMS), MOST)
    if waiting:
        writers = make_writers()
        for edition, content in waiting:
            _render(desk, writers, edition, content)
    return len(waiting)


def _render(desk: Desk, writers: Sequence[RecordWriter], edition: str, content: str) -> None:
    """Render one edition and keep its files; the same bytes for the same edition, so a repeat is harmless."""
    record = json.loads(content)
    files = [_to_file(edition, writer.suffix, writer.render(record)) for writer in writers]
    with desk.work() as work:
        for file in files:
            work.renderings.keep(file)
        work.commit()


def _to_file(edition: str, suffix: str, content: bytes) -> RenderingFields:
    digest = hashlib.sha256(content).hexdigest()
    return RenderingFields(edition=edition, suffix=suffix, size=len(content), sha256=digest, content=content)
