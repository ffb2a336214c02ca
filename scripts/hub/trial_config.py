"""The course's hub for trials on one machine (the tests and the load program): one password, homes are folders, as root a user id for everyone.

The environment says the rest; HUB_KEEP is set where the hub is restarted on the way: its database is then a file, and servers go on without it.
"""
import os

from jupyterhub.spawner import SimpleLocalProcessSpawner

HOMES = os.environ["HUB_HOMES"]
# Empty where the trial cannot change the user id.
USERS = dict(pair.split("=") for pair in os.environ.get("HUB_USERS", "").split())


class HomeSpawner(SimpleLocalProcessSpawner):
    def make_preexec_fn(self, name):
        home, user = self.home_dir, USERS.get(name)

        def preexec():
            os.makedirs(home, 0o700, exist_ok=True)
            if user is not None:
                os.chown(home, int(user), int(user))
                os.setgroups([])
                os.setgid(int(user))
                os.setuid(int(user))
            os.chdir(home)

        return preexec


c = get_config()  # noqa: F821 - JupyterHub puts it there
load_subconfig(os.environ["HUB_CONFIG"])  # noqa: F821
if "HUB_TMP" in os.environ:  # what a killed server leaves goes away with the trial
    c.Spawner.environment = {**c.Spawner.environment, "TMPDIR": os.environ["HUB_TMP"]}
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = os.environ["HUB_PASSWORD"]
c.JupyterHub.spawner_class = HomeSpawner
if os.getuid() == 0 and not USERS:
    c.Spawner.args = ["--allow-root"]
c.HomeSpawner.home_dir_template = os.path.join(HOMES, "{username}")
c.JupyterHub.bind_url = f"http://127.0.0.1:{os.environ['HUB_PORT']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{os.environ['HUB_INNER_PORT']}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['HUB_PROXY_PORT']}"
c.JupyterHub.cookie_secret_file = os.path.join(os.environ["HUB_FOLDER"], "cookie_secret")
if "HUB_KEEP" not in os.environ:
    c.JupyterHub.db_url = "sqlite:///:memory:"
    c.JupyterHub.cleanup_servers = True
