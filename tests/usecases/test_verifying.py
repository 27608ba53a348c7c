"""Verification of the own log: a whole one holds; each planted fault is found and said."""

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text  # noqa: TID251 - the file is changed behind the store

from tests.usecases.desks import Scene, a_desk, a_scene, another_desk
from vetting.usecases.verifying import LogReport, verify_log


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = a_scene(tmp_path).opened().answered()
    scene.advance()
    scene.decide("approve", plan_signed_by="P-HEAD", risk_signed_by="P-HQ")
    scene.advance()
    return scene


def tamper(home: Path, *statements: str) -> None:
    """Change what only grows, as somebody with the file in hand could: the triggers are dropped first."""
    engine = create_engine(f"sqlite:///{home / 'vetting.db'}")
    with engine.connect() as connection:
        triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for (name,) in list(triggers):
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        for statement in statements:
            assert connection.execute(text(statement)).rowcount > 0
        connection.commit()
    engine.dispose()


def kinds(report: LogReport) -> set[str]:
    return {fault.partition(" ")[0].rstrip(":") for fault in report.faults}


def test_a_whole_log_holds_under_its_own_key_and_under_a_fingerprint_from_elsewhere(scene: Scene) -> None:
    fingerprint = scene.desk.signer.fingerprint
    whole = LogReport(size=scene.size(), key=fingerprint, faults=())
    assert verify_log(scene.desk) == whole
    assert verify_log(scene.desk, key=fingerprint) == whole


def test_an_empty_log_holds(tmp_path: Path) -> None:
    assert verify_log(a_desk(tmp_path)).faults == ()


def test_the_key_of_another_log_is_found(scene: Scene, tmp_path: Path) -> None:
    other = another_desk(tmp_path / "other").signer.fingerprint
    assert "checkpoint" in kinds(verify_log(scene.desk, key=other))


def test_a_checkpoint_kept_elsewhere_holds_and_one_of_another_log_does_not(
    scene: Scene, tmp_path: Path
) -> None:
    with scene.desk.read() as work:
        [kept] = work.list_checkpoints()
    assert verify_log(scene.desk, earlier=kept).faults == ()
    other = another_desk(tmp_path / "other").signer.sign(3, bytes(32))
    assert "checkpoint" in kinds(verify_log(scene.desk, earlier=other))


LEAF_CHANGED = """
    UPDATE log_entry SET leaf = CAST(replace(CAST(leaf AS TEXT), 'P-INIT', 'P-EXEC') AS BLOB) WHERE "index" = 5
"""


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (LEAF_CHANGED, {"fork", "root"}),
        ("UPDATE log_entry SET leaf = CAST('{}' AS BLOB) WHERE \"index\" = 5", {"form", "fork"}),
        ('DELETE FROM log_entry WHERE "index" = (SELECT max("index") FROM log_entry) - 1', {"chain", "size"}),
        ('UPDATE log_node SET hash = zeroblob(32) WHERE level = 0 AND "index" = 0', {"The"}),
        ("DELETE FROM log_node WHERE level = 3", {"The"}),
        ("UPDATE opening SET value = '\"Another name\"' WHERE entry = 0 AND field = 'title'", {"opening"}),
        ("UPDATE opening SET entry = 4000 WHERE entry = 0 AND field = 'title'", {"opening"}),
        ("UPDATE checkpoint SET note = replace(note, 'vetting.local', 'vetting.other')", {"checkpoint"}),
    ],
    ids=["leaf", "form", "removed", "node", "no node", "opening", "stray opening", "checkpoint"],
)
def test_a_planted_fault_is_found(tmp_path: Path, statement: str, expected: set[str]) -> None:
    tamper(tmp_path, statement)
    found = verify_log(a_desk(tmp_path))
    assert found.faults
    assert kinds(found) & expected, found.faults


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            "UPDATE answer SET value = '\"no\"' WHERE number = 2",
            "The answer 2 ({criterion}) of the case meridian is not what entry {entry} of the log says; changed: value.",
        ),
        (
            "UPDATE decision SET outcome = 'refuse', level = 'high'",
            "The decision of the case meridian is not what entry {entry} of the log says; changed: outcome, level.",
        ),
        (
            "UPDATE person SET roles = '[\"executive_head\"]' WHERE id = 'P-FOCAL'",
            "The person P-FOCAL of the case meridian is not what entry {entry} of the log says; changed: roles.",
        ),
        (
            "DELETE FROM person WHERE id = 'P-LEGAL'",
            "The person P-LEGAL of the case meridian is in entry {entry} of the log and no longer in the tables.",
        ),
        (
            "UPDATE answer SET number = 999 WHERE number = 2",
            "The answer 2 ({criterion}) of the case meridian is in entry {entry} of the log and no longer in the tables.",
        ),
        (
            "UPDATE declaration SET conflict = 'actual' WHERE id = 'NIL-P-HEAD'",
            "The declaration NIL-P-HEAD 1 of the case meridian is not what entry {entry} of the log says; changed: conflict.",
        ),
        (
            "UPDATE answer SET note = 'Asked nobody.', \"by\" = 'P-HQ' WHERE number = 2",
            "The answer 2 ({criterion}) of the case meridian is not what entry {entry} of the log says; changed: note, by.",
        ),
        (
            "UPDATE decision SET decided_by = 'P-HQ', departure_reason = 'None was given.'",
            (
                "The decision of the case meridian is not what entry {entry} of the log says; "
                "changed: decided by, departure reason."
            ),
        ),
        (
            "DELETE FROM decision",
            "The decision of the case meridian is in entry {entry} of the log and no longer in the tables.",
        ),
    ],
    ids=["answer", "decision", "roles", "person", "number", "class", "filled in", "signed", "gone"],
)
def test_a_row_that_was_changed_in_the_database_is_named_with_its_entry(
    tmp_path: Path, statement: str, fault: str
) -> None:
    tamper(tmp_path, statement)
    first = verify_log(a_desk(tmp_path)).faults[0]
    entry, criterion = re.search(r"entry (\d+)", first), re.search(r"\(([A-Z]+-\d+)\)", first)
    assert entry
    told = fault.format(entry=entry[1], criterion=criterion[1] if criterion else "")
    assert first == f"{told} Restore the database from a backup, and ask who can write to it."


