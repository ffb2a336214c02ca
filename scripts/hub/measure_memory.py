#!/usr/bin/env python3
"""Memory of students' servers and kernels, for the tables in COURSE.md. Run with the lab's Python, on a quiet machine:

    .venv/bin/python scripts/hub/measure_memory.py [--students 4]

Starts as many JupyterLab servers as students, each with a kernel, and takes them through four stages. Printed in MiB, for all processes of a
student together: RSS (what `top` shows) for the first student, PSS (shared pages counted in parts, so that sums are true) for the first while alone,
and what each further student adds on the same machine. Training is the highest of what is seen in 0.2 s steps.
"""
import argparse
import datetime
import json
import os
import platform
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid

import requests
import websocket

from memory_guard import descendants
from trial.processes import sizes

LAB = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# JupyterHub's own part of a student's server, in MiB of PSS: jupyterhub-singleuser 6.1 needed 133, `jupyter lab` 106.
HUB_PART = 27
STAGES = {
    "server": None,
    "kernel idle": "1 + 1",
    "kernel with TensorFlow": "import { loadMnist, tf } from 'kernel-helpers';\ntf.zeros([2]).dataSync()",
    "training": """const { train } = await loadMnist({ train: 2000 });
const { xs, ys } = train.tensors();
const model = tf.sequential({ layers: [
  tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] }), tf.layers.maxPooling2d({ poolSize: 2 }),
  tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }), tf.layers.maxPooling2d({ poolSize: 2 }),
  tf.layers.flatten(), tf.layers.dense({ units: 128, activation: 'relu' }), tf.layers.dense({ units: 10, activation: 'softmax' }),
] });
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
(await model.fit(xs, ys, { epochs: 3, batchSize: 32, verbose: 0 })).history.loss""",
}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def memory(root):
    """(RSS, PSS) of a tree of processes in MiB."""
    rss, pss = zip(*(sizes(pid) for pid in [root, *descendants(root)]))
    return sum(rss), sum(pss)


class Student:
    def __init__(self, folder):
        self.port, self.token, self.socket = free_port(), secrets.token_hex(16), None
        os.makedirs(folder)
        venv = os.path.join(LAB, ".venv")
        own = {f"JUPYTER_{kind}_DIR": os.path.join(folder, kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
        command = [os.path.join(venv, "bin/jupyter"), "lab", f"--config={os.path.join(LAB, 'scripts/hub/single_user_config.py')}"]
        command += [f"--ServerApp.root_dir={folder}", f"--port={self.port}", f"--IdentityProvider.token={self.token}", "--no-browser"]
        command += ["--allow-root"] if os.getuid() == 0 else []
        environment = {**os.environ, **own, "PATH": os.path.join(venv, "bin") + os.pathsep + os.environ["PATH"]}
        self.server = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                self.ask("GET", "/lab")
                return
            except requests.RequestException:
                time.sleep(0.2)
        raise TimeoutError("JupyterLab did not start")

    def ask(self, method, path, **options):
        answer = requests.request(method, f"http://127.0.0.1:{self.port}{path}", headers={"Authorization": f"token {self.token}"}, **options)
        answer.raise_for_status()
        return answer

    def run(self, code):
        if self.socket is None:
            kernel = self.ask("POST", "/api/kernels", json={"name": "tslab"}).json()["id"]
            url = f"ws://127.0.0.1:{self.port}/api/kernels/{kernel}/channels"
            self.socket = websocket.create_connection(url, header=[f"Authorization: token {self.token}"], timeout=180)
        ident = uuid.uuid4().hex
        header = {"msg_id": ident, "msg_type": "execute_request", "username": "", "session": "measure", "version": "5.3", "date": ""}
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        self.socket.send(json.dumps({"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": []}))
        while True:
            message = json.loads(self.socket.recv())
            if message["msg_type"] == "execute_reply" and message["parent_header"].get("msg_id") == ident:
                if message["content"]["status"] != "ok":
                    raise RuntimeError(f"{message['content'].get('ename')}: {message['content'].get('evalue')}")
                return

    def stop(self):
        self.server.terminate()
        try:
            self.server.wait(20)
        except subprocess.TimeoutExpired:
            self.server.kill()


def sampled(students, work):
    """Runs `work` and returns the highest (RSS of the first, PSS of all) during it and after it."""
    thread, best = threading.Thread(target=work), [0.0, 0.0]
    thread.start()
    while True:
        alive = thread.is_alive()
        seen = [memory(student.server.pid) for student in students]
        best = [max(best[0], seen[0][0]), max(best[1], sum(pss for _, pss in seen))]
        if not alive:
            return best
        time.sleep(0.2)


def measure(count, folder):
    """RSS of the first student and PSS of all at each stage."""
    students, figures = [], {}
    try:
        students = [Student(os.path.join(folder, f"{count}-{i}")) for i in range(count)]
        for stage, code in STAGES.items():
            if stage == "training":
                # All train at the same time: the highest use of memory in a lesson.
                def work():
                    threads = [threading.Thread(target=student.run, args=(code,)) for student in students]
                    for thread in threads:
                        thread.start()
                    for thread in threads:
                        thread.join()

                figures[stage] = sampled(students, work)
                continue
            if code:
                for student in students:
                    student.run(code)
                time.sleep(3)
            seen = [memory(student.server.pid) for student in students]
            figures[stage] = [seen[0][0], sum(pss for _, pss in seen)]
    finally:
        for student in students:
            student.stop()
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=4)
    count = parser.parse_args().students
    if count < 2:
        sys.exit(f"--students must be at least 2, got {count}")
    folder = tempfile.mkdtemp(prefix="lecture-lab-memory-")
    try:
        alone, together = measure(1, folder), measure(count, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    print(f"{datetime.date.today()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors, Node {node}, {count} students\n")
    print("| MiB | RSS, one student | PSS, one student alone | each further student |\n|---|---|---|---|")
    further = {}
    for stage in STAGES:
        further[stage] = (together[stage][1] - alone[stage][1]) / (count - 1)
        print(f"| {stage} | {alone[stage][0]:.0f} | {alone[stage][1]:.0f} | {further[stage]:.0f} |")
    print("\n| students on a machine of | 16 GiB | 64 GiB | 256 GiB |\n|---|---|---|---|")
    for stage in ("kernel idle", "kernel with TensorFlow", "training"):
        # 2 GiB are for the system and the hub, a tenth is a reserve.
        holds = [int((gib * 1024 * 0.9 - 2048 - alone[stage][1] - HUB_PART) / (further[stage] + HUB_PART)) + 1 for gib in (16, 64, 256)]
        print(f"| all at once: {stage} | " + " | ".join(map(str, holds)) + " |")


if __name__ == "__main__":
    main()
