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
from vetting.domain.case_events import CaseEvaluated
from vetting.policy.evaluate import evaluate
from vetting.policy.facts import Facts
from vetting.policy.load import load_pack_bytes
from vetting.policy.pack import Pack
from vetting.settings import Settings
from vetting.usecases.advance import DirectDispatcher
from vetting.usecases.appraise import appraise
from vetting.usecases.casefile.read import read_case_file
from vetting.usecases.desk import Desk
from vetting.usecases.kept import Act, KeptEvaluation
from vetting.usecases.ports import Work
from vetting.usecases.replaying import COMPARED, replay_all
from vetting.usecases.walk import walk_case_file

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
OF_2020 = [one.stem for one in EXAMPLES].index("un75-tencent-2020-03-29")
RAISED = (b"floor(moderate)", b"floor(substantial)")
CASES = 10_000
VARIANTS = 400
"""How many variants of the case of 2020 are evaluated in a round, each once."""


def figures() -> list[Figure]:
    """The figures of evaluation and replay."""
    rules = _Rules()
    return [
        Figure("rules: the case of 2020 evaluated again and again", Unit.RATE, rules.evaluate_again, 500),
        Figure("rules: variants of it, each evaluated once", Unit.RATE, rules.evaluate_variants, 500),
        Figure("rules: variants with a tenth of the answers missing", Unit.RATE, rules.evaluate_thinned),
        Figure("rules: 10,000 sealed cases replayed under a changed pack", Unit.SECONDS, rules.replay, 30),
    ]


class _Rules:
    """The facts of the examples, and a home with many cases that are like them."""

    def __init__(self) -> None:
        self._chance = random.Random(2020)  # noqa: S311 - no secret; every round has variants of its own

    @cached_property
    def pack(self) -> Pack:
        return find("un-default")

    @cached_property
    def changed(self) -> Pack:
        """The pack with one floor raised, as an office might propose it."""
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

    def evaluate_again(self) -> Sample:
        return self._evaluate([self.facts[OF_2020]] * VARIANTS)

    def evaluate_variants(self) -> Sample:
        return self._evaluate([varied(self.facts[OF_2020], self._chance) for _ in range(VARIANTS)])

    def evaluate_thinned(self) -> Sample:
        return self._evaluate([thinned(self.facts[OF_2020], self._chance) for _ in range(VARIANTS // 4)])

    def _evaluate(self, variants: list[Facts]) -> Sample:
        pack = self.pack
        with Stopwatch() as watch:
            for facts in variants:
                evaluate(pack, facts)
        return watch.sample(len(variants))

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
    """The files of a pack in which an unsolicited offer (INT-04) warrants one level more, with its examples."""
    head, mark, tail = files["stages/intake.yaml"].partition(b"id: INT-04")
    rule = head + mark + tail.replace(*RAISED, 1)
    lines = files["examples.yaml"].splitlines(keepends=True)
    examples = b"".join(line.replace(*RAISED) if b"subject: INT-04" in line else line for line in lines)
    return {**files, "stages/intake.yaml": rule, "examples.yaml": examples}


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
    """The facts with one answer in twenty unknown, so that no two cases are alike."""
    answers = {one: given if chance.random() > 0.05 else ("unknown",) for one, given in facts.answers.items()}
    return Facts(answers, facts.case)


def thinned(facts: Facts, chance: random.Random) -> Facts:
    """The facts with one answer in ten taken away: free to be anything, which is what bounds must search."""
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
