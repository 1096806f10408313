"""`make screenshots`: each page of the desk over the invented examples, for people to look at.

At 360, 1280 and 2560 pixels, light and dark, and as they print, into build/screenshots; those of README and the guide
into docs.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from onrecord.serve.draw import COOKIE
from onrecord.serve.users import Users
from onrecord.store import Store

ROOT = Path(__file__).parent.parent
OUT = ROOT / "build" / "screenshots"
WIDTHS, THEMES = (360, 1280, 2560), ("light", "dark")
SETTLED = 400  # milliseconds until fonts and the timeline are drawn
DRAWN = 60_000  # milliseconds that the map may take
DAY, DAYS = "2025-03-08", "first=2025-03-01&last=2025-03-15"  # of the invented examples

KEPT = {"event": ROOT / "docs" / "desk.png", "claim": ROOT / "docs" / "desk-report.png"}  # README's, the guide's
JUDGED = ("review", "event", "report")  # pages that have more for one who is signed in


def pages(store: Store) -> dict[str, str]:
    """Name -> address."""
    event = max(store.events(), key=lambda one: (len(one.disputes), len(one.figures)))
    told, transfer = store.told(event.claims)[0], store.transfers()[0].id
    report = f"/reports/{told.report.id}"
    fixed = ("claims", "events", "transfers", "sources", "review", "about", "login")
    return {
        "today": f"/?day={DAY}",
        **{name: f"/{name}" for name in fixed},
        **{name: f"/{name}?{DAYS}" for name in ("timeline", "map", "strikes")},
        "event": f"/events/{event.id}",
        "transfer": f"/transfers/{transfer}",
        "report": report,
        "claim": f"{report}#claim-{told.claim.id}",
        "source": "/sources/Ukrainian air force",
        "search": "/search?q=drone",
        "problem": "/nowhere",
        "nothing": "/claims?q=nothingatall",
    }


def take(browser: Any, base: str, pages: dict[str, str], cookies: list[Any]) -> None:
    """Pictures of pages at each width and in each theme, and each page as it prints."""
    for name, address in pages.items():
        for width in WIDTHS:
            for theme in THEMES:
                shown = {"viewport": {"width": width, "height": 800}, "color_scheme": theme, "locale": "en-GB"}
                context = browser.new_context(base_url=base, **shown)
                context.add_cookies(cookies)
                tab = context.new_page()
                tab.goto(address)
                if name == "map":
                    tab.wait_for_selector("#map[data-drawn]", timeout=DRAWN)
                tab.wait_for_timeout(SETTLED)
                tab.screenshot(path=OUT / f"{name}-{width}-{theme}.png")
                if name in KEPT and (width, theme) == (1280, "light"):
                    tab.screenshot(path=KEPT[name])
                if (width, theme) == (1280, "dark"):
                    tab.pdf(path=OUT / f"{name}.pdf", format="A4")
                context.close()


def main() -> int:
    """Takes the pictures."""
    from playwright.sync_api import sync_playwright

    from tests.serve.browser import ARGUMENTS, CHROMIUM, serving

    if shutil.which("chromium") is None:
        print("screenshots: no chromium here; make setup-browser installs it. Skipped.")
        return 0
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with TemporaryDirectory() as folder:
        path, users = Path(folder) / "desk.db", Users(Path(folder) / "users")
        users.add("ana", "five quiet green lamps")
        read = [str(Path(sys.executable).parent / "onrecord"), "read", "examples", "--db", str(path)]
        subprocess.run(read, cwd=ROOT, check=True)
        with Store.open(path) as store, serving(store, users) as base, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            every = pages(store)
            take(browser, base, every, [])
            session = {"name": COOKIE, "value": users.sign_in("ana", "five quiet green lamps"), "url": base}
            take(browser, base, {f"{name}-signed": every[name] for name in JUDGED}, [session])
            browser.close()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.relative_to(ROOT)}; those of the docs are in docs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
