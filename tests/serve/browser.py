"""How desk and browser are started, for stories and screenshots: headless, and asking nothing of any network."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from onrecord.serve.app import make_app
from onrecord.serve.users import Users
from onrecord.store import Store

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "five quiet green lamps"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)


@contextmanager
def serving(store: Store, users: Users) -> Iterator[str]:
    """The address of a desk that runs."""
    config = uvicorn.Config(make_app(store, users), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@contextmanager
def watched(browser: Any, base: str, **shown: Any) -> Iterator[Any]:
    """A tab that notes every complaint of the browser: a blocked script, a fault in ours, a look elsewhere."""
    view = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **shown}
    context = browser.new_context(base_url=base, **view)
    tab, complaints = context.new_page(), list[str]()
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    ours = (base, "data:", "blob:")
    tab.on("request", lambda asked: None if asked.url.startswith(ours) else complaints.append(asked.url))
    yield tab
    context.close()
    assert complaints == []


def sign_in(page: Any) -> None:
    """Signs in as the user whom the tests' records have."""
    page.goto("/login")
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/review")
