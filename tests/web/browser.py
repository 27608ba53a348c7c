"""A real browser (Debian's chromium) on the web as it is served, and what every page must stand up to.

While a browser is open, this thread runs an event loop: what calls ``asyncio.run`` (a scene's
``advance``) goes through ``apart``.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.web.kit import an_account
from vetting.domain.people import Role
from vetting.usecases.desk import Desk
from vetting.usecases.signing_in import sign_in_with_subject

CHROMIUM = "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage"]  # a container may have little shared memory
PATIENCE = 240_000  # milliseconds that a slow machine has for whatever a browser does
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LARGEST_PUBLIC_PAGE = 60_000  # bytes as transferred, styles included
NARROW, WIDE = 320, 1100

T = TypeVar("T")


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The app on a port of its own; its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()  # from here on a visitor waits until the server is there
    config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES, timeout=PATIENCE)
        yield browser
        browser.close()


def apart(act: Callable[[], T]) -> T:
    """What an act gives in a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()


@dataclass
class Visit:
    """A browser on a served app: opens pages, and remembers what they asked for."""

    browser: Browser
    address: str
    desk: Desk
    requests: list[Request] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # of scripts, and what the policy of a page held back
    _accounts: set[str] = field(default_factory=set)

    def open(self, path: str = "/", *, width: int = WIDE, script: bool = True, **options: Any) -> Page:
        """A page in a browser of its own, without anything kept from before."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            reduced_motion="reduce",
            **options,
        )
        return self._go(context.new_page(), path)

    def signed_in(self, ident: str, *roles: Role, path: str = "/office/", width: int = WIDE) -> Page:
        """A page of somebody with an account of these roles; their person is put on cases by the scene."""
        if ident not in self._accounts:
            apart(lambda: an_account(self.desk, ident, *roles))
            self._accounts.add(ident)
        secret = apart(lambda: sign_in_with_subject(self.desk, f"subject-{ident}", self.desk.clock.now()))
        context = self.browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        context.add_cookies([{"name": "vetting", "value": secret, "url": self.address}])
        return self._go(context.new_page(), path)

    def check(self, page: Page) -> None:
        """What every page must stand up to, at both widths. Axe is a script: open the page with scripts on."""
        check_page(page, self.address, self.requests)
        assert self.faults == []

    def _go(self, page: Page, path: str) -> Page:
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda one: self.requests.append(one))  # noqa: PLW0108 - as in transferred
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self._note(said))  # noqa: PLW0108 - as above
        page.goto(self.address + path)
        return page

    def _note(self, said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            self.faults.append(said.text)


def check_page(page: Page, address: str, requests: list[Request]) -> None:
    """No barrier that axe finds, no sideways scroll, nothing from elsewhere; public pages light and bare."""
    page.wait_for_load_state()
    assert find_barriers(page) == []
    assert sideways(page) == {}
    assert [one.url for one in requests if not one.url.startswith(address)] == []
    if "/office" not in page.url and "/audit" not in page.url:
        assert page.context.cookies() == []
        assert page.locator("script").count() == 0
        assert transferred(page) <= LARGEST_PUBLIC_PAGE


def text_of(page: Page) -> str:
    """What stands on the page that a click led to, once all of it has come."""
    page.wait_for_load_state()
    return page.inner_text("main")


def find_barriers(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and good practice, one line each."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]


def sideways(page: Page) -> dict[int, int]:
    """By width, how far a page scrolls to the side where it should not."""
    found: dict[int, int] = {}
    before = page.viewport_size or {"width": WIDE, "height": 900}
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        root = "document.documentElement"
        beyond = int(page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))
        found |= {width: beyond} if beyond > 0 else {}
    page.set_viewport_size(before)
    return found


def transferred(page: Page) -> int:
    """How many bytes the page and all it needs take, as they are sent to a browser that has nothing yet."""
    fresh = page.context.browser
    assert fresh is not None
    context = fresh.new_context()
    sizes: list[Any] = []  # a lambda below: the driver marks its listeners, and a method takes no mark
    again = context.new_page()
    again.set_default_timeout(PATIENCE)
    again.on("requestfinished", lambda one: sizes.append(one.sizes()))
    again.goto(page.url)
    total = sum(int(one["responseBodySize"]) + int(one["responseHeadersSize"]) for one in sizes)
    context.close()
    return total
