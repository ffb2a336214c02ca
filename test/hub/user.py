#!/usr/bin/env python3
"""What one user of the hub does, by HTTP and the kernel's websocket as JupyterLab does it; what was seen comes out as JSON.

user.py URL NAME PASSWORD < plan.json
The plan: {"code": [cells to run], "assignment"?: {"course", "name", "cells": {id: source}}}
"""
import json
import sys
import time
import uuid

import requests
import websocket


class User:
    def __init__(self, url, name):
        self.url, self.name = url, name
        self.session = requests.Session()
        self.session.trust_env = False

    def login(self, password):
        self.session.get(f"{self.url}/hub/login")
        form = {"username": self.name, "password": password, "_xsrf": self.session.cookies.get("_xsrf", path="/hub/")}
        return self.session.post(f"{self.url}/hub/login", data=form, allow_redirects=False).status_code

    def hub(self, method, path, **options):
        headers = {"X-XSRFToken": self.session.cookies.get("_xsrf", path="/hub/")}
        answer = self.session.request(method, f"{self.url}/hub/api{path}", headers=headers, **options)
        answer.raise_for_status()
        return answer

    def start(self):
        self.hub("POST", f"/users/{self.name}/server")
        until = time.monotonic() + 90
        while not self.hub("GET", f"/users/{self.name}").json().get("server"):
            if time.monotonic() > until:
                raise TimeoutError("the server did not start")
            time.sleep(1)
        self.token = self.hub("POST", f"/users/{self.name}/tokens", json={}).json()["token"]

    def server(self, method, path, **options):
        headers = {"Authorization": f"token {self.token}"}
        answer = requests.request(method, f"{self.url}/user/{self.name}{path}", headers=headers, **options)
        answer.raise_for_status()
        return answer

    def try_other(self, name):
        """The status of another user's server, asked for with this user's token once that server is there."""
        until = time.monotonic() + 90
        while True:
            headers = {"Authorization": f"token {self.token}"}
            status = requests.get(f"{self.url}/user/{name}/api/contents", headers=headers, allow_redirects=False).status_code
            if status not in (302, 424, 503) or time.monotonic() > until:
                return status
            time.sleep(1)

    def run(self, cells):
        """Runs cells in one kernel; gives what each printed, or its error."""
        kernel = self.server("POST", "/api/kernels", json={"name": "tslab"}).json()["id"]
        address = f"{self.url.replace('http', 'ws', 1)}/user/{self.name}/api/kernels/{kernel}/channels"
        socket = websocket.create_connection(address, header=[f"Authorization: token {self.token}"], timeout=60)
        seen = []
        for code in cells:
            ident = uuid.uuid4().hex
            header = {"msg_id": ident, "msg_type": "execute_request", "username": self.name, "session": "test", "version": "5.3", "date": ""}
            content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
            socket.send(json.dumps({"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": []}))
            text = ""
            while True:
                message = json.loads(socket.recv())
                if message["parent_header"].get("msg_id") != ident:
                    continue
                kind, content = message["msg_type"], message["content"]
                if kind == "stream":
                    text += content["text"]
                elif kind == "execute_result":
                    text += content["data"]["text/plain"]
                elif kind == "error":
                    text += f"{content['ename']}: {content['evalue']}"
                elif kind == "status" and content["execution_state"] == "idle":
                    break
            seen.append(text)
        socket.close()
        self.server("DELETE", f"/api/kernels/{kernel}")
        return seen

    def hand_in(self, course, name, cells):
        """Fetches an assignment, writes the cells into its notebook, hands it in; gives the list of assignments at each stage."""
        this = {"course_id": course, "assignment_id": name}
        stages = [self.server("GET", "/assignments", params={"course_id": course}).json()]
        stages.append(self.server("POST", "/assignments/fetch", json=this).json())
        path = f"/api/contents/{name}/{name}.ipynb"
        notebook = self.server("GET", path).json()["content"]
        for cell in notebook["cells"]:
            ident = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if ident in cells:
                cell["source"] = cells[ident]
        self.server("PUT", path, json={"type": "notebook", "content": notebook})
        stages.append(self.server("POST", "/assignments/submit", json=this).json())
        return stages


def main():
    url, name, password = sys.argv[1:4]
    plan = json.load(sys.stdin)
    user = User(url, name)
    seen = {"login": user.login(password)}
    if seen["login"] == 302:
        user.start()
        seen["lab"] = "jupyter-config-data" in user.server("GET", "/lab").text
        seen["kernels"] = sorted(user.server("GET", "/api/kernelspecs").json()["kernelspecs"])
        seen["formgrader"] = requests.get(
            f"{url}/user/{name}/formgrader", headers={"Authorization": f"token {user.token}"}, allow_redirects=False
        ).status_code
        if plan.get("formgrader"):
            seen["assignments"] = [one["name"] for one in user.server("GET", "/formgrader/api/assignments").json()]
        seen["printed"] = user.run(plan["code"])
        if "assignment" in plan:
            seen["stages"] = user.hand_in(**plan["assignment"])
        seen["other"] = user.try_other(plan["other"])
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
