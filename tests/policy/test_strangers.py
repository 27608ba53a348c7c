"""Packs from strangers: refused with sentences or read as data, in bounded time and memory."""

# ruff: noqa: E501 -- each case stands on a line of its own

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.policy.small_packs import Files, as_bytes, changed, criterion, files, read, whole
from vetting.policy.domains import domains_of
from vetting.policy.evaluate import evaluate
from vetting.policy.facts import Facts
from vetting.policy.load import find_pack, load_pack
from vetting.policy.rulebook import rulebook_of

ROWS = ("stages/intake.yaml", "criteria")
SECONDS, BYTES = 10, 512 * 1024 * 1024

# The child bounds itself and then reads the pack; the last line says how many faults there are, and the first of them.
CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
resource.setrlimit(resource.RLIMIT_AS, (512 * 1024 * 1024, 512 * 1024 * 1024))
from vetting.policy.evaluate import evaluate
from vetting.policy.facts import Facts
from vetting.policy.load import PackRefused, load_pack
try:
    pack = load_pack(sys.argv[1])
    print(0, evaluate(pack, Facts({})).level.could_be)
except PackRefused as refused:
    print(len(refused.faults), refused.faults[0])
"""


def write(folder: Path, content: dict[str, bytes]) -> Path:
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def read_by_child(folder: Path) -> str:
    """What a bounded process says of the pack; it fails where a bound is passed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder)], capture_output=True, text=True, check=False, timeout=600
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert found.returncode == 0, found.stderr[-2000:]
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= SECONDS
    return found.stdout.strip()


def many_rows(number: int) -> Files:
    rows = [criterion(f"INT-{one:02}", effects=("yes|unknown -> raise",)) for one in range(1, number + 1)]
    examples = [
        {
            "subject": row["id"],
            "case": "fires",
            "answer": answer,
            "expected": ["raise"] if answer == "yes" else [],
        }
        for row in rows
        for answer in ("yes", "no")
    ]
    return files(rows, examples)


def wide_coupling() -> Files:
    """A coupling of ten rows, each with many answers: 10 to the power of 10 ways to read it."""
    content = many_rows(10)
    names = [row["id"] for row in content["stages/intake.yaml"]["criteria"]]
    cells = dict.fromkeys(names, "yes")
    content["tables.yaml"]["couplings"] = {
        "wide": {
            "mode": "adds",
            "finding_on": names[0],
            "hit": "all",
            "inputs": {name: {"criterion": name} for name in names},
            "rows": [{**cells, "then": [], "because": "so"}],
        }
    }
    content["examples.yaml"].append({"subject": "wide#1", "case": "coupling", "given": cells, "expected": []})
    return content


def deep() -> dict[str, bytes]:
    return {**as_bytes(whole()), "lists.yaml": b"a: " + b"[" * 100_000}


def bomb() -> dict[str, bytes]:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    return {**as_bytes(whole()), "lists.yaml": "\n".join(lines).encode()}


def endless_keys() -> dict[str, bytes]:
    keys = "".join(f"k{number}: v\n" for number in range(150_000))
    return {**as_bytes(whole()), "lists.yaml": f"answerers: {{office: Office}}\n{keys}".encode()}


def endless_faults() -> dict[str, bytes]:
    rows = [criterion(f"INT-{one % 100:02}", "perhaps") for one in range(6000)]
    return as_bytes(files(rows))


STRANGERS: list[tuple[str, dict[str, bytes], str]] = [
    ("nested without end", deep(), "1 lists.yaml, line 1 (a"),
    ("a bomb of aliases", bomb(), "100 lists.yaml, line 1 (a0): the anchor &a0 is not allowed."),
    ("a file over the bound", {**as_bytes(whole()), "lists.yaml": b"a: b\n" * 500_000}, "1 lists.yaml: the file is larger than"),
    ("a pack over the bound", {**as_bytes(whole()), "lists.yaml": b"#" * 5_000_000}, "1 "),
    ("binary", {**as_bytes(whole()), "lists.yaml": bytes(range(256)) * 100}, "1 lists.yaml, line"),
    ("a key twice", {**as_bytes(whole()), "lists.yaml": b"a: {x: X}\na: {y: Y}\n"}, "1 lists.yaml, line 2 (a): the key a stands twice."),
    ("two documents", {**as_bytes(whole()), "lists.yaml": b"a: {x: X}\n---\nb: c\n"}, "1 lists.yaml, line 2: a second document"),
    ("a list as the whole file", {**as_bytes(whole()), "pack.yaml": b"[1]"}, ""),
    ("an empty file", {**as_bytes(whole()), "tables.yaml": b""}, ""),
    ("more lists than anyone reads", endless_keys(), ""),
    ("thousands of faulty rows", endless_faults(), ""),
    ("as many rows as there are numbers", as_bytes(many_rows(99)), "0 high"),
    ("a coupling that can be read in too many ways", as_bytes(wide_coupling()), "1 tables.yaml, line 1 (couplings.wide): wide is too large to be proved."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "expected"), STRANGERS, ids=[one[0] for one in STRANGERS])
