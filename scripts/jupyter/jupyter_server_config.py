"""JupyterLab's server as the lab starts it: on this machine only, with a token, with the one kernel that the notebooks use."""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


# Patch: jupyter-server-nagle
class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends each small message at once: with Nagle's algorithm a slider redraws half as often."""

    async def connect(self):
        self.websocket_handler.set_nodelay(True)
        return await super().connect()


c = get_config()  # noqa: F821 - Jupyter puts it there
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.kernel_websocket_connection_class = PromptConnection
# The environment brings ipykernel along; a student who picks it by mistake gets Python.
c.KernelSpecManager.allowed_kernelspecs = {"tslab"}
c.KernelSpecManager.ensure_native_kernel = False
# Long output of a cell is the kernel's to batch; the server must not drop it.
c.ZMQChannelsWebsocketConnection.limit_rate = False
