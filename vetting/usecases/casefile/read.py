"""Read a case file: all of it, or every fault at once.

The order of the rules: bytes and YAML (``source``), form (``forms``, ``sections``, ``sound``), then
what it names (``references``), what it answers (``values``), when (``times``), and the files beside
it (``files``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from vetting.domain.errors import BadInput, Fault
from vetting.policy.pack import Pack
from vetting.usecases.casefile.files import HeldFile, hold_files
from vetting.usecases.casefile.forms import Shaped, first_moment, to_long_form
from vetting.usecases.casefile.known import Known
from vetting.usecases.casefile.references import UNSAID, find_broken_references, find_prospect_faults
from vetting.usecases.casefile.sections import Acts, CaseHead, Proposal
from vetting.usecases.casefile.sound import validate_acts, validate_section
from vetting.usecases.casefile.source import Source, find_faults, open_source
from vetting.usecases.casefile.times import Frame, find_time_faults
from vetting.usecases.casefile.values import find_setting_misfits, find_value_misfits
from vetting.usecases.casefile.wording import MOST, Words

PackOf = Callable[[str], Pack]


@dataclass(frozen=True)
class CaseFile:
    """A case file without a fault, with the pack it is read under and the files it holds."""

    name: str
    sha256: str  # of the file, in hex
    pack: Pack
    head: CaseHead
    proposal: Proposal
    acts: Acts
    held: Mapping[str, HeldFile] = field(default_factory=dict)  # by evidence id

    @property
    def id(self) -> str:
        """The id of the case."""
        return self.head.id

    @property
    def as_of(self) -> date:
        """The day at which the file stops."""
        return self.head.as_of


def read_case_file(given: Path | bytes, pack_of: PackOf) -> CaseFile:
    """The case file at a path, or of bytes; raises ``BadInput`` with every fault found.

    ``pack_of`` gives the pack of a name or ``name@version``, and raises ``BadInput`` if it cannot.
    """
    source = open_source(given)
    pack, faults = _find_pack(source, pack_of)
    shaped = _shape_case(source, pack)
    head, head_words = validate_section(CaseHead, "case", shaped.data)
    proposal, proposal_words = validate_section(Proposal, "proposal", shaped.data)
    if proposal and pack:
        proposal_words += find_setting_misfits(proposal, pack)
    frame = Frame(head.at, head.as_of) if head else None
    acts, words = check_acts(shaped, pack, Known(), frame)
    faults += to_faults(source, shaped, [*head_words, *proposal_words, *words, *_of_a_case(shaped, head)])
    held, file_faults = hold_files(source, acts.evidence)
    faults += [*find_faults(source), *file_faults]
    if faults or pack is None or head is None or proposal is None:
        raise BadInput(in_order(faults))
    return CaseFile(source.name, source.sha256, pack, head, proposal, acts, held)


def check_acts(
    shaped: Shaped, pack: Pack | None, known: Known, frame: Frame | None
) -> tuple[Acts, list[Words]]:
    """The well-formed acts of a file, and everything that is wrong with any of them."""
    acts, words = validate_acts(shaped.data)
    known = known.with_keys(shaped.data).with_file(acts)
    words += [
        (path, "the criterion is answered twice.", "Keep one, or list both in order of time.")
        for path in shaped.twice
    ]
    if frame is not None:
        words += islice(find_time_faults(acts, known, frame), MOST)
    if pack is not None:
        words += islice(find_broken_references(acts, pack, known), MOST)
        words += islice(find_value_misfits(acts, pack), MOST)
    return acts, words


def to_faults(source: Source, shaped: Shaped, words: Iterable[Words]) -> list[Fault]:
    """Faults with the lines and paths of the file as it was written."""
    return [source.fault(shaped.origin(path), what, how) for path, what, how in words]


def in_order(faults: list[Fault]) -> list[Fault]:
    """Each fault once, in the order of the file; beyond ``MOST`` only that there are more."""
    found = sorted(dict.fromkeys(faults), key=lambda fault: fault.line or 0)
    if len(found) <= MOST:
        return found
    more = Fault(found[0].where, f"there are more faults than these {MOST}.", "Mend these first.")
    return [*found[:MOST], more]


def stages_of(pack: Pack | None) -> frozenset[str]:
    """The ids of the stages, under which answers may be grouped."""
    return frozenset(stage.id for stage in pack.stages) if pack else frozenset()


def as_mapping(value: Any) -> dict[str, Any]:
    """The value where it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def _shape_case(source: Source, pack: Pack | None) -> Shaped:
    data = source.located.data
    head = as_mapping(data.get("case"))
    defaults = {
        "by": _known_or_unsaid(head.get("by"), as_mapping(data.get("people"))),
        "at": first_moment(head.get("at"), head.get("as_of")),
    }
    shaped = to_long_form(data, defaults, first_moment(head.get("as_of")), stages_of(pack))
    if head:
        shaped.data["case"] = {"at": defaults["at"], **head}
    return shaped


def _known_or_unsaid(by: Any, people: Mapping[str, Any]) -> str:
    """The person who acts where an item does not say who; that this person is unknown is said once."""
    return by if isinstance(by, str) and by in people else UNSAID


def _of_a_case(shaped: Shaped, head: CaseHead | None) -> Iterator[Words]:
    """What a case needs beyond well-formed acts: one prospect, and a person who opens it."""
    yield from find_prospect_faults(as_mapping(shaped.data.get("parties")))
    if head and head.by not in as_mapping(shaped.data.get("people")):
        yield ("case", "by"), f"no person has the id '{head.by}'.", "Add it under 'people'."


def _find_pack(source: Source, pack_of: PackOf) -> tuple[Pack | None, list[Fault]]:
    name = as_mapping(source.located.data.get("case")).get("pack", "un-default")
    if not isinstance(name, str):
        return None, []
    try:
        return pack_of(name), []
    except BadInput as error:
        return None, list(error.faults)
