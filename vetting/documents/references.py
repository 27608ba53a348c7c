"""Whether the ids of a record lead somewhere, both ways: the way an auditor walks it.

finding → evidence → rule row → person → log entry, and back; submission → point → disposition →
what changed; vote, signature and condition → person and source. A sentence for each break.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from vetting.policy.pack import Pack
from vetting.policy.rows import find_evidence

Record = Mapping[str, Any]


def find_broken_references(record: Record, pack: Pack) -> list[str]:
    """Every id of a record that leads nowhere, or that nothing leads to; none in a sound record."""
    return [sentence for check in _CHECKS for sentence in check(record, pack)]


def _find_doubles(record: Record, _: Pack) -> Iterator[str]:
    for part in (
        "people",
        "declarations",
        "findings",
        "evidence",
        "submissions",
        "points",
        "letters",
        "ownership",
        "voided",
        "contests",
        "exceptions",
    ):
        seen: set[str] = set()
        for one in record[part]:
            if one["id"] in seen:
                yield f"{part}: the id {one['id']} stands twice."
            seen.add(one["id"])


def _find_pack_faults(record: Record, pack: Pack) -> Iterator[str]:
    for rules in record["rules"]:
        if (rules["pack"], rules["version"], rules["hash"]) != (pack.name, pack.version, pack.hash):
            yield f"rules: {rules['pack']}@{rules['version']} is not the pack of the case, {pack.name}@{pack.version}."
    if record["scope"]["pack_hash"] != pack.hash:
        yield "scope: the hash of the pack is not the one the case pinned."


def _find_unknown_rules(record: Record, pack: Pack) -> Iterator[str]:
    """Every rule a finding cites exists in the pack, and is listed with the rules."""
    listed = {row for rules in record["rules"] for row in rules["rows"]}
    prefix = f"{pack.name}@{pack.version}#"
    for finding in record["findings"]:
        row = finding["rule"].removeprefix(prefix)
        if row == finding["rule"] or not _has_row(pack, row):
            yield f"finding {finding['id']}: the pack has no row {finding['rule']}."
        if finding["rule"] not in listed:
            yield f"finding {finding['id']}: its rule {finding['rule']} is not among the rules."


def _has_row(pack: Pack, row: str) -> bool:
    """A row is "INT-06/1", an effect of a criterion; "state_access#2", a row of a coupling; or a state's."""
    criterion, slash, number = row.partition("/")
    if slash:
        known = pack.criteria.get(criterion)
        return known is not None and number.isdecimal() and 1 <= int(number) <= len(known.effects)
    coupling, _, number = row.partition("#")
    if coupling == "answer_states":  # what follows from the state of an answer, whatever the row
        return number in pack.tables.get("answer_states", {})
    rows = pack.tables.get("couplings", {}).get(coupling, {}).get("rows", [])
    return number.isdecimal() and 1 <= int(number) <= len(rows)


def _find_unknown_criteria(record: Record, pack: Pack) -> Iterator[str]:
    for where, criteria in _criteria(record):
        for criterion in criteria:
            if criterion not in pack.criteria:
                yield f"{where}: the pack has no criterion {criterion}."


def _criteria(record: Record) -> Iterator[tuple[str, Iterable[str]]]:
    computed = record["computed"]
    for key in ("fired", "gates_open", "unknown", "unanswered", "ask_next"):
        yield f"computed {key}", computed[key]
    for module in record["modules"]:
        yield f"stage {module['id']}", [one["criterion"] for one in module["questions"]]
    for part, name in (("points", "point"), ("letters", "letter")):
        for one in record[part]:
            yield f"{name} {one['id']}", one["criteria"]
    for part, name in (("contests", "contest"), ("exceptions", "exception")):
        for one in record[part]:
            yield f"{name} {one['id']}", [one["criterion"]]
    for one in record["exception_requests"]:
        yield f"request {one['id']}", [one["criterion"]]
    for condition in record["conditions"]:
        yield f"condition {condition['id']}", condition["from"]["criteria"]
    yield "reasons", [one["criterion"] for one in record["decision"]["reasons"]]
    yield "findings", [one["criterion"] for one in record["findings"]]


def _find_missing_questions(record: Record, pack: Pack) -> Iterator[str]:
    """Every question of the pack stands in its stage, answered or not."""
    shown = {one["criterion"] for module in record["modules"] for one in module["questions"]}
    for criterion in pack.criteria:
        if criterion not in shown:
            yield f"stages: the question {criterion} of the pack is missing."


