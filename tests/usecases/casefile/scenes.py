"""A small case file that is in order, and ways to spoil it."""

from functools import cache
from pathlib import Path

from vetting.domain.errors import BadInput, Fault
from vetting.policy.load import find_pack, load_pack
from vetting.policy.pack import Pack
from vetting.usecases.casefile.read import CaseFile, read_case_file

SOUND = """\
case:
  id: pilot-1
  title: A pilot
  as_of: 2027-03-31
  by: P-1
  at: 2027-03-01
proposal:
  office: Office of Examples
people:
  P-1: focal_point
  P-2: {roles: [head_of_office], declarations: none}
parties:
  CO: {role: prospect, name: Example Company Ltd.}
evidence:
  E-1: {citation: A report, knowable_on: 2027-02-28}
  E-2: {own_knowledge: The plan, knowable_on: 2027-03-10}
answers:
  INT-03: mou
  INT-06: {answer: "no", evidence: [E-1]}
  INT-08: unknown
  exclusion:
    EXC-01: {answer: none_located, evidence: [E-1]}
submissions:
  S-1:
    mode: public
    at: 2027-03-12
    points:
      POINT-1: {text: Ask first, criteria: [INT-08]}
letters:
  L-1: {due: 2027-04-30, questions: [Is it so?], at: 2027-03-15}
votes:
  P-2: for
decision:
  outcome: defer
  by: P-2
  summary: Questions are open.
"""


@cache
def default_pack() -> Pack:
    """The pack that cases are read under in these tests."""
    return load_pack(find_pack("un-default"))


def find_pack_named(name: str) -> Pack:
    """The default pack by its name, or a fault, as a finder of packs gives it."""
    if name.partition("@")[0] != "un-default":
        raise BadInput([Fault("case.pack", f"there is no pack '{name}'.", "'vetting pack show' lists them.")])
    return default_pack()


def read(given: str | bytes | Path) -> CaseFile:
    """A case file read under the default pack."""
    return read_case_file(given.encode() if isinstance(given, str) else given, find_pack_named)


def faults_of(given: str | bytes | Path) -> list[str]:
    """The sentences with which a file is refused; none where it is in order."""
    try:
        read(given)
    except BadInput as refused:
        return [str(fault) for fault in refused.faults]
    return []


def spoiled(old: str, new: str) -> str:
    """The sound file with one place changed."""
    assert SOUND.count(old) == 1, f"{old!r} stands {SOUND.count(old)} times"
    return SOUND.replace(old, new)