@pytest.mark.usefixtures("scene")
def test_a_row_that_no_entry_speaks_of_is_named(tmp_path: Path) -> None:
    tamper(
        tmp_path,
        'INSERT INTO vote ("case", person, ballot, dissent, cast_at, filed) '
        "SELECT \"case\", 'P-HQ', 'for', '', assigned_at, 900 FROM person WHERE id = 'P-HQ'",
    )
    [fault] = verify_log(a_desk(tmp_path)).faults
    assert fault == (
        "The vote P-HQ of the case meridian has no entry in the log. "
        "Restore the database from a backup, and ask who can write to it."
    )


@pytest.mark.usefixtures("scene")
def test_an_entry_that_was_written_over_with_text_is_read_and_found(tmp_path: Path) -> None:
    tamper(tmp_path, "UPDATE log_entry SET leaf = replace(leaf, 'P-INIT', 'P-EXEC') WHERE \"index\" = 5")
    assert {"chain", "fork"} <= kinds(verify_log(a_desk(tmp_path)))


@pytest.mark.usefixtures("scene")
def test_an_opening_that_was_lawfully_removed_is_no_fault(tmp_path: Path) -> None:
    tamper(tmp_path, "DELETE FROM opening WHERE entry < 9")
    assert verify_log(a_desk(tmp_path)).faults == ()


def test_a_log_cut_short_is_found_by_the_checkpoint_it_signed_before(scene: Scene, tmp_path: Path) -> None:
    tamper(
        tmp_path,
        'DELETE FROM log_entry WHERE "index" > 9',
        "DELETE FROM opening WHERE entry > 9",
        "DELETE FROM checkpoint",
    )
    with scene.desk.read() as work:
        earlier = scene.desk.signer.sign(work.log_size() + 20, bytes(32))
    assert "size" in kinds(verify_log(a_desk(tmp_path), earlier=earlier))


@pytest.mark.usefixtures("scene")
def test_every_fault_is_a_sentence(tmp_path: Path) -> None:
    tamper(
        tmp_path, "UPDATE opening SET value = '1' WHERE entry = 0", "UPDATE log_node SET hash = zeroblob(32)"
    )
    faults = verify_log(a_desk(tmp_path)).faults
    assert len(faults) > 1
    assert all(fault.endswith(".") for fault in faults), json.dumps(faults, indent=1)
    assert faults[-1] == (
        "The stored node 0 at level 5 of the log's tree is not that of the entries. Restore the log from a backup."
    )
