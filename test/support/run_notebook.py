#!/usr/bin/env python3
"""Executes notebooks through a real kernel and says what failed. The sources are never written to.

run_notebook.py NOTEBOOK... [--html FILE] [--ipynb FILE] [--append FILE] [--timeout SECONDS] [--json]

For each notebook a copy is executed from top to bottom in its own folder, as in JupyterLab. Prints `ok` or the failing
cell with its traceback; --append runs more cells behind the last one (a JSON list of sources) that the copy does not keep; --json prints one JSON line a notebook (path, seconds, slowest cells, silent cells, error, output MIME types).
Exit status 1 where a cell failed.
"""
import argparse
import json
import os
import re
import sys
import time

import nbformat
import psutil
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ANSI = re.compile(r"\x1b\[[0-9;]*m")


class ListeningClient(NotebookClient):
    """Measures how much each cell computes while it shows nothing. Processor time, since a busy machine stretches every other clock."""

    SHOWS = {"display_data", "update_display_data", "execute_result", "stream", "comm_msg"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.last, self.silences = {}, {}

    def computed(self):
        """Seconds of processor time of the kernel and its processes."""
        total = 0.0
        try:
            kernel = psutil.Process(self.km.provisioner.pid)
            for process in [kernel, *kernel.children(recursive=True)]:
                times = process.cpu_times()
                total += times.user + times.system
        except psutil.Error:
            pass  # a process that has just ended
        return total

    def heard(self, index):
        now = self.computed()
        self.silences[index] = max(self.silences.get(index, 0.0), now - self.last.get(index, now))
        self.last[index] = now

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] in self.SHOWS:
            self.heard(cell_index)
        return super().process_message(msg, cell, cell_index)


def run(path, timeout, append=()):
    notebook = nbformat.read(path, as_version=4)
    own = len(notebook.cells)
    notebook.cells.extend(nbformat.v4.new_code_cell(source) for source in append)
    times, started = {}, {}

    def on_start(cell, cell_index, **_):
        started[cell_index] = time.monotonic()
        client.last[cell_index] = client.computed()

    def on_complete(cell, cell_index, **_):
        if cell_index in started:
            times[cell_index] = time.monotonic() - started[cell_index]
            client.heard(cell_index)

    client = ListeningClient(
        notebook,
        timeout=timeout,
        kernel_name=notebook.metadata.kernelspec.name,
        resources={"metadata": {"path": os.path.dirname(os.path.abspath(path))}},
        on_cell_start=on_start,
        on_cell_executed=on_complete,
    )
    begin = time.monotonic()
    error = None
    try:
        client.execute()
    except CellExecutionError as failure:
        error = ANSI.sub("", str(failure))
    except CellTimeoutError as failure:
        error = f"a cell ran longer than {timeout} s: {failure}"
    except DeadKernelError as failure:
        error = f"the kernel died: {failure}"
    seconds = time.monotonic() - begin
    slowest = sorted(times.items(), key=lambda item: -item[1])[:3]
    silent = sorted(client.silences.items(), key=lambda item: -item[1])[:3]
    outputs = [
        {"cell": index, "type": output.output_type, "mimes": sorted(output.get("data", {})), "text": shown_text(output)[:2000]}
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code"
        for output in cell.get("outputs", [])
    ]
    report = {
        "path": path,
        "seconds": round(seconds, 1),
        "slowest": [[index, round(s, 1)] for index, s in slowest],
        "silent": [[notebook.cells[index].get("id"), round(s, 1)] for index, s in silent],
        "error": error,
        "outputs": outputs,
    }
    del notebook.cells[own:]
    return notebook, report


def shown_text(output):
    return output.get("text") or output.get("data", {}).get("text/plain", "")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="+")
    parser.add_argument("--html", help="also export the executed copy to this HTML file")
    parser.add_argument("--ipynb", help="also write the executed copy to this file")
    parser.add_argument("--append", help="a JSON file with the sources of more cells")
    parser.add_argument("--timeout", type=int, default=180, help="seconds a cell may run (default 180)")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    failed = False
    append = []
    if args.append:
        with open(args.append, encoding="utf-8") as file:
            append = json.load(file)
    for path in args.notebooks:
        notebook, report = run(path, args.timeout, append)
        failed |= report["error"] is not None
        if args.json:
            print(json.dumps(report), flush=True)
        else:
            print(f"{path}: {'FAILED' if report['error'] else 'ok'} in {report['seconds']} s; slowest cells {report['slowest']}, silent {report['silent']}")
            if report["error"]:
                print(report["error"])
        if args.ipynb:
            os.makedirs(os.path.dirname(os.path.abspath(args.ipynb)), exist_ok=True)
            nbformat.write(notebook, args.ipynb)
        if args.html:
            from nbconvert import HTMLExporter

            os.makedirs(os.path.dirname(os.path.abspath(args.html)), exist_ok=True)
            body, _ = HTMLExporter().from_notebook_node(notebook)
            with open(args.html, "w", encoding="utf-8") as file:
                file.write(body)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
