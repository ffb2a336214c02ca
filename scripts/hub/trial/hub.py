"""A hub with the configuration that ships, and a proxy that runs by itself, so that the hub can be restarted."""
import asyncio
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys

import aiohttp

LAB = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
OWN = "JUPYTER", "LECTURE_LAB", "CONFIGPROXY", "HUB_"
FIRST_ID = 20_100


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def ids_work():
    """Whether every student can have a user id of its own, under which the lab can be read."""
    if os.getuid() != 0:
        return False
    look = f"open({os.path.join(LAB, 'scripts/hub/single_user_config.py')!r}); import jupyterhub, jupyterlab"
    as_student = {"user": FIRST_ID, "group": FIRST_ID, "extra_groups": []}
    try:
        return subprocess.run([sys.executable, "-c", look], cwd="/", capture_output=True, **as_student).returncode == 0
    except OSError:
        return False


class Hub:
    def __init__(self, folder, names, memory, cull, config=None):
        self.folder, self.password = folder, secrets.token_hex(12)
        self.homes, self.exchange, self.state = (os.path.join(folder, name) for name in ("homes", "exchange", "hub"))
        temporary = os.path.join(folder, "tmp")
        for path, mode in ((self.homes, 0o755), (self.state, 0o700), (self.exchange, 0o777), (temporary, 0o1777)):
            os.makedirs(path, exist_ok=True)
            os.chmod(path, mode)
        port, inner, api = free_ports(3)
        self.url, self.inner, self.api = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{inner}", f"http://127.0.0.1:{api}"
        # Where ids cannot be changed, all students have that of this program.
        self.ids = {name: FIRST_ID + i for i, name in enumerate(names)} if ids_work() else {}
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
        programs = [os.path.join(LAB, ".lab/hub/node_modules/.bin"), os.path.dirname(sys.executable), os.environ["PATH"]]
        self.environment = {
            **clean,
            "PATH": os.pathsep.join(programs),
            "HUB_CONFIG": os.path.abspath(config or os.path.join(LAB, "scripts/hub/jupyterhub_config.py")),
            "HUB_FOLDER": self.state,
            "HUB_HOMES": self.homes,
            "HUB_PASSWORD": self.password,
            "HUB_PORT": str(port),
            "HUB_INNER_PORT": str(inner),
            "HUB_PROXY_PORT": str(api),
            "HUB_USERS": " ".join(f"{name}={number}" for name, number in self.ids.items()),
            "HUB_KEEP": "yes",
            "HUB_TMP": temporary,
            "LECTURE_LAB_EXCHANGE": self.exchange,
            "LECTURE_LAB_MEMORY": memory,
            "LECTURE_LAB_CULL": str(cull),
            "LECTURE_LAB_PROXY": self.api,
            "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(32),
        }
        self.log = open(os.path.join(self.state, "log"), "ab")
        self.proxy = self.hub = None

    def computes(self):
        """What students' cells compute on: TensorFlow lies in the lab's cache, which they may be unable to read."""
        look = f"import({os.path.join(LAB, 'kernel-helpers/dist/index.js')!r}).then(({{ about }}) => process.stdout.write(about()[0].value))"
        who = {"user": FIRST_ID, "group": FIRST_ID, "extra_groups": []} if self.ids else {}
        done = subprocess.run(["node", "-e", look], cwd="/", capture_output=True, text=True, **who)
        return done.stdout or f"nothing: {done.stderr[-300:]}"

    def _start(self, argv):
        return subprocess.Popen(argv, cwd=self.state, env=self.environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    async def start(self):
        if self.proxy is None:
            public, api = (url.rpartition(":")[2] for url in (self.url, self.api))
            proxy = ["configurable-http-proxy", "--ip=127.0.0.1", f"--port={public}", "--api-ip=127.0.0.1", f"--api-port={api}"]
            proxy[0] = shutil.which(proxy[0], path=self.environment["PATH"]) or proxy[0]
            self.proxy = self._start([*proxy, f"--default-target={self.inner}", f"--error-target={self.inner}/hub/error"])
        hub = os.path.join(os.path.dirname(sys.executable), "jupyterhub")
        self.hub = self._start([hub, "--config", os.path.join(LAB, "scripts/hub/trial_config.py")])
        async with aiohttp.ClientSession() as session:
            for _ in range(600):
                if self.hub.poll() is not None or self.proxy.poll() is not None:
                    break
                try:
                    async with session.get(f"{self.url}/hub/health") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.2)
        raise RuntimeError(f"JupyterHub did not start:\n{self.last_words()}")

    def last_words(self, length=3000):
        self.log.flush()
        with open(self.log.name, errors="replace") as text:
            return text.read()[-length:]

    async def end(self, process):
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGTERM)
        for _ in range(300):
            if process.poll() is not None:
                return
            await asyncio.sleep(0.1)
        process.kill()
        process.wait()

    async def restart(self):
        """The hub alone ends and starts again, as for a new configuration. Returns the seconds without a hub."""
        loop = asyncio.get_running_loop()
        start = loop.time()
        await self.end(self.hub)
        await self.start()
        return loop.time() - start

    async def stop(self):
        await self.end(self.hub)
        await self.end(self.proxy)
        self.log.close()
