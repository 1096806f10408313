"""The commands, and the only place that prints. `COMMANDS` is the order of `onrecord --help`.

A module holds a group of commands, plain functions which import what they need when they are called: `onrecord --help`
is quick. `program` is the app with its own options, `options` what several commands ask for, `gathering` how reports
are read for a command, `messages` what goes to standard error.
"""

from onrecord.cli.asking import claims, events, history, strikes, tallies, transfers
from onrecord.cli.briefing import brief, publish
from onrecord.cli.checking import doctor
from onrecord.cli.comparing import compare
from onrecord.cli.exporting import export, formats
from onrecord.cli.extracting import extract, schema
from onrecord.cli.forgetting import forget
from onrecord.cli.program import app, main
from onrecord.cli.reading import read
from onrecord.cli.rereading import reread
from onrecord.cli.serving import mcp, serve, users
from onrecord.cli.upkeep import database
from onrecord.cli.watching import watch

__all__ = ["app", "main"]

COMMANDS = (
    extract,
    read,
    watch,
    reread,
    forget,
    brief,
    publish,
    events,
    transfers,
    strikes,
    tallies,
    claims,
    history,
    serve,
    mcp,
    export,
    formats,
    compare,
    schema,
    doctor,
)
for command in COMMANDS:
    app.command()(command)
app.add_typer(database, name="db")
app.add_typer(users, name="user")
