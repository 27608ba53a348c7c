"""A pack is loaded whole or refused whole, with every fault."""

from pathlib import Path
from typing import Any

import pytest

from tests.policy.small_packs import as_bytes, changed, read, whole
from vetting.policy.folders import MAX_FILES
from vetting.policy.load import PackRefused, find_pack, load_pack, load_pack_bytes, read_pack

ROWS = ("stages/intake.yaml", "criteria")
TABLES = "tables.yaml"


def refusal_of(files: dict[str, bytes]) -> list[str]:
    with pytest.raises(PackRefused) as refused:
        load_pack_bytes(files)
    return [fault.what for fault in refused.value.faults]


def test_a_whole_pack_loads_from_a_folder_and_from_bytes_alike(tmp_path: Path) -> None:
    content = as_bytes(whole())
    for name, data in content.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found, again = load_pack(tmp_path), load_pack_bytes(content)
    assert found.hash == again.hash
    assert found.raw == content
    assert [one.id for one in found.in_stage("intake")] == ["INT-01", "INT-02", "INT-03", "INT-04", "INT-05"]
    assert found.stage_of("INT-05") == "intake"
    assert not found.criteria["INT-05"].is_act
    assert load_pack_bytes(as_bytes(changed(whole(), ("pack.yaml", "title"), 2026))).title == "2026"


def test_the_hash_is_that_of_the_meaning_not_of_the_layout() -> None:
    content = as_bytes(whole())
    commented = {**content, "lists.yaml": b"# a comment\n" + content["lists.yaml"]}
    reworded = {**content, "pack.yaml": content["pack.yaml"].replace(b"A small pack", b"A tiny pack")}
    hashes = [load_pack_bytes(one).hash for one in (content, commented, reworded)]
    assert hashes[0] == hashes[1] != hashes[2]


def test_the_shipped_pack_is_found_by_name_and_no_other() -> None:
    assert load_pack(find_pack("un-default")).name == "un-default"
    for name in ("nobody", "../un-default", ""):
        with pytest.raises(PackRefused, match="there is no pack of this name"):
            find_pack(name)


def test_a_folder_that_is_none_and_one_that_is_too_large_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PackRefused, match="no folder with a pack"):
        load_pack(tmp_path / "absent")
    for number in range(MAX_FILES + 1):
        (tmp_path / f"{number}.yaml").touch()
    with pytest.raises(PackRefused, match="at most 64 files"):
        load_pack(tmp_path)


def test_strange_missing_and_oversized_files_are_refused() -> None:
    content = as_bytes(whole())
    assert refusal_of({**content, "setup.py": b""}) == ["this file is no part of a pack"]
    assert refusal_of({**content, "stages/../x.yaml": b""}) == ["this file is no part of a pack"]
    assert refusal_of({one: data for one, data in content.items() if one != "lists.yaml"}) == [
        "the file is missing"
    ]
    assert refusal_of({**content, "lists.yaml": b"#" * 5_000_000}) == [
        "a pack has at most 64 files and 4194304 bytes"
    ]
    assert refusal_of({**content, "lists.yaml": b"a: &x 1\n"}) == ["the anchor &x is not allowed"]
    assert refusal_of({**content, "stages/other.yaml": b"stage: other\n"}) == [
        "pack.yaml has no stage of this name"
    ]
    assert (
        refusal_of({one: data for one, data in content.items() if "intake" not in one})[0]
        == "the file of this stage is missing"
    )


