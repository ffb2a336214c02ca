#!/usr/bin/env python3
"""A kernel, driven by jupyter_client, for tests written in another language: JSON lines in, JSON lines out.

The first line in is {"kernel", "transport"?, "cwd"?}. Then every message of the kernel comes out as
{"channel", "type", "parent", "content", "metadata", "buffers"}, and these come in:
  {"send": {"channel", "type", "content", "id"?, "metadata"?, "buffers"?, "key"?}}
  {"call": "interrupt" | "signal" | "restart" | "alive" | "heartbeat" | "pid" | "stop" | "die", "number": n}
A call is answered by {"number", "result"}, but for "die". Buffers are base64.
"""
import asyncio
import base64
import json
import os
import signal
import sys
import tempfile
import time

import zmq
import zmq.asyncio
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.session import Session


def emit(value):
    sys.stdout.write(json.dumps(value, default=str) + "\n")
    sys.stdout.flush()


async def pump(name, channel, subscribed):
    while True:
        message = await channel.get_msg()
        if message["msg_type"] == "iopub_welcome":
            subscribed.set()
        emit(
            {
                "channel": name,
                "type": message["msg_type"],
                "parent": message["parent_header"].get("msg_id"),
                "content": message["content"],
                "metadata": message["metadata"],
                "buffers": [base64.b64encode(bytes(b)).decode() for b in message["buffers"]],
                "version": message["header"]["version"],
            }
        )


async def heartbeat(manager):
    socket = zmq.asyncio.Context.instance().socket(zmq.REQ)
    socket.linger = 0
    socket.connect(manager._make_url("hb"))
    start = time.monotonic()
    await socket.send(b"ping")
    answered = await socket.poll(10_000)
    ok = bool(answered) and await socket.recv() == b"ping"
    socket.close()
    return time.monotonic() - start if ok else None


async def main():
    options = json.loads(sys.stdin.readline())
    manager = AsyncKernelManager(kernel_name=options["kernel"])
    if options.get("transport") == "ipc":
        manager.transport = "ipc"
        manager.ip = os.path.join(tempfile.mkdtemp(), "k")
    await manager.start_kernel(cwd=options.get("cwd"))
    client = manager.client()
    client.start_channels(hb=False)
    channels = {
        "shell": client.shell_channel,
        "iopub": client.iopub_channel,
        "stdin": client.stdin_channel,
        "control": client.control_channel,
    }
    # What a kernel publishes before it knows of the subscription is lost, and the subscription may come after the first reply.
    subscribed = asyncio.Event()
    pumps = [asyncio.ensure_future(pump(name, channel, subscribed)) for name, channel in channels.items()]
    await asyncio.wait_for(subscribed.wait(), 60)
    emit({"number": 0, "result": manager.provisioner.pid})
    loop = asyncio.get_running_loop()
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            break
        command = json.loads(line)
        if "send" in command:
            send = command["send"]
            session = client.session
            if "key" in send:
                session = Session(key=send["key"].encode(), session=client.session.session)
            message = session.msg(send["type"], send.get("content", {}), metadata=send.get("metadata"))
            if "id" in send:
                message["header"]["msg_id"] = message["msg_id"] = send["id"]
            buffers = [base64.b64decode(b) for b in send.get("buffers", [])]
            # `session.send` would send past asyncio: ZeroMQ then takes the signal that a reply arrived, and asyncio waits for ever.
            await channels[send["channel"]].socket.send_multipart(session.serialize(message) + buffers)
            continue
        call, result = command["call"], None
        if call == "interrupt":
            await manager.interrupt_kernel()
        elif call == "signal":
            manager.provisioner.process.send_signal(signal.SIGINT)
        elif call == "restart":
            subscribed.clear()
            await manager.restart_kernel()
            await asyncio.wait_for(subscribed.wait(), 60)
            result = manager.provisioner.pid
        elif call == "alive":
            result = await manager.is_alive()
        elif call == "heartbeat":
            result = await heartbeat(manager)
        elif call == "pid":
            result = manager.provisioner.pid
        elif call == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        elif call == "stop":
            for task in pumps:
                task.cancel()
            await manager.shutdown_kernel(now=command.get("now", True))
        emit({"number": command["number"], "result": result})
        if call == "stop":
            break
    if await manager.is_alive():
        await manager.shutdown_kernel(now=True)
    os._exit(0)


asyncio.run(main())
