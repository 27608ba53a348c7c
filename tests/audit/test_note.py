import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit import vectors
from vetting.audit.errors import NoteRefused
from vetting.audit.note import (
    LARGEST_NOTE,
    MOST_SIGNATURES,
    Note,
    Signature,
    SigningKey,
    VerifierKey,
    sign_note,
    verify_note,
)

PETER = SigningKey.from_text(vectors.NOTE_SECRET)
OTHER = SigningKey("witness.example", b"w" * 32)
plain = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=40)


def test_the_published_note_is_signed_to_the_byte() -> None:
    assert sign_note(vectors.NOTE_TEXT, [PETER]) == vectors.NOTE


def test_the_published_note_verifies_with_its_key_alone() -> None:
    assert verify_note(vectors.NOTE, [VerifierKey.from_text(vectors.NOTE_KEY)]) == vectors.NOTE_TEXT
    with pytest.raises(NoteRefused, match="No known key signed the note"):
        verify_note(vectors.NOTE, [OTHER.verifier])


@pytest.mark.parametrize("text", [vectors.NOTE_KEY, *vectors.OTHER_KEYS])
def test_published_fingerprints_read_and_write(text: str) -> None:
    assert VerifierKey.from_text(text).to_text() == text


def test_a_key_reads_and_writes_its_secret_form_and_hides_it_elsewhere() -> None:
    assert PETER.to_text() == vectors.NOTE_SECRET
    assert PETER.verifier.to_text() == vectors.NOTE_KEY
    assert repr(PETER) == "SigningKey(name='PeterNeumann')"


@pytest.mark.parametrize("note", [vectors.SPEC_NOTE, vectors.SPEC_CHECKPOINT, vectors.NOTE])
def test_the_examples_of_the_specifications_read_and_write(note: str) -> None:
    assert Note.from_text(note).to_text() == note


def test_the_text_ends_at_the_last_empty_line() -> None:
    text = "one\n\ntwo\n\n\nthree\n"
    assert verify_note(sign_note(text, [PETER]), [PETER.verifier]) == text


@given(plain)
def test_any_plain_text_can_be_signed_and_verified(text: str) -> None:
    assert verify_note(sign_note(text + "\n", [PETER]), [PETER.verifier]) == text + "\n"


@pytest.mark.parametrize("known", [[PETER], [OTHER], [PETER, OTHER]])
def test_several_keys_may_sign_and_unknown_ones_are_ignored(known: list[SigningKey]) -> None:
    note = sign_note("text\n", [PETER, OTHER])
    assert verify_note(note, [key.verifier for key in known]) == "text\n"


def test_a_wrong_signature_of_a_known_key_refuses_the_whole_note() -> None:
    good, bad = sign_note("text\n", [PETER]), sign_note("other\n", [OTHER])
    note = good + bad.split("\n\n")[1]
    assert verify_note(note, [PETER.verifier]) == "text\n"
    with pytest.raises(
        NoteRefused, match=r"^The signature of witness\.example.* does not fit the note's text"
    ):
        verify_note(note, [PETER.verifier, OTHER.verifier])


@pytest.mark.parametrize("same", ["name", "id"])
def test_a_key_that_shares_only_name_or_id_is_unknown(same: str) -> None:
    note = Note.from_text(sign_note("text\n", [OTHER]))
    line = note.signatures[0]
    half_known = (
        Signature("witness.example", b"\x00" * 4, line.signature)
        if same == "name"
        else Signature("other.example", line.key_id, line.signature)
    )
    with pytest.raises(NoteRefused, match="No known key"):
        verify_note(Note(note.text, (half_known,)).to_text(), [OTHER.verifier])


def test_a_refusal_names_the_keys_expected_and_found() -> None:
    with pytest.raises(NoteRefused) as refusal:
        verify_note(vectors.NOTE, [OTHER.verifier])
    assert str(refusal.value) == (
        f"No known key signed the note. Expected: {OTHER.verifier.to_text()}. Found: PeterNeumann+c74f20a3."
    )


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n— name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n— name  AAAAAAAA\n",
        "text\n\n— na+me AAAAAAAA\n",
        "text\n\n— na\u00a0me AAAAAAAA\n",
        "text\n\n— name AAAAAA==\n",
        "text\n\n— name AAAAAAB=\n",
        "text\n\n— name AAAA*AAA\n",
        "text\n\n— name\n",
        "text\t\n\n— name AAAAAAAA\n",
        "text\r\n\n— name AAAAAAAA\n",
        "text\x00\n\n— name AAAAAAAA\n",
        "\ud800\n\n— name AAAAAAAA\n",
        "x" * LARGEST_NOTE + "\n\n— name AAAAAAAA\n",
        "text\n\n" + "— name AAAAAAAA\n" * (MOST_SIGNATURES + 1),
    ],
    ids=range(20),
)
def test_a_malformed_note_is_refused(note: str) -> None:
    with pytest.raises(NoteRefused):
        Note.from_text(note)


def test_a_note_with_many_signatures_is_read() -> None:
    assert (
        len(Note.from_text("text\n\n" + "— name AAAAAAAA\n" * MOST_SIGNATURES).signatures) == MOST_SIGNATURES
    )


@pytest.mark.parametrize("text", ["no newline", "", "tab\t\n"])
def test_a_text_that_no_note_can_carry_is_not_signed(text: str) -> None:
    with pytest.raises(NoteRefused):
        sign_note(text, [PETER])


def test_nobody_signs_nothing() -> None:
    with pytest.raises(NoteRefused, match="one key at least must sign"):
        sign_note("text\n", [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        vectors.NOTE_KEY.replace("c74f20a3", "c74f20a4"),
        vectors.NOTE_KEY.replace("c74f20a3", "C74F20A3"),
        vectors.NOTE_KEY.replace("Peter", "Pet r"),
        vectors.NOTE_KEY.replace("ARpc", "ARpd"),
        vectors.NOTE_KEY[:-4],
        vectors.NOTE_KEY + "\n",
        vectors.COSIGNATURE_KEY,
    ],
)
def test_a_malformed_fingerprint_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        VerifierKey.from_text(text)


@pytest.mark.parametrize(
    "text",
    [
        vectors.NOTE_SECRET.removeprefix("PRIVATE+KEY+"),
        vectors.NOTE_SECRET.replace("AYEK", "AYEL"),
        vectors.NOTE_SECRET.replace("AYEK", "Ay*K"),
        vectors.NOTE_SECRET.replace("c74f20a3", "c74f20a4"),
        vectors.NOTE_SECRET[:-4],
    ],
)
def test_a_malformed_signing_key_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(NoteRefused) as refusal:
        SigningKey.from_text(text)
    assert "FALVFGyN" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\n", "\x01", "em\u2003space"])
def test_a_key_needs_a_name_that_a_note_can_carry(name: str) -> None:
    sentence = "A key's name must have no spaces, plus signs or control characters"
    with pytest.raises(NoteRefused, match=sentence):
        SigningKey(name, b"x" * 32)
    with pytest.raises(NoteRefused, match=sentence):
        VerifierKey(name, b"x" * 32)


def test_a_key_has_32_bytes() -> None:
    with pytest.raises(NoteRefused, match=re.escape("An Ed25519 seed has 32 bytes; this one has 31.")):
        SigningKey("name", b"x" * 31)
    with pytest.raises(NoteRefused, match=re.escape("An Ed25519 key has 32 bytes; this one has 33.")):
        VerifierKey("name", b"x" * 33)
