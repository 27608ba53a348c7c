"""Readiness: a process that cannot take acts says why, without content."""

from dataclasses import replace
from pathlib import Path

from tests.usecases.desks import a_desk
from vetting.domain.errors import EnvironmentFault
from vetting.usecases.ports import Work
from vetting.usecases.readiness import why_not_ready


class FakeMachine:
    """A machine as it is told to be."""

    def __init__(self, free: int = 10**10, found: str = "0001") -> None:
        self._free = free
        self._found = found

    def free_bytes(self) -> int:
        return self._free

    def schema(self) -> tuple[str, str]:
        return self._found, "0001"


def test_a_home_that_is_well_is_ready(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    assert why_not_ready(desk) == []
    assert why_not_ready(replace(desk, machine=FakeMachine())) == []


def test_another_schema_and_a_full_disk_are_said(tmp_path: Path) -> None:
    desk = replace(a_desk(tmp_path), machine=FakeMachine(free=7_000_000, found="0002"))
    assert why_not_ready(desk) == [
        "The database has the schema 0002, this program knows 0001. Restart it with the other version.",
        "The home's disk has 7 MB left. Free some space; acts are refused when it is full.",
    ]


def test_a_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    def fail() -> Work:
        raise EnvironmentFault("The database is in use by another process.")

    desk = replace(a_desk(tmp_path), work=fail, machine=FakeMachine())
    assert why_not_ready(desk) == ["The database is in use by another process."]
