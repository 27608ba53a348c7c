"""Acts on a live case: from a file with only the sections that change, or a single ruling on a match."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vetting.domain.commands import JudgeMatch
from vetting.domain.judgements import JudgementFields
from vetting.domain.screenings import hash_of
from vetting.usecases.advance import Advanced, Dispatcher
from vetting.usecases.casefile.acts import read_acts, to_acts
from vetting.usecases.desk import Desk
from vetting.usecases.erasing import drop_erased
from vetting.usecases.send import send


def act_on(desk: Desk, dispatcher: Dispatcher, case: str, file: Path) -> Advanced:
    """Do the acts of a file on a case and advance it.

    Raises ``BadInput`` with every fault, ``NotFound``, or ``Refused``; nothing is kept then.
    """
    with desk.read() as work:
        dossier = work.dossier(case)
        simulated = work.simulated_now(case) is not None
    now = None if simulated else desk.clock.now()  # an imported case has its own time: each act says when
    acts = read_acts(file, dossier, desk.packs.pinned(dossier.case.pack_hash), now)
    for held in acts.held.values():
        desk.evidence.put(held.content)
    try:
        send(desk, to_acts(acts), simulated=simulated, asserted=True)
    finally:
        drop_erased(desk, case)  # a file that comes again may bring back what was erased
    return dispatcher.advance(case)


def judge_now(desk: Desk, dispatcher: Dispatcher, case: str, by: str, ruling: Mapping[str, Any]) -> Advanced:
    """Rule on a match at the time of the case, and advance it; raises ``NotFound`` or ``Refused``."""
    with desk.read() as work:
        simulated = work.simulated_now(case)
        count = work.count(JudgementFields, case)
    ident = f"{case}/judged/{hash_of([by, ruling, count])[:24]}"
    command = JudgeMatch(id=ident, case=case, by=by, at=simulated or desk.clock.now(), **ruling)
    send(desk, [command], simulated=simulated is not None, asserted=True)
    return dispatcher.advance(case)
