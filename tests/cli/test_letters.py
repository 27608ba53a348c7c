"""``vetting letter``: a draft as YAML, Word and page; entered, sent by another, answered by link or file."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Vetting
from tests.usecases.consulting import set_up_keys
from tests.usecases.desks import a_scene
from tests.usecases.letters import a_home_with_finding, a_link, a_sent_letter, an_open_finding
from vetting.bootstrap import open_existing
from vetting.domain.replies import GivenAnswer
from vetting.usecases.reply_links import lodge_answers, open_letter


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


def test_trade_secrets_are_taken_out_with_a_reason_and_opened_on_ones_own_machine(
    vetting: Vetting, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    scene = a_sent_letter(an_open_finding(a_scene(home)))
    keys = set_up_keys(scene)
    secret = GivenAnswer(text="Margin 3%", is_secret=True, summary="A number.")
    lodge_answers(scene.desk, a_link(scene), [secret])
    out, key = tmp_path / "secrets.age", tmp_path / "key"
    key.write_text(keys.officer)
    words = ("letter", "secrets", "meridian", "L-1", "--by", "P-OFFICER", "--out", out, "--home", home)
    refused = vetting(*words, "--reason", " ")
    assert (refused.code, "the reason enters the log" in refused.err, out.exists()) == (3, True, False)
    taken = vetting(*words, "--reason", "To assess it")
    assert (taken.code, out.read_bytes().startswith(b"age-encryption.org/v1")) == (0, True)
    opened = vetting("submission", "open", out, "--key", key)
    assert (opened.code, opened.out) == (0, '{"answers": {"1": "Margin 3%"}}\n')
