"""The commands as a user types them: what they print, where errors go, and how they end."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from onrecord.cli import app, main
from onrecord.engines import Parts, reader
from onrecord.errors import OutputError
from onrecord.gather import gather
from onrecord.model import contract
from onrecord.model.extraction import Extraction
from onrecord.pipeline import extract, update
from onrecord.store import Store
from tests.store.whole import whole

EXAMPLES = Path(__file__).parent.parent / "examples"
STORY = """date: 2025-03-08
outlet: Test Post

Rebels shelled the town of Goma on Friday, killing four people, the army said.
"""


def run(*words: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=stdin)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def test_extract_prints_one_valid_line_a_report(story: Path) -> None:
    result = run("extract", story)
    line = json.loads(result.stdout)
    jsonschema.validate(line, contract.schema(Extraction))
    assert result.exit_code == 0
    assert [claim["type"]["value"] for claim in line["claims"]][:1] == ["ASSAULT"]


def test_extract_reads_standard_input() -> None:
    result = run("extract", "-", "--published", "2025-03-08", stdin=STORY.encode())
    assert json.loads(result.stdout)["report"]["published"] == "2025-03-08"


def test_the_day_that_is_given_wins_over_the_header_and_says_so(story: Path) -> None:
    line = json.loads(run("extract", story, "--published", "2025-03-15").stdout)
    assert line["report"]["published"] == "2025-03-15"
    assert "date_differs" in [issue["code"] for issue in line["issues"]]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, story: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "binary.txt").write_bytes(b"\x7fELF\x00\x00\x01\x02" * 99)
    result = run("extract", tmp_path / "empty.txt", tmp_path / "binary.txt", tmp_path / "none.txt", story)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    schema = contract.schema(Extraction)
    for line in lines:
        jsonschema.validate(line, schema)
    assert result.exit_code == 1
    assert [line["error"]["code"] for line in lines if "error" in line] == ["empty", "binary", "missing"]
    assert sum("claims" in line for line in lines) == 1


def test_extract_as_text_shows_the_words_and_the_claim_beside_them(story: Path) -> None:
    shown = run("extract", story, "--format", "text").stdout
    assert "shelled[1]" in shown.replace(" [1]", "[1]")
    assert "ASSAULT" in shown


def test_a_report_without_a_date_has_an_issue_and_no_dates(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels shelled the town of Goma on Friday, the army said.")
    line = json.loads(run("extract", tmp_path / "a.txt").stdout)
    assert "no_date" in [issue["code"] for issue in line["issues"]]
    times = [claim["when"]["value"] for claim in line["claims"] if claim["when"]]
    assert all(time["start"] is None and time["end"] is None for time in times)


def test_reading_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    db = tmp_path / "deep" / "record.db"
    report = EXAMPLES / "2025-03-08-ukraine-drones.txt"
    assert "1 read" in run("read", report, "--db", db).stderr
    again = run("read", report, "--db", db)
    assert again.exit_code == 0
    assert "1 already known" in again.stderr


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_brief_of_a_day(tmp_path: Path, form: str) -> None:
    db, out = tmp_path / "record.db", tmp_path / "out" / f"brief.{form}"
    run("read", EXAMPLES / "2025-03-08-ukraine-drones.txt", "--db", db)
    result = run("brief", "2025-03-08", "--db", db, "--format", form)
    assert result.exit_code == 0
    assert "Ukrainian Air Force" in result.stdout
    run("brief", "2025-03-08", "--db", db, "--format", form, "--out", out)
    assert out.read_text() == result.stdout


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema").stdout))


def test_doctor_names_versions_and_places(tmp_path: Path) -> None:
    said = run("doctor", "--db", tmp_path / "x.db").stdout
    assert all(name in said for name in ("onrecord", "spacy", "gazetteer", "not there yet", "telemetry"))


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("brief", "5 March"), 2, "YYYY-MM-DD"),
        (("brief", "2025-03-05", "--db", "none.db"), 1, "onrecord read"),
        (("--log-format", "json", "brief", "5 March"), 2, '"level": "error"'),
        (("extract", "x.txt", "--model", "no_such_model"), 1, "no_such_model"),
        (("extract", "x.txt", "--processes", "0"), 2, "give 1 or more"),
        (("read", "x.txt", "--db", "x.txt/deep/a.db"), 1, "name another with --db"),
        (("read", "x.txt", "--db", "x.txt"), 1, "cannot be opened as a record"),
    ],
)
def test_errors_name_the_thing_and_the_way_out(tmp_path: Path, words: tuple[str, ...], status: int, said: str) -> None:
    (tmp_path / "x.txt").write_text(STORY)
    program = [sys.executable, "-c", "from onrecord.cli import main; main()", *words]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr
    assert "Traceback" not in done.stderr


def test_an_over_long_report_is_kept_unread_unless_chunks_are_asked_for(
    tmp_path: Path, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_MAX_CHARS", "50")
    refused = run("extract", story)
    error = json.loads(refused.stdout)["error"]
    assert (refused.exit_code, error["code"]) == (1, "too_long")
    assert error["message"].startswith(f"{story}: ")
    assert "--long-reports chunks" in error["message"]
    assert json.loads(run("extract", story, "--long-reports", "chunks").stdout)["claims"]
    kept = run("read", story, "--db", tmp_path / "x.db")
    assert (kept.exit_code, "1 kept unread" in kept.stderr) == (0, True)


def test_a_brief_that_cannot_be_written_says_so(tmp_path: Path, story: Path) -> None:
    run("read", story, "--db", tmp_path / "x.db")
    result = run("brief", "2025-03-08", "--db", tmp_path / "x.db", "--out", tmp_path)
    assert isinstance(result.exception, OutputError)
    assert "name another file with --out" in str(result.exception)


def test_a_report_cannot_steer_the_terminal(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(STORY.replace("the town", "\x1b]0;owned\x07 \u202ethe town"))
    shown = run("extract", report, "--format", "text").stdout
    assert not set(shown) & set("\x1b\x07\u202e")


def test_output_is_utf8_whatever_the_terminal_says(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(STORY.replace("Goma", "Nova Poltavka – “Goma”"), encoding="utf-8")
    program = [sys.executable, "-c", "from onrecord.cli import main; main()", "extract", "x.txt", "--format", "text"]
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, env=surroundings, check=False)
    assert (done.returncode, "“Goma”" in done.stdout.decode("utf-8")) == (0, True), done.stderr


def test_ctrl_c_says_what_to_do_next(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(**_: object) -> None:
        raise SystemExit(130)

    monkeypatch.setattr("onrecord.cli.program.app", interrupted)
    with pytest.raises(SystemExit, match="130"):
        main()
    assert "run the same command to go on" in capsys.readouterr().err


MANY = 40  # reports, of some seconds' reading: enough that a busy machine sees the run before it has ended


@pytest.mark.slow
def test_ctrl_c_keeps_what_was_kept_and_the_same_command_goes_on(tmp_path: Path) -> None:
    for n in range(MANY):
        (tmp_path / f"{n}.txt").write_text(STORY.replace("four", str(n + 3)) * 8)
    program = [sys.executable, "-c", "from onrecord.cli import main; main()", "read", ".", "--db", "record/x.db"]
    db = tmp_path / "record" / "x.db"
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs are started deaf to it
    with subprocess.Popen(program, cwd=tmp_path, stderr=subprocess.PIPE, text=True, preexec_fn=heard) as process:
        while process.poll() is None and kept(db) < 3:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert (process.returncode, "run the same command to go on" in said, "Traceback" in said) == (130, True, False)
    assert 3 <= kept(db) < MANY
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "already known" in done.stderr
    with Store.open(db) as store, Store.open(":memory:") as undisturbed:
        update(undisturbed, [extract(one.report, reader(Parts())) for one in gather([str(tmp_path)]) if one.report])
        assert whole(store) == whole(undisturbed)


def kept(db: Path) -> int:
    if not db.exists():
        return 0
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM report").fetchone()[0])
        except sqlite3.OperationalError:  # not made yet
            return 0
