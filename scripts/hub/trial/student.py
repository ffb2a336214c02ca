"""One student's way through the hub and JupyterLab's server by HTTP, as the pages in the browser do it."""
import asyncio
import json

import aiohttp
from yarl import URL

from trial.kernel import Kernel

LONGEST = 180  # seconds for the start or the stop of a server, when a whole class starts or stops at once

# Seconds between two looks at a server that starts or stops. The hub's page is told and does not ask: asking often would slow the hub down.
LOOK = 2


class Refused(Exception):
    """An answer that is not a success."""

    def __init__(self, method, path, status, text):
        super().__init__(f"{method} {path}: {status} {text[:300]}")
        self.status = status


class Student:
    def __init__(self, hub, name):
        self.hub, self.name, self.headers, self.kernels = hub, name, {}, []
        self.http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True, quote_cookie=False), timeout=aiohttp.ClientTimeout(total=180))

    def address(self, path):
        return f"{self.hub.url}/user/{self.name}{path}"

    async def _ask(self, method, url, path, **options):
        async with self.http.request(method, url, **options) as answer:
            if answer.status >= 400:
                raise Refused(method, path, answer.status, await answer.text())
            return await (answer.json() if answer.content_type == "application/json" else answer.text())

    async def server(self, method, path, **options):
        return await self._ask(method, self.address(path), path, headers=self.headers, **options)

    async def to_hub(self, method, path, **options):
        cookies = self.http.cookie_jar.filter_cookies(URL(f"{self.hub.url}/hub/"))
        return await self._ask(method, f"{self.hub.url}/hub/api{path}", path, headers={"X-XSRFToken": cookies["_xsrf"].value}, **options)

    async def login(self):
        page = f"{self.hub.url}/hub/login"
        await self._ask("GET", page, "/hub/login")
        token = self.http.cookie_jar.filter_cookies(URL(page))["_xsrf"].value
        form = {"username": self.name, "password": self.hub.password, "_xsrf": token}
        await self._ask("POST", page, "/hub/login", data=form, allow_redirects=False)

    async def start_server(self):
        """Asks the hub for the server, again where the hub is away or looks after the old server, and waits until the server answers."""
        async with asyncio.timeout(LONGEST):
            while True:
                try:
                    await self.to_hub("POST", f"/users/{self.name}/server", json={})
                    break
                except Refused as refused:
                    # "pending": after its start the hub checks which servers are alive; its page waits meanwhile.
                    if refused.status != 503 and "is pending" not in str(refused):
                        raise
                await asyncio.sleep(0.5)
        async with asyncio.timeout(LONGEST):
            while not (await self.to_hub("GET", f"/users/{self.name}")).get("server"):
                await asyncio.sleep(LOOK)
        if not self.headers:
            token = (await self.to_hub("POST", f"/users/{self.name}/tokens", json={}))["token"]
            self.headers = {"Authorization": f"token {token}"}
        await self.server("GET", "/lab")

    async def stop_server(self):
        await self.to_hub("DELETE", f"/users/{self.name}/server")
        try:
            async with asyncio.timeout(LONGEST):
                while (await self.to_hub("GET", f"/users/{self.name}")).get("servers"):
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise TimeoutError(f"the server did not stop within {LONGEST} s") from None

    async def notebook(self, path):
        return (await self.server("GET", f"/api/contents/{path}"))["content"]

    async def save(self, path, content):
        await self.server("PUT", f"/api/contents/{path}", json={"type": "notebook", "format": "json", "content": content})

    async def open_kernel(self, path):
        body = {"path": path, "name": path.rpartition("/")[2], "type": "notebook", "kernel": {"name": "tslab"}}
        kernel = Kernel(self, path, await self.server("POST", "/api/sessions", json=body))
        self.kernels.append(kernel)
        await kernel.connect()
        return kernel

    async def kernel_alive(self, kernel):
        return any(one["id"] == kernel.id for one in await self.server("GET", "/api/kernels"))

    async def interrupt(self, kernel):
        await self.server("POST", f"/api/kernels/{kernel.id}/interrupt")

    async def restart(self, kernel):
        await self.server("POST", f"/api/kernels/{kernel.id}/restart")

    async def end_kernel(self, kernel):
        await kernel.close()
        await self.server("DELETE", f"/api/sessions/{kernel.session}")

    async def fetch(self, course, assignment):
        return await self._nbgrader("fetch", course, assignment)

    async def submit(self, course, assignment):
        return await self._nbgrader("submit", course, assignment)

    async def _nbgrader(self, action, course, assignment):
        # nbgrader calls its JSON text.
        answer = json.loads(await self.server("POST", f"/assignments/{action}", json={"course_id": course, "assignment_id": assignment}))
        if not answer.get("success"):
            raise Refused("POST", f"/assignments/{action}", 200, str(answer))
        return answer

    async def close(self):
        for kernel in self.kernels:
            await kernel.close()
        await self.http.close()
