"""The page of the decision record: its sections, and the fields of each."""

from collections.abc import Iterator, Mapping
from typing import Any

from tools.reference.markdown import to_code, to_codes, to_page, to_table
from vetting.documents.schema import RECORD_SCHEMA

Schema = Mapping[str, Any]


def pages() -> dict[str, str]:
    """Return the page by its name."""
    return {
        "record.md": to_page(
            "Decision record",
            "The record is one JSON document; PDF, Word and HTML are renderings of it. Every section stands in every record, if "
            "only empty. `vetting schema record` prints the whole schema, and [what the record says and does not](../explanation/"
            "what-the-record-says.md) tells how to read one.",
            to_table(["section", "holds", "required fields", "further fields"], list_sections()),
            "Besides its form, every id in a record must lead somewhere: a finding to its evidence, evidence to its source, a "
            "rule to the pack, a point to its submission, and back.",
        )
    }


def list_sections() -> Iterator[tuple[str, str, str, str]]:
    """Give each section with what it holds."""
    for name, section in RECORD_SCHEMA["properties"].items():
        item = section.get("items", section)
        required = item.get("required", [])
        further = [field for field in item.get("properties", {}) if field not in required]
        yield to_code(name), kind_of(section), to_codes(required) or "–", to_codes(further) or "–"


def kind_of(section: Schema) -> str:
    """Return in a word what a section is."""
    if "const" in section:
        return f"the text {to_code(section['const'])}"
    return {"array": "a list", "object": "one object"}.get(section.get("type", ""), "a value")
