"""The registers of a case as the desk shows them: the parts of a record that hold them, as the case stands now."""

from dataclasses import dataclass
from typing import Any

from vetting.documents.blocks import Block
from vetting.documents.record import assemble_registers
from vetting.documents.view import show_section
from vetting.usecases.office.case_view import CaseView, name_of

REGISTERS = {
    "impacts": ("HRI-17", "HRI-18", "HRI-28", "HRI-37", "HRI-05", "HRI-31", "HRI-33", "HRI-34", "MON-07"),
    "controversies": (
        "CTV-01",
        "CTV-02",
        "CTV-03",
        "CTV-04",
        "CTV-05",
        "CTV-06",
        "CTV-14",
        "CTV-07",
        "CTV-12",
    ),
    "data": ("PDT-01", "PDT-05", "PDT-10", "PDT-19", "PDT-22", "PDT-11", "PDT-21"),
    "safeguards": ("TEC-16", "TEC-04"),
}
"""Each register by its section of the record, with the questions whose answers fill it."""


@dataclass(frozen=True)
class Register:
    """One register: its heading, what stands in it, and the questions that fill it."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    questions: tuple[tuple[str, str], ...]  # id and wording, of those that the pack has


def name_registers() -> tuple[tuple[str, str], ...]:
    """The registers by key and title."""
    return tuple((key, name_of("section", key)) for key in REGISTERS)


def view_register(view: CaseView, key: str) -> Register:
    """One register as the case stands; raises ``KeyError`` for a key that none has."""
    questions, pack = REGISTERS[key], view.appraisal.pack
    found: dict[str, Any] = assemble_registers(view.dossier, pack, view.appraisal.to_json())
    asked = tuple((one, pack.criteria[one].question) for one in questions if one in pack.criteria)
    return Register(key, name_of("section", key), show_section(found, key), asked)