SHAPES: list[tuple[tuple[Any, ...], Any, str]] = [
    (("pack.yaml", "version"), "one", "'one' does not fit"),
    (("pack.yaml", "extra"), 1, "the key extra is not known here"),
    (("pack.yaml", "title"), None, "title is missing"),
    (("pack.yaml", "title"), " ", "' ' stands where a text is expected"),
    (("pack.yaml", "languages"), "en", "'en' stands where a list is expected"),
    (
        (TABLES, "outcomes", "admissible", "rows", 0, "stops"),
        "> many",
        "> many cannot be tested on the answer type number",
    ),
    (("lists.yaml",), [], "the file holds no entries"),
    (("sources.yaml",), [], "a list stands where entries are expected"),
    ((*ROWS, 0, "id"), "INT-1", "the id INT-1 does not fit the stage"),
    ((*ROWS, 1, "id"), "INT-01", "the id INT-01 stands twice"),
    ((*ROWS, 0, "answer"), "perhaps", "perhaps is no answer type"),
    ((*ROWS, 0, "asked_from"), "later", "later does not say from when the row is asked"),
    ((*ROWS, 0, "effects", 0), "yes => stop", "yes => stop has no arrow; write: when -> consequence"),
    ((*ROWS, 0), "INT-01", "'INT-01' stands where entries are expected"),
    ((TABLES, "levels", "low", "rank"), "one", "'one' stands where a whole number is expected"),
    (
        (TABLES, "levels", "high"),
        None,
        "the levels are not low, moderate, substantial and high with the ranks 1 to 4",
    ),
    ((TABLES, "outcomes", "suggested", "rows", 0, "suggests"), "jail", "jail is no outcome"),
    ((TABLES, "outcomes", "suggested", "hit"), "all", "'all' is not known here"),
    ((TABLES, "outcomes", "end"), "always", "it is not said where end is admissible"),
    (
        (TABLES, "outcomes", "inputs", "residual_4_untested"),
        {"type": "number(impacts)", "is": "XYZ-01 worst"},
        "XYZ-01 is not known",
    ),
    ((TABLES, "tables", "people", "columns"), {}, "the table people has no column"),
    (
        (TABLES, "tables", "people", "facts", "rows"),
        "average",
        "average is no fact; write count, count where, max of or sum of",
    ),
    ((TABLES, "tables", "people", "every"), "name", "this is no column with a list"),
    (
        (TABLES, "tables", "people", "backed"),
        [{"column": "name", "value": "x", "by": "name", "otherwise": "y"}],
        "the row has no such cell beside one of evidence",
    ),
    ((TABLES, "tables", "people", "backed"), [{"column": "name"}], "value is missing"),
    ((TABLES, "blocks", "EXT", "rows"), "INT-9*", "no criterion is called INT-9*"),
    ((TABLES, "blocks", "EXT", "from"), "tomorrow", "tomorrow is no depth"),
    ((TABLES, "blocks", "EXT", "opens_when", 0), {"test": "yes"}, "criterion is missing"),
    ((TABLES, "blocks", "EXT", "opens_when", 0, "criterion"), "INT-77", "INT-77 is not known"),
    ((TABLES, "couplings", "joined", "finding_on"), "INT-77", "INT-77 is not known"),
    ((TABLES, "couplings", "joined", "replaces"), ["INT-77"], "INT-77 is not known"),
    ((TABLES, "couplings", "joined", "inputs", "first"), {"criterion": "INT-77"}, "INT-77 is not known"),
    (
        (TABLES, "couplings", "joined", "inputs", "first"),
        {"criterion": "INT-04", "fact": "worst"},
        "INT-04 has no fact worst",
    ),
    (
        (TABLES, "couplings", "joined", "inputs", "first"),
        {"criterion": "INT-04", "row": "height"},
        "INT-04 has no column height",
    ),
    ((TABLES, "couplings", "joined", "rows", 0, "then", 0), "floor(giant)", "floor(giant) is no consequence"),
    (
        (TABLES, "couplings", "joined", "rows", 0, "first"),
        "5",
        "5 cannot be tested on the answer type yes_no",
    ),
    (
        (TABLES, "couplings", "each"),
        {
            "mode": "adds",
            "finding_on": "each",
            "hit": "all",
            "inputs": {"answer": {"criterion": "each"}, "level": {"level": "at_least"}},
            "rows": [{"criterion": "INT-77", "answer": "no", "level": "high", "then": [], "because": "so"}],
        },
        "INT-77 is not known",
    ),
]


@pytest.mark.parametrize(("path", "value", "expected"), SHAPES)
def test_each_fault_of_shape_is_named(path: tuple[Any, ...], value: Any, expected: str) -> None:
    assert expected in refusal_of(as_bytes(changed(whole(), path, value)))


