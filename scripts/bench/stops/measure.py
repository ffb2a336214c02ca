"""
Stops endless loops in the lab's kernel and in ipykernel, in turn; then lets the first process of each kernel run many cells.
One JSON line a kernel and round. Arguments: rounds, interrupts of each loop, cells, a Python that has NumPy and ipykernel.
"""
import json
import queue
import sys
import threading
import time

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

LOOPS = {
    "ours": {
        "plain": "for (;;);",
        "print": "for (let i = 0; ; i++) console.log('line', i);",
        "tensors": "for (;;) tf.tidy(() => big.matMul(big).sum().dataSync());",
    },
    "ipykernel": {
        "plain": "while True: pass",
        "print": "i = 0\nwhile True:\n    print('line', i)\n    i += 1",
        # NumPy: a loop of TensorFlow's operations does not end there by any number of interrupts.
        "tensors": "while True: float((big @ big).sum())",
    },
}
FIRST = {
    "ours": "import { tf } from 'kernel-helpers'; const big = tf.ones([200, 200]); let kept = 7;",
    "ipykernel": "import numpy as np; big = np.ones((200, 200), np.float32); kept = 7",
}
KEPT = {"ours": "if (kept !== 7) throw new Error('lost')", "ipykernel": "assert kept == 7"}
CELL = {
    "ours": lambda n: f"const v{n}: number = {n}; v{n} + 1",
    "ipykernel": lambda n: f"v{n} = {n}; v{n} + 1",
}


class Kernel:
    def __init__(self, name, python):
        self.name = name
        self.manager = KernelManager(kernel_name="tslab")
        if name == "ipykernel":
            self.manager._kernel_spec = KernelSpec(argv=[python, "-m", "ipykernel_launcher", "-f", "{connection_file}"])
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels(hb=False)
        self.client.wait_for_ready(timeout=120)
        self.messages = 0
        self.ended = False
        self.reader = threading.Thread(target=self.drain, daemon=True)
        self.reader.start()

    def drain(self):
        """As a front end does: every output is taken at once."""
        while not self.ended:
            try:
                self.client.get_iopub_msg(timeout=0.2)
                self.messages += 1
            except queue.Empty:
                pass

    def reply(self, message_id, timeout=120):
        while True:
            message = self.client.get_shell_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == message_id:
                return message["content"]

    def run(self, code):
        content = self.reply(self.client.execute(code))
        assert content["status"] == "ok", content

    def stop_loop(self, code):
        """Seconds from the interrupt to the loop's reply, and to the reply of a cell that needs an older value; interrupts until it stopped."""
        loop = self.client.execute(code)
        time.sleep(1)
        start = time.perf_counter()
        interrupts = 0
        content = None
        while content is None:
            self.manager.interrupt_kernel()
            interrupts += 1
            try:
                content = self.reply(loop, 15)
            except queue.Empty:
                assert interrupts < 4, f"{self.name} does not stop {code}"
        stopped = time.perf_counter() - start
        assert content["status"] == "error", content
        aborted = 0
        while (status := self.reply(self.client.execute(KEPT[self.name]))["status"]) != "ok":
            assert status == "aborted" and aborted < 50, status  # sent so soon that it counts as one behind the loop
            aborted += 1
        return {"aborted": aborted, "stop": stopped, "next": time.perf_counter() - start, "interrupts": interrupts}

    def front(self):
        """MB that the process which the front end starts keeps to itself."""
        with open(f"/proc/{self.manager.provisioner.process.pid}/smaps_rollup") as file:
            fields = dict(line.split(":", 1) for line in file.read().splitlines()[1:])
        return int(fields["Rss"].split()[0]) / 1024

    def growth(self, cells):
        """MB a cell: from the end of the first tenth, when all code has run once, to the last cell."""
        tenth = cells // 10
        for n in range(tenth):
            self.run(CELL[self.name](n))
        time.sleep(1)
        before = self.front()
        for n in range(tenth, cells + tenth):
            self.run(CELL[self.name](n))
        time.sleep(1)
        return {"before": before, "after": self.front(), "cells": cells}

    def close(self):
        self.ended = True
        self.reader.join()
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


rounds, interrupts, cells = map(int, sys.argv[1:4])
for _ in range(rounds):
    kernels = [Kernel(name, sys.argv[4]) for name in LOOPS]
    for kernel in kernels:
        kernel.run(FIRST[kernel.name])
    stops = {kernel.name: {loop: [] for loop in LOOPS[kernel.name]} for kernel in kernels}
    for _ in range(interrupts):
        for loop in LOOPS["ours"]:
            for kernel in kernels:
                stops[kernel.name][loop].append(kernel.stop_loop(LOOPS[kernel.name][loop]))
    for kernel in kernels:
        print(json.dumps({"kernel": kernel.name, "stops": stops[kernel.name], "growth": kernel.growth(cells)}), flush=True)
        kernel.close()
