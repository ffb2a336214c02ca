#!/usr/bin/env python3
"""A class on a real JupyterHub: students log in, work through a notebook and hand in, while things break.

    npm run bench -- class                         twenty students (--quick: five, with two faults)
    .lab/hub/venv/bin/python scripts/hub/load.py   the same with the options below

The hub has the configuration that ships; as root every student has a user id of their own. Prints latencies, memory by kind of process, kernels that
died, messages that were lost, the time of a deadline's rush, and what the faults did. Exit status 1 where a message or a submission was lost or where
a student noticed a fault of somebody else.
"""
import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from trial import faults, pace, processes, report, soak  # noqa: E402
from trial.hub import LAB, Hub  # noqa: E402
from trial.lesson import Lesson, Plan  # noqa: E402
from trial.record import Record  # noqa: E402
from trial.student import Student  # noqa: E402

COURSE = "lecture-lab"
FAULTS = ("kernel", "server", "disk", "memory", "hub")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=20, help="2 to 500 (default 20)")
    parser.add_argument("--pause", type=float, default=6, help="median of a reader's pause in seconds (default 6)")
    parser.add_argument("--notebook", default="01-activation-functions", help="a lecture notebook (default 01-activation-functions)")
    parser.add_argument("--cells", type=int, default=1000, help="only so many of its cells")
    parser.add_argument("--course", help="a course folder (default: a copy of this repository's)")
    parser.add_argument("--assignment", default="ps1-activations-softmax", help="its assignment (default ps1-activations-softmax)")
    parser.add_argument("--faults", default=",".join(FAULTS), help=f"some of {','.join(FAULTS)}, or none (default all)")
    parser.add_argument("--config", metavar="FILE", help="JupyterHub's configuration (default: the one of scripts/hub), to try one of your own")
    parser.add_argument("--memory", default="1500M", help="limit of a student's server with its kernels (default 1500M)")
    parser.add_argument("--soak", type=float, default=0, metavar="MINUTES", help="afterwards go on for so long, with kernels culled and started again")
    parser.add_argument("--seed", type=int, default=1, help="of the pauses (default 1)")
    parser.add_argument("--json", metavar="FILE", help="write everything that was measured")
    parser.add_argument("--write", metavar="FILE", help="put the tables into this document, between its marks")
    given = parser.parse_args()
    given.faults = [] if given.faults == "none" else given.faults.split(",")
    unknown = [one for one in given.faults if one not in FAULTS]
    if unknown:
        parser.error(f"--faults must be some of {','.join(FAULTS)}, or none, got {unknown[0]}")
    least = max(2, len([one for one in given.faults if one != "hub"]) + 1)
    if not least <= given.students <= 500:
        parser.error(f"--students must be in [{least}, 500] with these faults, so that one student has none, got {given.students}")
    if not given.pause > 0 or given.soak < 0 or given.cells < 1:
        parser.error(f"--pause and --cells must be above 0 and --soak not below it, got {given.pause}, {given.cells} and {given.soak}")
    if not os.path.exists(os.path.join(LAB, "notebooks/lecture", f"{given.notebook}.ipynb")):
        parser.error(f"--notebook must be a notebook of notebooks/lecture, got {given.notebook}")
    if given.config and not os.path.exists(given.config):
        parser.error(f"--config must be a file, got {given.config}")
    return given


def say(text):
    print(f"… {text}", file=sys.stderr, flush=True)


def run_assignment(action, given, exchange):
    environment = {**os.environ, "LECTURE_LAB_EXCHANGE": exchange, "LECTURE_LAB_COURSE_ID": COURSE}
    argv = ["node", os.path.join(LAB, "scripts/assignment.mjs"), action, given.assignment, "--course", given.course]
    done = subprocess.run(argv, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"assignment {action} failed: {done.stdout}{done.stderr}")


