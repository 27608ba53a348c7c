"""Further acts on a live case, from a file with only the sections that change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from vetting.domain.commands import Command
from vetting.domain.dossier import Dossier
from vetting.domain.errors import BadInput
from vetting.policy.pack import Pack
from vetting.usecases.casefile.commands import in_time
from vetting.usecases.casefile.files import HeldFile, hold_files
from vetting.usecases.casefile.forms import to_long_form
from vetting.usecases.casefile.items import make_commands
from vetting.usecases.casefile.known import Known
from vetting.usecases.casefile.maker import Maker
from vetting.usecases.casefile.read import as_mapping, check_acts, in_order, stages_of, to_faults
from vetting.usecases.casefile.sections import ActHead, Acts, WholeActs
from vetting.usecases.casefile.sound import validate_section
from vetting.usecases.casefile.source import Source, find_faults, open_source
from vetting.usecases.casefile.times import Frame
from vetting.usecases.casefile.wording import Words


@dataclass(frozen=True)
class ActFile:
    """A file of acts without a fault, with the case and the pack it is read for."""

    name: str
    sha256: str  # of the file, in hex
    case: str
    pack: Pack
    acts: Acts
    held: Mapping[str, HeldFile] = field(default_factory=dict)  # by evidence id


def read_acts(given: Path | bytes, dossier: Dossier, pack: Pack, now: datetime | None = None) -> ActFile:
    """The acts of a file for a case under its pack; raises ``BadInput`` with every fault found.

    An item without a time is of ``now``, and none may be later than its day; without ``now`` each item
    or the file must say when.
    """
    source = open_source(given)
    head, words = _head(source, dossier.case.id)
    at = head.at or now
    data = {key: value for key, value in source.located.data.items() if key != "case"}
    shaped = to_long_form(data, {"by": head.by, "at": at}, at, stages_of(pack))
    frame = Frame(dossier.case.opened_at, now.date() if now else date.max)
    acts, act_words = check_acts(shaped, pack, Known.of_case(dossier), frame)
    held, file_faults = hold_files(source, acts.evidence)
    faults = [*to_faults(source, shaped, [*words, *act_words]), *find_faults(source), *file_faults]
    if faults:
        raise BadInput(in_order(faults))
    return ActFile(source.name, source.sha256, dossier.case.id, pack, acts, held)


def to_acts(act_file: ActFile) -> list[Command]:
    """The commands of a file of acts, in the order in which they happened."""
    maker = Maker(act_file.sha256, act_file.case, act_file.pack, act_file.held)
    return in_time(make_commands(act_file.acts, maker))


def _head(source: Source, case: str) -> tuple[ActHead, list[Words]]:
    written = as_mapping(source.located.data.get("case"))
    head, words = validate_section(ActHead, "case", {"case": written}, WholeActs)
    return head or ActHead.model_validate({}), [*words, *_other_case(written.get("id"), case)]


def _other_case(named: object, case: str) -> Iterator[Words]:
    if named is not None and named != case:
        yield (
            ("case", "id"),
            f"the file is for the case '{named}', not '{case}'.",
            "Name the other case, or mend this line.",
        )
