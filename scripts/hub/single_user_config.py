"""JupyterLab's server of one user of a hub: as `npm start` starts it, and kernels that nobody uses are ended."""

c = get_config()  # noqa: F821 - Jupyter puts it there
load_subconfig("../jupyter/jupyter_server_config.py")  # noqa: F821

# A kernel with TensorFlow keeps half a gigabyte. One that has done nothing for half an hour is ended, also where its page is still open; the
# notebook and its outputs stay. One that computes is left alone.
c.MappingKernelManager.cull_idle_timeout = 30 * 60
c.MappingKernelManager.cull_interval = 60
c.MappingKernelManager.cull_connected = True
c.MappingKernelManager.cull_busy = False
