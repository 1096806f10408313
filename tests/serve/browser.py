"""How desk and browser are started, for stories and screenshots: headless, and asking nothing of any network."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from onrecord.serve.app import make_app
from onrecord.serve.users import Users
from onrecord.store import Store

CHROMIUM = "/usr/bin/chromium"
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
