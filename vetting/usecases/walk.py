"""The walk of a case file: its acts in order of time, day by day, under a simulated clock.

- The file becomes the same commands as everyone else's; an act that is in the log is not done again.
- After each day the case is advanced, as it would have been, and again at each hour at which a gate
  closes by itself; the walk stops at the end of ``as_of``.
- A walk that was killed goes on where the log ends: days whose acts are all in it, followed by later
  ones that are, have been advanced and are passed over.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from vetting.domain.commands import Command, OpenCase
from vetting.domain.errors import Refusal, Refused
from vetting.domain.gates import GateFields, first_closing
from vetting.domain.times import end_of_day
from vetting.usecases.advance import Advanced, Dispatcher
from vetting.usecases.casefile.commands import by_day, to_commands
from vetting.usecases.casefile.read import CaseFile
from vetting.usecases.desk import Desk
from vetting.usecases.erasing import drop_erased
from vetting.usecases.send import send

Progress = Callable[[date, Advanced], None]


def walk_case_file(
    desk: Desk, dispatcher: Dispatcher, case_file: CaseFile, on_day: Progress = lambda *_: None
) -> None:
    """Walk a case file to the end of its ``as_of``.

    Raises ``Refused`` at an act that a rule forbids; the days before it are kept, that day is not.
    """
    hold_evidence(desk, case_file)
    try:
        _walk(desk, dispatcher, case_file, on_day)
    finally:
        drop_erased(desk, case_file.id)  # a file that is walked again brings back what was erased


def hold_evidence(desk: Desk, case_file: CaseFile) -> None:
    """Store the files that the case file holds, before anything cites them."""
    for held in case_file.held.values():
        desk.evidence.put(held.content)


def _walk(desk: Desk, dispatcher: Dispatcher, case_file: CaseFile, on_day: Progress) -> None:
    desk.packs.pin(case_file.pack)
    days = by_day(_under_its_pack(case_file))
    for day, batch in days[_first_open_day(desk, [batch for _, batch in days]) :]:
        _pass_closings(desk, dispatcher, case_file.id, batch[0].at)
        send(desk, batch, simulated=True, asserted=True)
        on_day(day, _advance(dispatcher, case_file.id))
    evening = end_of_day(case_file.as_of)
    _pass_closings(desk, dispatcher, case_file.id, evening)
    _stand_at(desk, case_file.id, evening)
    on_day(case_file.as_of, _advance(dispatcher, case_file.id))


def _under_its_pack(case_file: CaseFile) -> list[Command]:
    """The acts of the file; the case is opened under the very pack that the file was read under.

    A name and a version do not tell a shipped pack from a changed copy of it in a folder; a hash does.
    """
    return [
        one.model_copy(update={"pack": case_file.pack.hash}) if isinstance(one, OpenCase) else one
        for one in to_commands(case_file)
    ]


def _first_open_day(desk: Desk, batches: Sequence[Sequence[Command]]) -> int:
    """The day to begin with: the last one of which something is in the log, else the first."""
    with desk.read() as work:
        begun = [n for n, batch in enumerate(batches) if any(work.has_act(one.id) for one in batch)]
    return max(begun, default=0)


def _advance(dispatcher: Dispatcher, case: str) -> Advanced:
    advanced = dispatcher.advance(case)
    if advanced.busy:
        raise Refused(Refusal("busy"))
    return advanced


def _pass_closings(desk: Desk, dispatcher: Dispatcher, case: str, until: datetime) -> None:
    """Stand at each hour before then at which a gate closes by itself, as a live case would be woken."""
    passed: datetime | None = None
    while (closes := _next_closing(desk, case)) is not None and closes < until and closes != passed:
        _stand_at(desk, case, closes)
        _advance(dispatcher, case)
        passed = closes


def _next_closing(desk: Desk, case: str) -> datetime | None:
    with desk.read() as work:
        return first_closing(work.list(GateFields, case))


def _stand_at(desk: Desk, case: str, at: datetime) -> None:
    """Let the simulated clock stand at a time."""
    with desk.work() as work:
        work.simulate(case, at)
        work.commit()
