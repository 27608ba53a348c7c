"""Packs of offices: what they may add and tighten, and the sentence with which a weakening is refused."""

# ruff: noqa: E501 -- each case stands on a line of its own

import json
from pathlib import Path
from typing import Any

import pytest

from tests.policy.small_packs import CONDITION, SOURCE, Files, as_bytes, changed, criterion, whole
from vetting.policy.extend import extends_another
from vetting.policy.folders import PackRefused, read_folder
from vetting.policy.load import find_pack, load_pack, load_pack_bytes, read_pack
from vetting.policy.pack import Pack

ROWS = ("stages/intake.yaml", "criteria")


def parent_files() -> Files:
    """The small pack, with what else a parent may have: a limit, several answerers, a list of rows of facts."""
    content = whole()
    content["tables.yaml"]["clock"] = {"list_age_days_at_most": 7, "employment_look_back_months": 36}
    rows = content["stages/intake.yaml"]["criteria"]
    rows += [
        criterion("INT-06", "number(hours)", "standard", ("> 24|unknown -> condition(care)",)),
        criterion("INT-07", "one(a|b)", "basic", ("b|unknown -> raise", "b|unknown -> authority(+1)")),
        criterion(
            "INT-08", "many(groups)", "basic", ("children|unknown -> depth(standard)", "empty -> reply")
        ),
        criterion("INT-09", "yes_no", "act:light", ("no|unknown -> authority(2)",)),
        criterion("INT-10", "party", "basic", ("missing_fields > 0|unknown -> floor(moderate)",)),
        criterion(
            "INT-11", "yes_no+evidence", "basic", ("yes -> stop_unless_exception", "unknown -> gate(answer)")
        ),
    ]
    expected = {
        "INT-06": ((25, ["condition(care)"]), (1, [])),
        "INT-07": (("b", ["authority(+1)", "raise"]), ("a", [])),
        "INT-08": ((["children"], ["depth(standard)"]), ([], ["reply"])),
        "INT-09": (("no", ["authority(2)"]), ("yes", [])),
        "INT-10": (("unknown", ["floor(moderate)"]), ({"name": "stated"}, [])),
        "INT-11": (("yes", ["stop_unless_exception"]), ("unknown", ["gate(answer)"])),
    }
    content["examples.yaml"] += [
        {"subject": name, "case": "fires", "answer": answer, "expected": effects}
        for name, answers in expected.items()
        for answer, effects in answers
    ]
    content["tables.yaml"]["records"] = {"party": {"fields": {"name": "text"}}}
    content["tables.yaml"]["levels"]["high"] |= {
        "window_days": 84,
        "re_review_months": 6,
        "publication": "all",
    }
    content["lists.yaml"]["steps"] = ["plan", "build"]
    return content


def parent() -> Pack:
    return load_pack_bytes(as_bytes(parent_files()))


def office(**files: Any) -> dict[str, bytes]:
    """An office's pack that says only this, by file (stages_intake for stages/intake.yaml), with its parent."""
    above = as_bytes(parent_files())
    head = {
        "name": "office",
        "version": "1.0.0",
        "title": "Office",
        "extends": "small@1.0.0",
        "extends_hash": parent().hash,
    }
    own = {"pack.yaml": head, **{f"{name.replace('_', '/')}.yaml": value for name, value in files.items()}}
    return {**as_bytes(own), **{f"parent/{name}": data for name, data in above.items()}}


def said(files: dict[str, bytes]) -> list[str]:
    return [fault.what for fault in read_pack(files)[1]]


def restated(name: str, **other: Any) -> Any:
    """The row of the parent with this id, restated with other entries."""
    (row,) = (one for one in parent_files()["stages/intake.yaml"]["criteria"] if one["id"] == name)
    return {"stage": "intake", "criteria": [{**row, **other}]}


def test_an_office_that_changes_nothing_has_the_rules_of_its_parent() -> None:
    pack = load_pack_bytes(office())
    assert (pack.name, pack.extends) == ("office", "small@1.0.0")
    assert (pack.criteria, pack.rules) == (parent().criteria, parent().rules)
    assert [one.subject for one in pack.examples] == [one.subject for one in parent().examples]
    assert pack.hash != parent().hash
    assert load_pack_bytes(pack.raw).hash == pack.hash


def test_the_shipped_example_loads_and_rests_on_the_shipped_default() -> None:
    pack, default = load_pack(find_pack("example-office")), load_pack(find_pack("un-default"))
    assert pack.extends == f"{default.name}@{default.version}"
    assert set(pack.criteria) - set(default.criteria) == {"INT-90"}
    assert pack.rules.depth_by_modality["pilot"] == "enhanced"


