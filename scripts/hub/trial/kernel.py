"""A kernel over its websocket, which counts what arrives: an order whose answers are not all there has lost messages."""
import asyncio
import json
import re
import uuid

import aiohttp

ANSWERS = {"execute_request": {"busy", "execute_input", "execute_reply", "idle"}, "complete_request": {"busy", "complete_reply", "idle"}}


class ConnectionLost(Exception):
    pass


class Answer:
    """What came back to one order."""

    def __init__(self, kind, loop):
        self.kind, self.loop, self.sent, self.seconds = kind, loop, loop.time(), None
        self.seen, self.text, self.status, self.content, self.done = set(), "", None, {}, loop.create_future()

    def take(self, message):
        kind, content = message["msg_type"], message["content"]
        if kind == "status":
            self.seen.add(content["execution_state"])
        else:
            self.seen.add(kind)
        if kind == "stream":
            self.text += content["text"]
        elif kind in ("execute_result", "display_data"):
            self.text += content["data"].get("text/plain", "")
        elif kind == "error":
            self.text += f"{content['ename']}: {content['evalue']}"
        elif kind in ("execute_reply", "complete_reply"):
            self.status, self.content, self.seconds = content["status"], content, self.loop.time() - self.sent
        if {"idle", self.kind.replace("request", "reply")} <= self.seen and not self.done.done():
            self.done.set_result(None)

    @property
    def lost(self):
        return len(self.missing)

    @property
    def missing(self):
        return sorted(ANSWERS[self.kind] - self.seen)


class Kernel:
    def __init__(self, student, path, model):
        self.student, self.path, self.session, self.id = student, path, model["id"], model["kernel"]["id"]
        self.open_orders, self.restarts, self.breaks, self.socket, self.reader = {}, 0, 0, None, None

    async def connect(self):
        address = self.student.address(f"/api/kernels/{self.id}/channels").replace("http", "ws", 1)
        self.socket = await self.student.http.ws_connect(
            f"{address}?session_id={self.student.name}", headers=self.student.headers, max_msg_size=0, timeout=aiohttp.ClientWSTimeout(ws_close=5)
        )
        self.reader = asyncio.create_task(self._read(self.socket))

    async def _read(self, socket):
        async for message in socket:
            if message.type == aiohttp.WSMsgType.TEXT:
                self._take(json.loads(message.data))
        if socket is self.socket:  # the other side ended it
            self.breaks += 1
            self.socket = None
            for answer in self.open_orders.values():
                if not answer.done.done():
                    answer.done.set_exception(ConnectionLost(self.id))

    def _take(self, message):
        parent = message["parent_header"].get("msg_id")
        if parent in self.open_orders:
            self.open_orders[parent].take(message)
        if message["msg_type"] == "status" and message["content"]["execution_state"] in ("restarting", "autorestarting", "dead"):
            self.restarts += 1
            # Jupyter started the kernel again: it answers no order of before.
            for answer in self.open_orders.values():
                if not answer.done.done():
                    answer.done.set_exception(ConnectionLost("the kernel died"))

    async def order(self, kind, content, timeout):
        """Sends an order and waits for all its answers. TimeoutError where they do not come."""
        answer, ident = Answer(kind, asyncio.get_running_loop()), uuid.uuid4().hex
        self.open_orders[ident] = answer
        header = {"msg_id": ident, "msg_type": kind, "username": "", "session": self.student.name, "version": "5.3", "date": ""}
        message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": []}
        try:
            if self.socket is None:
                raise ConnectionLost("the connection is closed")
            await self.socket.send_str(json.dumps(message))
            await asyncio.wait_for(asyncio.shield(answer.done), timeout)
        except ConnectionResetError as error:
            raise ConnectionLost(str(error)) from error
        finally:
            del self.open_orders[ident]
        return answer

    def execute(self, code, timeout):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        return self.order("execute_request", content, timeout)

    def complete(self, code, timeout):
        return self.order("complete_request", {"code": code, "cursor_pos": len(code)}, timeout)

    async def reconnect(self):
        """A new connection, as JupyterLab makes after a restart: the server opens it when the kernel's messages arrive on it."""
        await self.close()
        await self.connect()

    async def close(self):
        socket, self.socket = self.socket, None
        if socket is not None:
            await socket.close()


def missing_numbers(text, count):
    """How many of the numbers 0 … count − 1, printed one a line, are not there or not in their place."""
    found = [int(one) for one in re.findall(r"^\d+$", text, re.MULTILINE)]
    return count - sum(a == b for a, b in zip(found, range(count)))
