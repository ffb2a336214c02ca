"""A user id of their own for everybody, whatever the name: the exchange tells students apart by it (the owner of what was handed in).

The numbers stand in a file on the hub's volume. A number is given once, in the order of first logins, and never again to somebody else; losing the file
would give students the files of others, so it belongs into the backup. JupyterHub loads this file from jupyterhub_config.d.
"""
import fcntl
import json
import os
import tempfile

FIRST = 100_000
LAST = 2_000_000_000
REGISTRY = os.environ.get("LECTURE_LAB_IDS", "/srv/jupyterhub/lab-user-ids.json")
LECTURERS = set(os.environ.get("LECTURE_LAB_LECTURERS", "").split())


def user_id(name, registry=None):
    """The number of this user, from now on and for ever."""
    registry = registry or REGISTRY
    with open(f"{registry}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = {}
        if os.path.exists(registry):
            with open(registry) as text:
                known = json.load(text)  # a damaged file must stop the hub here: guessed numbers would mix up homes
        if name not in known:
            known[name] = max(known.values(), default=FIRST - 1) + 1
            if known[name] > LAST:
                raise RuntimeError(f"no user id is left below {LAST}")
            write(registry, known)
        return known[name]


def write(registry, known):
    """The file is whole at any moment, also when the hub ends while it is written."""
    handle, path = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(registry)))
    with os.fdopen(handle, "w") as text:
        json.dump(known, text)
        text.flush()
        os.fsync(text.fileno())
    os.replace(path, registry)


def role(spawner):
    return "lecturer" if spawner.user.name in LECTURERS else "student"


def configure(c):
    c.KubeSpawner.uid = lambda spawner: user_id(spawner.user.name)
    c.KubeSpawner.gid = 100
    # The home's volume belongs to the user's group; the exchange keeps the owners of its files.
    c.KubeSpawner.fs_gid = 100
    c.KubeSpawner.extra_pod_config = {"automountServiceAccountToken": False, "enableServiceLinks": False}
    c.KubeSpawner.container_security_context = {
        "allowPrivilegeEscalation": False,
        "runAsNonRoot": True,
        "capabilities": {"drop": ["ALL"]},
        "seccompProfile": {"type": "RuntimeDefault"},
    }


if "get_config" in globals():
    configure(get_config())  # noqa: F821 - JupyterHub puts it there
