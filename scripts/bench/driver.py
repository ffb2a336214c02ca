"""Runs in a side's process: `python driver.py FILE`. Requests come as JSON lines on stdin, replies go to descriptor 3."""
import importlib.util
import json
import os
import sys
import time
import traceback

replies = os.fdopen(3, "w")
path = os.path.abspath(sys.argv[1])
sys.path.insert(0, os.path.dirname(path))
spec = importlib.util.spec_from_file_location("side", path)
side = importlib.util.module_from_spec(spec)
spec.loader.exec_module(side)
current = {}


def resident_mb():
    try:
        with open("/proc/self/statm") as f:
            return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return None


def run_round():
    start = time.perf_counter()
    own = current["step"]()
    return own if isinstance(own, (int, float)) else 1000 * (time.perf_counter() - start)


def handle(request):
    if request["do"] == "prepare":
        made = side.prepare(request["case"], request["quick"])
        current.update(made if isinstance(made, dict) else {"step": made})
        for _ in range(request["warmup"]):
            run_round()
        return {}
    if request["do"] == "round":
        return {"ms": run_round()}
    facts = current["facts"]() if "facts" in current else {}
    current.clear()
    return {"facts": facts, "residentMb": resident_mb()}


for line in sys.stdin:
    try:
        reply = handle(json.loads(line))
    except Exception:
        reply = {"error": traceback.format_exc()}
    replies.write(json.dumps(reply) + "\n")
    replies.flush()
