"""A Dask cluster for measuring: a scheduler and workers as processes of their own, each with its own address.

Where this machine lets a program make network namespaces (Linux, as root), scheduler and workers are in a namespace each, joined by a bridge in
another, as machines in a network are; elsewhere they are apart on 127.0.0.1.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

WORKERS = 2
PORT = 8786


@dataclass(slots=True)
class Running:
    """A running cluster. `spaces` are the namespaces of the scheduler and of each worker; none where they share the machine's."""

    address: str
    spaces: tuple[str, ...]
    scheduler: "subprocess.Popen[bytes] | None" = None
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start_scheduler(self) -> None:
        """Starts the scheduler, also after it was killed."""
        host, port = self.address.removeprefix("tcp://").split(":")
        self.scheduler = _started(self._inside(0), "distributed.cli.dask_scheduler", "--host", host, "--port", port, "--no-dashboard")

    def start_worker(self, number: int) -> None:
        """Starts a worker."""
        asked = ("distributed.cli.dask_worker", self.address, "--nthreads", "1", "--nworkers", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60")
        worker = _started(self._inside(1 + number), *asked)
        self.workers[number : number + 1] = [worker]

    def kill_worker(self, number: int) -> None:
        """Kills a worker at once, and starts another in its place."""
        _killed(self.workers[number])
        self.start_worker(number)

    def kill_scheduler(self) -> None:
        """Kills the scheduler at once."""
        if self.scheduler is not None:
            _killed(self.scheduler)

    def stop(self) -> None:
        """Ends all."""
        for process in (*self.workers, *([self.scheduler] if self.scheduler else [])):
            process.terminate()
            process.wait()

    def client(self) -> list[str]:
        """What stands before a command that is to reach the scheduler."""
        return self._inside(-1)

    def _inside(self, number: int) -> list[str]:
        return ["ip", "netns", "exec", self.spaces[number]] if self.spaces else []


@contextmanager
def cluster(*, port: int = 0) -> Iterator[Running]:
    """A cluster of WORKERS workers."""
    with namespaces() as spaces:
        address = f"tcp://{_host(1)}:{PORT}" if spaces else f"tcp://127.0.0.1:{port or _free_port()}"
        running = Running(address, spaces)
        running.start_scheduler()
        for number in range(WORKERS):
            running.start_worker(number)
        try:
            yield running
        finally:
            running.stop()


@contextmanager
def namespaces() -> Iterator[tuple[str, ...]]:
    """Namespaces for the scheduler, the workers and the client, in that order, all on one bridge; none where they can not be made."""
    mark = f"cairn{os.getpid() % 10_000}"
    names = tuple(f"{mark}-{n}" for n in range(WORKERS + 2))
    made: list[str] = []
    try:
        for space in (f"{mark}-net", *names):
            _ip("netns", "add", space)
            made.append(space)
            _ip("-n", space, "link", "set", "lo", "up")
        _ip("-n", made[0], "link", "add", "br0", "type", "bridge")
        _ip("-n", made[0], "link", "set", "br0", "up")
        for n, space in enumerate(names):
            _ip("-n", made[0], "link", "add", f"v{n}", "type", "veth", "peer", "name", "eth0", "netns", space)
            _ip("-n", made[0], "link", "set", f"v{n}", "master", "br0", "up")
            _ip("-n", space, "addr", "add", f"{_host(n + 1)}/24", "dev", "eth0")
            _ip("-n", space, "link", "set", "eth0", "up")
        found = names
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"no network namespaces ({error}); scheduler and workers share 127.0.0.1\n")
        found = ()
    try:
        yield found
    finally:
        for space in reversed(made):
            subprocess.run(["ip", "netns", "delete", space], check=False)  # noqa: S603, S607 - names of our own


def _ip(*arguments: str) -> None:
    if shutil.which("ip") is None:
        raise OSError("there is no program ip")
    subprocess.run(["ip", *arguments], check=True, capture_output=True)  # noqa: S603, S607 - names of our own


def _host(n: int) -> str:
    return f"10.213.0.{n}"


def _free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _started(before: list[str], module: str, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([*before, sys.executable, "-m", module, *arguments], stdout=sys.stderr)  # noqa: S603 - our own program


def _killed(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
