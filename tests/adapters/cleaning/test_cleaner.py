"""The process in which a file is rebuilt: bounded in memory, time and output, and silent."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.cleaning import files
from tests.adapters.cleaning.files import PLANTED, has_secret
from vetting.adapters.cleaning.child import answer
from vetting.adapters.cleaning.cleaner import ChildCleaner
from vetting.adapters.cleaning.parts import Rebuilt
from vetting.adapters.cleaning.wire import pack, unpack
from vetting.domain.attachments import MOST_BYTES
from vetting.domain.errors import Refused
from vetting.domain.left_out import LeftOut


def refused(content: bytes, name: str, cleaner: ChildCleaner | None = None) -> str:
    with pytest.raises(Refused) as caught:
        (cleaner or ChildCleaner()).clean(content, name)
    return caught.value.refusal.code


def test_a_file_goes_through_the_process_and_comes_back_rebuilt() -> None:
    clean = ChildCleaner().clean(files.jpeg(), f"C:\\{PLANTED}\\My holiday.photo.JPG")
    assert (clean.name, clean.kind) == ("My-holiday-photo.jpg", "jpg")
    assert clean.left_out == (LeftOut.APPENDED, LeftOut.METADATA)
    assert not has_secret(clean.content)


def test_a_refusal_comes_back_as_its_code() -> None:
    assert refused(files.locked_pdf(), "a.pdf") == "file_locked"
    assert refused(b"", "a.pdf") == "file_empty"
    assert refused(b"x" * (MOST_BYTES + 1), "a.txt") == "file_too_large"


def test_a_picture_at_the_limit_fits_into_the_memory_and_one_that_unpacks_further_does_not() -> None:
    assert ChildCleaner().clean(files.png((7000, 7000), "L"), "a.png").kind == "png"
    bomb = files.docx(**{"word/media/image9.png": files.pixel_bomb()})
    assert LeftOut.PICTURES in ChildCleaner().clean(bomb, "a.docx").left_out
    heavy = files.docx(**{"word/document.xml": b"<x>" + b" " * (41 << 20) + b"</x>"})
    assert refused(heavy, "a.docx") == "file_too_heavy"


@pytest.mark.parametrize(
    "program",
    [
        "import time; time.sleep(60)",
        "import sys; sys.stdin.buffer.read(); bytearray(10**10)",
        "raise SystemExit(9)",
        "import sys; [sys.stdout.buffer.write(b'x' * 10**6) for _ in range(100)]",
        "print('{}')",
    ],
    ids=["sleeps", "eats memory", "dies", "never stops talking", "talks nonsense"],
)
def test_a_process_that_misbehaves_costs_its_sender_a_sentence_and_no_more(program: str) -> None:
    cleaner = ChildCleaner((sys.executable, "-I", "-c", program), seconds=0.5)
    assert refused(files.png(), "a.png", cleaner) == "file_too_heavy"


def test_the_process_writes_no_file_and_says_nothing_besides_its_answer(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-m", "vetting.adapters.cleaning.child"],
        input=pack({"name": f"{PLANTED}.txt"}, PLANTED.encode()),
        cwd=tmp_path,
        env={"TMPDIR": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    assert (done.stderr, list(tmp_path.iterdir())) == (b"", [])
    assert unpack(done.stdout) == ({"kind": "txt", "left_out": []}, f"{PLANTED}\n".encode())


@pytest.mark.parametrize("error", [MemoryError, RecursionError, RuntimeError(PLANTED)])
def test_whatever_breaks_inside_has_an_answer(error: Exception) -> None:
    def broken(*_: object) -> Rebuilt:
        raise error

    code = "file_damaged" if isinstance(error, RuntimeError) else "file_too_heavy"
    assert unpack(answer(b"x", "a.txt", broken)) == ({"refused": code}, b"")


def test_what_is_rebuilt_and_too_large_to_be_sealed_is_refused() -> None:
    assert unpack(answer(b"four", "a.txt", most=3)) == ({"refused": "file_too_heavy"}, b"")


@pytest.mark.parametrize("name", ["child", "plain", "pictures", "pdfs", "documents"])
def test_what_rebuilds_a_file_draws_in_no_library_of_the_database_for_every_file_pays_for_it(
    name: str,
) -> None:
    asked = f"import sys, vetting.adapters.cleaning.{name}; print({{'pydantic', 'sqlalchemy'}} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-I", "-c", asked], capture_output=True, check=True, text=True)
    assert said.stdout == "set()\n"