def test_a_strangers_pack_is_answered_within_ten_seconds_and_half_a_gigabyte(
    name: str, content: dict[str, bytes], expected: str, tmp_path: Path
) -> None:
    said = read_by_child(write(tmp_path, content))
    assert said.startswith(expected), (name, said[:500])
    assert "Traceback" not in said


CODE = (
    "__import__('os').system('id')",
    "{{ 7 * 7 }}",
    "=1+1",
    "${HOME}",
    "!!python/name:os.system",
    "<script>x</script>",
)


@pytest.mark.parametrize("text", CODE)
def test_what_looks_like_code_is_text_in_a_text_and_a_fault_in_a_rule(text: str) -> None:
    pack, faults = read(changed(whole(), (*ROWS, 0, "guidance"), text))
    assert (pack.criteria["INT-01"].guidance, faults) == (text, [])
    _, faults = read(changed(whole(), (*ROWS, 0, "effects", 0), f"{text} -> stop"))
    assert [fault.what for fault in faults] == [f"{text} cannot be tested on the answer type yes_no"]
    _, faults = read(changed(whole(), (*ROWS, 0, "effects", 0), f"yes -> {text}"))
    assert [fault.what for fault in faults] == [f"{text} is no consequence"]


def test_what_stands_in_two_meanings_is_refused() -> None:
    """An option that is also a word of the grammar, and an option twice."""
    for answer, what in (
        ("one(any|b)", "any is a word of the grammar and cannot be an option"),
        ("one(b|b)", "an option stands twice in one(b|b)"),
    ):
        _, faults = read(changed(whole(), (*ROWS, 2, "answer"), answer))
        assert faults[0].what == what


def word_pack(named: int, *effects: str) -> Files:
    words = [f"w{number}" for number in range(named)]
    rows = [criterion("INT-01", "many(words)", effects=(*(f"{word} -> info" for word in words), *effects))]
    return files(rows, lists={"answerers": {"office": "Office"}, "words": dict.fromkeys(words, "Word")})


def could_be(content: Files) -> str:
    return evaluate(read(content)[0], Facts({})).level.could_be


def test_a_list_with_more_items_than_are_tried_together_has_a_bound_that_is_never_too_low() -> None:
    """Two raises on different items stand side by side in an answer that is not among those tried."""
    effects = ("w0 -> raise", "w1 -> raise")
    assert could_be(word_pack(3, *effects)) == "substantial"
    assert could_be(word_pack(12, *effects)) == "substantial"
    assert (
        could_be(word_pack(12, "w0 -> floor(moderate)", "empty -> raise")) == "substantial"
    )  # exact: moderate
    assert could_be(word_pack(3, "w0 -> floor(moderate)", "empty -> raise")) == "moderate"


def test_a_table_with_more_states_than_are_tried_has_a_bound_that_is_never_too_low(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = criterion(
        "INT-01", "table(people)", effects=("old > 3|unknown -> floor(moderate)", "young > 3 -> raise")
    )
    columns = {"age": "one(old|young)"}
    facts = {"old": "count where age = old", "young": "count where age = young"}
    content = files([row], tables={"people": {"columns": columns, "facts": facts}})
    assert could_be(content) == "substantial"
    monkeypatch.setattr("vetting.policy.possible.MAX_STATES", 2)
    monkeypatch.setattr("vetting.policy.domains.MAX_STATES", 2)
    assert could_be(content) == "substantial"


def test_a_row_answered_by_three_people_has_a_bound_that_is_never_too_low() -> None:
    effects = ("a -> raise", "b -> raise", "c -> raise")
    row = criterion("INT-01", "one(a|b|c)", effects=effects, answered_by=["office", "legal", "dpo"])
    assert could_be(files([row])) == "high"


def test_a_coupling_over_an_answer_that_is_cut_short_counts_every_row() -> None:
    content = word_pack(12)
    rows = [
        {"one": "w1", "then": [], "because": "so"},
        {"one": "w2", "then": ["floor(high)"], "because": "so"},
    ]
    content["tables.yaml"]["couplings"] = {
        "joined": {
            "mode": "adds",
            "finding_on": "INT-01",
            "hit": "first",
            "inputs": {"one": {"criterion": "INT-01"}},
            "rows": rows,
        }
    }
    assert could_be(content) == "high"
    assert json.dumps(content)


@pytest.mark.parametrize("name", ["un-default", "example-office"])
def test_in_a_shipped_pack_no_answer_is_left_untried(name: str) -> None:
    pack = load_pack(find_pack(name))
    domains = domains_of(rulebook_of(pack))
    assert [one for one in pack.criteria if domains.is_cut(one)] == []
