"""JupyterLab's server of one user of a hub: the settings of `npm start`, the end of unused kernels, and sockets in place of ports."""

import atexit
import os
import shutil
import sys
import tempfile

from jupyter_core.paths import jupyter_runtime_dir

c = get_config()  # noqa: F821 - Jupyter puts it there
# The path is resolved: an image has a link to this file in Jupyter's settings folder.
here = os.path.dirname(os.path.realpath(__file__))
load_subconfig(os.path.join(here, "../jupyter/jupyter_server_config.py"))  # noqa: F821

# A kernel with TensorFlow needs half a gigabyte. A kernel without work for half an hour is ended, also if its page is still open; the
# notebook and its outputs stay. A kernel that computes is not ended.
c.MappingKernelManager.cull_idle_timeout = int(os.environ.get("LECTURE_LAB_CULL", 30 * 60))
c.MappingKernelManager.cull_interval = min(60, max(1, c.MappingKernelManager.cull_idle_timeout // 4))
c.MappingKernelManager.cull_connected = True
c.MappingKernelManager.cull_busy = False

# The key of cookies stays in the home: a page that is open while the server starts again goes on.
os.makedirs(jupyter_runtime_dir(), mode=0o700, exist_ok=True)
c.ServerApp.cookie_secret_file = os.path.join(jupyter_runtime_dir(), "jupyter_cookie_secret")

# Patch: jupyter-client-ports
# Jupyter chooses free ports for a kernel seconds before the kernel takes them. Where a class opens its notebooks at once two servers choose the same,
# and one kernel never starts. Sockets have names instead. Their folder is the server's own, on no network drive, and nobody else may open it.
runtime = tempfile.mkdtemp(prefix="lab-")
atexit.register(shutil.rmtree, runtime, ignore_errors=True)
os.environ["JUPYTER_RUNTIME_DIR"] = runtime
# The name of a socket has at most 107 bytes; ports are what remains where TMPDIR is long.
if len(runtime + "/kernel-00000000-0000-0000-0000-000000000000-ipc-1") <= 107:
    c.KernelManager.transport = "ipc"

# JupyterHub says the limit in MEM_LIMIT. Not every spawner enforces it.
sys.path.insert(0, here)
import memory_guard  # noqa: E402

memory_guard.start(int(os.environ.get("MEM_LIMIT") or 0))
