"""A JupyterHub for the course on one Linux machine: one server a student, an exchange folder, two roles.

notebooks/assignments/COURSE.md says how to use it. The environment says what differs from place to place:
  LECTURE_LAB_LECTURERS   names of the lecturers, separated by blanks
  LECTURE_LAB_EXCHANGE    nbgrader's exchange folder (default /srv/nbgrader/exchange)
  LECTURE_LAB_MEMORY      memory of one student's server, such as 2G (holds where the spawner can hold it)
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
c.Authenticator.allow_all = True  # whoever the authenticator knows

# The environment of JupyterHub and that of the lab may be two: the server runs in the hub's, and finds the lab's JupyterLab and kernel by paths.
c.Spawner.cmd = [os.path.join(sys.prefix, "bin/jupyterhub-singleuser"), f"--config={os.path.join(HERE, 'single_user_config.py')}"]
c.Spawner.default_url = "/lab"
c.Spawner.notebook_dir = "~"
c.Spawner.mem_limit = os.environ.get("LECTURE_LAB_MEMORY", "2G")
c.Spawner.start_timeout = 120
c.Spawner.environment = {
    "LECTURE_LAB_ROLE": role,
    "LECTURE_LAB_EXCHANGE": os.environ.get("LECTURE_LAB_EXCHANGE", "/srv/nbgrader/exchange"),
    "JUPYTER_CONFIG_PATH": config_path,
    "JUPYTER_PATH": os.path.join(VENV, "share/jupyter"),
    "JUPYTERLAB_DIR": os.path.join(VENV, "share/jupyter/lab"),
    "PATH": os.pathsep.join([os.path.join(VENV, "bin"), os.path.join(sys.prefix, "bin"), os.environ["PATH"]]),
}

# Lecturers see who works, and may stop a server that hangs. They cannot open a student's server: that would be the scope access:servers.
c.JupyterHub.load_groups = {"lecturers": {"users": sorted(LECTURERS)}}
c.JupyterHub.load_roles = [{"name": "lecturer", "scopes": ["list:users", "read:users:activity", "servers"], "groups": ["lecturers"]}]
