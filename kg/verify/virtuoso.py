"""OpenLink Virtuoso: a private server on loopback, started for the job and stopped after it."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import KGError
from kg.store.endpoint import Endpoint
from kg.verify.job import Engine, Job, Outcome, attempt
from kg.verify.values import values

# The graph that takes the triples of a file's default graph, which Virtuoso does not have.
UNNAMED = "urn:x-kg:default"
PROGRAMS = ("virtuoso-t", "isql-vt")
# The flags of TTLP, Virtuoso's loader, by file ending: what the text may hold beside Turtle.
FLAGS = {".ttl": 0, ".nt": 0, ".trig": 256, ".nq": 512}
PATIENCE = 120
INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 40000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True)
class Server:
    """A running Virtuoso: its folder, the port for SQL, and its SPARQL endpoint."""

    folder: Path
    port: int
    endpoint: Endpoint

    def load(self, file: Path) -> None:
        """Put a file's triples in place of all that the server holds."""
        copy = shutil.copy(file, self.folder / file.name)
        text = f"file_to_string_output('{copy}')"
        self.sql(
            f"RDF_GLOBAL_RESET(); DB.DBA.TTLP({text}, '', '{UNNAMED}', {FLAGS[file.suffix]}); checkpoint;"
        )

    def count(self, file: Path) -> int:
        """The triples of a file, over all its graphs."""
        self.load(file)
        graphs = {quad.graph_name for quad in ox.parse(path=str(file))}
        names = {UNNAMED, *(graph.value for graph in graphs if isinstance(graph, ox.NamedNode))}
        return sum(_size(self.endpoint, name) for name in sorted(names))

    def sql(self, statements: str) -> None:
        """Run SQL as the server's administrator; raises OSError with what the server says is wrong."""
        command = ["isql-vt", f"127.0.0.1:{self.port}", "dba", "dba", "ERRORS=STDOUT", "VERBOSE=OFF"]
        done = subprocess.run([*command, f"EXEC={statements}"], capture_output=True, text=True, check=False)
        if "Error" in done.stdout + done.stderr:
            raise OSError(" ".join((done.stdout + done.stderr).split()))


def missing() -> str | None:
    """Why Virtuoso cannot run here."""
    lacking = [name for name in PROGRAMS if not shutil.which(name)]
    return f"no Virtuoso: {' and '.join(lacking)} not found" if lacking else None


def run(job: Job, scratch: Path) -> Outcome:
    """The job done by a server of its own."""
    with serving(scratch) as server:
        union_last = Job((*(f for f in job.files if f != job.union), job.union), job.union, job.queries)
        return attempt(Outcome(), union_last, server.count, lambda text: values(server.endpoint.query(text)))


def _endpoint(port: int) -> Endpoint:
    only = urlencode({"default-graph-uri": UNNAMED})
    return Endpoint(f"http://127.0.0.1:{port}/sparql", union=only)


def _size(endpoint: Endpoint, graph: str) -> int:
    rows = dataclasses.replace(endpoint, union="").query(
        f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    )
    assert isinstance(rows, ox.QuerySolutions)
    found = next(iter(rows))["n"]
    assert isinstance(found, ox.Literal)
    return int(found.value)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server of its own with its data in `folder`, on free ports of loopback; stopped at the end."""
    sql, http = _free_ports(2)
    settings = folder / "virtuoso.ini"
    settings.write_text(INI.format(folder=folder, sql=sql, http=http), "utf-8")
    with (folder / "said.log").open("wb") as log:
        process = subprocess.Popen(
            ["virtuoso-t", "+foreground", "+configfile", str(settings)], cwd=folder, stdout=log, stderr=log
        )
    try:
        server = Server(folder, sql, _endpoint(http))
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait()


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE * 2):
        with contextlib.suppress(KGError):
            server.endpoint.query("ASK {}")
            return
        if process.poll() is not None:
            break
        time.sleep(0.5)
    raise KGError(f"Virtuoso does not start: {(server.folder / 'virtuoso.log').read_text()[-300:]}")


def _free_ports(number: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


ENGINE = Engine("Virtuoso", missing, run)
