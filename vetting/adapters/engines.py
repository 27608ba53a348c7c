"""The engines that can score, by the names under which people ask for them; each is made when it is asked for."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from vetting.adapters.logic_v2 import LogicV2Scorer
from vetting.screening.score import BuiltinScorer, Scorer

ENGINES: Mapping[str, Callable[[], Scorer]] = MappingProxyType(
    {"builtin": BuiltinScorer, "logic-v2": LogicV2Scorer}
)
