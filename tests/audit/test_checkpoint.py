import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit import vectors
from vetting.audit.checkpoint import Checkpoint, sign_checkpoint, verify_checkpoint
from vetting.audit.errors import CheckpointRefused, NoteRefused
from vetting.audit.note import Note, SigningKey, sign_note

ORIGIN = "vetting.example/office"
KEY = SigningKey(ORIGIN, b"k" * 32)
NEXT_KEY = SigningKey(ORIGIN, b"n" * 32)
WITNESS = SigningKey("witness.example", b"w" * 32)
CHECKPOINT = Checkpoint(ORIGIN, 8, vectors.ROOTS[8])

lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=10)
checkpoints = st.builds(
    Checkpoint,
    origin=lines,
    size=st.integers(0, 10**18),
    root=st.binary(min_size=32, max_size=32),
    extensions=st.lists(lines, max_size=2).map(tuple),
)


def test_a_checkpoint_is_origin_size_and_root() -> None:
    assert CHECKPOINT.to_text() == (
        "vetting.example/office\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n"
    )


def test_the_example_of_the_specification_reads_and_writes() -> None:
    text = Note.from_text(vectors.SPEC_CHECKPOINT).text
    read = Checkpoint.from_text(text)
    assert (read.origin, read.size, read.extensions) == ("example.com/behind-the-sofa", 20852163, ())
    assert read.to_text() == text


@given(checkpoints)
def test_reading_is_the_inverse_of_writing(checkpoint: Checkpoint) -> None:
    assert Checkpoint.from_text(checkpoint.to_text()) == checkpoint


@given(checkpoints)
def test_what_a_log_signs_its_key_verifies(checkpoint: Checkpoint) -> None:
    origin = "log.example"
    named = Checkpoint(origin, checkpoint.size, checkpoint.root, checkpoint.extensions)
    key = SigningKey(origin, b"k" * 32)
    assert verify_checkpoint(sign_checkpoint(named, key), key.verifier) == named


def test_in_a_rotation_the_old_and_the_new_key_sign_and_either_verifies() -> None:
    note = sign_checkpoint(CHECKPOINT, KEY, NEXT_KEY, WITNESS)
    assert verify_checkpoint(note, KEY.verifier) == CHECKPOINT
    assert verify_checkpoint(note, NEXT_KEY.verifier) == CHECKPOINT
    assert verify_checkpoint(note, [KEY.verifier, NEXT_KEY.verifier]) == CHECKPOINT


def test_a_checkpoint_of_another_log_is_refused_even_if_the_key_signed_it() -> None:
    with pytest.raises(CheckpointRefused) as refusal:
        verify_checkpoint(sign_checkpoint(CHECKPOINT, WITNESS), WITNESS.verifier)
    assert str(refusal.value) == (
        "The checkpoint is of the log vetting.example/office; the key is of witness.example."
    )


def test_a_checkpoint_that_the_key_did_not_sign_is_refused() -> None:
    with pytest.raises(NoteRefused, match="No known key signed the note"):
        verify_checkpoint(sign_checkpoint(CHECKPOINT, NEXT_KEY), KEY.verifier)
    with pytest.raises(NoteRefused, match="No known key signed the note"):
        verify_checkpoint(sign_checkpoint(CHECKPOINT, KEY), [])


@pytest.mark.parametrize(("old", "new"), [("8\n", "9\n"), ("Xcna", "Xcnb"), ("office\n8", "office\n08")])
def test_a_changed_checkpoint_is_refused(old: str, new: str) -> None:
    note = sign_checkpoint(CHECKPOINT, KEY)
    with pytest.raises(NoteRefused, match="does not fit the note's text"):
        verify_checkpoint(note.replace(old, new, 1), KEY.verifier)


@pytest.mark.parametrize(
    "text",
    [
        "origin\n8\n",
        "origin\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=",
        "\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
        "origin\n-8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
        "origin\n08\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
        "origin\n8 \nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
        "origin\n٨\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
        "origin\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n",
        "origin\n8\nXcna\n",
        "origin\n8\n\n",
        "origin\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n\nmore\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(CheckpointRefused):
        Checkpoint.from_text(text)
    if text.endswith("\n"):
        with pytest.raises(CheckpointRefused):
            verify_checkpoint(sign_note(text, [KEY]), KEY.verifier)


@pytest.mark.parametrize(
    ("origin", "size", "root", "extensions"),
    [
        (ORIGIN, -1, b"r" * 32, ()),
        (ORIGIN, 1, b"r" * 31, ()),
        ("", 1, b"r" * 32, ()),
        ("two\nlines", 1, b"r" * 32, ()),
        (ORIGIN, 1, b"r" * 32, ("",)),
        (ORIGIN, 1, b"r" * 32, ("two\nlines",)),
    ],
)
def test_a_malformed_checkpoint_cannot_be_made(
    origin: str, size: int, root: bytes, extensions: tuple[str, ...]
) -> None:
    with pytest.raises(CheckpointRefused):
        Checkpoint(origin, size, root, extensions)
