"""A headless Chromium without a network, for pages opened from disk."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from maps.page import render_payload

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAYLOAD = Path(__file__).parents[1] / "data" / "page_payload.json"


@dataclass
class Opened:
    """A page in the browser, and what went wrong in it."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def run(self, script: str) -> Any:
        return self.page.evaluate(script)

    def until(self, script: str) -> None:
        """Wait until a script is true; the page's policy forbids the usual waiting."""
        for _ in range(60):
            if self.run(script):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {script}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not executable:
        pytest.skip("no chromium: set CHROMIUM to its path")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def payload() -> dict[str, Any]:
    """The invented payload of Aruvia, fresh for each test."""
    found: dict[str, Any] = json.loads(PAYLOAD.read_text("utf-8"))
    return found


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Write HTML to a file and open it offline; ``hash`` and context options apply."""
    contexts = []

    def opened(text: str, *, anchor: str = "", **options: Any) -> Opened:
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(text, "ascii")
        settings = {
            "viewport": {"width": 1280, "height": 800},
            "offline": True,
        } | options
        context = browser.new_context(**settings)
        context.set_default_timeout(5000)
        context.set_default_navigation_timeout(30_000)  # a page opens, however busy
        contexts.append(context)
        result = Opened(context.new_page())
        page = result.page
        page.on("console", lambda m: result.complaints.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda error: result.complaints.append(str(error)))
        page.on("request", lambda request: result.requests.append(request.url))
        page.goto(file.as_uri() + anchor)
        return result

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def open_payload(
    open_page: Callable[..., Opened], payload: dict[str, Any]
) -> Callable[..., Opened]:
    """Render a payload, the invented one by default, and open it."""

    def opened(given: dict[str, Any] | None = None, **options: Any) -> Opened:
        return open_page(render_payload(given or payload), **options)

    return opened
