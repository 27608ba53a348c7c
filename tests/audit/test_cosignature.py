import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit import vectors
from tests.audit.logs import FINGERPRINT, KEY, make_log
from vetting.audit import verify
from vetting.audit.checkpoint import verify_checkpoint
from vetting.audit.cosignature import (
    LATEST_SECOND,
    Witness,
    WitnessKey,
    add_signatures,
    verify_cosignatures,
)
from vetting.audit.errors import NoteRefused
from vetting.audit.note import Note, VerifierKey
from vetting.audit.verify import Break, verify_log

LOG = make_log(5)
NOTE = LOG.checkpoint()
WITNESS = Witness("witness.example/board", b"w" * 32)
OTHER = Witness("witness.example/press", b"p" * 32)
AT = 1_585_488_000


def breaks_of(note: str, *witnesses: str) -> list[Break]:
    return list(verify_log(LOG.lines(), note, [FINGERPRINT], witnesses=witnesses).breaks)


def test_a_published_witness_key_is_read() -> None:
    key = WitnessKey.from_text(vectors.COSIGNATURE_KEY)
    assert (key.name, key.id.hex(), key.to_text()) == ("remora.n621.de", "da77ade7", vectors.COSIGNATURE_KEY)


def test_a_key_that_signs_notes_is_no_witness_key_though_the_bytes_are_the_same() -> None:
    same = VerifierKey(WITNESS.name, WITNESS.key.public)
    assert same.id != WITNESS.key.id
    for text in (same.to_text(), "", "name", WITNESS.key.to_text()[:-4]):
        with pytest.raises(NoteRefused):
            WitnessKey.from_text(text)
    with pytest.raises(NoteRefused, match="is not that of its name and key"):
        WitnessKey.from_text(WITNESS.key.to_text().replace(WITNESS.key.id.hex(), "00000000"))


@given(st.integers(0, LATEST_SECOND))
def test_what_a_witness_cosigned_is_verified_with_its_time(at: int) -> None:
    note = add_signatures(NOTE, WITNESS.cosign(NOTE, at))
    assert verify_cosignatures(note, [WITNESS.key, OTHER.key]) == {WITNESS.name: at}
    assert verify_log(LOG.lines(), note, [FINGERPRINT], witnesses=[WITNESS.key.to_text()]).holds


def test_what_is_signed_is_the_specified_text() -> None:
    [line] = Note.from_text(add_signatures(NOTE, WITNESS.cosign(NOTE, AT))).signatures[1:]
    text = NOTE.split("\n\n")[0] + "\n"
    signed = f"cosignature/v1\ntime {AT}\n{text}".encode()
    assert line.signature[:8] == AT.to_bytes(8, "big")
    assert VerifierKey(WITNESS.name, WITNESS.key.public).verifies(line.signature[8:], signed)


def test_a_cosigned_checkpoint_is_still_the_logs() -> None:
    note = add_signatures(NOTE, WITNESS.cosign(NOTE, AT) + OTHER.cosign(NOTE, AT))
    assert verify_checkpoint(note, KEY.verifier) == verify_checkpoint(NOTE, KEY.verifier)
    report = verify_log(
        LOG.lines(), note, [FINGERPRINT], witnesses=[OTHER.key.to_text(), WITNESS.key.to_text()]
    )
    assert report.holds
    assert [each.split(" at ")[0] for each in report.witnesses] == [WITNESS.name, OTHER.name]


def test_a_cosignature_of_another_checkpoint_or_time_does_not_fit() -> None:
    foreign = WITNESS.cosign(LOG.checkpoint(3), AT)
    late = bytearray(Note.from_text(add_signatures(NOTE, WITNESS.cosign(NOTE, AT))).signatures[1].signature)
    late[7] ^= 1
    moved = Note.from_text(add_signatures(NOTE, WITNESS.cosign(NOTE, AT)))
    shifted = Note(
        moved.text,
        (moved.signatures[0], type(moved.signatures[1])(WITNESS.name, WITNESS.key.id, bytes(late))),
    ).to_text()
    for note in (add_signatures(NOTE, foreign), shifted):
        with pytest.raises(NoteRefused, match="does not fit the checkpoint"):
            verify_cosignatures(note, [WITNESS.key])
        assert [each.kind for each in breaks_of(note, WITNESS.key.to_text())] == ["witness", "witness"]


@pytest.mark.parametrize("at", [-1, LATEST_SECOND + 1])
def test_a_time_that_no_date_tells_is_refused(at: int) -> None:
    with pytest.raises(NoteRefused, match="number of seconds"):
        WITNESS.cosign(NOTE, at)


def test_a_witness_that_did_not_cosign_is_told_and_a_stranger_ignored() -> None:
    note = add_signatures(NOTE, OTHER.cosign(NOTE, AT))
    assert verify_cosignatures(note, [WITNESS.key]) == {}
    assert breaks_of(note, WITNESS.key.to_text()) == [
        Break("witness", f"a cosignature by {WITNESS.name}", "none that can be counted")
    ]


def test_a_fingerprint_of_the_wrong_kind_is_told() -> None:
    [found] = breaks_of(NOTE, FINGERPRINT)
    assert (found.kind, found.expected) == (
        "key",
        "a fingerprint name+id+base64 of a witness's Ed25519 key",
    )


def test_a_note_that_cannot_be_read_has_no_witnesses() -> None:
    kinds = [each.kind for each in breaks_of("nope", WITNESS.key.to_text())]
    assert kinds == ["checkpoint", "witness", "witness"]


def test_a_line_that_is_none_is_told_by_the_verifier() -> None:
    breaks: list[Break] = []
    assert verify._read_witnesses("a\n\n— x\n", [WITNESS.key.to_text()], breaks) == ()
    assert [each.kind for each in breaks] == ["witness"]
