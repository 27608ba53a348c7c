"""Replay: what the rules gave on sealed facts, then and under another pack.

- Replay reads the facts that the log carries in clear, and nothing else.
- Under the case's own pack it must give what was recorded; a difference is a fault.
- Under another pack it says which cases would change, and by which findings.
- Two packs are compared on the last sealed facts of every case.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from vetting.domain.errors import BadInput, Fault
from vetting.policy.evaluate import evaluate
from vetting.policy.evaluation import Evaluation
from vetting.policy.facts import facts_from_json
from vetting.policy.pack import Pack
from vetting.usecases.desk import Desk
from vetting.usecases.kept import KeptEvaluation
from vetting.usecases.ports import Work

COMPARED = ("depth", "level", "authority", "admissible", "suggested", "conditions", "unknown")


@dataclass(frozen=True)
class Replayed:
    """One sealed evaluation beside what a pack gives on the same facts."""

    case: str
    at: str
    pack: str  # the pack it was replayed under, as name@version
    recorded: Mapping[str, Any]
    replayed: Mapping[str, Any]
    changed: tuple[str, ...]  # the compared values that differ
    findings: Mapping[str, Any]  # criterion → {was, is} where its findings differ

    @property
    def same(self) -> bool:
        """Whether nothing that is compared differs."""
        return not self.changed

    def to_json(self) -> dict[str, Any]:
        """The comparison as one object."""
        return asdict(self) | {"changed": list(self.changed), "same": self.same}


def replay_case(desk: Desk, case: str, pack: Pack | None = None) -> list[Replayed]:
    """Every sealed evaluation of a case, replayed in order; raises ``NotFound``."""
    with desk.read() as work:
        work.dossier(case)
        return [_replay(desk, work, case, sealed, pack) for sealed in _sealed(work, case)]


def replay_record(record: Mapping[str, Any], pack: Pack) -> Replayed:
    """The evaluation that a record carries, replayed; raises ``BadInput`` where it carries no facts."""
    computed = record["computed"]
    if not computed.get("sealed_facts"):
        raise BadInput([Fault("record", "it carries no sealed facts.", "Replay the case from its home.")])
    given = replay_facts(pack, computed["sealed_facts"])
    recorded = {name: computed[name] for name in COMPARED}
    replayed = _compared(given.to_json())
    replayed["level"] = {bound: replayed["level"][bound] for bound in recorded["level"]}
    return Replayed(
        case=str(record["record"]["case"]),
        at=str(record["record"]["dated"]),
        pack=f"{pack.name}@{pack.version}",
        recorded=recorded,
        replayed=replayed,
        changed=tuple(name for name in COMPARED if recorded[name] != replayed[name]),
        findings=_differences(computed, given.to_json()),
    )


def replay_all(desk: Desk, pack: Pack | None) -> Iterator[Replayed]:
    """The last sealed evaluation of every case, replayed under a pack, else each under its own."""
    with desk.read() as work:
        for case in work.list_cases():
            sealed = list(_sealed(work, case))
            if sealed:
                yield _replay(desk, work, case, sealed[-1], pack)


def compare_packs(desk: Desk, old: Pack, new: Pack) -> Iterator[Replayed]:
    """The last sealed facts of every case, as the old pack has them (recorded) and as the new one would (replayed)."""
    with desk.read() as work:
        for case in work.list_cases():
            sealed = list(_sealed(work, case))
            if sealed:
                was, would = (replay_facts(pack, sealed[-1]["facts"]).to_json() for pack in (old, new))
                yield _beside(case, str(sealed[-1]["at"]), new, _compared(was), was, would)


def explain_change(one: Replayed) -> str:
    """What would change in a case and why, as one sentence; empty where nothing would."""
    if one.same:
        return ""
    values = [f"{name} {_told(one.recorded[name])} → {_told(one.replayed[name])}" for name in one.changed]
    causes = [
        f"{criterion} gives {_effects_told(both['is'])} where it gave {_effects_told(both['was'])}"
        for criterion, both in one.findings.items()
    ]
    return f"{one.case}: {'; '.join(values)}, because {'; '.join(causes) or 'the tables differ'}."


def replay_facts(pack: Pack, facts: Mapping[str, Any]) -> Evaluation:
    """What a pack gives on sealed facts, but for what to ask next."""
    given = facts_from_json(facts)
    return evaluate(pack, given, decision_proposed="DEC-03" in given.answers, ask=False)


def _sealed(work: Work, case: str) -> Iterator[dict[str, Any]]:
    """The open fields of each sealed evaluation of a case, with its time."""
    for line in work.log_lines(case):
        if line.event == "CaseEvaluated":
            yield dict(line.fields) | {"at": line.at}


def _replay(desk: Desk, work: Work, case: str, sealed: Mapping[str, Any], pack: Pack | None) -> Replayed:
    under = pack or desk.packs.pinned(str(sealed["pack_hash"]))
    would = replay_facts(under, sealed["facts"]).to_json()
    kept = work.find_evaluation(str(sealed["facts_hash"]), str(sealed["pack_hash"]))
    return _beside(case, str(sealed["at"]), under, dict(sealed["result"]), _effects(kept), would)


def _beside(  # noqa: PLR0913 -- what was stands beside what would be
    case: str,
    at: str,
    pack: Pack,
    recorded: Mapping[str, Any],
    was: Mapping[str, Any],
    would: Mapping[str, Any],
) -> Replayed:
    replayed = _compared(would)
    return Replayed(
        case=case,
        at=at,
        pack=f"{pack.name}@{pack.version}",
        recorded=recorded,
        replayed=replayed,
        changed=tuple(name for name in COMPARED if recorded[name] != replayed[name]),
        findings=_differences(was, would),
    )


def _compared(result: Mapping[str, Any]) -> dict[str, Any]:
    return {name: result[name] for name in COMPARED}


def _effects(kept: KeptEvaluation | None) -> dict[str, Any]:
    return dict(json.loads(kept.result)) if kept else {}


def _differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Per criterion, the effects and gates that were and that are, where they differ."""
    differing = {}
    for criterion in sorted(_all(was) | _all(now)):
        before, after = _of(was, criterion), _of(now, criterion)
        if before != after:
            differing[criterion] = {"was": before, "is": after}
    return differing


def _all(result: Mapping[str, Any]) -> set[str]:
    return {*result.get("fired", {}), *result.get("gates_open", {})}


def _of(result: Mapping[str, Any], criterion: str) -> dict[str, str]:
    return {**result.get("fired", {}).get(criterion, {}), **result.get("gates_open", {}).get(criterion, {})}


def _told(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"at least {value['at_least']}, at most {value['could_be']}"
    return (", ".join(map(str, value)) or "none") if isinstance(value, list) else str(value)


def _effects_told(effects: Mapping[str, str]) -> str:
    return ", ".join(effects) or "nothing"
