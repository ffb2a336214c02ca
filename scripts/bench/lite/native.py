"""Starts the installed kernel and measures it as the bench measures those of a tab: start to first answer, and the median of `1 + 1`. Argument: cells."""
import json
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

begin = time.perf_counter()
manager = KernelManager(kernel_name="tslab")
manager.start_kernel()
client = manager.client()
client.start_channels(hb=False)


def run():
    start = time.perf_counter()
    asked = client.execute("1 + 1")
    while client.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != asked:
        pass
    return time.perf_counter() - start


run()
first = time.perf_counter() - begin
times = [run() for _ in range(int(sys.argv[1]))]
print(json.dumps({"answer": first, "cell": 1000 * statistics.median(times)}))
client.stop_channels()
manager.shutdown_kernel(now=True)
