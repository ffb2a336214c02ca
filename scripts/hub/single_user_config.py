"""JupyterLab's server of one user of a hub: as `npm start` starts it, and kernels that nobody uses are ended."""

import os

c = get_config()  # noqa: F821 - Jupyter puts it there
# By its real place: an image has a link to this file among Jupyter's settings.
here = os.path.dirname(os.path.realpath(__file__))
load_subconfig(os.path.join(here, "../jupyter/jupyter_server_config.py"))  # noqa: F821

# A kernel with TensorFlow keeps half a gigabyte. One that has done nothing for half an hour is ended, also where its page is still open; the
# notebook and its outputs stay. One that computes is left alone.
c.MappingKernelManager.cull_idle_timeout = 30 * 60
c.MappingKernelManager.cull_interval = 60
c.MappingKernelManager.cull_connected = True
c.MappingKernelManager.cull_busy = False
