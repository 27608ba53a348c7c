"""Planted faults: one thing is changed in the default pack, and the check names it by file, line and sentence."""

# ruff: noqa: E501 -- each sentence stands whole, as a person reads it

from typing import NamedTuple

import pytest

from vetting.policy.folders import read_folder
from vetting.policy.load import find_pack, read_pack


class Planted(NamedTuple):
    """What is changed, where, and everything that the check says."""

    fault: str
    file: str
    written: str
    instead: str
    said: list[str]


PLANTED = [
    Planted(
        "an id that stands twice",
        "stages/intake.yaml",
        "  - id: INT-07",
        "  - id: INT-06",
        [
            "stages/intake.yaml, line 91 (criteria[6].id): the id INT-06 stands twice. Give each criterion an id of its own.",
            "tables.yaml, line 127 (light_depth.preconditions[0].test): no cannot be tested on the answer type table. Write it as the README of the pack shows.",
        ],
    ),
    Planted(
        "an id of another stage",
        "stages/intake.yaml",
        "  - id: INT-07",
        "  - id: ENT-77",
        [
            "stages/intake.yaml, line 91 (criteria[6].id): the id ENT-77 does not fit the stage. Write INT, a hyphen and two digits."
        ],
    ),
    Planted(
        "an unknown answer type",
        "stages/intake.yaml",
        "answer: yes_no+evidence",
        "answer: maybe",
        [
            "stages/intake.yaml, line 83 (criteria[5].answer): maybe is no answer type. Write it as the README of the pack shows.",
            "tables.yaml, line 127 (light_depth.preconditions[0].test): no cannot be tested on the answer type text. Write it as the README of the pack shows.",
        ],
    ),
    Planted(
        "an option that is a word of the grammar",
        "stages/agreement_terms.yaml",
        "answer: one(agreed|silent|declined)",
        "answer: one(agreed|unknown)",
        [
            "stages/agreement_terms.yaml, line 133 (criteria[9].answer): unknown is a word of the grammar and cannot be an option. Write it as the README of the pack shows."
        ],
    ),
    Planted(
        "a misspelt effect",
        "stages/intake.yaml",
        "yes|unknown -> authority(3)",
        "yes|unknown -> autority(3)",
        [
            "stages/intake.yaml, line 87 (criteria[5].effects[0]): autority(3) is no consequence. Write it as the README of the pack shows."
        ],
    ),
    Planted(
        "a value that the type cannot have",
        "stages/intake.yaml",
        "yes|unknown -> authority(3)",
        "maybe|unknown -> authority(3)",
        [
            "stages/intake.yaml, line 87 (criteria[5].effects[0]): maybe cannot be tested on the answer type yes_no. Write it as the README of the pack shows."
        ],
    ),
    Planted(
        "code in place of a test",
        "stages/intake.yaml",
        "yes|unknown -> authority(3)",
        "__import__('os').system('id') -> authority(3)",
        [
            "stages/intake.yaml, line 87 (criteria[5].effects[0]): __import__('os').system('id') cannot be tested on the answer type yes_no. Write it as the README of the pack shows."
        ],
    ),
    Planted(
        "a template in place of a level",
        "stages/human_rights.yaml",
        "floor(high)",
        "floor({{ level }})",
        [
            "stages/human_rights.yaml, line 85 (criteria[5].effects[2]): floor({{ level }}) is no consequence. Write it as the README of the pack shows."
        ],
    ),
    Planted(
        "a formula in place of a number",
        "tables.yaml",
        "    window_days: 28",
        "    window_days: =1+1",
        [
            "tables.yaml, line 15 (levels.low.window_days): '=1+1' stands where a whole number is expected. Write a whole number."
        ],
    ),
    Planted(
        "a grade that is none",
        "stages/human_rights.yaml",
        "4 -> floor(high)",
        "5 -> floor(high)",
        [
            "stages/human_rights.yaml, line 85 (criteria[5].effects[2]): 5 can never match a grade from 1 to 4. Write it as the README of the pack shows."
        ],
    ),
    Planted(
        "a list that is not there",
        "stages/technology.yaml",
        "answer: many(",
        "answer: many(no_",
        [
            "stages/technology.yaml, line 121 (criteria[8].answer): TEC-09: the list no_surveillance_functions is not in lists.yaml. Use a name that the pack has."
        ],
    ),
    Planted(
        "a coupling that reads a stranger",
        "tables.yaml",
        "{criterion: CTV-14, row: nexus}",
        "{criterion: CTV-77, row: nexus}",
        [
            "tables.yaml, line 339 (couplings.controversy_floor.inputs.nexus.criterion): CTV-77 is not known. Name a criterion of the pack.",
            "tables.yaml, line 345 (couplings.controversy_floor.rows[1].nexus): none cannot be tested on the answer type fact. Write it as the README of the pack shows.",
            "tables.yaml, line 347 (couplings.controversy_floor.rows[2].nexus): none cannot be tested on the answer type fact. Write it as the README of the pack shows.",
            "tables.yaml, line 349 (couplings.controversy_floor.rows[3].nexus): none cannot be tested on the answer type fact. Write it as the README of the pack shows.",
            "tables.yaml, line 351 (couplings.controversy_floor.rows[4].nexus): none cannot be tested on the answer type fact. Write it as the README of the pack shows.",
            "tables.yaml, line 353 (couplings.controversy_floor.rows[5].nexus): none cannot be tested on the answer type fact. Write it as the README of the pack shows.",
        ],
    ),
    Planted(
        "a cell that its input cannot have",
        "tables.yaml",
        '{severity: "4", nexus: "-"',
        '{severity: "9", nexus: "-"',
        [
            "tables.yaml, line 358 (couplings.controversy_floor.rows[8].severity): 9 can never match a grade from 1 to 4. Write it as the README of the pack shows."
        ],
    ),
    Planted(
        "a column of no known type",
        "tables.yaml",
        "scale: grade_1_4",
        "scale: grade_1_9",
        [
            "tables.yaml, line 716 (tables.controversy_severity.columns.scale): grade_1_9 is no answer type. Write it as the README of the pack shows.",
            "tables.yaml, line 717 (tables.controversy_severity.facts.worst): max of scale, scope, irremediability reads the column scale, which the table does not have. Write it as the README of the pack shows.",
            "tables.yaml, line 338 (couplings.controversy_floor.inputs.severity.row): CTV-02 has no column max of scale, scope, irremediability. Name columns of its table.",
            "tables.yaml, line 495 (couplings.leverage_needed.inputs.controversy.fact): CTV-02 has no fact worst. Name a fact of its table.",
        ],
    ),
    Planted(
        "a file of a stage that is not there",
        "pack.yaml",
        "{id: publication,",
        "{id: publicity,",
        [
            "stages/publication.yaml, line 2: pack.yaml has no stage of this name. Name the file as its stage.",
            "stages/publicity.yaml: the file of this stage is missing. Add it.",
        ],
    ),
    Planted(
        "an unknown fact",
        "stages/intake.yaml",
        "rows = 0",
        "lines = 0",
        [
            "stages/intake.yaml, line 30 (criteria[1].effects[0]): INT-02: lines is no fact of its answer; the facts are rows. Use a name that the pack has."
        ],
    ),
    Planted(
        "an unknown condition",
        "stages/intake.yaml",
        "condition(no-announcement-before-decision)",
        "condition(nowhere)",
        [
            "stages/intake.yaml, line 88 (criteria[5].effects[1]): INT-06: the condition nowhere is not in conditions.yaml. Use a name that the pack has.",
            "conditions.yaml, line 163 (no-announcement-before-decision): no effect uses the condition no-announcement-before-decision. Use it or remove it.",
        ],
    ),
    Planted(
        "an unknown source",
        "stages/intake.yaml",
        "sources: [ga92, global-pulse-dd]",
        "sources: [ga93, global-pulse-dd]",
        [
            "stages/intake.yaml, line 89 (criteria[5].sources): INT-06: the source ga93 is not in sources.yaml. Use a name that the pack has."
        ],
    ),
    Planted(
        "an unknown table",
        "stages/intake.yaml",
        "answer: table(",
        "answer: table(x",
        [
            "stages/intake.yaml, line 26 (criteria[1].answer): INT-02: the table xexchange is not in tables.yaml. Use a name that the pack has."
        ],
    ),
    Planted(
        "an unknown answerer",
        "stages/data_terms.yaml",
        "answered_by: [dpo]",
        "answered_by: [oracle]",
        [
            "stages/data_terms.yaml, line 17 (criteria[0].answered_by): PDT-01: oracle is not in the list answerers. Use a name that the pack has."
        ],
    ),
    Planted(
        "an unknown block",
        "stages/intake.yaml",
        "asks(PDT)",
        "asks(XYZ)",
        [
            "stages/intake.yaml, line 147 (criteria[9].effects[0]): INT-10: asks(XYZ) names neither a block nor a criterion. Use a name that the pack has."
        ],
    ),
    Planted(
        "an unknown twin",
        "stages/agreement_terms.yaml",
        "same_as: HRI-31",
        "same_as: HRI-99",
        [
            "stages/agreement_terms.yaml, line 202 (criteria[14].same_as): TRM-15: its twin HRI-99 is not known. Use a name that the pack has."
        ],
    ),
    Planted(
        "two questions in one",
        "stages/intake.yaml",
        "been made or promised?",
        "been made? Or promised?",
        [
            "stages/intake.yaml, line 78 (criteria[5].question): INT-06: the question has not exactly one question mark. Ask one thing."
        ],
    ),
    Planted(
        "a missing text",
        "stages/data_terms.yaml",
        "    question: Within how many hours is a breach notified, and which breaches occurred in the last 3 years?\n",
        "    question:\n",
        [
            "stages/data_terms.yaml, line 241 (criteria[17].question): nothing stands where a text is expected. Write a text."
        ],
    ),
    Planted(
        "an unknown that keeps less",
        "stages/data_terms.yaml",
        "> 24|unknown -> condition(breach-notice)",
        "> 24 -> condition(breach-notice)",
        [
            "stages/data_terms.yaml, line 250 (criteria[17].effects): PDT-18: an unknown has no condition(breach-notice). Add unknown to that effect.",
            "examples.yaml, line 585 ([486]): PDT-18: it gives nothing, and the example says condition(breach-notice). Mend the example or the rule.",
        ],
    ),
    Planted(
        "a stop without a gate",
        "stages/exclusion.yaml",
        "unknown -> gate(evidence)",
        "unknown -> info",
        [
            "stages/exclusion.yaml, line 19 (criteria[0].effects): EXC-01: an unknown stop is not a gate. Add unknown to that effect.",
            "examples.yaml, line 116 ([89]): EXC-01: it gives info, and the example says gate(evidence). Mend the example or the rule.",
            "stages/exclusion.yaml, line 9 (criteria[0]): EXC-01: no example fires info. Add one to examples.yaml.",
        ],
    ),
    Planted(
        "a coupling row behind another",
        "tables.yaml",
        '{severity: "1", nexus: "-"',
        '{severity: "2", nexus: "-"',
        [
            "tables.yaml, line 343 (couplings.controversy_floor.rows): controversy_floor has no row for severity 1, nexus same_product, pattern isolated. Add a row that covers it.",
            "tables.yaml, line 361 (couplings.controversy_floor.rows[11]): controversy_floor#12 is never reached; earlier rows take all its cases. Move it up or remove it.",
        ],
    ),
    Planted(
        "an example that is wrong",
        "examples.yaml",
        "{subject: PDT-18, case: fires, answer: 25, expected: [condition(breach-notice)]}",
        "{subject: PDT-18, case: fires, answer: 24, expected: [condition(breach-notice)]}",
        [
            "examples.yaml, line 583 ([484]): PDT-18: it gives nothing, and the example says condition(breach-notice). Mend the example or the rule."
        ],
    ),
    Planted(
        "an effect that no example shows",
        "examples.yaml",
        "- {subject: PDT-18, case: silent, answer: 0, expected: []}\n",
        "",
        [
            "stages/data_terms.yaml, line 240 (criteria[17]): PDT-18: no example leaves condition(breach-notice) silent. Add one to examples.yaml."
        ],
    ),
    Planted(
        "a key that stands twice",
        "conditions.yaml",
        "  owner: data protection officer\n",
        "  owner: data protection officer\n  owner: nobody\n",
        [
            "conditions.yaml, line 10 (accuracy-and-correction.owner): the key owner stands twice. Keep one of them."
        ],
    ),
    Planted(
        "an anchor",
        "sources.yaml",
        "tencent-letter:",
        "tencent-letter: &a",
        [
            "sources.yaml, line 4 (tencent-letter): the anchor &a is not allowed. Write the value out where it is used."
        ],
    ),
    Planted(
        "a tag",
        "lists.yaml",
        "  alcohol: Alcohol",
        "  alcohol: !!python/object:os.system Alcohol",
        [
            "lists.yaml, line 54 (high_risk_sectors.alcohol): the tag tag:yaml.org,2002:python/object:os.system is not allowed. Write the plain value."
        ],
    ),
    Planted(
        "a level out of order",
        "tables.yaml",
        "    rank: 2",
        "    rank: 3",
        [
            "tables.yaml, line 11 (levels): the levels are not low, moderate, substantial and high with the ranks 1 to 4. Name these four in this order."
        ],
    ),
    Planted(
        "an outcome that is none",
        "tables.yaml",
        "suggests: refuse",
        "suggests: jail",
        [
            "tables.yaml, line 279 (outcomes.suggested.rows[0].suggests): jail is no outcome. Use approve, approve_with_conditions, defer, refuse, end."
        ],
    ),
    Planted(
        "triage that names a stranger",
        "tables.yaml",
        "criteria: [INT-01,",
        "criteria: [INT-99,",
        [
            "tables.yaml, line 115 (triage.criteria): triage names INT-99, which is not known. Name criteria of the pack."
        ],
    ),
    Planted(
        "a condition that nothing uses",
        "conditions.yaml",
        "accuracy-and-correction:",
        "idle-condition:",
        [
            "stages/data_terms.yaml, line 82 (criteria[5].effects[0]): PDT-06: the condition accuracy-and-correction is not in conditions.yaml. Use a name that the pack has.",
            "conditions.yaml, line 7 (idle-condition): no effect uses the condition idle-condition. Use it or remove it.",
        ],
    ),
]


@pytest.mark.parametrize("planted", PLANTED, ids=[one.fault for one in PLANTED])
def test_a_planted_fault_is_named_by_file_line_and_sentence(planted: Planted) -> None:
    folder = find_pack("un-default")
    files = read_folder(folder, folder.parent)
    text = files[planted.file].decode()
    assert planted.written in text
    files[planted.file] = text.replace(planted.written, planted.instead, 1).encode()
    _, faults = read_pack(files)
    assert [str(fault) for fault in faults] == planted.said


def test_the_pack_in_which_they_are_planted_is_without_fault() -> None:
    folder = find_pack("un-default")
    assert read_pack(read_folder(folder, folder.parent))[1] == []
