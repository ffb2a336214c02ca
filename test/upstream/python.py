"""Runs programs of the tests, one a line of standard input (JSON), each in a process of its own that begins with the libraries loaded.

To load nbgrader takes longer than any of the programs. Answers with one line of JSON: what the program printed, or the error that ended it.
"""

import contextlib
import io
import json
import os
import sys
import traceback

import jupyter_client.manager  # noqa: F401
import nbformat  # noqa: F401
import nbgrader.apps  # noqa: F401


def run(program):
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(program, "<test>", "exec"), {"__name__": "__main__"})
        return {"printed": printed.getvalue()}
    except BaseException:
        return {"error": traceback.format_exc()}


for line in sys.stdin:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as answer:
            answer.write(json.dumps(run(json.loads(line))))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    print(text or json.dumps({"error": "the program ended its process"}), flush=True)