def test_an_office_adds_criteria_conditions_sources_items_tables_and_texts() -> None:
    row = criterion(
        "INT-90", "table(visits)", "basic", ("count > 3|unknown -> condition(warn)",), sources=["circular"]
    )
    example = {"subject": "INT-90", "case": "fires", "answer": "unknown", "expected": ["condition(warn)"]}
    silent = {"subject": "INT-90", "case": "silent", "answer": [], "expected": []}
    columns = {"columns": {"who": "text"}, "facts": {"count": "count"}}
    pack = load_pack_bytes(
        office(
            stages_intake={"stage": "intake", "criteria": [row]},
            conditions={"warn": dict.fromkeys(CONDITION, "stated")},
            sources={"circular": dict.fromkeys(SOURCE, "stated")},
            lists={"groups": {"migrants": "Migrants"}, "steps": ["run"], "colours": {"red": "Red"}},
            tables={"tables": {"visits": columns}},
            examples=[example, silent],
            texts_fr={"INT-90.question": "Quoi ?"},
        )
    )
    assert pack.criteria["INT-90"].sources == ("circular",)
    assert pack.lists["groups"] == {"none": "None", "children": "Children", "migrants": "Migrants"}
    assert pack.lists["steps"] == ["plan", "build", "run"]
    assert pack.lists["colours"] == {"red": "Red"}
    assert pack.texts == {"fr": {"INT-90.question": "Quoi ?"}}


TIGHTER: list[tuple[str, dict[str, Any], list[Any]]] = [
    ("INT-01", {"effects": ["yes|unknown -> asks(EXT)", "yes|unknown -> floor(high)", "unknown -> gate(answer)"]}, [
        ("yes", ["asks(EXT)", "floor(high)"]), ("unknown", ["asks(EXT)", "floor(high)", "gate(answer)"]), ("no", [])]),
    ("INT-06", {"effects": ["> 12|unknown -> condition(care)"], "asked_from": "light"}, [
        (13, ["condition(care)"]), (12, [])]),
    ("INT-07", {"answer": "one(a|b|c)", "effects": ["b|c|unknown -> floor(high)", "unknown -> gate(answer)",
        "b|unknown -> authority(4)"]}, [
        ("b", ["authority(4)", "floor(high)"]), ("unknown", ["authority(4)", "floor(high)", "gate(answer)"]), ("a", [])]),
    ("INT-08", {"effects": ["some|unknown -> depth(enhanced)", "empty -> reply"], "answered_by": ["office", "company"]}, [
        (["children"], ["depth(enhanced)"]), ([], ["reply"])]),
    ("INT-10", {"effects": ["missing_fields >= 0|unknown -> floor(substantial)"]}, [
        ({"name": "stated"}, ["floor(substantial)"]), ("not_applicable", [])]),
    ("INT-11", {"effects": ["yes -> stop", "unknown -> gate(answer)"], "guidance": "Look twice."}, [
        ("yes", ["stop"]), ("unknown", ["gate(answer)"])]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "other", "answers"), TIGHTER)
def test_a_row_that_is_at_least_as_strict_on_every_answer_stands(name: str, other: Any, answers: Any) -> None:
    examples = [
        {"subject": name, "case": "fires", "answer": one, "expected": effects} for one, effects in answers
    ]
    content = office(
        stages_intake=restated(name, **other), examples=examples, lists={"answerers": {"company": "Company"}}
    )
    pack, faults = read_pack(content)
    assert faults == []
    assert pack is not None
    assert [effect.text for effect in pack.criteria[name].effects] == other["effects"]


