"""The words of a record: all there, all text, each used."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.domain.test_events import EVENTS
from vetting.documents import catalogue
from vetting.documents.catalogue import Words, load_words, to_label
from vetting.domain.consultation import Disposition, SubmissionMode
from vetting.domain.decisions import Ballot, Outcome
from vetting.domain.events import Event
from vetting.domain.evidence import EvidenceKind
from vetting.domain.interests import ConflictClass
from vetting.domain.people import Role
from vetting.domain.replies import ReplyState
from vetting.domain.stages import CaseStatus, StageStatus
from vetting.settings import data_dir

ENUMS = {
    "disposition": Disposition,
    "mode": SubmissionMode,
    "vote": Ballot,
    "outcome": Outcome,
    "outcome_noun": Outcome,
    "evidence_kind": EvidenceKind,
    "conflict": ConflictClass,
    "role": Role,
    "reply_state": ReplyState,
    "case_status": CaseStatus,
    "status": StageStatus,
}
TEMPLATES = data_dir("templates")
PACKAGE = Path(catalogue.__file__).parent


@pytest.mark.parametrize("kind", ENUMS)
def test_every_value_of_the_domain_that_a_record_shows_has_a_name(kind: str) -> None:
    words = load_words()
    assert [one for one in ENUMS[kind] if f"{kind}.{one.value}" not in words] == []


def test_every_word_is_text_and_not_a_truth_value_that_yaml_made_of_it() -> None:
    tree = yaml.safe_load((PACKAGE / "words" / "en.yaml").read_text("utf-8"))
    assert [leaf for leaf in _leaves(tree) if not isinstance(leaf, str) or not leaf.strip()] == []


def _leaves(tree: Any) -> list[Any]:
    return [leaf for one in tree.values() for leaf in _leaves(one)] if isinstance(tree, dict) else [tree]


def test_every_key_that_the_views_name_is_in_the_catalogue() -> None:
    words = load_words()
    named = {key for path in PACKAGE.rglob("*.py") for key in _keys_in(path)}
    kinds = {key.partition(".")[0] for key in words.keys()}  # noqa: SIM118
    missing = {
        key
        for key in named
        if key.partition(".")[0] in kinds and key not in words and f"{key}.one" not in words
    }
    assert missing == set()


def _keys_in(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    texts = [
        one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    return [text for text in texts if re.fullmatch(r"[a-z_]+\.[a-z_0-9]*[a-z0-9]", text)]


def test_a_number_decides_the_form() -> None:
    words = load_words()
    told = [words.count("glance.points", count) for count in (0, 1, 2)]
    assert told == ["0 points", "1 point", "2 points"]


@pytest.mark.parametrize("event", EVENTS, ids=lambda one: one.__name__)
def test_every_event_of_the_log_has_its_words(event: type[Event]) -> None:
    assert f"event.{event.__name__}" in load_words()


def test_a_code_without_a_name_is_put_in_plain_letters() -> None:
    assert load_words().name("group", "civil_society") == "Civil society"
    assert to_label("") == ""


def test_a_key_that_is_missing_is_an_error_and_a_language_without_words_is_told_in_english() -> None:
    with pytest.raises(KeyError):
        Words("en", {})("gone")
    assert load_words("fr").language == "en"


@pytest.mark.parametrize("folder", [PACKAGE / "words", TEMPLATES / "languages"], ids=lambda one: one.name)
def test_no_catalogue_says_one_key_twice_since_the_last_would_win_unseen(folder: Path) -> None:
    for path in sorted(folder.rglob("*.yaml")):
        tree = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
        assert (path.name, _told_twice(tree)) == (path.name, [])


def _told_twice(node: yaml.Node | None) -> list[str]:
    if not isinstance(node, yaml.MappingNode):
        return []
    keys = [str(key.value) for key, _ in node.value]
    below = [one for _, value in node.value for one in _told_twice(value)]
    return [key for key in keys if keys.count(key) > 1] + below
