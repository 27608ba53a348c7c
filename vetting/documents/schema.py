"""The form of a record as JSON Schema (draft 2020-12), published by ``vetting schema record``.

The schema says what a record must hold and in which form; whether its ids lead anywhere is the
work of ``vetting.documents.references``, since a schema cannot say that.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

RECORD_SCHEMA: dict[str, Any] = json.loads(
    files("vetting.documents").joinpath("record.schema.json").read_text("utf-8")
)

MOST = 50
"""How many faults are told; a file that is no record at all would have thousands."""


def find_schema_faults(record: object) -> list[str]:
    """Where a record differs from the schema, a sentence each; none where it has the right form."""
    found = sorted(
        _validator().iter_errors(record), key=lambda one: [str(part) for part in one.absolute_path]
    )
    return [_sentence(one) for one in found[:MOST]]


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(RECORD_SCHEMA)


def _sentence(error: ValidationError) -> str:
    where = "/".join(str(part) for part in error.absolute_path) or "the record"
    message = error.message if len(error.message) <= MESSAGE else error.message[:MESSAGE] + "…"
    return f"{where}: {message}."


MESSAGE = 200
"""How much of a message is shown; jsonschema quotes the whole value that does not fit."""
