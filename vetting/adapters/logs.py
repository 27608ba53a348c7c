"""Logs of the running processes: one line an event, with ids and numbers, never content.

An unexpected fault is told by its type and the place where it was raised. Its message stays out: it
may hold what somebody wrote. As JSON each line is one object, for machines that collect logs.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

LOGGER = "vetting"
QUIET = ("uvicorn", "uvicorn.error", "prefect", "httpx")


def set_up_logs(part: str, *, as_json: bool) -> None:
    """Send the logs of this process to standard error, in its own name."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines(part, as_json=as_json))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(LOGGER).setLevel(logging.INFO)
    for name in QUIET:
        _speak_through_us(logging.getLogger(name))


def note(event: str, **values: str | float | None) -> None:
    """Log an event in a few words, with ids and numbers beside it."""
    logging.getLogger(LOGGER).info(event, extra={"values": values})


def note_fault(event: str, error: BaseException, **values: str | float | None) -> None:
    """Log a fault: its type and place, without its message."""
    shown = {**values, "fault": place_of(error)}
    logging.getLogger(LOGGER).error(event, extra={"values": shown})


def place_of(error: BaseException) -> str:
    """The type of an error and where it was raised: ``KeyError at steps.py:40``."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def _speak_through_us(logger: logging.Logger) -> None:
    """A library's own handler, such as Prefect's for uvicorn, would print what we keep out."""
    logger.setLevel(logging.WARNING)
    logger.handlers = []
    logger.propagate = True


class _Lines(logging.Formatter):
    """One line for each record; what other libraries log loses its arguments' tracebacks."""

    def __init__(self, part: str, *, as_json: bool) -> None:
        super().__init__()
        self._part = part
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        values = dict(getattr(record, "values", {}))
        if record.exc_info and record.exc_info[1]:
            values["fault"] = place_of(record.exc_info[1])
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        event = record.msg if record.name == LOGGER else _event_of(record)
        line: dict[str, Any] = {
            "at": at,
            "part": self._part,
            "level": record.levelname.lower(),
            "event": event,
        }
        return json.dumps(line | values) if self._as_json else _as_text(line, values)


def _event_of(record: logging.LogRecord) -> str:
    """What a library said, without what it filled in: that could be anything; our own modules know."""
    if record.name.startswith(f"{LOGGER}."):
        return record.getMessage()
    return f"{record.name}: {str(record.msg).strip().splitlines()[0] if str(record.msg).strip() else ''}"


def _as_text(line: dict[str, Any], values: dict[str, Any]) -> str:
    said = " ".join(f"{name}={value}" for name, value in values.items() if value is not None)
    return f"{line['at']} {line['part']} {line['level']}: {line['event']} {said}".rstrip()
