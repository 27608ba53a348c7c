"""Annexes A to H: registers, rule trace, what is withheld, verification, history, all questions."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from vetting.documents.blocks import Block, Cell, Facts, Heading, Items, Line, Paragraph
from vetting.documents.catalogue import to_label
from vetting.documents.scribe import Scribe


def show_findings(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Every finding with its whole trace."""
    if not record["findings"]:
        return (scribe.note("findings.none"),)
    columns = [("id", 4), ("effect", 5), ("rule", 6), ("trace", 6)]
    asked = {one["criterion"]: one for module in record["modules"] for one in module["questions"]}
    rows = (_finding(one, asked, scribe) for one in record["findings"])
    table = scribe.table("section.findings", [(f"findings.{key}", w) for key, w in columns], rows)
    return (scribe.note("findings.lead", pack=record["scope"]["pack"]), table)


def show_evidence(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Evidence that was filed, then the sources that the pack rests on."""
    return (*_evidence(record, scribe), *_sources(record, scribe))


def show_rules(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """The pack by hash, and the rows that took hold with their findings."""
    words = scribe.words
    pack = record["rules"][0]
    facts = tuple(
        (words(f"rules.{key}"), scribe.cell(pack[key], "code" if key == "hash" else ""))
        for key in ("pack", "version", "hash")
    )
    if not pack["rows"]:
        return (Facts(words("rules.pack"), facts), scribe.note("rules.none"))
    rows = ((scribe.text(title, "strong"), scribe.ids(cited)) for title, cited in _rows_by_stage(record))
    table = scribe.table("rules.rows", [("rules.stage", 3), ("rules.rows", 11)], rows)
    return (scribe.note("rules.lead"), Facts(words("rules.pack"), facts), table)


def _rows_by_stage(record: dict[str, Any]) -> Iterator[tuple[dict[str, str], list[str]]]:
    for module in record["modules"]:
        cited = {one["rule"].partition("#")[2] for one in record["findings"] if one["module"] == module["id"]}
        if cited:
            yield module["title"], sorted(cited)


def show_submissions(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Every submission; what was given in confidence says so."""
    if not record["submissions"]:
        return (scribe.note("submissions.none"),)
    columns = [("id", 2), ("who", 4), ("text", 9), ("points", 3)]
    rows = (_submission(one, scribe) for one in record["submissions"])
    return (scribe.table("section.submissions", [(f"submissions.{key}", w) for key, w in columns], rows),)


def show_redactions(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Each place where a text is withheld, and the counts by reason."""
    said, words = record["redactions"], scribe.words
    if not said["entries"]:
        return (scribe.note("redactions.none"),)
    counts = tuple(
        (words.name("reason", reason), scribe.cell(str(count))) for reason, count in said["by_reason"].items()
    )
    rows = ((scribe.cell(one["where"]), scribe.name("reason", one["reason"])) for one in said["entries"])
    columns = [("redactions.where", 6), ("redactions.reason", 4)]
    return (
        scribe.note("redactions.lead"),
        Facts(words("redactions.counts"), counts),
        scribe.table("section.redactions", columns, rows),
    )


def show_verification(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """What the log was when the record was written, and what anyone can do with it."""
    log, words = record["log"], scribe.words
    told: list[tuple[str, Cell]] = [
        ("origin", scribe.cell(log["origin"])),
        ("size", scribe.cell(str(log["size"]))),
        ("root", scribe.cell(log["root"], "code")),
        ("fingerprint", scribe.cell(log["key_fingerprint"], "code")),
        ("entries", scribe.cell(str(log["entries_of_case"]))),
        ("last", _last(log, scribe)),
    ]
    checkpoint = tuple(
        Paragraph(scribe.plain(line, "code"), "code") for line in log["checkpoint"].splitlines() if line
    )
    return (
        scribe.note("verification.lead"),
        Facts(words("verification.facts"), tuple((words(f"verification.{k}"), c) for k, c in told if c)),
        Heading(2, words("verification.checkpoint")),
        *checkpoint,
        Heading(2, words("verification.steps")),
        Items(tuple(scribe.say(f"verification.step_{n}") for n in range(1, 5)), numbered=True),
    )


def show_history(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """The entries of the case in the log."""
    if not record["history"]:
        return (scribe.note("history.none"),)
    columns = [("history.entry", 2), ("history.at", 3), ("history.event", 10), ("history.by", 2)]
    rows = (_entries(list(several), scribe) for _, several in groupby(record["history"], _alike))
    return (scribe.note("history.lead"), scribe.table("section.history", columns, rows))


def _alike(line: dict[str, Any]) -> tuple[str, str, str]:
    return line["event"], line["at"], line["by"]


def _entries(lines: list[dict[str, Any]], scribe: Scribe) -> tuple[Cell, ...]:
    """Entries of one kind, time and person in one row."""
    first, last = lines[0], lines[-1]
    numbers = str(first["index"]) if first is last else f"{first['index']}–{last['index']}"
    said = ", ".join(one for one in (_about(line["about"]) for line in lines) if one)
    return (
        scribe.cell(numbers, "strong"),
        scribe.cell(first["at"].replace("T", " ").removesuffix("Z")),
        (*scribe.name("event", first["event"]), *scribe.cell(said, "muted")),
        scribe.cell(first["by"]),
    )


QUALITIES = ("state", "disposition", "outcome", "ballot", "status", "to", "conflict", "due")


def _about(about: dict[str, str]) -> str:
    """What an entry is about: its ids, and in brackets how it stands."""
    ids = [value for key, value in about.items() if key not in QUALITIES and key != "number"]
    how = [to_label(about[key]).lower() for key in QUALITIES if key in about and about[key] != "given"]
    return " ".join([*ids, f"({', '.join(how)})" if how else ""]).strip()


def show_questions(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Every question of the pack with its answers, stage by stage."""
    blocks: list[Block] = [scribe.note("questions.lead")]
    for module in record["modules"]:
        title = "".join(span.text for line in scribe.text(module["title"]) for span in line)
        columns = [("criterion", 5), ("question", 16), ("answer", 16), ("by", 9)]
        rows = (_question(one, scribe) for one in module["questions"])
        table = scribe.table("section.questions", [(f"questions.{key}", w) for key, w in columns], rows)
        blocks += [Heading(2, title), type(table)(title, table.columns, table.rows, table.heads_rows)]
    return tuple(blocks)


def _finding(finding: dict[str, Any], asked: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    words = scribe.words
    read = "; ".join(
        f"{key} = {_short(_told(value, asked.get(key, {}), scribe))}"
        for key, value in finding["facts"].items()
    )
    at = (finding["answered"]["at"] or "")[:10]
    who = ", ".join([*finding["answered"]["by"], at]).strip(", ")
    entry = words("findings.entry", index=finding["event"]) if finding["event"] is not None else ""
    return (
        scribe.cell(finding["id"], "strong"),
        (scribe.plain(scribe.effect(finding["effect"])), *scribe.name("basis", finding["basis"], "muted")),
        (
            *scribe.cell(finding["rule"].partition("#")[2]),
            *scribe.cell(finding["row"] if "->" in finding["row"] else "", "code"),
            *scribe.text(finding["because"]),
            *scribe.cell(words("findings.reads", values=read) if read else "", "muted"),
        ),
        (*scribe.ids(finding["evidence"]), *scribe.cell(who), *scribe.cell(entry, "muted")),
    )


def _told(value: Any, question: dict[str, Any], scribe: Scribe) -> str:
    """A value that a finding read, in one run of text."""
    if value == "none":
        return "".join(span.text for line in scribe.answer(value, question) for span in line)
    return scribe.told(value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


LONGEST_VALUE = 60
"""How much of a value the register of findings shows; annex H shows all of it."""


def _evidence(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    heading = Heading(2, scribe.words("evidence.list"))
    if not record["evidence"]:
        return [heading, scribe.note("evidence.none")]
    columns = [("id", 4), ("title", 8), ("held", 6), ("used", 4)]
    rows = (_source_filed(one, scribe) for one in record["evidence"])
    return [heading, scribe.table("evidence.list", [(f"evidence.{key}", w) for key, w in columns], rows)]


def _source_filed(evidence: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    words = scribe.words
    publisher = next(iter(evidence["publisher"].values()), "")
    about = ", ".join(one for one in (publisher, evidence["published"]) if one)
    size = words("evidence.size", size=evidence["size"]) if evidence["size"] is not None else ""
    state = ", ".join(one for one in (words.name("evidence_kind", evidence["kind"]), size) if one)
    return (
        scribe.cell(evidence["id"], "strong"),
        (
            *scribe.text(evidence["title"]),
            *scribe.cell(about, "muted"),
            *scribe.text(evidence["locator"], "muted"),
            *scribe.text(evidence["note"], "muted"),
        ),
        (
            *scribe.cell(state),
            *scribe.cell(evidence["hash"] or "", "code"),
            scribe.say("evidence.knowable", "muted", day=evidence["knowable_on"]),
            *_erased(evidence, scribe),
        ),
        scribe.ids(evidence["used_by"]) or (scribe.say("evidence.not_used", "muted"),),
    )


def _erased(evidence: dict[str, Any], scribe: Scribe) -> Cell:
    """That its file was erased by law, which is another thing than a file that is missing."""
    erased = evidence.get("erased")
    if not erased:
        return ()
    said = scribe.say("evidence.erased", "strong", day=erased["at"][:10], by=erased["by"])
    return (said, *scribe.text(erased["reason"]))


def _sources(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    columns = [("evidence.source", 9), ("evidence.read", 3), ("evidence.cited", 6)]
    rows = ((
        (
            *scribe.text(one["title"]),
            *scribe.cell(", ".join(part for part in (one["publisher"], one["year"]) if part), "muted"),
        ),
        scribe.name("verified", one["verified"]),
        scribe.ids(one["cited_by"]),
    ) for one in record["sources"])  # fmt: skip
    return [
        Heading(2, scribe.words("evidence.sources")),
        scribe.note("evidence.sources_lead"),
        scribe.table("evidence.sources", columns, rows),
    ]


def _submission(submission: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    words = scribe.words
    group = words.name("group", submission["group"])
    about = f"{words.name('mode', submission['mode'])}, {group}, {submission['received'][:10]}"
    return (
        (*scribe.cell(submission["id"], "strong"), *scribe.cell(submission["language"], "muted")),
        (*scribe.text_or(submission["submitter"], "submissions.no_name"), *scribe.cell(about, "muted")),
        scribe.text(submission["text"]),
        scribe.ids(submission["points"]) or (scribe.say("submissions.no_points", "muted"),),
    )


def _last(log: dict[str, Any], scribe: Scribe) -> Cell:
    if log["last_entry"] is None:
        return ()
    return (*scribe.cell(str(log["last_entry"])), *scribe.cell(log["last_leaf"], "code"))


def _question(question: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    answers = question["answers"]
    said: list[Line] = []
    by: list[Line] = []
    for answer in answers:
        said += _answer(answer, question, scribe)
        by += _by(answer, scribe)
    return (
        scribe.cell(question["criterion"], "strong"),
        scribe.text(question["question"]),
        tuple(said) or scribe.name("state", question["state"], "muted"),
        tuple(by),
    )


def _answer(answer: dict[str, Any], question: dict[str, Any], scribe: Scribe) -> Cell:
    given = answer["state"] == "given"
    said = (
        scribe.answer(answer["value"], question) if given else scribe.name("state", answer["state"], "strong")
    )
    return (*said, *scribe.text(answer["note"], "muted"))


def _reviewed(answer: dict[str, Any], scribe: Scribe) -> str:
    if "reviewed_by" not in answer:
        return ""
    return scribe.words("questions.reviewed", person=answer["reviewed_by"], at=answer["reviewed_at"][:10])


def _by(answer: dict[str, Any], scribe: Scribe) -> Cell:
    who = scribe.words.name("answerer", answer["answerer"])
    return (
        *scribe.cell(f"{who}: {answer['by']}, {answer['at'][:10]}"),
        *scribe.cell(_reviewed(answer, scribe), "muted"),
        *scribe.ids(answer["evidence"], "muted"),
    )
