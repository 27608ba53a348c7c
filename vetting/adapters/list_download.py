"""Lists from their publishers: over TLS, whole or not at all, and of the kind that was asked for."""

import http.client
import urllib.error
import urllib.request
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import IO
from urllib.parse import urlsplit

from vetting.usecases.listing import Downloaded, DownloadFailed

TIMEOUT = 60  # seconds without a byte
MOST_BYTES = 500_000_000
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class ListDownload:
    """Downloads a list's files."""

    def fetch(self, address: str, kinds: tuple[str, ...]) -> Downloaded:
        """The bytes of an address, and the day they were last changed.

        Raises ``DownloadFailed`` where the address is not safe or does not answer, and where the answer is broken off,
        empty, too long or of another content type.
        """
        why_not_safe(address)
        # Only addresses that were just found safe are opened.
        request = urllib.request.Request(address, headers={"User-Agent": "un-tech-vetting"})  # noqa: S310
        try:
            with urllib.request.build_opener(_SafeRedirects).open(request, timeout=TIMEOUT) as answer:
                return _read(address, answer, answer.headers, kinds)
        except http.client.IncompleteRead as error:
            raise DownloadFailed(f"{address}: the answer was broken off.") from error
        except urllib.error.HTTPError as error:
            with error:
                raise DownloadFailed(f"{address}: answered {error.code}.") from error
        except (OSError, http.client.HTTPException) as error:
            raise DownloadFailed(f"{address}: {error}.") from error


def why_not_safe(address: str) -> None:
    """Raise ``DownloadFailed`` unless an address uses TLS; this machine itself needs none."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise DownloadFailed(f"{address}: this is no address.") from error
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise DownloadFailed(f"{address}: only https is used for lists.")


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0913 - the signature of urllib
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        why_not_safe(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _read(address: str, answer: IO[bytes], headers: Message, kinds: tuple[str, ...]) -> Downloaded:
    found = headers.get("Content-Type", "")
    if not any(kind in found for kind in kinds):
        raise DownloadFailed(f"{address}: gave {found or 'no content type'} instead of {' or '.join(kinds)}.")
    content = answer.read(MOST_BYTES + 1)
    # A read with a limit does not complain of missing bytes by itself.
    if (length := headers.get("Content-Length", "")).isdigit() and len(content) < int(length):
        raise DownloadFailed(f"{address}: the answer was broken off.")
    if not content or len(content) > MOST_BYTES:
        raise DownloadFailed(f"{address}: gave {len(content)} bytes.")
    return Downloaded(content, _read_date(headers.get("Last-Modified", "")))


def _read_date(text: str) -> str:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return ""
