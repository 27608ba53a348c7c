from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.usecases.casefile.scenes import SOUND, find_pack_named
from vetting.domain.errors import BadInput
from vetting.usecases.casefile.commands import to_commands
from vetting.usecases.casefile.read import read_case_file

_ODD = st.sampled_from(
    [" ", "\n", "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!int ", '"', "'", "|", "null", "7", "~"]
)
_LINES = SOUND.splitlines(keepends=True)


def _read_or_refuse(content: bytes) -> None:
    """Reads, or is refused with at least one sentence; any other exception fails the test."""
    try:
        to_commands(read_case_file(content, find_pack_named))
    except BadInput as refused:
        said = [fault.what for fault in refused.faults]
    else:
        return
    assert said
    assert all(said)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
@example(b"case: {}")
@example(b"case: []\nproposal: 3\npeople: x\nanswers: [1]\n")
@example(b"? [a]\n: b\n")
@example(b"\xef\xbb\xbfcase:")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    _read_or_refuse(content)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(SOUND)), st.integers(0, 12), st.one_of(_ODD, st.text(max_size=4)))
def test_a_sound_file_with_any_cut_and_insertion_is_read_or_refused(at: int, cut: int, put: str) -> None:
    _read_or_refuse((SOUND[:at] + put + SOUND[at + cut :]).encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_LINES), max_size=40))
def test_any_lines_of_a_sound_file_are_read_or_refused(lines: list[str]) -> None:
    _read_or_refuse("".join(lines).encode())
