"""The course's hub as the tests run it: anyone logs in with one password, homes are folders, and as root every user has a user id of their own."""
import os

from jupyterhub.spawner import SimpleLocalProcessSpawner

HOMES = os.environ["HUB_HOMES"]
# Empty where the tests cannot change the user id.
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
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = os.environ["HUB_PASSWORD"]
c.JupyterHub.spawner_class = HomeSpawner
if os.getuid() == 0 and not USERS:
    c.Spawner.args = ["--allow-root"]
c.HomeSpawner.home_dir_template = os.path.join(HOMES, "{username}")
c.JupyterHub.bind_url = f"http://127.0.0.1:{os.environ['HUB_PORT']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{os.environ['HUB_INNER_PORT']}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['HUB_PROXY_PORT']}"
c.JupyterHub.db_url = "sqlite:///:memory:"
c.JupyterHub.cookie_secret_file = os.path.join(os.environ["HUB_FOLDER"], "cookie_secret")
c.JupyterHub.cleanup_servers = True
