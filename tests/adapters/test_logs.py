"""Logs say what happened with ids and numbers; what somebody wrote never gets in."""

import json
import logging
import re
import sys

import pytest

from vetting.adapters.logs import LOGGER, QUIET, note, note_fault, set_up_logs

CONTENT = "Ana Petrova, +41 22 000 00 00"


@pytest.fixture(autouse=True)
def _logging_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    for name in (LOGGER, *QUIET):
        logger = logging.getLogger(name)
        for part in ("level", "handlers", "propagate"):
            monkeypatch.setattr(logger, part, getattr(logger, part))


def test_a_line_is_for_people_or_one_json_object_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("runner", as_json=False)
    note("advanced", case="c-1", steps=3, nothing=None)
    set_up_logs("runner", as_json=True)
    note("advanced", case="c-1", steps=3)
    plain, machine = capsys.readouterr().err.splitlines()
    assert re.sub(r"^\S+ ", "", plain) == "runner info: advanced case=c-1 steps=3"
    said = json.loads(machine)
    del said["at"]
    assert said == {"part": "runner", "level": "info", "event": "advanced", "case": "c-1", "steps": 3}


@pytest.mark.parametrize("as_json", [False, True])
def test_neither_a_fault_nor_another_library_brings_content_in(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, as_json: bool
) -> None:
    monkeypatch.setattr(logging.getLogger("uvicorn.error"), "propagate", False)
    monkeypatch.setattr(logging.getLogger("uvicorn.error"), "handlers", [logging.StreamHandler(sys.stderr)])
    set_up_logs("web", as_json=as_json)
    try:
        int(CONTENT)
    except ValueError as error:
        note_fault("a pass failed", error, case="c-1")
        logging.getLogger("uvicorn.error").exception("Exception in %s", CONTENT)
    logging.getLogger("elsewhere").warning("\n")
    said = capsys.readouterr().err
    assert CONTENT not in said
    assert said.count("ValueError at test_logs.py") == 2
    assert "uvicorn.error: Exception in %s" in said


def test_a_fault_that_was_never_raised_has_a_type_alone(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("web", as_json=False)
    note_fault("odd", ValueError(CONTENT))
    assert capsys.readouterr().err.rstrip().endswith("odd fault=ValueError")
