"""Starts a kernel as an editor does that is no Jupyter server: only kernel.json's argv and env, a bare environment, its own folder.

Called with the folder of a kernelspec and a working directory; prints what the kernel prints of its folder and of kernel-helpers.
"""
import json
import os
import subprocess
import sys

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.connect import write_connection_file

spec_folder, folder = sys.argv[1:]
with open(os.path.join(spec_folder, "kernel.json"), encoding="utf8") as file:
    spec = json.load(file)
connection, _ = write_connection_file(os.path.join(folder, "connection.json"))
argv = [connection if part == "{connection_file}" else part for part in spec["argv"]]
environment = {"HOME": folder, "PATH": "/usr/bin:/bin", **spec.get("env", {})}
kernel = subprocess.Popen(argv, cwd=folder, env=environment)
client = BlockingKernelClient(connection_file=connection)
client.load_connection_file()
client.start_channels()
try:
    client.wait_for_ready(timeout=60)
    outputs = []
    client.execute_interactive(
        "import { ewa } from 'kernel-helpers'; console.log(process.cwd(), typeof ewa)",
        timeout=60,
        output_hook=lambda message: outputs.append(message["content"].get("text", "")),
    )
    print("".join(outputs))
    client.shutdown()
    kernel.wait(20)
finally:
    kernel.kill()