WEAKER: list[tuple[str, dict[str, Any], str]] = [
    ("INT-03", {"effects": ["found -> floor(high)", "unknown -> gate(evidence)"]}, "small gives stop for found"),
    ("INT-03", {"effects": ["found -> stop_unless_exception", "unknown -> gate(evidence)"]}, "small gives stop for found"),
    ("INT-03", {"effects": ["found -> stop"]}, "small gives gate(evidence) for unknown"),
    ("INT-02", {"effects": ["4|unknown -> floor(substantial)", "unknown -> gate(answer)"]}, "small gives floor(substantial) for 3"),
    ("INT-02", {"effects": ["3..4|unknown -> floor(moderate)", "unknown -> gate(answer)"]}, "small gives floor(substantial) for 3"),
    ("INT-04", {"effects": ["at_risk > 1|unknown -> condition(care)"]}, "small gives condition(care) for at_risk 0.5"),
    ("INT-04", {"effects": ["at_risk > 0 -> condition(care)"]}, "small gives condition(care) for at_risk 0 with an unknown cell"),
    ("INT-06", {"effects": ["> 36|unknown -> condition(care)"]}, "small gives condition(care) for 30"),
    ("INT-07", {"effects": ["b|unknown -> authority(+1)", "b|unknown -> authority(3)"]}, "small gives raise for b"),
    ("INT-07", {"effects": ["b|unknown -> raise"]}, "small gives authority(+1) for b"),
    ("INT-08", {"effects": ["children|unknown -> depth(basic)", "empty -> reply"]}, "small gives depth(standard) for children"),
    ("INT-08", {"effects": ["children|unknown -> depth(standard)"]}, "small gives reply for an empty list"),
    ("INT-09", {"effects": ["no|unknown -> authority(1)"]}, "small gives authority(2) for no"),
    ("INT-10", {"effects": ["missing_fields > 1|unknown -> floor(moderate)"]}, "small gives floor(moderate) for missing_fields 0.5"),
    ("INT-11", {"effects": ["yes -> gate(answer)", "unknown -> gate(answer)"]}, "small gives stop_unless_exception for yes"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "other", "expected"), WEAKER)
def test_a_row_that_is_weaker_on_one_answer_is_refused_by_its_name_and_that_answer(
    name: str, other: Any, expected: str
) -> None:
    found = said(office(stages_intake=restated(name, **other)))
    assert found[0] == f"{name}: {expected}, and this row neither that nor more"


def test_as_many_raises_are_as_strict_and_fewer_are_not() -> None:
    twice = changed(parent_files(), (*ROWS, 6, "effects"), ["b|unknown -> raise", "any -> raise"])
    twice["examples.yaml"] = [one for one in twice["examples.yaml"] if one["subject"] != "INT-07"]
    twice["examples.yaml"] += [
        {"subject": "INT-07", "case": "fires", "answer": "b", "expected": ["raise"]},
        {"subject": "INT-07", "case": "silent", "answer": "not_applicable", "expected": []},
    ]
    above = as_bytes(twice)
    content = office(stages_intake=restated("INT-07", effects=["any -> raise"]))
    head = json.loads(content["pack.yaml"]) | {"extends_hash": load_pack_bytes(above).hash}
    content |= {
        "pack.yaml": json.dumps(head).encode(),
        **{f"parent/{name}": data for name, data in above.items()},
    }
    assert said(content)[0] == "INT-07: small gives raise for b, and this row neither that nor more"


FIXED: list[tuple[str, dict[str, Any], str]] = [
    ("INT-01", {"question": "What else?"}, "INT-01: the question is not the one that stands in small"),
    ("INT-01", {"answered_by": ["company"]}, "INT-01: it is not answered by office, as in small"),
    ("INT-01", {"sources": []}, "INT-01: it does not name the source letter, as in small"),
    ("INT-01", {"same_as": "INT-02"}, "INT-01: its twin is not left out, as in small"),
    ("INT-01", {"asked_from": "basic"}, "INT-01: it is not asked from triage on, as in small"),
    ("INT-09", {"asked_from": "triage"}, "INT-09: it is not asked from act:light on, as in small"),
    ("INT-11", {"answer": "yes_no"}, "INT-11: the answer yes_no+evidence of small may only get more options"),
    ("INT-03", {"answer": "one(found|alleged)", "effects": ["found -> stop", "unknown -> gate(evidence)"]},
     "INT-03: the answer one(found|none_located) of small may only get more options"),
    ("INT-06", {"answer": "number(days)"}, "INT-06: the answer number(hours) of small may only get more options"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "other", "expected"), FIXED)
def test_what_an_office_may_not_change_of_a_row_is_named(name: str, other: Any, expected: str) -> None:
    assert expected in said(
        office(stages_intake=restated(name, **other), lists={"answerers": {"company": "Company"}})
    )


