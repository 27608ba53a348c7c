"""Small packs for tests: a pack that is whole and without fault, and a way to change one thing in it."""

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from vetting.policy.load import read_pack
from vetting.policy.pack import Pack
from vetting.policy.strict_yaml import Fault

CONDITION = ("text", "test", "owner", "due", "consequence")
SOURCE = ("title", "publisher", "year", "kind", "verified")

Files = dict[str, Any]


def criterion(
    name: str, answer: str = "yes_no", asked: str = "triage", effects: tuple[str, ...] = (), **more: Any
) -> Any:
    """One criterion with plain texts."""
    return {
        "id": name,
        "question": f"What of {name}?",
        "guidance": "Say it plainly.",
        "answer": answer,
        "answered_by": ["office"],
        "asked_from": asked,
        "effects": list(effects),
        "sources": ["letter"],
        **more,
    }


def files(criteria: list[Any], examples: list[Any] | None = None, lists: Any = None, **tables: Any) -> Files:
    """The files of a pack with these criteria in its one stage, and these tables beside the necessary ones."""
    used = {text.split("(")[1][:-1] for one in criteria for text in one["effects"] if "condition(" in text}
    duties = {
        "low": (1, 1, "triage"),
        "moderate": (2, 2, "standard"),
        "substantial": (3, 3, "enhanced"),
        "high": (4, 4, "enhanced"),
    }
    levels = {
        name: {"rank": rank, "own_authority": own, "depth_at_least": depth}
        for name, (rank, own, depth) in duties.items()
    }
    return {
        "pack.yaml": {
            "name": "small", "version": "1.0.0", "title": "A small pack", "statement": "The level is no rating.",
            "languages": ["en"], "stages": [{"id": "intake", "prefix": ["INT"], "title": "Intake"}],
        },
        "stages/intake.yaml": {"stage": "intake", "criteria": criteria},
        "tables.yaml": {
            "levels": levels, "authorities": {1: {"name": "head"}}, "depths": ["triage"], "outcomes": outcomes(), **tables,
        },
        "lists.yaml": lists or {"answerers": {"office": "Office", "company": "Company"}},
        "conditions.yaml": {slug: dict.fromkeys(CONDITION, "stated") for slug in sorted(used)},
        "sources.yaml": {"letter": dict.fromkeys(SOURCE, "stated")},
        "examples.yaml": examples or [],
    }  # fmt: skip


def outcomes() -> Any:
    """The outcome tables in short."""
    counts = {
        name: {"type": "number(findings)", "is": "counted"}
        for name in ("stops", "exceptions_missing", "gates", "conditions")
    }
    unanswered = {"type": "number(criteria)", "is": "asked criteria without an answer"}
    everything = ["approve", "approve_with_conditions", "defer", "refuse"]
    return {
        "values": [*everything, "end"],
        "undecided": "undetermined",
        "inputs": {**counts, "unanswered": unanswered, "bounds": {"type": "one(equal|differ)", "is": "compared"}},
        "admissible": {"hit": "all", "rows": [
            {"stops": "> 0", "allows": ["refuse"], "because": "stopped"},
            {"exceptions_missing": "> 0", "allows": ["refuse"], "because": "stopped but for an exception"},
            {"gates": "> 0", "allows": ["defer", "refuse"], "because": "a gate is open"},
            {"unanswered": "> 0", "allows": ["defer", "refuse"], "because": "a question is open"},
            {"conditions": "> 0", "allows": everything[1:], "because": "conditions bind"},
            {"stops": "-", "allows": everything, "because": "nothing else"},
        ]},
        "suggested": {"hit": "first", "rows": [
            {"stops": "> 0", "suggests": "refuse", "because": "stopped"},
            {"exceptions_missing": "> 0", "suggests": "refuse", "because": "stopped but for an exception"},
            {"gates": "> 0", "suggests": "defer", "because": "a gate is open"},
            {"unanswered": "> 0", "suggests": "defer", "because": "a question is open"},
            {"bounds": "differ", "suggests": "defer", "because": "not settled"},
            {"conditions": "> 0", "suggests": "approve_with_conditions", "because": "conditions bind"},
            {"stops": "-", "suggests": "approve", "because": "nothing stands against it"},
        ]},
    }  # fmt: skip


