"""`serve`, `user` and `mcp`: the desk, who may write in it, and the record for language models."""

import secrets
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.messages import err
from onrecord.cli.options import Database
from onrecord.errors import SettingError
from onrecord.settings import load_settings

NEEDS = "needs what the extra 'serve' installs: pip install 'onrecord[serve]'"


def serve(
    db: Database = None,
    host: Annotated[str, typer.Option(help="The address to listen on; loopback unless said otherwise.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=0, max=65535)] = 8321,
    token: Annotated[
        str | None, typer.Option(help="What other machines must bring to read (default: a new one).")
    ] = None,
    public_read: Annotated[bool, typer.Option("--public-read", help="Anyone who reaches the desk may read.")] = False,
    allow_host: Annotated[list[str] | None, typer.Option(help="Another name by which the desk is called.")] = None,
) -> None:
    """Open the desk: a web page where the record is read and judged. Works offline; Ctrl-C ends it."""
    try:
        import uvicorn

        from onrecord.serve.app import make_app
        from onrecord.serve.guard import LOOPBACK, Access
        from onrecord.serve.users import Users, users_path
    except ModuleNotFoundError as error:
        raise SettingError(f"serve {NEEDS} ({error.name} is missing)") from error
    from onrecord.store import Store

    settings = load_settings({"db": db})
    here = host in LOOPBACK
    asked = None if here or public_read else token or secrets.token_urlsafe(18)
    access = Access(LOOPBACK | {host.lower(), *(name.lower() for name in allow_host or ())}, token if here else asked)
    with Store.open(settings["db"], create=False) as store:
        users = Users(users_path(settings["db"]))
        bound = _listening(host, port)
        address = f"http://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}"
        err.print(
            f"the desk of {settings['db']} is at {address}/{f'?token={access.token}' if access.token else ''}",
            markup=False,
            soft_wrap=True,
        )
        if not users.any():
            invite = f"{address}/invite/{users.invite()}"
            err.print(f"to judge, make the first user here, once: {invite}", markup=False, soft_wrap=True)
        app = make_app(store, users, access)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[bound])


def _listening(host: str, port: int) -> socket.socket:
    """A socket bound to the address before it is said: port 0 is any that is free. SettingError where it can't be."""
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(2048)
    except OSError as error:
        bound.close()
        reason = error.strerror
        raise SettingError(f"{host}:{port} cannot be listened on: {reason}; say another --host or --port") from error
    return bound


def user_add(
    name: Annotated[str, typer.Argument(help="The user's name.")],
    db: Database = None,
    password_file: Annotated[Path | None, typer.Option(help="A file with the password instead of being asked.")] = None,
) -> None:
    """Add a user who may judge, or give one a new password. Without a terminal the password is read from input."""
    from onrecord.serve.users import Users, users_path

    if password_file is not None:
        password = password_file.read_text(encoding="utf-8").strip("\r\n")
    elif sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().strip("\r\n")
    path = users_path(load_settings({"db": db})["db"])
    Users(path).add(name, password)
    err.print(f"{name} may now sign in; users are kept in {path}", markup=False)


def mcp(db: Database = None) -> None:
    """Offer the record to a language model, read-only, over standard input and output (Model Context Protocol)."""
    try:
        from onrecord.serve.mcp import make_server
    except ModuleNotFoundError as error:
        raise SettingError(f"mcp {NEEDS} ({error.name} is missing)") from error
    from onrecord.store import Store

    with Store.open(load_settings({"db": db})["db"], create=False) as store:
        make_server(store).run()


users = typer.Typer(no_args_is_help=True, help="Who may judge in the desk.")
users.command("add")(user_add)