TABLES: list[tuple[Any, str]] = [
    ({"levels": {"high": {"window_days": 60}}}, "levels.high.window_days is 84 in small and may only be raised, not made 60"),
    ({"levels": {"high": {"window_days": "soon"}}}, "levels.high.window_days is 84 in small and may only be raised, not made soon"),
    ({"levels": {"high": {"window_days": True}}}, "levels.high.window_days is 84 in small and may only be raised, not made True"),
    ({"levels": {"high": {"re_review_months": 9}}}, "levels.high.re_review_months is 6 in small and may only be lowered, not made 9"),
    ({"levels": {"high": {"depth_at_least": "basic"}}}, "levels.high.depth_at_least is enhanced in small and may only be deepened, not made basic"),
    ({"levels": {"high": {"publication": "none"}}}, "levels.high.publication is a rule of small that an office may not change"),
    ({"levels": {"giant": {}}}, "small has nothing called levels.giant, and an office may not add it"),
    ({"clock": {"list_age_days_at_most": 14}}, "clock.list_age_days_at_most is 7 in small and may only be lowered, not made 14"),
    ({"clock": {"employment_look_back_months": 12}}, "clock.employment_look_back_months is 36 in small and may only be raised, not made 12"),
    ({"outcomes": {"undecided": "approve"}}, "outcomes is a rule of small that an office may not change"),
    ({"triage": {"criteria": ["INT-01"]}}, "triage is a rule of small that an office may not change"),
    ({"couplings": {"joined": {"mode": "adds"}}}, "couplings.joined is a rule of small that an office may not change"),
    ({"couplings": {"mine": {"mode": "replaces"}}}, "the coupling mine does more than add, which an office's coupling may not"),
    ({"couplings": {"mine": {"mode": "adds", "rows": [{"counts_as": 1}]}}}, "the coupling mine does more than add, which an office's coupling may not"),
    ({"blocks": {"EXT": {"rows": "INT-01"}}}, "blocks.EXT.rows is a rule of small that an office may not change"),
    ({"grade_anchors": {"right": {1: "z"}}}, "grade_anchors.right is a rule of small that an office may not change"),
    ([], " is a rule of small that an office may not change"),
]  # fmt: skip


@pytest.mark.parametrize(("tables", "expected"), TABLES)
def test_a_table_that_an_office_loosens_or_may_not_touch_is_named(tables: Any, expected: str) -> None:
    assert said(office(tables=tables)) == [expected]


def test_what_an_office_may_do_to_tables_stands() -> None:
    block = {"title": "Own", "rows": "INT-90", "from": "any depth after triage", "opens_when": [
        {"criterion": "INT-01", "test": "yes"}]}  # fmt: skip
    row = criterion("INT-90", "grade_1_4", "when:OWN", ("4|unknown -> floor(moderate)",))
    examples = [
        {"subject": "INT-90", "case": "fires", "answer": 4, "expected": ["floor(moderate)"]},
        {"subject": "INT-90", "case": "silent", "answer": 1, "expected": []},
    ]
    tables = {
        "levels": {"high": {"window_days": 90, "re_review_months": 4, "publication": "all"}},
        "blocks": {"OWN": block, "EXT": {"opens_when": [{"criterion": "INT-07", "test": "b"}]}},
        "grade_anchors": {"used_by": {"right": ["INT-90"]}},
        "clock": {"list_age_days_at_most": 3, "employment_look_back_months": 60},
    }
    pack, faults = read_pack(
        office(tables=tables, stages_intake={"stage": "intake", "criteria": [row]}, examples=examples)
    )
    assert faults == []
    assert pack is not None
    assert {block.name: len(block.opens_when) for block in pack.rules.blocks} == {"EXT": 2, "OWN": 1}
    assert pack.tables["levels"]["high"]["window_days"] == 90
    assert pack.tables["clock"] == {"list_age_days_at_most": 3, "employment_look_back_months": 60}
    assert pack.tables["grade_anchors"]["used_by"]["right"] == ["INT-02", "INT-90"]


def test_a_block_of_an_office_hides_no_row_of_its_parent() -> None:
    block = {"title": "Own", "rows": "INT-01", "from": "any depth after triage", "opens_when": [
        {"criterion": "INT-02", "test": "4"}]}  # fmt: skip
    assert said(office(tables={"blocks": {"OWN": block}})) == [
        "the block OWN would hide INT-01 until it opens, which small asks at once"
    ]


def test_a_form_of_agreement_that_no_row_has_is_no_way_to_turn_the_depths_off() -> None:
    content = parent_files()
    content["tables.yaml"]["depth_by_modality"] = {"a": "light", "b": "standard"}
    above = as_bytes(content)
    files = office(tables={"depth_by_modality": {"z": "light"}})
    head = json.loads(files["pack.yaml"]) | {"extends_hash": load_pack_bytes(above).hash}
    files |= {
        "pack.yaml": json.dumps(head).encode(),
        **{f"parent/{name}": data for name, data in above.items()},
    }
    assert said(files) == ["depth_by_modality names a form of agreement that the row of forms does not have"]


