"""Gives the runs of a study to a Dask cluster: called by dask.mjs.

The first line in is {"address", "root", "study", "node", "mark", "environment"}, each further line a run. Lines out:
{"index", "figures", "seconds"} or {"index", "error"} for each run, and {"say"} for what a person should know.
Dask itself repeats the runs of a worker that is lost.
"""
import json
import sys

from distributed import Client, as_completed


def run_job(job, root, study, node, mark, environment):
    """On the worker: one run in a Node process, which ends with this process."""
    import json
    import os
    import shutil
    import subprocess

    root = os.environ.get("LECTURE_LAB_ROOT") or root
    node = os.environ.get("LECTURE_LAB_NODE") or (node if os.path.exists(node) else shutil.which("node"))
    worker = os.path.join(root, "scripts", "study", "worker.mjs")
    if node is None or not os.path.exists(worker):
        return {"error": f"the worker has no lab in {root} or no Node: start it with LECTURE_LAB_ROOT and LECTURE_LAB_NODE"}
    study = os.path.join(root, study)
    process = subprocess.Popen(
        [node, worker, study, "--stdout"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **environment},
    )
    printed = []
    with process:
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        # Its input stays open during the run. If this worker is killed, the input closes and the process ends.
        for line in process.stdout:
            if line.startswith(mark):
                process.stdin.close()
                process.stdout.read()
                return json.loads(line[len(mark) :])
            printed.append(line)
    raise RuntimeError(f"its process ended with {process.returncode}\n{''.join(printed)[-4000:]}")


def emit(value):
    print(json.dumps(value), flush=True)


def main():
    setup = json.loads(sys.stdin.readline())
    jobs = [json.loads(line) for line in sys.stdin if line.strip()]
    address = setup.pop("address")
    try:
        client = Client(address, timeout=20)
    except OSError as error:
        emit({"fatal": f"no Dask scheduler answers at {address}: {error}"})
        sys.exit(1)
    known = -1
    futures = {client.submit(run_job, job, **setup, pure=False, retries=2): index for index, job in enumerate(jobs)}

    def count():
        nonlocal known
        now = len(client.nthreads())
        if now != known:
            emit({"say": f"{now} Dask workers" if now else "no Dask worker yet: the runs wait for one"})
        known = now

    count()
    for future in as_completed(list(futures)):
        try:
            reply = future.result()
        except Exception as error:  # noqa: BLE001 - any error belongs to this run
            reply = {"error": str(error)}
        count()
        emit({"index": futures[future], **reply})
        future.release()


main()
