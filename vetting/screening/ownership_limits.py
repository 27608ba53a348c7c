"""How large a structure is traced where others wait for it: what no company has, and what would take minutes.

Many owners side by side cost little. Long chains and large loops cost their size squared and cubed.
"""

from collections import defaultdict
from collections.abc import Iterable

from vetting.domain.errors import Fault
from vetting.screening.graph import Graph, Interest, find_above
from vetting.screening.graph_loops import Weights, find_components, find_rings

MOST_STEPS = 60
MOST_IN_LOOP = 30
MOST_INTERESTS = 20_000


def find_excess(graph: Graph, target: str) -> Fault | None:
    """Why the owners of this party are too many to trace, if so."""
    above = find_above(graph.interests, target)
    held = [one for one in graph.interests if one.owned in above]
    leads_to = _leads_to(held)
    largest, steps = max(map(len, find_rings(leads_to)), default=0), _count_steps(leads_to)
    for found, most, what in (
        (len(held), MOST_INTERESTS, "interests above it"),
        (steps, MOST_STEPS, "steps above it"),
        (largest, MOST_IN_LOOP, "parties in one loop above it"),
    ):
        if found > most:
            text = f"It has {found} {what}; at most {most} are traced."
            return Fault(
                graph.parties[target].label[:80], text, "Take an extract of the register that is smaller."
            )
    return None


def _leads_to(held: Iterable[Interest]) -> dict[str, dict[str, object]]:
    leads_to: dict[str, dict[str, object]] = defaultdict(dict)
    for one in held:
        leads_to[one.owner][one.owned] = one
    return leads_to


def _count_steps(leads_to: Weights) -> int:
    """How many steps the farthest owner is away by the longest way; a loop counts as one party."""
    ring_of: dict[str, int] = {}
    steps: list[int] = []
    for number, ring in enumerate(find_components(leads_to)):
        ring_of |= dict.fromkeys(ring, number)
        below = {ring_of[owned] for owner in ring for owned in leads_to.get(owner, ())} - {number}
        steps.append(1 + max((steps[one] for one in below), default=-1))
    return max(steps, default=0)
