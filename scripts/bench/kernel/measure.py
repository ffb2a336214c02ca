"""
Starts the lab's kernel and ipykernel in turn and measures both from outside, through jupyter_client; one JSON line a round.
Arguments: rounds, cells, a Python that has TensorFlow, Node, and a notebook that names the helpers.
"""
import glob
import json
import os
import subprocess
import sys
import time

from jupyter_client.manager import KernelManager

TEN_LINES = """const xs = tf.linspace(-1, 1, 50);
const ys = xs.square().add(0.1);
function loss(a: tf.Tensor, b: tf.Tensor): tf.Scalar {
  return a.sub(b).square().mean() as tf.Scalar;
}
const weight = tf.variable(tf.scalar(0.5));
const sgd = tf.train.sgd(0.1);
for (let i = 0; i < 3; i++) sgd.minimize(() => loss(xs.mul(weight), ys));
const [result] = weight.dataSync();
result.toFixed(2)"""


# As the cell does: the import, and one value through it.
IMPORT_TENSORFLOW = """import time
start = time.perf_counter()
import tensorflow as tf
float(tf.constant(1.0))
print(time.perf_counter() - start)"""


class Kernel:
    def __init__(self, name, notebook=None):
        self.manager = KernelManager(kernel_name=name)
        # Jupyter's server tells a kernel so which notebook it is for.
        self.manager.start_kernel(env={**os.environ, **({"JPY_SESSION_NAME": notebook} if notebook else {})})
        self.client = self.manager.client()
        self.client.start_channels(hb=False)

    def reply(self, message_id):
        while True:
            message = self.client.get_shell_msg(timeout=120)
            if message["parent_header"].get("msg_id") == message_id:
                return message["content"]

    def run(self, code):
        start = time.perf_counter()
        content = self.reply(self.client.execute(code))
        elapsed = time.perf_counter() - start
        assert content["status"] == "ok", content
        return elapsed

    def complete(self, code):
        start = time.perf_counter()
        content = self.reply(self.client.complete(code))
        assert content["matches"], content
        return time.perf_counter() - start

    def send(self, kind, content):
        message = self.client.session.msg(kind, content)
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def diagnose(self, code, number):
        """Seconds from the question about a cell that is being written to its answer."""
        start = time.perf_counter()
        asked = self.send("comm_msg", {"comm_id": "bench", "data": {"id": number, "kind": "diagnostics", "code": code, "above": []}})
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if message["header"]["msg_type"] == "comm_msg" and message["parent_header"].get("msg_id") == asked:
                break
        elapsed = time.perf_counter() - start
        assert [d["code"] for d in message["content"]["data"]["result"]] == ["TS2551"], message
        return elapsed

    def memory(self):
        """MB of all processes of the kernel: resident, and resident with shared pages counted once."""
        resident = proportional = 0
        for pid in descendants(self.manager.provisioner.process.pid):
            with open(f"/proc/{pid}/smaps_rollup") as file:
                fields = dict(line.split(":", 1) for line in file.read().splitlines()[1:])
            resident += int(fields["Rss"].split()[0]) / 1024
            proportional += int(fields["Pss"].split()[0]) / 1024
        return {"rss": resident, "pss": proportional}

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def descendants(pid):
    found = [pid]
    for file in glob.glob(f"/proc/{pid}/task/*/children"):
        with open(file) as children:
            for child in children.read().split():
                found += descendants(int(child))
    return found


def median(values):
    return sorted(values)[len(values) // 2]


def import_tensorflow(python):
    """Seconds that a Python which runs already needs to import TensorFlow."""
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2", "CUDA_VISIBLE_DEVICES": "-1"}
    printed = subprocess.run([python, "-c", IMPORT_TENSORFLOW], env=environment, stdout=subprocess.PIPE, check=True, text=True).stdout
    return float(printed.split()[-1])


def start_node(node):
    """Seconds that Node needs to start and to end. It tells how fast a machine is."""
    start = time.perf_counter()
    subprocess.run([node, "-e", "0"], check=True)
    return time.perf_counter() - start


def measure(name, cells, notebook):
    begin = time.perf_counter()
    kernel = Kernel(name)
    kernel.run("1+1")
    result = {"kernel": name, "start": time.perf_counter() - begin}
    times = [kernel.run("1+1") for _ in range(cells)]
    tenth = max(1, cells // 10)
    result |= {"warm": median(times), "first": median(times[:tenth]), "last": median(times[-tenth:])}
    result["idle at once"] = kernel.memory()
    time.sleep(1)
    result["idle"] = kernel.memory()
    if name == "tslab":
        kernel.stop()
        begin = time.perf_counter()
        kernel = Kernel(name, notebook)
        kernel.run("1+1")
        result["start helpers"] = time.perf_counter() - begin
        result["import"] = kernel.run("import { tf } from 'kernel-helpers'; tf.scalar(1).dataSync()[0]")
        kernel.run("const warmUp = tf.tensor2d([[1, 2]]).matMul(tf.ones([2, 1])); warmUp.shape")
        ten = [kernel.run(TEN_LINES) for _ in range(5)]
        result |= {"ten first": ten[0], "ten": median(ten)}
        complete = [kernel.complete("tf.") for _ in range(5)]
        result |= {"complete first": complete[0], "complete": median(complete[1:])}
        busy = kernel.client.execute("{ const end = Date.now() + 2500; while (Date.now() < end); }")
        time.sleep(0.3)
        result["complete busy"] = median([kernel.complete("tf.") for _ in range(3)])
        kernel.reply(busy)
        result["loaded at once"] = kernel.memory()
        time.sleep(1)
        result["loaded"] = kernel.memory()
        for n in range(100):
            kernel.run(f"const cell{n} = ys.add({n}); let text{n}: string | undefined = cell{n}.dtype")
        kernel.send("comm_open", {"comm_id": "bench", "target_name": "lecture-lab.typing", "data": {}})
        # Each question is another text, as it is while typing, and has one mistake.
        result["diagnose"] = median([kernel.diagnose(TEN_LINES.replace("toFixed(2)", f"toFxed({n})"), n) for n in range(20)])
    kernel.stop()
    return result


rounds, cells = int(sys.argv[1]), int(sys.argv[2])
python, node, notebook = sys.argv[3:6]
for _ in range(rounds):
    for name in ("tslab", "python3"):
        others = {"node": start_node(node)} if name == "tslab" else {"import": import_tensorflow(python)}
        print(json.dumps(measure(name, cells, notebook) | others), flush=True)
