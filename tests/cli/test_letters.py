"""``vetting letter``: a draft as YAML, Word and page; entered, sent by another, answered by link or file."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Vetting
from tests.usecases.letters import a_home_with_finding
from vetting.bootstrap import open_existing
from vetting.usecases.reply_links import open_letter


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a finding that opens the right of reply; its letters are those of the tests, in their order."""
    return a_home_with_finding(tmp_path_factory.mktemp("begun") / "home")


def test_a_letter_walks_from_its_draft_to_its_reply(vetting: Vetting, begun: Path, tmp_path: Path) -> None:
    home = ("--home", begun)
    out = tmp_path / "letter.yaml"
    said = vetting("letter", "draft", "meridian", "--out", out, *home)
    assert (said.code, f"vetting act meridian {out}" in said.err) == (0, True)
    written = yaml.safe_load(out.read_text())
    written["case"]["by"] = "P-RIGHTS"
    written["letter_drafts"]["L-1"]["questions"][0]["question"] = "Is the report correct?"
    out.write_text(yaml.safe_dump(written))
    assert vetting("act", "meridian", out, *home).code == 0
    own = vetting("letter", "send", "meridian", "L-1", "--by", "P-RIGHTS", *home)
    assert (own.code, "whoever writes a letter does not send it" in own.err) == (3, True)
    due = (open_existing(begun).clock.now() + timedelta(days=90)).date().isoformat()
    sent = vetting("letter", "send", "meridian", "L-1", "--by", "P-FOCAL", "--due", due, *home)
    assert (sent.code, due in sent.err) == (0, True)
    for name, begins in (("l.docx", b"PK"), ("l.html", b"<!DOCTYPE html>")):
        assert vetting("letter", "show", "meridian", "L-1", "--out", tmp_path / name, *home).code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    link = vetting("letter", "link", "meridian", "L-1", "--by", "P-FOCAL", *home)
    address = link.out.strip()
    assert "/en/reply/" in address
    assert open_letter(open_existing(begun), address.rpartition("/")[2]).letter.id == "L-1"
    form = tmp_path / "form.yaml"
    assert vetting("letter", "form", "meridian", "L-1", "--out", form, *home).code == 0
    filled = yaml.safe_load(form.read_text())
    filled["answers"][0]["answer"] = "It is not."
    form.write_text(yaml.safe_dump(filled))
    replied = vetting("letter", "reply", "meridian", "L-1", form, "--by", "P-COMPANY", *home)
    assert (replied.code, "is entered: full" in replied.err) == (0, True)
    again = vetting("letter", "reply", "meridian", "L-1", form, "--by", "P-COMPANY", *home)
    assert (again.code, "has its reply already" in again.err) == (3, True)
    done = vetting("letter", "draft", "meridian", "--out", tmp_path / "x.html", *home)
    assert (done.code, "No finding that waits for a letter" in done.err) == (3, True)
    named = ("--about", "EXC-05", "--to", "lingua")
    for name in ("x.html", "x.docx"):
        assert vetting("letter", "draft", "meridian", "--out", tmp_path / name, *named, *home).code == 0


def test_bad_words_are_answered_with_a_sentence(vetting: Vetting, begun: Path, tmp_path: Path) -> None:
    home = ("--home", begun)
    wrong = vetting("letter", "draft", "meridian", "--out", tmp_path / "x.pdf", *home)
    assert (wrong.code, "End the name in one of: .yaml, .docx, .html." in wrong.err) == (2, True)
    nowhere = vetting("letter", "show", "meridian", "L-9", "--out", tmp_path / "x.html", *home)
    assert (nowhere.code, "The case has no letter L-9." in nowhere.err) == (3, True)
    day = vetting("letter", "send", "meridian", "L-1", "--by", "P-FOCAL", "--due", "soon", *home)
    assert day.code in (2, 3)
