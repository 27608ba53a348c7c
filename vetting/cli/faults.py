"""What goes wrong, as sentences on standard error and an exit code."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import NoReturn

from vetting.audit.errors import AuditError
from vetting.domain.errors import BadInput, EnvironmentFault, NotFound, Refused, VettingError
from vetting.domain.sentences import to_sentence

CHECK_FAILED, BAD_INPUT, REFUSED, ENVIRONMENT = 1, 2, 3, 4


@contextlib.contextmanager
def explain_faults() -> Iterator[None]:
    """Print what went wrong and leave with its exit code; the person never sees a traceback."""
    try:
        yield
    except BadInput as error:
        _leave(BAD_INPUT, *(str(fault) for fault in error.faults))
    except NotFound as error:
        _leave(BAD_INPUT, str(error))
    except Refused as error:
        _leave(REFUSED, to_sentence(error.refusal))
    except EnvironmentFault as error:
        _leave(ENVIRONMENT, str(error))
    except AuditError as error:
        _leave(BAD_INPUT, str(error))
    except VettingError as error:
        _leave(ENVIRONMENT, str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        _leave(130, "Stopped. What was acknowledged is kept; run the same command again to go on.")
    except OSError as error:
        _leave_at_machine(error)


def _leave_at_machine(error: OSError) -> NoReturn:
    if isinstance(error, IsADirectoryError):
        _leave(BAD_INPUT, f"{error.filename or 'The path'}: this is a folder. Name the file in it.")
    _leave(ENVIRONMENT, f"{error.strerror or error}: {error.filename or 'the machine'}.")


def _leave(code: int, *sentences: str) -> NoReturn:
    for sentence in sentences:
        sys.stderr.write(sentence + "\n")
    sys.exit(code)
