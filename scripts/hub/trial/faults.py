"""Faults that a class on one machine has to survive. Each hits one student, the victim; the others must not notice."""
import asyncio
import os
import signal
import subprocess

from memory_guard import descendants
from trial.processes import alive, kind_of

EAT = "const eaten: Float64Array[] = [];\nfor (;;) { eaten.push(new Float64Array(4e6).fill(1)); await new Promise((resume) => setTimeout(resume, 5)); }"


def own_processes(hub, student, kind):
    """The student's processes of a kind; servers are found by the home in which they run."""
    home = os.path.join(hub.homes, student.name)
    servers = [pid for pid in descendants(os.getpid()) if kind_of(pid) == "server" and working_folder(pid) == home]
    if kind == "server":
        return servers
    return [pid for server in servers for pid in descendants(server) if kind_of(pid) == kind]


def working_folder(pid):
    try:
        return os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return ""


async def gone(pids, seconds=60):
    async with asyncio.timeout(seconds):
        while any(alive(pid) for pid in pids):
            await asyncio.sleep(0.2)


async def started_again(kernel, before):
    """Waits until Jupyter has started the kernel again, and connects to it as JupyterLab does."""
    async with asyncio.timeout(60):
        while kernel.restarts == before:
            await asyncio.sleep(0.1)
    await kernel.reconnect()
    kernel.restarts = before


async def kernel_killed(hub, lesson):
    """kill -9 of a kernel: Jupyter starts it again, the student runs the notebook from its first cell."""
    lesson.victim = True
    kernel, before = lesson.kernel, lesson.kernel.restarts
    (front, *_) = own_processes(hub, lesson.student, "kernel, front")
    os.kill(front, signal.SIGKILL)
    await started_again(kernel, before)
    lesson.victim = False
    await lesson.run(lesson.cells[0], None)
    await lesson.count()
    return "the kernel was started again and answers"


async def server_killed(hub, lesson):
    """kill -9 of a student's server: its kernels end with it, the student starts it again on the hub's page."""
    lesson.victim = True
    student = lesson.student
    servers = own_processes(hub, student, "server")
    kernels = [pid for pid in descendants(servers[0]) if alive(pid)]
    os.kill(servers[0], signal.SIGKILL)
    await gone(servers + kernels)
    for kernel in student.kernels:
        await kernel.close()
    student.kernels.clear()
    await student.start_server()
    lesson.victim = False
    await lesson.open()
    await lesson.count()
    return f"its {len(kernels)} processes ended with it; server, kernel and notebook are back"


async def hub_restarted(hub, record):
    seconds = await hub.restart()
    record.fault("the hub restarted", "nobody", f"{seconds:.1f} s without a hub")


async def full_disk(hub, lesson, path):
    """The home has no space left: a save is refused and says so, what was saved before is whole, and after tidying up all goes on."""
    student = lesson.student
    content = await student.notebook(path)
    lesson.victim = True
    fill = "import { writeFileSync, appendFileSync } from 'node:fs';\nwriteFileSync('filler', '');\n"
    fill += "try { for (;;) appendFileSync('filler', Buffer.alloc(1 << 20)); } catch (error) { console.log((error as NodeJS.ErrnoException).code); }"
    answer = await lesson.run(fill, None)
    if answer is None or "ENOSPC" not in answer.text:
        raise AssertionError(f"the home did not fill: {answer and answer.text}")
    bigger = {**content, "cells": [*content["cells"], {"cell_type": "markdown", "id": "big", "metadata": {}, "source": "x" * 2_000_000}]}
    try:
        await student.save(path, bigger)
        raise AssertionError("a save on a full disk said that it succeeded")
    except Exception as error:
        if getattr(error, "status", 0) != 500:
            raise
        said = str(error)
    if (await student.notebook(path))["cells"] != content["cells"]:
        raise AssertionError("a refused save changed the notebook")
    await lesson.run("import { unlinkSync } from 'node:fs';\nunlinkSync('filler');", None)
    await student.save(path, content)
    lesson.victim = False
    await lesson.count()
    reason = next((words for words in ("No space left", "database or disk is full") if words in said), said)
    return f"the save was refused ({reason}), the notebook stayed as it was, and was saved once there was space"


async def memory_eaten(hub, lesson):
    """A cell takes memory until the limit: its process ends, the kernel says so and goes on."""
    lesson.victim = True
    kernel, before = lesson.kernel, lesson.kernel.restarts
    servers = own_processes(hub, lesson.student, "server")
    answer = await lesson.run(EAT, None, None)
    if answer is None or answer.status != "error":
        raise AssertionError(f"the cell that eats memory ended with {answer and answer.status}")
    if not all(alive(pid) for pid in servers):
        raise AssertionError("the student's server ended with the cell")
    # A kernel whose process for cells is gone lets Jupyter start it again.
    await started_again(kernel, before)
    lesson.victim = False
    await lesson.run(lesson.cells[0], None)
    await lesson.count()
    how = answer.text.split(".")[0].strip()
    return f"the cell ended ({how}), server and kernel went on"


def small_home(hub, name, mebibytes=48):
    """Mounts a small folder in memory as home. Returns why it cannot."""
    home = os.path.join(hub.homes, name)
    os.makedirs(home, mode=0o700, exist_ok=True)
    if name not in hub.ids:
        return "only root can mount a small home"
    options = f"size={mebibytes}m,uid={hub.ids[name]},gid={hub.ids[name]},mode=0700"
    tried = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", home], capture_output=True, text=True)
    return tried.stderr.strip() or "mount failed" if tried.returncode else None


def unmount(hub, name):
    subprocess.run(["umount", "--lazy", os.path.join(hub.homes, name)], capture_output=True)