MEANINGS: list[tuple[tuple[Any, ...], Any, str]] = [
    ((*ROWS, 0, "question"), "What? And why?", "INT-01: the question has not exactly one question mark"),
    (
        (*ROWS, 0, "effects", 1),
        "yes|unknown -> condition(absent)",
        "INT-01: the condition absent is not in conditions.yaml",
    ),
    (
        (*ROWS, 0, "effects", 0),
        "yes|unknown -> asks(TEC)",
        "INT-01: asks(TEC) names neither a block nor a criterion",
    ),
    (
        (*ROWS, 3, "effects", 0),
        "old > 0|unknown -> condition(care)",
        "INT-04: old is no fact of its answer; the facts are at_risk, rows",
    ),
    ((*ROWS, 3, "answer"), "table(planets)", "INT-04: the table planets is not in tables.yaml"),
    ((*ROWS, 0, "sources"), ["nowhere"], "INT-01: the source nowhere is not in sources.yaml"),
    ((*ROWS, 0, "answered_by"), ["stranger"], "INT-01: stranger is not in the list answerers"),
    ((*ROWS, 0, "same_as"), "INT-77", "INT-01: its twin INT-77 is not known"),
    ((*ROWS, 0, "asked_from"), "when:EXT", "INT-01: the block EXT does not have this row"),
    ((*ROWS, 0, "asked_from"), "when:GONE", "INT-01: the block GONE does not have this row"),
    (
        (TABLES, "tables", "people", "columns", "at_risk"),
        "item(planets)",
        "item(planets) names nothing that the pack has",
    ),
    (
        (TABLES, "tables", "people", "columns", "of"),
        "ref(planets)",
        "ref(planets) names nothing that the pack has",
    ),
    ((TABLES, "triage", "criteria"), ["INT-77"], "triage names INT-77, which is not known"),
    (
        ("conditions.yaml", "idle"),
        dict.fromkeys(("text", "test", "owner", "due", "consequence"), "x"),
        "no effect uses the condition idle",
    ),
    (
        ("sources.yaml", "idle"),
        dict.fromkeys(("title", "publisher", "year", "kind", "verified"), "x"),
        "no criterion rests on the source idle",
    ),
    (
        (TABLES, "outcomes", "suggested", "rows", 6),
        None,
        "the last row of suggested does not match everything",
    ),
    ((TABLES, "grade_anchors"), None, "INT-02: no anchors say what the grades mean"),
    ((*ROWS, 2, "effects", 1), "any -> info", "INT-03: an unknown stop is not a gate"),
    (
        (*ROWS, 0, "effects", 1),
        "yes -> floor(moderate)",
        "INT-01: an unknown has a lower floor than the worst answer",
    ),
    (
        (*ROWS, 1, "effects", 1),
        "1 -> gate(answer)",
        "INT-02: an unknown has no gate, where the row can reach high or another answer has one",
    ),
    (
        (*ROWS, 0, "effects", 1),
        "yes -> authority(3)",
        "INT-01: an unknown asks for a lower authority than another answer",
    ),
    ((*ROWS, 0, "effects", 1), "yes -> authority(+1)", "INT-01: no example fires authority(+1)"),
    (
        (*ROWS, 0, "effects", 1),
        "yes -> depth(basic)",
        "INT-01: an unknown asks for less depth than another answer",
    ),
    ((*ROWS, 3, "effects", 0), "at_risk > 0 -> condition(care)", "INT-04: an unknown has no condition(care)"),
    (
        ("examples.yaml", 0, "expected"),
        [],
        "INT-01: it gives asks(EXT), floor(moderate), and the example says nothing",
    ),
    (("examples.yaml", 1, "answer"), "perhaps", "INT-01: INT-01 must be yes or no, not 'perhaps'."),
    (("examples.yaml", 11, "given", "level"), "giant", "joined#1: giant is no level"),
    (("examples.yaml", 11, "subject"), "severed#1", "severed#1: there is no such coupling"),
    (("examples.yaml", 11), None, "joined#1 has no example"),
    (("examples.yaml", 1), None, "INT-01: no example leaves floor(moderate) silent"),
    (("examples.yaml", 5), None, "INT-03: no example fires stop"),
]


@pytest.mark.parametrize(("path", "value", "expected"), MEANINGS)
def test_each_fault_of_meaning_is_named(path: tuple[Any, ...], value: Any, expected: str) -> None:
    assert expected in refusal_of(as_bytes(changed(whole(), path, value)))


def test_a_word_that_is_no_item_of_its_list_is_named() -> None:
    content = changed(whole(), (*ROWS, 3, "answer"), "many(groups)")
    content = changed(content, (*ROWS, 3, "effects"), ["some|adults|unknown -> condition(care)"])
    assert "INT-04: adults is not in the list groups" in refusal_of(as_bytes(content))


