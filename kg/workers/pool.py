"""The workers of a server: who is free, who waits, and who has run too long."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.workers.answers import Reply
from kg.workers.limits import Limits

TICK = 0.1  # seconds between looks at who runs while others wait
PATIENCE = 60.0  # seconds that a query may wait for its turn
STARTING = 60.0  # seconds that a worker may take to open the store
TIRED = 15  # the niceness of a worker whose query runs long
REMEMBERED = 10_000  # queries that were slow


@dataclass(eq=False, slots=True)
class Worker:
    """A process, the processor time it had used when its query began, and why it was stopped."""

    process: asyncio.subprocess.Process
    began: float | None = None
    stopped: str = ""
    tired: bool = False

    def begin(self) -> None:
        """Note that a query starts."""
        self.began = _used(self.process.pid)

    def ran(self) -> float:
        """How many seconds of processor time its query has had: on a busy machine a quick one may wait long."""
        return 0.0 if self.began is None else _used(self.process.pid) - self.began

    def stop(self, why: str) -> None:
        """End the process, and with it whatever it does."""
        self.stopped = self.stopped or why
        _kill(self.process)


@dataclass(eq=False, slots=True)
class Pool:
    """Workers over one snapshot; use it as an async context.

    The context begins with one worker ready, or none where they may come `later`. Slow queries never
    keep quick ones out: one that takes longer than the grace gives way when others wait, unless fewer
    than half the workers are so held; and when it comes again, it waits for the rest.
    """

    folder: Path
    limits: Limits = field(default_factory=Limits)
    kind: str = "sparql"
    later: bool = False
    _free: deque[Worker] = field(default_factory=deque)
    _busy: list[Worker] = field(default_factory=list)
    _waiting: deque[asyncio.Future[Worker]] = field(default_factory=deque)
    _patient: deque[asyncio.Future[Worker]] = field(default_factory=deque)
    _slow: dict[int, None] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _processes: set[asyncio.subprocess.Process] = field(default_factory=set)

    async def __aenter__(self) -> Pool:
        if not self.later:
            self._freed(await self._spawn())
        for _ in range(self.limits.workers - (not self.later)):
            self._keep(self._start())
        self._keep(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for process in self._processes:
            _kill(process)
            await process.wait()

    async def run(self, **asked: Any) -> Reply:
        """The reply of a worker; one with status 503 where none had time, or the query ran too long."""
        if len(str(asked.get("query", ""))) > self.limits.length:
            return Reply.refusal(413, f"the query is longer than {self.limits.length:,} characters")
        if len(self._waiting) + len(self._patient) >= self.limits.waiting:
            return Reply.refusal(503, "the server is busy; try again later")
        query = hash(json.dumps(asked))
        try:
            async with asyncio.timeout(PATIENCE):
                worker = await self._taken(slow=query in self._slow)
        except TimeoutError:
            return Reply.refusal(503, "the server is busy; try again later")
        reply = await self._reply(worker, asked)
        if worker.tired:
            self._slow.pop(query, None)
            self._slow[query] = None
        while len(self._slow) > REMEMBERED:
            del self._slow[next(iter(self._slow))]
        return reply

    async def _reply(self, worker: Worker, asked: dict[str, Any]) -> Reply:
        worker.begin()
        try:
            reply = await asyncio.wait_for(_told(worker.process, asked), self.limits.seconds)
        except TimeoutError:
            reply = Reply.refusal(503, f"the query was stopped: it ran longer than {self.limits.seconds:g} s")
        except (OSError, EOFError, ValueError):
            why = worker.stopped or "the query was stopped: it needs more memory or depth than it may have"
            reply = Reply.refusal(503 if worker.stopped else 500, why)
        except BaseException:
            self._gone(worker)
            raise
        if reply.status >= 500 or worker.tired:
            self._gone(worker)
        else:
            self._busy.remove(worker)
            self._freed(worker)
        return reply

    async def _taken(self, *, slow: bool) -> Worker:
        """The next worker that is free, once those who came before have theirs."""
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        (self._patient if slow else self._waiting).append(future)
        self._hand_out()
        try:
            worker = await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._freed(future.result())
            raise
        self._busy.append(worker)
        if slow:
            _step_back(worker)
        return worker

    def _freed(self, worker: Worker) -> None:
        worker.began = None
        self._free.append(worker)
        self._hand_out()

    def _hand_out(self) -> None:
        """Give free workers to those who wait; queries known to be slow get half of them at most."""
        while self._free and (future := _next(self._waiting)):
            future.set_result(self._free.popleft())
        room = max(1, self.limits.workers // 2) - sum(worker.tired for worker in self._busy)
        while self._free and room > 0 and (future := _next(self._patient)):
            future.set_result(self._free.popleft())
            room -= 1

    def _gone(self, worker: Worker) -> None:
        """End a worker and start another in its place."""
        worker.stop("the query was stopped")
        self._busy.remove(worker)
        self._keep(self._replace(worker))

    async def _replace(self, worker: Worker) -> None:
        await worker.process.wait()
        self._processes.discard(worker.process)
        await self._start()

    async def _start(self) -> None:
        """Add a worker, however often that fails: the machine may be short of memory for a while."""
        while True:
            try:
                return self._freed(await self._spawn())
            except (OSError, EOFError, ValueError):  # TimeoutError is an OSError
                await asyncio.sleep(1)

    async def _spawn(self) -> Worker:
        bounds = json.dumps(self.limits.to_json())
        command = (sys.executable, "-m", "kg.workers.worker", self.kind, str(self.folder), bounds)
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True
        )
        self._processes.add(process)
        await asyncio.wait_for(_heard(process), STARTING)
        return Worker(process)

    async def _watch(self) -> None:
        """Make slow queries step back: behind others for the processor, and out where others wait."""
        while True:
            await asyncio.sleep(TICK)
            slow = sorted((w for w in self._busy if w.ran() > self.limits.grace), key=Worker.ran)
            for worker in slow:
                _step_back(worker)
            self._hand_out()
            if any(not future.done() for future in self._waiting):
                for worker in slow[: max(0, len(slow) - self.limits.workers // 2)]:
                    worker.stop(f"the query was stopped after {worker.ran():.1f} s: the server is busy")

    def _keep(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _next(waiting: deque[asyncio.Future[Worker]]) -> asyncio.Future[Worker] | None:
    """The first who still waits, taken out of the queue."""
    while waiting:
        if not (future := waiting.popleft()).done():
            return future
    return None


def _used(process: int) -> float:
    """The processor time of a process in seconds; the time of day where the system does not tell."""
    try:
        return time.clock_gettime((~process << 3) | 2)  # Linux: the process's own clock
    except OSError:
        return time.monotonic()


def _kill(process: asyncio.subprocess.Process) -> None:
    """End the process; its own kill() could take its exit status before asyncio has seen it."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)


def _step_back(worker: Worker) -> None:
    if not worker.tired:
        worker.tired = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, worker.process.pid, TIRED)


async def _told(process: asyncio.subprocess.Process, asked: dict[str, Any]) -> Reply:
    assert process.stdin is not None
    process.stdin.write(json.dumps(asked).encode() + b"\n")
    await process.stdin.drain()
    return await _heard(process)


async def _heard(process: asyncio.subprocess.Process) -> Reply:
    assert process.stdout is not None
    line = await process.stdout.readline()
    if not line:
        raise EOFError
    head = json.loads(line)
    return Reply(head["status"], head["type"], await process.stdout.readexactly(head["length"]))
