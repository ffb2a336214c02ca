"""A soak: students come and go, kernels without work are culled and started again; memory must stay flat."""
import asyncio
import os
import statistics

from memory_guard import descendants
from trial import processes
from trial.lesson import COUNT

# Percent by which servers and hub may grow between two thirds of a soak.
FLAT = 5


def unused(minutes):
    """Seconds without work after which a kernel is culled in a soak of so many minutes."""
    return max(10, int(minutes * 60 / 6))


def growth(curve):
    """Mean memory of servers and hub in the middle and in the last third of a soak: in the first third servers still load what they need."""
    third = max(1, len(curve) // 3)
    middle, last = (statistics.mean(row["servers and hub"] for row in part) for part in (curve[-2 * third : -third] or curve, curve[-third:]))
    return {"middle": middle, "last": last, "percent": 100 * (last / middle - 1)}


async def one_student(lesson, until, plan_pause, record, counts):
    loop, random = asyncio.get_running_loop(), lesson.plan.random
    while loop.time() < until:
        if lesson.kernel is None or not await lesson.student.kernel_alive(lesson.kernel):
            for kernel in lesson.student.kernels:
                await kernel.close()
            lesson.student.kernels.clear()
            await lesson.open()
            counts["started"] += 1
        for _ in range(random.randint(2, 5)):
            if loop.time() < until:
                await lesson.run(random.choice([COUNT, *lesson.cells[1:2]]), "a cell, in the soak")
                await asyncio.sleep(plan_pause())
        # Away for longer than an unused kernel lives, more often than not.
        away = record.cull * random.uniform(0.5, 2.5)
        lesson.victim = True  # a connection that ends meanwhile is the cull
        await asyncio.sleep(max(0, min(away, until - loop.time())))
        lesson.victim = False
        if not await lesson.student.kernel_alive(lesson.kernel):
            counts["culled"] += 1


async def run(minutes, lessons, record):
    """Returns the curve: each row minutes, processes, MiB, and the kernels that were culled and started until then."""
    loop, counts, curve = asyncio.get_running_loop(), {"culled": 0, "started": 0}, []
    start = loop.time()
    until, step = start + minutes * 60, max(5, minutes * 60 / 30)
    record.cull = unused(minutes)
    record.say(f"a soak of {minutes:g} minutes; a kernel unused for {record.cull} s is culled")
    work = [asyncio.create_task(one_student(lesson, until, lesson.plan.pause, record, counts)) for lesson in lessons]
    while loop.time() < until:
        found = await asyncio.to_thread(processes.memory)
        row = {"minute": (loop.time() - start) / 60, "processes": len(descendants(os.getpid())), **counts}
        # Culling moves the sum up and down; servers and hub alone show a leak.
        row |= {"MiB": sum(map(sum, found.values())), "servers and hub": sum(sum(found.get(kind, [])) for kind in ("server", "hub", "proxy"))}
        curve.append(row)
        own = row["servers and hub"]
        record.say(f"minute {row['minute']:.1f}: {row['processes']} processes, {row['MiB']:.0f} MiB, {own:.0f} of it servers and hub, {counts['culled']} culled")
        await asyncio.sleep(min(step, max(0.1, until - loop.time())))
    for outcome in await asyncio.gather(*work, return_exceptions=True):
        if isinstance(outcome, Exception):
            record.trouble("the soak", f"{type(outcome).__name__}: {outcome}")
    if growth(curve)["percent"] > FLAT:
        record.trouble("the soak", f"servers and hub grew by {growth(curve)['percent']:.1f} % from the middle third to the last")
    return curve
