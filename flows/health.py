"""Whether a Prefect server answers."""

import http.client
import urllib.error
import urllib.request

SECONDS = 2.0


def is_healthy(api: str, seconds: float = SECONDS) -> bool:
    """Whether the server at this address (``http://host:port/api``) answers that it is well."""
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=seconds) as answer:  # noqa: S310 - our own address
            return bool(answer.status == http.HTTPStatus.OK)
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError):
        return False