def as_bytes(content: Files) -> dict[str, bytes]:
    """The files as bytes; JSON is YAML."""
    return {name: json.dumps(value).encode() for name, value in content.items()}


def read(content: Files) -> tuple[Pack, list[Fault]]:
    """The pack as far as it can be read, and its faults."""
    pack, faults = read_pack(as_bytes(content))
    assert pack is not None, faults
    return pack, faults


def changed(content: Files, path: tuple[Any, ...], value: Any) -> Files:
    """The same files with one value replaced, added, or (for None) removed."""
    copy = deepcopy(content)
    place: Any = copy
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return copy


def whole(given: Mapping[str, Any] | None = None) -> Files:
    """A pack without fault: a graded row, a condition, a stop, a table, a block and a coupling."""
    rows = [
        criterion(
            "INT-01", "yes_no", "triage", ("yes|unknown -> asks(EXT)", "yes|unknown -> floor(moderate)")
        ),
        criterion(
            "INT-02", "grade_1_4", "triage", ("3..4|unknown -> floor(substantial)", "unknown -> gate(answer)")
        ),
        criterion(
            "INT-03", "one(found|none_located)", "basic", ("found -> stop", "unknown -> gate(evidence)")
        ),
        criterion("INT-04", "table(people)", "triage", ("at_risk > 0|unknown -> condition(care)",)),
        criterion("INT-05", "yes_no", "when:EXT", ("no|unknown -> floor(substantial)",)),
    ]
    examples = [
        {"subject": "INT-01", "case": "fires", "answer": "yes", "expected": ["asks(EXT)", "floor(moderate)"]},
        {"subject": "INT-01", "case": "silent", "answer": "no", "expected": []},
        {"subject": "INT-02", "case": "fires", "answer": 3, "expected": ["floor(substantial)"]},
        {
            "subject": "INT-02",
            "case": "unknown",
            "answer": "unknown",
            "expected": ["floor(substantial)", "gate(answer)"],
        },
        {"subject": "INT-02", "case": "silent", "answer": 1, "expected": []},
        {"subject": "INT-03", "case": "fires", "answer": "found", "expected": ["stop"]},
        {"subject": "INT-03", "case": "unknown", "answer": "unknown", "expected": ["gate(evidence)"]},
        {
            "subject": "INT-04",
            "case": "fires",
            "answer": [{"group": "users", "at_risk": "children"}],
            "expected": ["condition(care)"],
        },
        {"subject": "INT-04", "case": "silent", "answer": [], "expected": []},
        {"subject": "INT-05", "case": "fires", "answer": "no", "expected": ["floor(substantial)"]},
        {"subject": "INT-05", "case": "silent", "answer": "yes", "expected": []},
        {
            "subject": "joined#1",
            "case": "coupling",
            "given": {"INT-01": "yes", "INT-05": "no"},
            "expected": ["floor(high)"],
        },
    ]
    tables = {
        "triage": {"criteria": ["INT-01", "INT-02", "INT-04"]},
        "blocks": {"EXT": {"title": "More", "rows": "INT-05", "from": "any depth after triage", "opens_when": [
            {"criterion": "INT-01", "test": "yes|unknown"}]}},
        "couplings": {"joined": {
            "mode": "adds", "finding_on": "INT-05", "hit": "all",
            "inputs": {"first": {"criterion": "INT-01"}, "second": {"criterion": "INT-05"}},
            "rows": [{"first": "yes|unknown", "second": "no|unknown", "then": ["floor(high)"], "because": "both"}]}},
        "grade_anchors": {"right": {1: "a", 2: "b", 3: "c", 4: "d"}, "used_by": {"right": ["INT-02"]}},
        "tables": {"people": {
            "columns": {"group": "text", "at_risk": "item(groups)"},
            "facts": {"rows": "count", "at_risk": "count where at_risk != none"}}},
    }  # fmt: skip
    lists = {"answerers": {"office": "Office"}, "groups": {"none": "None", "children": "Children"}}
    return files(rows, examples, lists, **{**tables, **(given or {})})
