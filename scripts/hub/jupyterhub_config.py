"""A JupyterHub for the course on one Linux machine: one server a student, an exchange folder, two roles.

notebooks/assignments/COURSE.md says how to use it. The environment says what differs from place to place:
  LECTURE_LAB_LECTURERS   names of the lecturers, separated by blanks
  LECTURE_LAB_EXCHANGE    nbgrader's exchange folder (default /srv/nbgrader/exchange)
  LECTURE_LAB_MEMORY      memory of one student's server with its kernels, such as 2G (the default): see memory_guard.py
  LECTURE_LAB_CULL        seconds after which a kernel without work is ended (default 1800)
  LECTURE_LAB_PROXY       the address of the API of a proxy that runs by itself, such as http://127.0.0.1:8001, with its CONFIGPROXY_AUTH_TOKEN:
                          then nobody's connection breaks while the hub restarts (systemd/ has the two services)
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LAB = os.path.dirname(os.path.dirname(HERE))
VENV = os.path.join(LAB, ".venv")
LECTURERS = set(os.environ.get("LECTURE_LAB_LECTURERS", "").split())


def role(spawner):
    return "lecturer" if spawner.user.name in LECTURERS else "student"


def config_path(spawner):
    """Jupyter's configuration of a server: students get no Formgrader, lecturers the grader's settings."""
    own = os.path.join(LAB, "scripts/grade") if role(spawner) == "lecturer" else os.path.join(HERE, "config/student")
    return os.pathsep.join([own, os.path.join(HERE, "config"), os.path.join(VENV, "etc/jupyter")])


c = get_config()  # noqa: F821 - JupyterHub puts it there
c.Authenticator.allow_all = True  # everybody whom the authenticator knows

# Servers and kernels go on while the hub is away.
c.JupyterHub.cleanup_servers = False
if "LECTURE_LAB_PROXY" in os.environ:
    c.ConfigurableHTTPProxy.should_start = False
    c.ConfigurableHTTPProxy.api_url = os.environ["LECTURE_LAB_PROXY"]

# JupyterHub and the lab may have different environments: the server runs in the hub's environment, and finds the lab's JupyterLab and kernel by paths.
c.Spawner.cmd = [os.path.join(sys.prefix, "bin/jupyterhub-singleuser"), f"--config={os.path.join(HERE, 'single_user_config.py')}"]
c.Spawner.default_url = "/lab"
c.Spawner.notebook_dir = "~"
c.Spawner.mem_limit = os.environ.get("LECTURE_LAB_MEMORY", "2G")
c.Spawner.start_timeout = 120
# On a busy machine, when a whole class logs in at once, a server needs more than JupyterHub's 30 seconds until it answers.
c.Spawner.http_timeout = 120
c.Spawner.environment = {
    "LECTURE_LAB_ROLE": role,
    "LECTURE_LAB_CHECK": "strict",  # homes lie outside the lab, and assignments are graded strictly
    "LECTURE_LAB_EXCHANGE": os.environ.get("LECTURE_LAB_EXCHANGE", "/srv/nbgrader/exchange"),
    "LECTURE_LAB_CULL": os.environ.get("LECTURE_LAB_CULL", "1800"),
    "JUPYTER_CONFIG_PATH": config_path,
    "JUPYTER_PATH": os.path.join(VENV, "share/jupyter"),
    "JUPYTERLAB_DIR": os.path.join(VENV, "share/jupyter/lab"),
    "PATH": os.pathsep.join([os.path.join(VENV, "bin"), os.path.join(sys.prefix, "bin"), os.environ["PATH"]]),
}

# Lecturers see who works, and may stop a server that hangs. They cannot open a student's server, since they do not have the scope access:servers.
c.JupyterHub.load_groups = {"lecturers": {"users": sorted(LECTURERS)}}
c.JupyterHub.load_roles = [{"name": "lecturer", "scopes": ["list:users", "read:users:activity", "servers"], "groups": ["lecturers"]}]
