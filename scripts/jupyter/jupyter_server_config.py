"""JupyterLab's server as the lab starts it: on this machine only, with a token, and with only the kernel that the notebooks use."""

import os

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


# Patch: jupyter-server-nagle
class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends each small message at once: with Nagle's algorithm a slider redraws only half as often."""

    async def connect(self):
        self.websocket_handler.set_nodelay(True)
        return await super().connect()


c = get_config()  # noqa: F821 - Jupyter puts it there
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.kernel_websocket_connection_class = PromptConnection
# The environment also has ipykernel, and jslab, which does not check types. A student could choose one of them by mistake.
c.KernelSpecManager.allowed_kernelspecs = {"tslab"}
c.KernelSpecManager.ensure_native_kernel = False
# Patch: nbgrader-validate-button
# nbgrader's button to validate shows in assignments only.
c.LabServerApp.extra_labextensions_path = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "labextensions")]
# The kernel batches long output of a cell; the server must not drop it.
c.ZMQChannelsWebsocketConnection.limit_rate = False
