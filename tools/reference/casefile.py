"""The page of the case file: its sections, and what stands in each."""

from collections.abc import Iterator, Mapping
from typing import Any

from tools.reference.markdown import to_code, to_codes, to_page, to_table
from vetting.usecases.casefile.schema import long_form_schema

Schema = Mapping[str, Any]


def pages() -> dict[str, str]:
    """Return the page by its name."""
    schema = long_form_schema()
    sections = schema["$defs"]
    return {
        "case-file.md": to_page(
            "Case file",
            "A case file is YAML. What is not listed here is a fault. `vetting schema case` prints the same as a JSON Schema, "
            "and `vetting case new` writes a commented file to begin with; [how to run one](../how-to/run-a-case.md).",
            "## The file",
            list_fields(schema),
            *(
                part
                for name in sections
                if "properties" in sections[name]
                for part in show_section(name, sections[name])
            ),
            "## Words to choose from",
            to_table(["field type", "one of"], list_choices(sections)),
        )
    }


def show_section(name: str, section: Schema) -> tuple[str, ...]:
    """Return the heading of a section, what it is, and its fields."""
    return f"## {name}", section.get("description", ""), list_fields(section)


def list_fields(section: Schema) -> str:
    """Return the fields of a section, required ones first."""
    required = section.get("required", [])
    names = sorted(section["properties"], key=lambda name: name not in required)
    rows = (
        (to_code(name), kind_of(field), "yes" if name in required else "", field.get("description", ""))
        for name in names
        for field in [section["properties"][name]]
    )
    return to_table(["field", "kind", "required", "meaning"], rows)


def kind_of(field: Schema) -> str:
    """Return in a few words what a field takes."""
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})" if name[0].isupper() else to_code(name)
    if "anyOf" in field:
        return " or ".join(kind_of(one) for one in field["anyOf"] if one.get("type") != "null")
    if field.get("type") == "array":
        return f"list of {kind_of(field.get('items', {}))}"
    if field.get("type") == "object":
        return f"by id: {kind_of(kind_of_values(field))}"
    return {"string": "text", "integer": "number", "boolean": "yes or no"}.get(
        field.get("type", ""), "any value"
    )


def kind_of_values(field: Schema) -> Schema:
    """Return the schema of what stands under each id."""
    values: Schema = next(
        iter(field.get("patternProperties", {}).values()), field.get("additionalProperties", {})
    )
    return values


def list_choices(sections: Schema) -> Iterator[tuple[str, str]]:
    """Give each field type that is a choice, with its words."""
    for name, section in sections.items():
        if "enum" in section:
            yield f'<a id="{name.lower()}"></a>{name}', to_codes(section["enum"])
