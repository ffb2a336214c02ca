#!/usr/bin/env python3
"""Two runs of the load program side by side, as Markdown; the files are what load.py wrote with --json.

    .lab/hub/venv/bin/python scripts/hub/compare.py BEFORE.json AFTER.json
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from trial.report import table  # noqa: E402

COUNTS = {
    "handed in": "handed_in",
    "messages lost": "lost",
    "kernels that died without a fault": "died",
    "connections broken without a fault": "breaks",
}
TIMES = ["log in and start the server", "open a notebook until its first cell is done", "a cell", "hand in, in the rush"]


def seconds(found, name):
    row = found["latencies"].get(name)
    return f"{row['median']:.2f} / {row['p95']:.2f} ({row['count']})" if row else "never"


def rows(runs):
    yield ["students", *(found["students"] for found in runs)]
    yield ["load average: before, in the lesson", *(f"{found['before']['load']:.0f}, {found['pace']['load']:.0f}" for found in runs)]
    for title, name in COUNTS.items():
        yield [title, *(found[name] for found in runs)]
    yield ["students who noticed something", *(len({one.partition(":")[0] for one in found["troubles"]}) for found in runs)]
    yield ["MiB at the highest", *(f"{found['highest']:.0f}" for found in runs)]
    for name in TIMES:
        yield [f"{name}: median / 95 % (number), s", *(seconds(found, name) for found in runs)]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    runs = []
    for path in sys.argv[1:]:
        with open(path) as text:
            runs.append(json.load(text))
    print(table(["", "before", "after"], rows(runs)))


if __name__ == "__main__":
    main()
