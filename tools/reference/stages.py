"""The page of stages, steps, owners and statuses."""

from tools.reference.markdown import to_code, to_codes, to_page, to_table
from vetting.domain.stages import (
    OWNER_OF_STAGE,
    OWNER_OF_STATUS,
    STAGES_OF_STEP,
    TRANSITIONS,
    CaseStatus,
    Stage,
    step_of_stage,
)


def pages() -> dict[str, str]:
    """Return the page by its name."""
    return {
        "stages.md": to_page(
            "Stages and statuses",
            "A case walks the stages of its policy pack. Each step is one task of the flow; a step "
            "may walk several stages.",
            "## Stages",
            list_stages(),
            "## Steps",
            list_steps(),
            "## Statuses of a case",
            draw_statuses(),
            list_statuses(),
        )
    }


def list_stages() -> str:
    """Return the stages in their order, with the step that walks each and its owner."""
    rows = (
        (to_code(stage), to_code(step_of_stage(stage)), to_code(OWNER_OF_STAGE[stage])) for stage in Stage
    )
    return to_table(["stage", "walked in step", "owner"], rows)


def list_steps() -> str:
    """Return the steps in their order, with the stages of each."""
    return to_table(
        ["step", "stages"], ((to_code(step), to_codes(of)) for step, of in STAGES_OF_STEP.items())
    )


def draw_statuses() -> str:
    """Return the transitions as a diagram."""
    arrows = (f"    {status} --> {to}" for status in CaseStatus for to in sorted(TRANSITIONS[status]))
    return "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> triage", *arrows, "```"])


def list_statuses() -> str:
    """Return for each status what may follow, and who is owed the next move."""
    rows = (
        (
            to_code(status),
            to_codes(sorted(TRANSITIONS[status])) or "nothing: the case is closed",
            to_code(OWNER_OF_STATUS[status] or "") or "nobody",
        )
        for status in CaseStatus
    )
    return to_table(["status", "may become", "owed the next move"], rows)
