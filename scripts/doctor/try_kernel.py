"""Starts the lab's kernel, runs one typed cell in it and says how long that took."""
import sys
import time

from jupyter_client.manager import start_new_kernel

start = time.monotonic()
manager, client = start_new_kernel(kernel_name="tslab", startup_timeout=40)
try:
    results = []

    def hook(message):
        if message["msg_type"] == "execute_result":
            results.append(message["content"]["data"]["text/plain"])

    reply = client.execute_interactive("const six: number = 2 * 3; six", timeout=40, output_hook=hook)
    if reply["content"]["status"] != "ok" or results != ["6"]:
        print(f"the cell `2 * 3` gave {reply['content']['status']} {results}", file=sys.stderr)
        sys.exit(1)
    print(f"2 * 3 = 6, {time.monotonic() - start:.1f} s after its start")
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
