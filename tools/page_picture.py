"""Draws the README's picture of a page: a case at the office's desk, as its focal point sees it. Needs chromium."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from playwright.sync_api import sync_playwright

from vetting.bootstrap import open_existing
from vetting.usecases.signing_in import sign_in_with_subject

CHROMIUM = "/usr/bin/chromium"


def main(home: Path, subject: str, path: str, picture: Path) -> None:
    """Sign the account in, open the page, and keep what a reader sees first."""
    desk = open_existing(home)
    secret = sign_in_with_subject(desk, subject, desk.clock.now())
    with serving(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1100, "height": 920}, reduced_motion="reduce")
        context.add_cookies([{"name": "vetting", "value": secret, "url": address}])
        page = context.new_page()
        page.goto(address + path)
        page.screenshot(path=picture)
        browser.close()


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The pages of a home on a free port; their address, once they answer."""
    port = str(find_port())
    command = [str(Path(sys.executable).with_name("vetting")), "web", "--home", str(home), "--port", port]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as web:
        try:
            wait_for(web, address := f"http://127.0.0.1:{port}")
            yield address
        finally:
            web.terminate()


def find_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(web: subprocess.Popen[bytes], address: str) -> None:
    """Come back when the pages answer; leave when their program has ended."""
    while True:
        with suppress(httpx.TransportError):
            httpx.get(f"{address}/healthz")
            return
        if web.poll() is not None:
            raise SystemExit("The pages did not start.")
        time.sleep(0.2)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]))