def _find_stage_faults(record: Record, _: Pack) -> Iterator[str]:
    """Stages and findings name each other."""
    listed = {one: module["id"] for module in record["modules"] for one in module["findings"]}
    known = {one["id"]: one["module"] for one in record["findings"]}
    for finding, module in listed.items():
        if finding not in known:
            yield f"stage {module}: there is no finding {finding}."
    for finding, module in known.items():
        if listed.get(finding) != module:
            yield f"finding {finding}: the stage {module} does not list it."


def _find_missing_evidence(record: Record, pack: Pack) -> Iterator[str]:
    known = {one["id"] for one in record["evidence"]}
    for where, cited in _evidence_cited(record, pack):
        for one in cited:
            if one not in known:
                yield f"{where}: there is no evidence {one}."


def _evidence_cited(record: Record, pack: Pack) -> Iterator[tuple[str, list[str]]]:
    for module in record["modules"]:
        for question in module["questions"]:
            for answer in question["answers"]:
                yield f"answer to {question['criterion']}", answer["evidence"]
                yield f"rows of {question['criterion']}", _in_rows(pack, question["criterion"], answer)
    for part, name in (("findings", "finding"), ("submissions", "submission"), ("letters", "letter")):
        for one in record[part]:
            yield f"{name} {one['id']}", one["evidence"]
    for letter in record["letters"]:
        for asked in letter["exchange"]:
            yield f"letter {letter['id']}, question {asked['number']}", asked["sources"]
    for terms in record["partnership"]["terms"]:
        yield f"draft {terms['id']}", [terms["evidence"]]
    for one in record["ownership"]:
        yield f"owners {one['id']}", [one["evidence"]]


def _in_rows(pack: Pack, criterion: str, answer: Mapping[str, Any]) -> list[str]:
    return find_evidence(pack, criterion, answer["value"]) if criterion in pack.criteria else []


def _find_orphan_evidence(record: Record, pack: Pack) -> Iterator[str]:
    """Evidence says what it is used by, and those say so too."""
    cited = {one for _, several in _evidence_cited(record, pack) for one in several}
    for evidence in record["evidence"]:
        if bool(evidence["used_by"]) != (evidence["id"] in cited):
            yield f"evidence {evidence['id']}: what it says to be used by differs from what cites it."
        if evidence["held"] and evidence["hash"] is None:
            yield f"evidence {evidence['id']}: it is held, and has no hash."


def _find_missing_people(record: Record, _: Pack) -> Iterator[str]:
    known = {one["id"] for one in record["people"]}
    for where, person in _people_named(record):
        if person not in known:
            yield f"{where}: there is no person {person}."


def _people_named(record: Record) -> Iterator[tuple[str, str]]:
    for vote in record["votes"]:
        yield "vote", vote["person"]
    for signature in record["decision"]["signed"]:
        yield f"signature of {signature['what']}", signature["person"]
    for one in record["declarations"]:
        yield f"declaration {one['id']}", one["person"]
    for one in record["recusals"]:
        yield "recusal", one["person"]
    for one in record["voided"]:
        yield f"void signature {one['id']}", one["person"]
    for point in record["points"]:
        if point["disposed"]["by"]:
            yield f"point {point['id']}", point["disposed"]["by"]
    for one in record["evidence"]:
        yield f"evidence {one['id']}", one["collected"]["by"]
    for one in record["ownership"]:
        yield f"owners {one['id']}", one["stored"]["by"]
    yield from _people_judging(record)
    yield from _people_of_contests(record)
    yield from _people_answering(record)


def _people_judging(record: Record) -> Iterator[tuple[str, str]]:
    """Who ruled on matches in this case; a ruling recalled from another case names people of that one."""
    for match in record["screening"]["matches"]:
        for judgement in match["judgements"]:
            if judgement["own"]:
                named = (judgement["by"], judgement["second_by"])
                yield from ((f"judgement of {match['id']}", one) for one in named if one)


def _people_of_contests(record: Record) -> Iterator[tuple[str, str]]:
    for one in record["triage"]["countersignatures"]:
        yield f"countersignature {one['number']} of the triage", one["by"]
    for one in record["contests"]:
        yield f"contest {one['id']}", one["by"]
        if one["answered"]:
            yield f"contest {one['id']}", one["answered"]["by"]
    for one in record["exception_requests"]:
        for named in ("asked_by", "granted_by", "second_by"):
            yield f"request {one['id']}", one[named]
    for one in record["exceptions"]:
        yield f"exception {one['id']}", one["granted_by"]
        yield f"exception {one['id']}", one["second_by"]


