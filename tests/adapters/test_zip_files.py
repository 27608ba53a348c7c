"""One content, one sequence of bytes."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from vetting.adapters.zip_files import FIRST, normalise_zip, write_zip

names = st.text(alphabet="abc/.", min_size=1, max_size=8)
members = st.dictionaries(names, st.binary(max_size=50), max_size=5)


def _zip(content: dict[str, bytes], year: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 2, 3, 4, 5, 6)), data)
    return target.getvalue()


@given(content=members)
def test_time_and_order_leave_no_trace(content: dict[str, bytes]) -> None:
    backwards = dict(reversed(content.items()))
    assert normalise_zip(_zip(content, 2020)) == normalise_zip(_zip(backwards, 2026))


@given(content=members)
def test_nothing_of_the_content_is_lost(content: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(write_zip(content))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == content


def test_what_readers_look_for_first_stands_first() -> None:
    with zipfile.ZipFile(io.BytesIO(write_zip({"a": b"", FIRST: b"", "b": b""}))) as archive:
        assert archive.namelist() == [FIRST, "a", "b"]