ENTRIES: list[tuple[dict[str, Any], str]] = [
    ({"conditions": {"care": {}}}, "care is an entry of small, which an office may not change"),
    ({"sources": {"letter": {}}}, "letter is an entry of small, which an office may not change"),
    ({"lists": {"steps": "all"}}, "steps is an entry of small, which an office may not change"),
    ({"lists": {"groups": {"children": "Kids"}}},
     "the item children is there already: small has it in the list groups, and an office may not change it"),
    ({"lists": {"groups": "all"}}, "'all' stands where entries are expected"),
    ({"texts_fr": ["Quoi ?"]}, "a list stands where entries are expected"),
    ({"stages_intake": {"stage": "intake"}}, "criteria is missing"),
    ({"stages_entity": {"stage": "entity", "criteria": []}}, "small has no such file"),
    ({"stages_intake": {"stage": "intake", "criteria": ["INT-01"]}}, "'INT-01' stands where entries are expected"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), ENTRIES)
def test_an_entry_of_the_parent_that_an_office_changes_is_named(files: dict[str, Any], expected: str) -> None:
    assert expected in said(office(**files))


def test_a_parent_is_pinned_by_version_and_hash() -> None:
    head = json.loads(office()["pack.yaml"])
    wanted = f"its parent is small@1.0.0 with the hash {parent().hash}"
    for other in ({"extends_hash": "sha256:0"}, {"extends": "small@2.0.0"}, {"extends": "other@1.0.0"}):
        assert said(office() | {"pack.yaml": json.dumps(head | other).encode()}) == [wanted]
    assert said(office() | {"pack.yaml": json.dumps(head | {"extends": "small"}).encode()}) == [
        "this names no pack"
    ]
    alone = {name: data for name, data in office().items() if not name.startswith("parent/")}
    assert said(alone) == ["the files of its parent are not there"]
    del head["extends_hash"]
    assert said(office() | {"pack.yaml": json.dumps(head).encode()})[0] == "extends_hash is missing"


def test_faults_of_the_parent_are_named_as_its_own() -> None:
    _, faults = read_pack(office() | {"parent/lists.yaml": b"a: &x 1\n"})
    assert [str(fault) for fault in faults] == [
        "parent/lists.yaml, line 1 (a): the anchor &x is not allowed. Write the value out where it is used."
    ]


def test_a_pack_without_a_readable_head_extends_nothing() -> None:
    assert not extends_another({})


def write(folder: Path, name: str, extends: str | None) -> Path:
    """A pack's folder with no more than a head."""
    (folder / name).mkdir()
    head = {"name": name, **({"extends": f"{extends}@1.0.0"} if extends else {})}
    (folder / name / "pack.yaml").write_text(json.dumps(head))
    return folder / name


def test_packs_that_extend_each_other_are_refused_with_the_ring(tmp_path: Path) -> None:
    write(tmp_path, "beta", "alpha")
    with pytest.raises(PackRefused) as refused:
        read_folder(write(tmp_path, "alpha", "beta"), tmp_path)
    assert [fault.what for fault in refused.value.faults] == [
        "alpha extends beta extends alpha: a pack cannot rest on itself"
    ]


def test_a_tower_of_packs_is_bounded(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path, f"pack{number}", f"pack{number + 1}")
    with pytest.raises(PackRefused, match="more than 3 packs above one another"):
        read_folder(tmp_path / "pack0", tmp_path)


def test_an_office_may_extend_an_office(tmp_path: Path) -> None:
    middle = office()
    head = {
        "name": "desk",
        "version": "1.0.0",
        "title": "Desk",
        "extends": "office@1.0.0",
        "extends_hash": load_pack_bytes(middle).hash,
    }
    files = {
        "pack.yaml": json.dumps(head).encode(),
        **{f"parent/{name}": data for name, data in middle.items()},
    }
    pack = load_pack_bytes(files)
    assert (pack.extends, pack.criteria) == ("office@1.0.0", parent().criteria)
    for name, data in files.items():
        (tmp_path / "desk" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "desk" / name).write_bytes(data)
    (tmp_path / "desk" / "parent").rename(
        tmp_path / "office"
    )  # a folder holds its own files; parents stand beside it
    (tmp_path / "office" / "parent").rename(tmp_path / "small")
    assert load_pack(tmp_path / "desk").hash == pack.hash