def make_home(hub, name, notebook, cells):
    """The home has the lecture, as those that are made from /etc/skel have it."""
    home = os.path.join(hub.homes, name)
    os.makedirs(os.path.join(home, "lecture"), mode=0o700, exist_ok=True)
    with open(os.path.join(LAB, "notebooks/lecture", f"{notebook}.ipynb")) as text:
        content = json.load(text)
    code = [i for i, one in enumerate(content["cells"]) if one["cell_type"] == "code"]
    content["cells"] = content["cells"][: code[min(cells, len(code)) - 1] + 1]
    with open(os.path.join(home, "lecture", f"{notebook}.ipynb"), "w") as text:
        json.dump(content, text)
    if name in hub.ids:
        for folder, _, files in os.walk(home):
            for path in [folder, *(os.path.join(folder, file) for file in files)]:
                os.chown(path, hub.ids[name], hub.ids[name])


async def attend(lesson, record):
    """One student's lesson up to the deadline."""
    await lesson.open()
    await lesson.count()
    await lesson.read_through()
    await lesson.interrupt()
    await lesson.restart()
    await lesson.count()
    await lesson.fetch()
    await lesson.work()
    if lesson.plan.random.random() < 0.5:  # some hand in early, and again at the deadline
        await lesson.hand_in("hand in, early")
        await lesson.work()
    record.say(f"{lesson.student.name} is ready for the deadline")


async def break_things(hub, lessons, given, record):
    """Each fault hits a student of its own; the hub is restarted while everybody works."""
    victims = iter(reversed(lessons))
    path = f"lecture/{given.notebook}.ipynb"
    works = {
        "kernel": ("a kernel is killed", lambda one: faults.kernel_killed(hub, one)),
        "server": ("a student's server is killed", lambda one: faults.server_killed(hub, one)),
        "memory": ("a cell eats its memory limit", lambda one: faults.memory_eaten(hub, one)),
        "disk": ("the disk of a home is full", lambda one: faults.full_disk(hub, one, path)),
    }
    chosen = [(works[name], next(victims)) for name in works if name in given.faults]

    async def hit(work, lesson):
        (title, act) = work
        try:
            await lesson.open()
            record.fault(title, lesson.student.name, await act(lesson))
            await lesson.student.end_kernel(lesson.kernel)
        except Exception as error:
            record.trouble(lesson.student.name, f"{title}: {type(error).__name__}: {error}")
        lesson.victim = False

    tasks = [hit(*one) for one in chosen]
    if "hub" in given.faults:
        tasks.append(faults.hub_restarted(hub, record))
    return tasks


async def everybody(record, lessons, act):
    async def one(lesson):
        try:
            await act(lesson)
        except Exception as error:
            record.trouble(lesson.student.name, f"{type(error).__name__}: {error}")

    await asyncio.gather(*map(one, lessons))


async def sample(record, stop):
    """Memory of everything each second second, of which the highest sum is kept whole; how busy the machine is each twenty seconds."""
    loop = asyncio.get_running_loop()
    later = loop.time()
    while not stop.is_set():
        if loop.time() >= later:
            record.pace.append(await pace.now())
            later = loop.time() + 20
        found = await asyncio.to_thread(processes.memory)
        record.samples.append(sum(map(sum, found.values())))
        if record.samples[-1] == max(record.samples):
            record.memory = processes.table(found)
        await asyncio.sleep(2)


def check_submissions(given, hub, record):
    """Whether what each student handed in last is what the lecturer collects."""
    run_assignment("collect", given, hub.exchange)
    for name, mark in record.marks.items():
        path = os.path.join(given.course, "submitted", name, given.assignment, f"{given.assignment}.ipynb")
        if not os.path.exists(path) or mark not in open(path).read():
            record.trouble(name, "what was handed in last did not arrive")


