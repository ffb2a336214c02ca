"""The processes of a trial: their memory by kind, and what is left behind."""
import asyncio
import ctypes
import os
import signal
import statistics

from memory_guard import children, descendants

# What the command line of a process of that kind holds; the first that fits counts.
KINDS = {
    "proxy": "configurable-http-proxy",
    "server": "jupyterhub-singleuser",
    "hub": "bin/jupyterhub",
    "kernel, runner": "runner",
    "kernel, front": "kernel",
}


def adopt():
    """Servers whose hub ended become children of this program and not of process 1, so that they are counted and ended."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def command_line(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as text:
            return text.read().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""  # it ended


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as text:
            return text.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def kind_of(pid):
    line = command_line(pid)
    return next((kind for kind, word in KINDS.items() if word in line), "other")


def sizes(pid):
    """(RSS, PSS) of a process in MiB. PSS counts pages that several processes share in parts, so that sums are true."""
    found = {"Rss:": 0, "Pss:": 0}
    try:
        with open(f"/proc/{pid}/smaps_rollup") as text:
            for line in text:
                name, *rest = line.split()
                if name in found:
                    found[name] = int(rest[0])
    except OSError:  # it ended
        pass
    return found["Rss:"] / 1024, found["Pss:"] / 1024


def memory():
    """{kind: sizes of its processes in MiB} of everything below this program."""
    found = {}
    for pid in descendants(os.getpid()):
        if alive(pid):
            found.setdefault(kind_of(pid), []).append(sizes(pid)[1])
    return found


def table(found):
    """[(kind, number, MiB together, median MiB)], the largest sum first."""
    rows = [(kind, len(sizes), sum(sizes), statistics.median(sizes)) for kind, sizes in found.items()]
    return sorted(rows, key=lambda row: -row[2])


def name_of(pid):
    """The program's name of 15 letters, which a process keeps when it has ended."""
    try:
        with open(f"/proc/{pid}/comm") as text:
            return text.read().strip()
    except OSError:
        return ""


def reap():
    """A server whose hub ended has this program as parent: without this it stays as a zombie, and the new hub takes it for alive."""
    for pid in children(os.getpid()):
        # All others are waited for by those who started them.
        if not alive(pid) and name_of(pid) == "jupyterhub-sing":
            try:
                os.waitpid(pid, os.WNOHANG)  # does nothing while threads of it still end: the next round tries again
            except ChildProcessError:
                pass


async def keep_reaping():
    while True:
        reap()
        await asyncio.sleep(0.3)


def left_behind():
    return [(pid, command_line(pid).strip()[:120]) for pid in descendants(os.getpid()) if alive(pid)]


def end_all():
    for pid, _ in left_behind():
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