def _people_answering(record: Record) -> Iterator[tuple[str, str]]:
    for module in record["modules"]:
        for question in module["questions"]:
            for answer in question["answers"]:
                yield f"answer to {question['criterion']}", answer["by"]
    for finding in record["findings"]:
        for person in finding["answered"]["by"]:
            yield f"finding {finding['id']}", person


def _find_point_faults(record: Record, _: Pack) -> Iterator[str]:
    """Submissions and points name each other; when an approval is decided every point is disposed of."""
    known = {one["id"]: one["submission"] for one in record["points"]}
    listed = {point: one["id"] for one in record["submissions"] for point in one["points"]}
    for point, submission in known.items():
        if listed.get(point) != submission:
            yield f"point {point}: the submission {submission} does not list it."
    for point, submission in listed.items():
        if point not in known:
            yield f"submission {submission}: there is no point {point}."
    yield from _find_open_points(record)


def _find_open_points(record: Record) -> Iterator[str]:
    approved = record["decision"]["outcome"].startswith("approve")
    for point in record["points"]:
        if point["disposition"] is None and approved:
            yield f"point {point['id']}: an approval was decided while it has no disposition."


def _find_condition_faults(record: Record, _: Pack) -> Iterator[str]:
    """Every condition rests on a criterion, a point or the decision alone, and its points are there."""
    points = {one["id"] for one in record["points"]}
    for condition in record["conditions"]:
        source = condition["from"]
        if not source["criteria"] and not source["points"] and not source["decision"]:
            yield f"condition {condition['id']}: it names neither criterion, point nor decision it is from."
        for point in source["points"]:
            if point not in points:
                yield f"condition {condition['id']}: there is no point {point}."


def _find_missing_conditions(record: Record, _: Pack) -> Iterator[str]:
    """An approval carries every condition that the rules ask for."""
    if not record["decision"]["outcome"].startswith("approve"):
        return
    bound = {one["id"] for one in record["conditions"]}
    for condition in record["computed"]["conditions"]:
        if condition not in bound:
            yield f"decision: the rules ask for the condition {condition}, and the approval does not carry it."


def _find_log_faults(record: Record, _: Pack) -> Iterator[str]:
    """The cited checkpoint holds every entry of the case, in order and without a gap."""
    size, history = record["log"]["size"], record["history"]
    entries = {one["index"] for one in history}
    for line in history:
        if line["index"] >= size:
            yield f"history: the entry {line['index']} is not under the cited checkpoint of {size} entries."
    for before, line in pairwise(history):
        if line["case_seq"] != before["case_seq"] + 1:
            yield f"history: between the entries {before['index']} and {line['index']} one of the case is missing."
    for finding in record["findings"]:
        if finding["event"] is not None and finding["event"] not in entries:
            yield f"finding {finding['id']}: the history has no entry {finding['event']}."


def _find_screening_faults(record: Record, _: Pack) -> Iterator[str]:
    """Every match that a run names is there, and was found in a run that is there."""
    screening = record["screening"]
    known = {one["id"] for one in screening["matches"]}
    runs = {one["number"] for one in screening["runs"]}
    for run in screening["runs"]:
        for match in (*run["found"], *run["changed"], *run["gone"]):
            if match not in known:
                yield f"screening {run['number']}: there is no match {match}."
    for match in screening["matches"]:
        if match["first_run"] not in runs:
            yield f"match {match['id']}: there is no screening {match['first_run']}."


def _find_redaction_faults(record: Record, _: Pack) -> Iterator[str]:
    """Every withheld text stands in the register of what is withheld."""
    counted, entered = _count_withheld(record), len(record["redactions"]["entries"])
    if counted > entered:
        yield f"redactions: {counted} texts are withheld, and {entered} are entered."


def _count_withheld(part: Any) -> int:
    if isinstance(part, Mapping):
        return int("withheld" in part and len(part) == 1) + sum(map(_count_withheld, part.values()))
    return sum(map(_count_withheld, part)) if isinstance(part, list) else 0


_CHECKS: tuple[Callable[[Record, Pack], Iterator[str]], ...] = (
    _find_doubles,
    _find_pack_faults,
    _find_unknown_rules,
    _find_unknown_criteria,
    _find_missing_questions,
    _find_stage_faults,
    _find_missing_evidence,
    _find_orphan_evidence,
    _find_missing_people,
    _find_point_faults,
    _find_condition_faults,
    _find_missing_conditions,
    _find_log_faults,
    _find_screening_faults,
    _find_redaction_faults,
)