async def trial(given, folder, record):
    names = [f"student{i + 1:03d}" for i in range(given.students)]
    hub = Hub(folder, names, given.memory, soak.unused(given.soak) if given.soak else 1800, given.config)
    small, why = None, None
    reaper = asyncio.create_task(processes.keep_reaping())
    try:
        record.apart = bool(hub.ids)
        record.computes = await asyncio.to_thread(hub.computes)
        say(f"students' cells compute on {record.computes}")
        record.before = await pace.now()
        say("publishing the assignment")
        await asyncio.to_thread(run_assignment, "publish", given, hub.exchange)
        await hub.start()
        students = [Student(hub, name) for name in names]
        if "disk" in given.faults:
            # The victims are the last students; the one of the disk is the last but those before it in the list of faults.
            small = names[-1 - sum(name in given.faults for name in ("kernel", "server", "memory"))]
            why = faults.small_home(hub, small)
            if why:
                record.say(f"no full disk: {why}")
                record.faults.append({"fault": "the disk of a home is full", "victim": small, "how": f"not tried: {why}"})
                given.faults.remove("disk")
        for name in names:
            make_home(hub, name, given.notebook, given.cells)
        lessons = [
            Lesson(one, Plan(f"lecture/{given.notebook}.ipynb", COURSE, given.assignment, given.pause, random.Random(f"{given.seed} {one.name}")), record)
            for one in students
        ]
        await lesson_day(given, hub, lessons, record)
        await asyncio.to_thread(check_submissions, given, hub, record)
        if given.soak:
            record.soak = await soak.run(given.soak, lessons, record)
        say("everybody goes home")
        await everybody(record, lessons, lambda one: one.student.stop_server())
        await everybody(record, lessons, lambda one: one.student.close())
    finally:
        await hub.stop()
        if record.troubles:
            shutil.copy(hub.log.name, os.path.join(LAB, ".lab", "load-hub.log"))
        if small and not why:
            faults.unmount(hub, small)
    await asyncio.sleep(1)
    reaper.cancel()
    record.left = processes.left_behind()
    for pid, line in record.left:
        record.trouble("after the end", f"process {pid} is still there: {line}")


async def lesson_day(given, hub, lessons, record):
    stop = asyncio.Event()
    sampler = asyncio.create_task(sample(record, stop))
    say(f"{len(lessons)} students log in")
    await everybody(record, lessons, lambda one: one.arrive())
    tasks = await break_things(hub, lessons, given, record)
    hit = len([one for one in given.faults if one != "hub"])
    calm, victims = lessons[: len(lessons) - hit], lessons[len(lessons) - hit :]
    say(f"the lesson begins; {hit} of them have faults of their own")

    async def all_of_them():
        await everybody(record, calm, lambda one: attend(one, record))

    async def faulty():
        await asyncio.gather(*tasks)
        # Afterwards the victims have the same lesson as everybody.
        await everybody(record, victims, lambda one: attend(one, record))

    await asyncio.gather(all_of_them(), faulty())
    say("the deadline: everybody hands in at once")
    start = asyncio.get_running_loop().time()
    await everybody(record, [one for one in lessons if one.mark], lambda one: one.hand_in())
    record.rush = asyncio.get_running_loop().time() - start
    stop.set()
    await sampler
    for lesson in lessons:
        for kernel in lesson.student.kernels:
            if kernel.restarts:
                record.died += kernel.restarts
                record.trouble(lesson.student.name, f"{kernel.restarts} deaths of a kernel that no fault explains")
            if kernel.breaks:
                record.breaks += kernel.breaks
                record.trouble(lesson.student.name, "a connection to a kernel broke")
    missing = len(lessons) - len(record.marks)
    if missing:
        record.trouble("the deadline", f"{missing} students did not hand in")


def main():
    given = arguments()
    if not os.path.exists(os.path.join(LAB, "kernel-helpers/dist/index.js")):
        sys.exit("kernel-helpers is not built. npm run setup")
    processes.adopt()
    for stop in (signal.SIGINT, signal.SIGTERM):  # a shell starts a program in the background deaf to Ctrl-C
        signal.signal(stop, signal.default_int_handler)
    folder = tempfile.mkdtemp(prefix="lecture-lab-class-")
    os.chmod(folder, 0o755)
    record = Record(say)
    try:
        course = os.path.join(folder, "course")
        source = given.course or os.path.join(LAB, "notebooks/assignments")
        shutil.copytree(os.path.join(source, "source", given.assignment), os.path.join(course, "source", given.assignment))
        given.course = course
        asyncio.run(trial(given, folder, record))
    finally:
        processes.end_all()
        shutil.rmtree(folder, ignore_errors=True)
    result = report.result(record, given)
    texts = {"class": report.text(result)}
    if result["soak"]:
        texts["soak"] = report.soak_text(result)
    print("\n\n".join(texts.values()))
    if given.json:
        with open(given.json, "w") as file:
            json.dump(result, file, indent=2)
    if given.write:
        for name, text in texts.items():
            report.write(given.write, text, name)
    sys.exit(1 if result["troubles"] or result["lost"] else 0)


if __name__ == "__main__":
    main()
