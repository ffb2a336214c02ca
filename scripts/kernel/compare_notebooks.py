"""
Runs notebooks cell by cell under several kernels; one JSON line a notebook. Its order comes as JSON on standard input:
the kernels of each language as argv and env, the notebooks, seconds between cells and for one cell.
A cell with the tag skip-execution is left out, as nbclient leaves it out.
"""
import json
import os
import queue
import sys
import time

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager


class Kernel:
    def __init__(self, argv, env, cwd):
        self.manager = KernelManager()
        self.manager._kernel_spec = KernelSpec(argv=argv, env=env, interrupt_mode="message")
        self.manager.start_kernel(cwd=cwd, env={**os.environ, **env})
        self.client = self.manager.client()
        self.client.start_channels(hb=False)
        self.client.wait_for_ready(timeout=60)

    def run(self, code, limit):
        """What came of a cell: whether it ended without an error, and what it printed on the error stream or as an error."""
        said = []
        message_id = self.client.execute(code)
        reply = self.reply(message_id, limit)
        if reply is None:
            self.manager.interrupt_kernel()
            reply = self.reply(message_id, 10)
            return {"ok": False, "text": f"no end within {limit} s", "lost": reply is None}
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=0.3)
            except queue.Empty:
                break
            content, kind = message["content"], message["msg_type"]
            if kind == "error":
                said.append(f"{content['ename']}: {content['evalue']}")
            elif kind == "stream" and content["name"] == "stderr":
                said.append(content["text"])
            elif kind == "status" and content["execution_state"] == "idle" and message["parent_header"].get("msg_id") == message_id:
                break
        return {"ok": reply["status"] == "ok", "text": "".join(said).strip()[:600], "lost": False}

    def reply(self, message_id, limit):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            try:
                message = self.client.get_shell_msg(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                return None
            if message["parent_header"].get("msg_id") == message_id:
                return message["content"]
        return None

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def run(notebook, kernel, pause, limit):
    cells = [c for c in notebook.cells if c.cell_type == "code" and c.source.strip() and "skip-execution" not in c.metadata.get("tags", [])]
    results = []
    for cell in cells:
        if results and results[-1]["lost"]:
            results.append({"ok": False, "text": "the kernel did not answer any more", "lost": True})
            continue
        time.sleep(pause)
        results.append(kernel.run(cell.source, limit))
    return [{**result, "source": cell.source} for cell, result in zip(cells, results)]


order = json.load(sys.stdin)
for file in order["notebooks"]:
    notebook = nbformat.read(file, 4)
    language = "javascript" if notebook.metadata.get("kernelspec", {}).get("name") == "jslab" else "typescript"
    result = {"notebook": file}
    for name, languages in order["kernels"].items():
        kernel = Kernel(**languages[language], cwd=os.path.dirname(os.path.abspath(file)))
        result[name] = run(notebook, kernel, order["pause"], order["limit"])
        kernel.stop()
    print(json.dumps(result), flush=True)
