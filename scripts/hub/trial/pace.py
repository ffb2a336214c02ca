"""How busy the machine is: the load average of the last minute, and how long a start of Node takes, which is 0.05 s on a quiet machine."""
import asyncio
import os
import statistics


async def now():
    loop = asyncio.get_running_loop()
    start = loop.time()
    child = await asyncio.create_subprocess_exec("node", "-e", "0")
    await child.wait()
    return {"load": os.getloadavg()[0], "node": loop.time() - start}


def summary(rows):
    """{median load, its highest, median time of `node -e 0`}"""
    loads, starts = ([row[name] for row in rows] for name in ("load", "node"))
    return {"load": statistics.median(loads), "highest load": max(loads), "node": statistics.median(starts)}
