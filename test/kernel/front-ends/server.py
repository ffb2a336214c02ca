#!/usr/bin/env python3
"""Starts Notebook 7 in the current folder, opens a page and runs a cell there through its own addresses. Prints what it saw as JSON."""
import json
import os
import subprocess
import sys
import time
import uuid

import requests
from jupyter_server.serverapp import list_running_servers
from websocket import create_connection

server = subprocess.Popen(
    [sys.executable, "-m", "notebook", "--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root", "--IdentityProvider.token=t"],
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)
try:
    info = None
    for _ in range(300):
        info = next((one for one in list_running_servers() if one["pid"] == server.pid), None)
        if info:
            break
        time.sleep(0.1)
    url, key = info["url"], {"Authorization": "token t"}
    get = lambda where: requests.get(url + where, headers=key, timeout=30)
    for _ in range(300):
        try:
            if get("api").ok:
                break
        except requests.ConnectionError:
            time.sleep(0.1)
    page = get("notebooks/page.ipynb")
    body = {"path": "page.ipynb", "name": "page.ipynb", "type": "notebook", "kernel": {"name": "tslab"}}
    session = requests.post(url + "api/sessions", headers=key, json=body, timeout=60).json()
    kernel = session["kernel"]["id"]
    socket = create_connection(f"{url.replace('http', 'ws', 1)}api/kernels/{kernel}/channels", header=["Authorization: token t"], timeout=60)
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "username": "", "session": "s", "version": "5.4", "date": ""}
    content = {"code": "[process.cwd(), 6 * 7].join(' ')", "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True, "user_expressions": {}}
    socket.send(json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}))
    shown = None
    while shown is None:
        message = json.loads(socket.recv())
        if message["header"]["msg_type"] == "execute_result":
            shown = message["content"]["data"]["text/plain"]
    requests.delete(f"{url}api/sessions/{session['id']}", headers=key, timeout=30)
    print(json.dumps({"status": page.status_code, "application": "jupyter-notebook" in page.text.lower() or "Jupyter Notebook" in page.text, "shown": shown, "folder": os.getcwd()}))
finally:
    server.terminate()
    server.wait(30)