def test_a_list_that_is_not_there_is_named() -> None:
    content = changed(whole(), (*ROWS, 3, "answer"), "many(planets)")
    content = changed(content, (*ROWS, 3, "effects"), ["some|unknown -> condition(care)"])
    assert "INT-04: the list planets is not in lists.yaml" in refusal_of(as_bytes(content))


def test_a_table_whose_facts_tell_too_many_rows_apart_is_refused() -> None:
    columns = {f"c{number}": "one(a|b|c|d)" for number in range(6)}
    facts = {f"f{number}": f"count where c{number} = a" for number in range(6)}
    content = changed(whole(), (TABLES, "tables", "wide"), {"columns": columns, "facts": facts})
    assert "the facts of wide tell more than 4096 kinds of rows apart" in refusal_of(as_bytes(content))


def coupled(rows: list[Any], **inputs: Any) -> dict[str, bytes]:
    coupling = {
        "mode": "replaces", "finding_on": "each", "hit": "first", "replaces": ["INT-02"], "exhaustive": True,
        "inputs": {"grade": {"criterion": "each", "value": "answer"}, **inputs}, "rows": rows,
    }  # fmt: skip
    return as_bytes(changed(whole(), (TABLES, "couplings", "lowered"), coupling))


def row(grade: str, *then: str) -> dict[str, Any]:
    return {"grade": grade, "then": list(then), "because": "so"}


def test_a_gap_in_an_exhaustive_table_is_shown_by_an_example() -> None:
    found = refusal_of(coupled([row("3..4|unknown", "floor(substantial)"), row("1")]))
    assert "lowered has no row for grade 2" in found


def test_a_row_behind_others_that_take_all_its_cases_is_named() -> None:
    found = refusal_of(coupled([row("3..4|unknown", "floor(substantial)"), row("4"), row("1..2")]))
    assert "lowered#2 is never reached; earlier rows take all its cases" in found


def test_a_table_that_replaces_says_what_the_row_says_on_its_own() -> None:
    found = refusal_of(coupled([row("3|unknown", "floor(substantial)"), row("-")]))
    assert "lowered gives no floor where INT-02 alone gives floor(substantial), for 4" in found


def test_a_coupling_too_large_to_be_proved_is_refused() -> None:
    cells = "|".join(f"> {number}" for number in range(0, 400, 3))
    inputs: dict[str, Any] = {name: {"criterion": "INT-04", "fact": "rows"} for name in ("a", "b")}
    found = refusal_of(coupled([{**row("-"), "a": cells, "b": cells}], **inputs))
    assert "lowered is too large to be proved" in found


def test_values_of_every_type_are_tried_against_a_coupling() -> None:
    content = whole()
    answers = {"INT-06": "evidence", "INT-07": "text", "INT-08": "many(groups)", "INT-09": "number(hours)"}
    cells = {"INT-06": "none", "INT-07": "given", "INT-08": "children", "INT-09": "> 2"}
    inputs: dict[str, Any] = {}
    for name, answer in answers.items():
        one = {**content["stages/intake.yaml"]["criteria"][0], "id": name, "answer": answer, "effects": []}
        content["stages/intake.yaml"]["criteria"].append(one)
        inputs[name] = {"criterion": name}
    rows = [
        {**cells, "then": [], "because": "so"},
        {**dict.fromkeys(cells, "-"), "then": [], "because": "so"},
    ]
    coupling = {
        "mode": "adds",
        "finding_on": "INT-06",
        "hit": "first",
        "exhaustive": True,
        "inputs": inputs,
        "rows": rows,
    }
    _, faults = read(changed(content, (TABLES, "couplings", "wide"), coupling))
    assert {fault.what for fault in faults} == {"wide#1 has no example", "wide#2 has no example"}


def test_faults_name_the_file_and_the_line() -> None:
    data = as_bytes(whole())
    data["conditions.yaml"] = b"care:\n  text: a\n  test: b\n  owner: c\n  due: d\n"
    _, faults = read_pack(data)
    assert [str(fault) for fault in faults] == ["conditions.yaml, line 2 (care): consequence is missing. Add consequence.",
        "conditions.yaml, line 2 (care.consequence): nothing stands where a text is expected. Write a text."]  # fmt: skip
