"""`make screenshots`: each page of the desk over the invented examples, for people to look at.

At 360, 1280 and 2560 pixels, light and dark, into build/screenshots; README's picture into docs/desk.png.
"""

import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn

from onrecord.serve.app import make_app
from onrecord.serve.users import Users
from onrecord.store import Store

ROOT = Path(__file__).parent.parent
OUT, README = ROOT / "build" / "screenshots", ROOT / "docs" / "desk.png"
WIDTHS, THEMES = (360, 1280, 2560), ("light", "dark")
SETTLED = 1_500  # milliseconds until the map and the timeline are drawn


def pages(store: Store) -> dict[str, str]:
    """Name -> address."""
    event = max(store.events(), key=lambda one: (len(one.disputes), len(one.figures)))
    report, transfer = store.told(event.claims)[0].report.id, store.transfers()[0].id
    fixed = ("timeline", "map", "claims", "events", "transfers", "strikes", "sources", "review", "about", "login")
    return {
        "today": "/",
        **{name: f"/{name}" for name in fixed},
        "event": f"/events/{event.id}",
        "transfer": f"/transfers/{transfer}",
        "report": f"/reports/{report}",
        "search": "/search?q=drone",
        "problem": "/nowhere",
    }


def main() -> int:
    """Takes the pictures."""
    from playwright.sync_api import sync_playwright

    from tests.serve.browser import ARGUMENTS, CHROMIUM

    if shutil.which("chromium") is None:
        print("screenshots: no chromium here; make setup-browser installs it. Skipped.")
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        read = [str(Path(sys.executable).parent / "onrecord"), "read", "examples", "--db", str(path)]
        subprocess.run(read, cwd=ROOT, check=True)
        with Store.open(path) as store:
            app = make_app(store, Users(Path(folder) / "users"))
            server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
            thread = threading.Thread(target=server.run)
            thread.start()
            while not server.started:
                time.sleep(0.05)
            base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
                for name, address in pages(store).items():
                    for width in WIDTHS:
                        for theme in THEMES:
                            tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=theme)
                            tab.goto(base + address)
                            tab.wait_for_timeout(SETTLED)
                            tab.screenshot(path=OUT / f"{name}-{width}-{theme}.png")
                            if (name, width, theme) == ("event", 1280, "light"):
                                tab.screenshot(path=README)
                            tab.close()
                browser.close()
            server.should_exit = True
            thread.join()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.relative_to(ROOT)}; README's is {README.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
