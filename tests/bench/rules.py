"""The figures of the rules: one evaluation, and ten thousand sealed cases replayed under a changed pack."""

import random
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from tests.bench.figures import Figure, Sample, Stopwatch, Unit
from tests.kill.homes import close
from tests.scene_parts import START, a_case
from tests.usecases.desks import a_desk
from vetting.adapters.packs import find
from vetting.audit import canonical
from vetting.bootstrap import open_desk
from vetting.domain.events import CaseEvaluated
from vetting.policy.evaluate import evaluate
from vetting.policy.facts import Facts
from vetting.policy.load import load_pack_bytes
from vetting.policy.pack import Pack
from vetting.settings import Settings
from vetting.usecases.advance import DirectDispatcher
from vetting.usecases.appraise import appraise
from vetting.usecases.casefile.read import read_case_file
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Act, KeptEvaluation, Work
from vetting.usecases.replaying import COMPARED, replay_all
from vetting.usecases.walk import walk_case_file

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
CASES = 10_000
EVALUATIONS = 500
"""How often the case of 2020 is evaluated in a round."""


def figures() -> list[Figure]:
    """The figures of evaluation and replay."""
    rules = _Rules()
    return [
        Figure("rules: one case evaluated, both bounds and trace", Unit.RATE, rules.evaluate, 500),
        Figure("rules: 10,000 sealed cases replayed under a changed pack", Unit.SECONDS, rules.replay, 30),
    ]


class _Rules:
    """The facts of the examples, and a home with many cases that are like them."""

    @cached_property
    def pack(self) -> Pack:
        return find("un-default")

    @cached_property
    def changed(self) -> Pack:
        """The pack with one floor raised from moderate to substantial, as an office might propose it."""
        return load_pack_bytes(raise_one_floor(self.pack.raw))

    @cached_property
    def facts(self) -> list[Facts]:
        """The facts of each example as it was last sealed."""
        with tempfile.TemporaryDirectory() as folder:
            return [facts_of(case_file, Path(folder) / case_file.stem) for case_file in EXAMPLES]

    @cached_property
    def home(self) -> Desk:
        self._folder = tempfile.TemporaryDirectory()
        desk = a_desk(Path(self._folder.name) / "home")
        seal(desk, self.pack, self.facts)
        return desk

    def evaluate(self) -> Sample:
        facts = self.facts[EXAMPLES.index(ROOT / "examples" / "un75-tencent-2020-03-29.yaml")]
        with Stopwatch() as watch:
            for _ in range(EVALUATIONS):
                evaluate(self.pack, facts)
        return watch.sample(EVALUATIONS)

    def replay(self) -> Sample:
        desk, changed = self.home, self.changed
        with Stopwatch() as watch:
            replayed = sum(1 for _ in replay_all(desk, changed))
        assert replayed == CASES
        return watch.sample()


def facts_of(case_file: Path, home: Path) -> Facts:
    """The facts of a case file at the end of its walk."""
    desk = open_desk(Settings(home))
    walk_case_file(desk, DirectDispatcher(desk), read_case_file(case_file, find))
    with desk.read() as work:
        facts = appraise(desk, work.dossier(case_file.stem)).facts
    close(desk)
    return facts


def raise_one_floor(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a pack in which the first floor of moderate is one of substantial."""
    name = next(name for name in sorted(files) if b"floor(moderate)" in files[name])
    return {**files, name: files[name].replace(b"floor(moderate)", b"floor(substantial)", 1)}


def seal(desk: Desk, pack: Pack, models: list[Facts]) -> None:
    """Seal one evaluation in each of many cases, a thousand to a commit."""
    chance = random.Random(10_000)  # noqa: S311 - no secret
    desk.packs.pin(pack)
    for first in range(0, CASES, 1000):
        with desk.work() as work:
            for number in range(first, first + 1000):
                _seal_one(work, pack, varied(models[number % len(models)], chance), f"case-{number:05}")
            work.commit()


def varied(facts: Facts, chance: random.Random) -> Facts:
    """The facts with a tenth of their answers taken away, so that no two cases are alike."""
    kept = {one: given for one, given in facts.answers.items() if chance.random() > 0.1}
    return Facts(kept, facts.case)


def _seal_one(work: Work, pack: Pack, facts: Facts, case: str) -> None:
    """Open a case and seal its evaluation, as the first step of a walk does."""
    result = evaluate(pack, facts, decision_proposed="DEC-03" in facts.answers).to_json()
    kept = KeptEvaluation(
        facts_hash=facts.hash,
        pack_hash=pack.hash,
        facts=canonical.to_bytes(facts.to_json()).decode(),
        result=canonical.to_bytes(result).decode(),
    )
    event = CaseEvaluated(
        facts=facts.to_json(),
        facts_hash=facts.hash,
        pack_hash=pack.hash,
        result={name: result[name] for name in COMPARED},
    )
    work.keep_evaluation(kept)
    work.keep(Act(f"{case}/facts", case, "system", START), event, a_case(id=case, pack_hash=pack.hash))
