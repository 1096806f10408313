"""The wheel in a fresh environment: `onrecord serve` from it shows the desk with all that its pages load."""

import os
import re
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from onrecord.serve.draw import VENDOR
from onrecord.store import Store

ROOT = Path(__file__).parent.parent
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment that has this package from its wheel, and the libraries of the tests."""
    if not VENDOR.joinpath("world.json").is_file():
        pytest.skip("the browser parts are not here; make assets fetches them")
    folder = tmp_path_factory.mktemp("wheel")
    build = ["wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([*PIP, *build], check=True, cwd=folder)
    (wheel,) = folder.glob("onrecord-*.whl")
    venv.create(folder / "env", with_pip=False)
    commands = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    python = commands / Path(sys.executable).name
    subprocess.run([*PIP, "--python", str(python), "install", "--no-deps", str(wheel)], check=True, cwd=folder)
    where = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    # A path in a .pth file adds the libraries, but not the editable install that lies beside them.
    Path(where.stdout.strip(), "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return commands


@pytest.fixture(scope="module")
def address(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the desk that the installed command opened."""
    folder = tmp_path_factory.mktemp("served")
    Store.open(folder / "desk.db").close()
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [str(installed / "onrecord"), "serve", "--db", "desk.db", "--port", "0"]
    server = subprocess.Popen(command, cwd=folder, env=clean, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        said = next((line for line in server.stderr if line.startswith("the desk of")), "the desk ended at once")
        found = re.search(r"http://127\.0\.0\.1:[1-9]\d*", said)
        assert found, said
        for _ in range(600):
            try:
                httpx.get(f"{found[0]}/llms.txt")
                break
            except httpx.TransportError:
                assert server.poll() is None, "the desk ended at once"
                time.sleep(0.1)
        yield found[0]
    finally:
        server.terminate()
        server.wait(30)


@pytest.mark.parametrize("path", ["/", "/timeline", "/map", "/claims", "/review", "/about"])
def test_each_page_finds_what_it_loads(address: str, path: str) -> None:
    page = httpx.get(address + path, headers={"accept": "text/html"}, timeout=60)
    assert page.status_code == 200
    assert "are not in this installation" not in page.text
    loaded = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
    assert loaded
    for one in loaded:
        found = httpx.get(address + one, timeout=60)
        assert (found.status_code, bool(found.content)) == (200, True), one


def test_what_scripts_load_is_there_too(address: str) -> None:
    for path in ("vendor/world.json", "vendor/maplibre-gl.mjs", "vendor/maplibre-gl-worker.mjs"):
        assert httpx.get(f"{address}/static/{path}", timeout=60).status_code == 200
    assert httpx.get(f"{address}/disputed.json", timeout=60).json()["features"]


def test_the_package_is_the_wheels_own(installed: Path) -> None:
    asked = [str(installed / Path(sys.executable).name), "-c", "import onrecord; print(onrecord.__file__)"]
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    said = subprocess.run(asked, check=True, capture_output=True, text=True, cwd=installed, env=clean)
    assert Path(said.stdout.strip()).is_relative_to(installed.parent)
