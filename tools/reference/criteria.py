"""The pages of the default pack: one a stage, and one for its tables, conditions and sources."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from tools.reference.guidance import to_notes
from tools.reference.markdown import to_code, to_codes, to_page, to_table
from vetting.policy.load import find_pack, load_pack
from vetting.policy.pack import Criterion, Pack, Stage

NAME = "un-default"


def pages() -> dict[str, str]:
    """Return the pages by their names."""
    pack = load_default()
    return {
        "pack/index.md": show_pack(pack),
        "pack/levels.md": show_levels(pack),
        "pack/couplings.md": show_couplings(pack),
        "pack/conditions.md": show_conditions(pack),
        "pack/sources.md": show_sources(pack),
        **{f"pack/{stage.id}.md": show_stage(pack, stage) for stage in pack.stages},
    }


@cache
def load_default() -> Pack:
    """Return the default pack as it ships."""
    return load_pack(find_pack(NAME))


def show_pack(pack: Pack) -> str:
    """Return the front page of the pack."""
    rows = (
        (f"[{stage.title}]({stage.id}.md)", to_codes(stage.prefixes), len(pack.in_stage(stage.id)))
        for stage in pack.stages
    )
    return to_page(
        pack.title,
        f"Pack `{pack.name}`, version {pack.version}, {len(pack.criteria)} criteria.",
        f"> {pack.statement}",
        "## Criteria by stage",
        to_table(["stage", "ids begin with", "criteria"], rows),
        "## Tables",
        to_list(
            [
                "[Levels, authorities, depths](levels.md)",
                "[Couplings](couplings.md): criteria that are read together",
                "[Conditions](conditions.md) of an approval",
                "[Sources](sources.md), and how far each was read",
            ]
        ),
        "## How to read an effect",
        "`yes|unknown -> floor(substantial)`: if the answer is yes, or is unknown or refused, the level is "
        "at least substantial. The pack's own README has the whole language; "
        "[how a level comes about](../../explanation/how-a-level-comes-about.md) tells what follows.",
    )


def show_stage(pack: Pack, stage: Stage) -> str:
    """Return the criteria of one stage."""
    return to_page(stage.title, *(show_criterion(one) for one in pack.in_stage(stage.id)))


def show_criterion(one: Criterion) -> str:
    """Return one criterion: its question, its guidance, how it is answered, and what follows."""
    facts = [
        f"answer {to_code(one.answer_text)}",
        f"by {to_codes(one.answered_by)}",
        f"asked from {to_code(one.asked_from)}",
        *([f"filled from {one.same_as}"] if one.same_as else []),
        f"rests on {', '.join(f'[{key}](sources.md)' for key in one.sources)}",
    ]
    effects = "\n".join(f"- {to_code(effect.text)}" for effect in one.effects)
    said = [f"## {one.id}", f"**{one.question}**", one.guidance, "; ".join(facts) + ".", effects]
    return "\n\n".join([*said, *to_notes(one.id)])


def show_levels(pack: Pack) -> str:
    """Return what each level, authority and depth brings with it."""
    tables = pack.tables
    return to_page(
        "Levels, authorities, depths",
        "## Levels",
        to_mapping_table("level", tables["levels"]),
        to_list(tables["level_formula"]),
        "## Authorities",
        to_mapping_table("authority", tables["authorities"]),
        to_list(tables["authority_formula"]),
        "## Depths",
        to_list(tables["depth_formula"]),
        to_table(["modality", "depth at least"], tables["depth_by_modality"].items()),
        "## Outcomes",
        f"Possible: {to_codes(tables['outcomes']['values'])}; "
        f"{to_code(tables['outcomes']['undecided'])} until then. "
        f"{tables['outcomes']['note'].capitalize()}.",
    )


def to_mapping_table(name: str, rows: Mapping[object, Mapping[str, object]]) -> str:
    """Return a table with a column for every key that any row has."""
    columns = list(dict.fromkeys(key for row in rows.values() for key in row))
    heads = [name, *(column.replace("_", " ") for column in columns)]
    return to_table(
        heads, ((to_code(key), *(row.get(column, "") for column in columns)) for key, row in rows.items())
    )


def to_list(lines: Iterable[str]) -> str:
    """Return lines as a list."""
    return "\n".join(f"- {line}" for line in lines)


def show_couplings(pack: Pack) -> str:
    """Return every coupling with its rows and the reason of each."""
    parts = (
        part for name, coupling in pack.tables["couplings"].items() for part in show_coupling(name, coupling)
    )
    return to_page(
        "Couplings",
        "A coupling reads several criteria together. `adds` puts effects on top of their own; `replaces` "
        "gives the floors of the rows it names. A cell `-` matches everything, even what is unanswered.",
        *parts,
    )


def show_coupling(name: str, coupling: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the heading, the inputs and the rows of one coupling."""
    inputs = coupling["inputs"]
    rows = (
        (*(to_code(row.get(key, "-")) for key in inputs), to_codes(row["then"]), row["because"])
        for row in coupling["rows"]
    )
    reads = "\n".join(f"- {to_code(key)}: {describe_input(what)}" for key, what in inputs.items())
    return (
        f"## {name.replace('_', ' ')}",
        f"Mode {to_code(coupling['mode'])}; the finding stands on {to_code(coupling['finding_on'])}.",
        reads,
        to_table([*inputs, "then", "because"], rows),
    )


def describe_input(what: Mapping[str, object]) -> str:
    """Return what a coupling reads, as `key value` pairs."""
    return ", ".join(f"{key.replace('_', ' ')} {to_code(value)}" for key, value in what.items())


def show_conditions(pack: Pack) -> str:
    """Return the templates of conditions."""
    heads = ["text", "test", "owner", "due", "consequence"]
    rows = ((to_code(slug), *(one[head] for head in heads)) for slug, one in sorted(pack.conditions.items()))
    return to_page(
        "Conditions", "What an approval may bind the partners to.", to_table(["condition", *heads], rows)
    )


def show_sources(pack: Pack) -> str:
    """Return the sources, with how far each was read."""
    heads = ["title", "publisher", "year", "kind", "verified"]
    rows = ((to_code(key), *(one[head] for head in heads)) for key, one in sorted(pack.sources.items()))
    return to_page(
        "Sources",
        "What the criteria rest on. A source that was not read in full is cited by title, never by a clause.",
        to_table(["key", *heads], rows),
    )
