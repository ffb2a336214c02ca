"""Gives submissions to a Dask cluster: called by cluster.mjs.

The first line in is {"address", "root", "node", "version"}, each further line a notebook to grade with its files. Lines out: {"ready": threads},
{"id", "outcome"} or {"id", "reason"} for each notebook, {"say"} for what a person should know, {"fatal"} where there is no cluster.
Dask itself gives the submission of a lost worker to another one.
"""
import base64
import json
import os
import sys
import threading

from distributed import Client


def grade(job, root, node, version):
    """On the worker: one notebook in a process of Node, with the walls of this machine around the submission."""
    import ctypes
    import json
    import os
    import shutil
    import signal
    import subprocess
    import tempfile

    root = os.environ.get("LECTURE_LAB_ROOT") or root
    node = os.environ.get("LECTURE_LAB_NODE") or (node if os.path.exists(node) else shutil.which("node"))
    grader = os.path.join(root, "kernel-helpers", "dist", "grader", "grade-notebook.js")
    if node is None or not os.path.exists(grader):
        return {"reason": f"the worker has no lab in {root} or no Node: start it with LECTURE_LAB_ROOT and LECTURE_LAB_NODE"}

    def end_with_worker():
        # A worker that is killed leaves nobody to take the result.
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)

    with tempfile.TemporaryDirectory(prefix="lecture-lab-worker-") as folder:
        for place in ("source", "submitted"):
            os.mkdir(os.path.join(folder, place))
            for name, content in job[place].items():
                file = os.path.join(folder, place, name)
                os.makedirs(os.path.dirname(file), exist_ok=True)
                with open(file, "xb") as out:
                    out.write(content)
        notebook = f"{job['notebook']}.ipynb"
        command = [node, "--no-warnings", "--max-old-space-size=2048", grader, "--source", os.path.join(folder, "source", notebook)]
        command += ["--submitted", os.path.join(folder, "submitted", notebook), "--folder", os.path.join(folder, "submitted")]
        command += ["--sandbox", job["sandbox"], "--version", version]
        if job.get("mayChange") is not None:
            command += ["--may-change", json.dumps(job["mayChange"])]
        try:
            ended = subprocess.run(command, capture_output=True, text=True, timeout=job["seconds"], preexec_fn=end_with_worker)
        except subprocess.TimeoutExpired:
            return {"reason": f"it was not graded within {job['seconds']} s"}
    lines = ended.stdout.strip().splitlines()
    if ended.returncode == 0 and lines:
        return {"outcome": lines[-1]}
    return {"reason": (ended.stderr.strip().splitlines() or [f"the grader ended with {ended.returncode}"])[-1][:500]}


LOCK = threading.Lock()


def emit(value):
    with LOCK:
        print(json.dumps(value), flush=True)


def files(encoded):
    return {name: base64.b64decode(content) for name, content in encoded.items()}


def main():
    setup = json.loads(sys.stdin.readline())
    address = setup.pop("address")
    try:
        client = Client(address, timeout=20)
    except OSError as error:
        emit({"fatal": f"no Dask scheduler answers at {address}: {error}"})
        sys.exit(1)
    threads = client.nthreads()
    emit({"say": f"{len(threads)} Dask workers" if threads else "no Dask worker yet: the submissions wait for one"})
    emit({"ready": sum(threads.values())})
    open_jobs = {}

    def done(future):
        number = open_jobs.pop(future.key, None)
        if number is None:
            return
        try:
            reply = future.result()
        except Exception as error:  # noqa: BLE001 - whatever it was, it is this submission's
            reply = {"reason": f"the cluster could not grade it: {error}"[:500]}
        emit({"id": number, **reply})

    for line in sys.stdin:
        job = json.loads(line)
        number = job.pop("id")
        job["source"], job["submitted"] = files(job["source"]), files(job["submitted"])
        future = client.submit(grade, job, **setup, pure=False, retries=2)
        open_jobs[future.key] = number
        # The callback holds the future: it is released with it.
        future.add_done_callback(done)
    os._exit(0)  # Its input ended: nobody waits for what is open.


main()
