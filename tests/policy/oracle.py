"""A second evaluation, as plain as can be, to hold the engine against: no cache, no bits, no bounds by cleverness.

It knows yes_no, one, grade and number answers, blocks, depth and couplings that add; it reads the pack's own files.
"""

from itertools import product
from typing import Any

LEVELS = ("low", "moderate", "substantial", "high")
DEPTHS = ("triage", "light", "basic", "standard", "enhanced")
LEAST = {"low": 0, "moderate": 3, "substantial": 4, "high": 4}
OUTCOMES = ("approve", "approve_with_conditions", "defer", "refuse")

Answers = dict[str, Any]


def all_answers(answer: str) -> list[Any]:
    """Every answer that can make a difference."""
    states = ["unknown", "not_applicable"]
    if answer == "yes_no":
        return ["yes", "no", *states]
    if answer == "grade_1_4":
        return [1, 2, 3, 4, *states]
    return [*answer[4:-1].split("|"), *states]


def matches(test: str, answer: Any) -> bool:
    """Whether one of the atoms matches the answer."""
    return answer != "not_applicable" and any(_atom(atom.strip(), answer) for atom in test.split("|"))


def _atom(atom: str, answer: Any) -> bool:
    if atom == "any" or atom == str(answer):
        return True
    if not isinstance(answer, int) or not atom[-1].isdigit():
        return False
    if ".." in atom:
        low, high = atom.split("..")
        return int(low) <= answer <= int(high)
    return answer >= int(atom.removeprefix(">=")) if atom.startswith(">=") else False


class Oracle:
    """One pack, read from its files."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.rows = {one["id"]: one for one in content["stages/intake.yaml"]["criteria"]}
        self.blocks = content["tables.yaml"].get("blocks", {})
        self.couplings = content["tables.yaml"].get("couplings", {})
        self.triage = content["tables.yaml"].get("triage", {}).get("criteria", [])

    def stand(self, answers: Answers) -> dict[str, Any]:
        """Level, depth, authority, effects, asked rows and admissible outcomes."""
        depth, opened = 0, set[str]()
        while True:
            asked = [one for one in self.rows if self._is_asked(one, depth, opened)]
            read = {one: answers[one] for one in asked if one in answers}
            effects = self._effects(read)
            level = self._level(effects)
            deeper = max(
                depth,
                LEAST[LEVELS[level]],
                *[DEPTHS.index(one[6:-1]) for one in effects if one.startswith("depth")],
                0,
            )
            if self.triage and all(one in read for one in self.triage):
                deeper = max(
                    deeper, 2
                )  # without light preconditions a small pack's modality never lets light be enough
            wider = opened | self._opened(read, effects)
            if (deeper, wider) == (depth, opened):
                break
            depth, opened = deeper, wider
        unanswered = [one for one in asked if one not in answers]
        return {
            "level": LEVELS[level], "depth": DEPTHS[depth], "authority": self._authority(level, effects),
            "asked": asked, "unanswered": unanswered, "effects": effects, "admissible": self._admissible(effects, unanswered),
        }  # fmt: skip

    def could_be(self, answers: Answers) -> str:
        """The highest level over every completion, one by one."""
        missing = [one for one in self.rows if one not in answers]
        choices = product(*(all_answers(self.rows[one]["answer"]) for one in missing))
        levels: list[str] = [
            self.stand({**answers, **dict(zip(missing, chosen, strict=True))})["level"] for chosen in choices
        ]
        return max(levels, key=LEVELS.index)

    def movers(self, answers: Answers) -> set[str]:
        """The unanswered rows of which some answer moves level, authority, depth or admissible outcomes."""
        here = self.stand(answers)
        moving = set()
        for one in here["unanswered"]:
            for answer in all_answers(self.rows[one]["answer"]):
                there = self.stand({**answers, one: answer})
                if any(there[key] != here[key] for key in ("level", "authority", "depth", "admissible")):
                    moving.add(one)
        return moving

    def _is_asked(self, name: str, depth: int, opened: set[str]) -> bool:
        asked = self.rows[name]["asked_from"]
        if asked.startswith("when:"):
            return asked[5:] in opened and depth >= 1
        inside = [block for block, one in self.blocks.items() if name in one["rows"]]
        least = 1 if inside else 0  # the block opens at any depth after triage
        return depth >= max(DEPTHS.index(asked), least) and all(one in opened for one in inside)

    def _effects(self, read: Answers) -> list[str]:
        effects = []
        for name, answer in read.items():
            for text in self.rows[name]["effects"]:
                when, then = text.split(" -> ")
                if matches(when, answer):
                    effects.append(then)
        known = {name: answer for name, answer in read.items() if answer != "unknown"}
        for coupling in self.couplings.values():
            # What the known answers alone would give stands beside what the unknown gives.
            alone, full = self._coupled(coupling, known), self._coupled(coupling, read)
            effects += [*alone, *(one for one in full if one not in alone)]
        return effects

    def _coupled(self, coupling: Any, read: Answers) -> list[str]:
        for row in coupling["rows"]:
            cells = [
                (row[name], read.get(source["criterion"])) for name, source in coupling["inputs"].items()
            ]
            if all(cell == "-" or (answer is not None and matches(cell, answer)) for cell, answer in cells):
                return list(row["then"])
        return []

    def _opened(self, read: Answers, effects: list[str]) -> set[str]:
        tests = [(name, test) for name, block in self.blocks.items() for test in block["opens_when"]]
        opened = {
            name
            for name, test in tests
            if test["criterion"] in read and matches(test["test"], read[test["criterion"]])
        }
        return opened | {one[5:-1] for one in effects if one.startswith("asks")}

    def _level(self, effects: list[str]) -> int:
        floors = [LEVELS.index(one[6:-1]) for one in effects if one.startswith("floor")]
        return min(3, max(floors, default=0) + effects.count("raise"))

    def _authority(self, level: int, effects: list[str]) -> int:
        fired = [int(one[10:-1]) for one in effects if one.startswith("authority") and "+" not in one]
        return min(4, max(level + 1, *fired, 1) + effects.count("authority(+1)"))

    def _admissible(self, effects: list[str], unanswered: list[str]) -> tuple[str, ...]:
        if "stop" in effects or "stop_unless_exception" in effects:
            return ("refuse",)
        if unanswered or any(one.startswith("gate") for one in effects):
            return ("defer", "refuse")
        return OUTCOMES[1:] if any(one.startswith("condition") for one in effects) else OUTCOMES
