"""Holds a user's server and its kernels to the memory limit of the hub (MEM_LIMIT).

JupyterHub's own spawner enforces no limit, and where a container does, Linux may choose the server itself as the process to end. Here a thread of the
server looks at all its processes four times a second. Above the limit it ends the largest process that the server started: the kernel says that
the cell's process is gone and starts a new one; the server, the notebook and everybody else go on.

The sum is of RSS, in which pages that two processes share count twice. It is a guard against mistakes, not a wall: a program that leaves the server's
tree of processes is not counted. systemdspawner and containers are walls.
"""
import logging
import os
import signal
import threading

PAUSE = 0.25
# Above this share of the limit a process is ended, so that the guard is faster than the wall of a container with the same limit.
SHARE = 0.95
PAGE = os.sysconf("SC_PAGE_SIZE")
log = logging.getLogger("ServerApp.memory_guard")


def children(pid):
    found = []
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children") as text:
                found += map(int, text.read().split())
    except OSError:  # it ended meanwhile
        pass
    return found


def descendants(root):
    found = children(root)
    for pid in found:
        found += children(pid)
    return found


def resident(pid):
    """Bytes in memory (RSS), 0 of a process that ended."""
    try:
        with open(f"/proc/{pid}/statm") as text:
            return int(text.read().split()[1]) * PAGE
    except OSError:
        return 0


def check(root, limit):
    """Ends the largest descendant of `root` if the tree is above the limit; returns its id, or None."""
    sizes = {pid: resident(pid) for pid in descendants(root)}
    total = resident(root) + sum(sizes.values())
    if total <= limit * SHARE or not sizes:
        return None
    largest = max(sizes, key=sizes.get)
    log.warning("Memory limit of %d MiB reached (%d MiB): process %d with %d MiB is ended", limit >> 20, total >> 20, largest, sizes[largest] >> 20)
    try:
        os.kill(largest, signal.SIGKILL)
    except ProcessLookupError:
        return None
    return largest


def wait_for_end(pid, stop):
    """A process that was ended gives its memory back in its own time; without the wait the next largest would be ended for it."""
    for _ in range(40):
        if resident(pid) == 0 or stop.wait(PAUSE):
            return


def start(limit):
    """Watches this process from now on; does nothing without a limit, or where Linux's lists of children are missing."""
    if limit <= 0 or not os.path.exists(f"/proc/{os.getpid()}/task/{os.getpid()}/children"):
        return None
    stop = threading.Event()

    def watch():
        while not stop.wait(PAUSE):
            try:
                ended = check(os.getpid(), limit)
                if ended is not None:
                    wait_for_end(ended, stop)
            except Exception:  # the thread must not end without a word
                log.exception("The memory guard failed once")

    threading.Thread(target=watch, name="memory-guard", daemon=True).start()
    return stop
