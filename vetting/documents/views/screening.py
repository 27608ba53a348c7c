"""The section on screening: the lists, the engine, and each match with what speaks for and against it."""

from typing import Any

from vetting.documents.blocks import Block, Callout, Cell, Facts, Heading, Line
from vetting.documents.scribe import Scribe


def show_screening(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """The last run with its lists, why an empty result may prove nothing, and the matches."""
    screening = record["screening"]
    if not screening["runs"]:
        return (scribe.note("screening.none"),)
    return (
        scribe.note("screening.lead"),
        *_doubts(screening, scribe),
        *_last_run(screening["runs"][-1], scribe),
        *_matches(screening["matches"], scribe),
        *_earlier_runs(screening["runs"], scribe),
    )


def _doubts(screening: dict[str, Any], scribe: Scribe) -> list[Block]:
    if not screening["doubts"]:
        return []
    lines = tuple(line for one in screening["doubts"] for line in scribe.text(one))
    return [Callout("caution", "", scribe.words("screening.doubts"), lines)]


def _last_run(run: dict[str, Any], scribe: Scribe) -> list[Block]:
    words = scribe.words
    thresholds = {"show": _short(run["show"]), "alert": _short(run["alert"])}
    told: list[tuple[str, Cell]] = [
        ("engine", scribe.cell(f"{run['engine']} {run['engine_version']}")),
        ("thresholds", (scribe.say("screening.thresholds_value", **thresholds),)),
        ("compared", scribe.cell(words.count("screening.compared_value", len(run["compared"])))),
        ("at", scribe.cell(run["at"][:10])),
        ("index", scribe.cell(run["index"], "code")),
    ]
    title = words("screening.run", number=run["number"])
    facts = Facts(title, tuple((words(f"screening.{key}"), cell) for key, cell in told))
    columns = [("list", 5), ("dated", 4), ("entries", 3), ("state", 8)]
    rows = (_list(one, scribe) for one in run["lists"])
    table = scribe.table("screening.lists", [(f"screening.{key}", w) for key, w in columns], rows)
    return [facts, Heading(2, words("screening.lists")), table]


def _list(used: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    age = used["age_days"]
    state = scribe.text(used["fault"], "strong") or (scribe.say("screening.sound"),)
    rejected = (
        (scribe.say("screening.rejected", "muted", count=used["rejected"]),) if used["rejected"] else ()
    )
    return (
        (*scribe.cell(used["source"], "strong"), *scribe.name("list_kind", used["kind"], "muted")),
        (
            *(scribe.cell(used["list_date"]) or (scribe.say("screening.no_date"),)),
            *((scribe.plain(scribe.words.count("screening.age", age), "muted"),) if age is not None else ()),
        ),
        scribe.cell(str(used["entries"])),
        (*state, *rejected, *scribe.cell(used["hash"] or "", "code")),
    )


def _matches(matches: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    heading = Heading(2, scribe.words("screening.matches"))
    if not matches:
        return [heading, scribe.note("screening.no_matches")]
    ordered = sorted(matches, key=lambda one: not one["waits"])
    columns = [("match", 3), ("ours", 5), ("looks_like", 6), ("why", 8), ("ruling", 7)]
    rows = (_match(one, scribe) for one in ordered)
    table = scribe.table("screening.matches", [(f"screening.{key}", w) for key, w in columns], rows)
    return [heading, scribe.note("screening.matches_lead"), table]


def _match(match: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    alert = (scribe.say("screening.is_alert", "muted"),) if match["alert"] else ()
    return (
        (*scribe.cell(match["id"], "strong"), *scribe.cell(_short(match["score"])), *alert),
        (*scribe.text(match["name"]), scribe.plain(match["where"], "muted")),
        _listed(match["listed"], scribe),
        _why(match, scribe),
        (*_state(match, scribe), *(line for one in match["judgements"] for line in _judgement(one, scribe))),
    )


def _listed(listed: dict[str, Any], scribe: Scribe) -> Cell:
    about = [listed["source"], listed["list_date"]]
    since = (
        (scribe.say("screening.listed_on", "muted", day=listed["listed_on"]),) if listed["listed_on"] else ()
    )
    reference = () if "withheld" in listed["name"] else scribe.text(listed["reference"], "muted")
    return (
        *scribe.text(listed["name"]),
        *reference,
        *scribe.cell(", ".join(one for one in about if one), "muted"),
        *since,
    )


def _why(match: dict[str, Any], scribe: Scribe) -> Cell:
    """What speaks for the likeness, then what speaks against it; one reason where all of it is withheld."""
    told: list[Line] = []
    for side in ("alike", "unlike"):
        texts = [line for one in match[side] for line in scribe.text(one["text"])]
        if match[side] and all("withheld" in one["text"] for one in match[side]):
            texts = texts[:1]
        told += [*((scribe.say(f"screening.{side}", "muted"),) if texts else ()), *texts]
    return tuple(told)


def _state(match: dict[str, Any], scribe: Scribe) -> Cell:
    key = match["standing"] if match["state"] == "stands" else _GONE[match["state"]]
    return (scribe.say(f"screening.{key}", "strong"),)


_GONE = {"delisted": "delisted", "unlike": "unlike_now"}


def _judgement(judgement: dict[str, Any], scribe: Scribe) -> Cell:
    words = scribe.words
    who = [judgement["by"], *((judgement["second_by"],) if judgement["second_by"] else ())]
    told = {"by": words("screening.and").join(who), "day": judgement["at"][:10]}
    elsewhere = "" if judgement["own"] else judgement["case"] or words("screening.another_case")
    where = (scribe.say("screening.given_in", "muted", case=elsewhere),) if elsewhere else ()
    return (
        (
            *scribe.say(f"screening.verdict_{judgement['verdict']}"),
            *scribe.plain(" "),
            *_first(judgement, scribe),
        ),
        *scribe.text(judgement["text"]),
        scribe.say("screening.ruled_by", "muted", **told),
        *where,
    )


def _first(judgement: dict[str, Any], scribe: Scribe) -> Line:
    lines = scribe.text(judgement["reason_text"])
    return lines[0] if lines else ()


def _earlier_runs(runs: list[dict[str, Any]], scribe: Scribe) -> list[Block]:
    if len(runs) == 1:
        return []
    rows = ((
        scribe.cell(str(one["number"]), "strong"),
        scribe.cell(one["at"][:10]),
        scribe.name("screening_scope", one["scope"]),
        *(scribe.ids(one[name]) or (scribe.say("document.none", "muted"),) for name in ("found", "changed", "gone")),
    ) for one in runs)  # fmt: skip
    columns = [("number", 3), ("at", 4), ("scope", 6), ("found", 5), ("changed", 5), ("gone", 5)]
    table = scribe.table("screening.runs", [(f"screening.{key}", w) for key, w in columns], rows)
    return [Heading(2, scribe.words("screening.runs")), table]


def _short(score: str) -> str:
    """A score to two places; the record holds four."""
    return f"{round(float(score), 2):.2f}"
