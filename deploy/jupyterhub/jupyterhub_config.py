"""A JupyterHub for a class on one machine; docs/deploying.md says how to start it.

It can be used as it is. What differs between schools it reads from the environment:

| variable | what | default |
|---|---|---|
| ``LEAKPROOF_HUB_ADDRESS`` | where browsers come to | ``http://127.0.0.1:8000``, this machine only |
| ``LEAKPROOF_HUB_CERTIFICATE``, ``_KEY`` | files for HTTPS | none |
| ``LEAKPROOF_HUB_LOGIN`` | an authenticator, by its name in JupyterHub | ``pam``: the accounts of this machine |
| ``LEAKPROOF_HUB_PASSWORD`` | the password of the class, for ``shared-password`` | none |
| ``LEAKPROOF_HUB_USERS`` | who may log in, separated by spaces | all with the right password |
| ``LEAKPROOF_HUB_TEACHERS`` | who may see and stop servers, separated by spaces | nobody |
| ``LEAKPROOF_HUB_TEACHER_PASSWORD`` | theirs, for ``shared-password``; 32 characters or more | none |
| ``LEAKPROOF_HUB_FOLDER`` | the hub's own database and secrets | ``/var/lib/leakproof-hub`` |
| ``LEAKPROOF_HUB_LIVE`` | a free port, as ``9797``, for the live session of docs/live.md | none |
| ``LEAKPROOF_HUB_LIVE_FOLDER`` | where that is kept | ``/var/lib/leakproof-class`` |

``LEAKPROOF_LESSONS``, ``LEAKPROOF_SOLUTIONS`` and ``LEAKPROOF_IDLE_MINUTES`` go on to ../learner_server.py.

As root every learner has an account of the system's, and so a home that nobody else can read. Started by anyone else
it is for a trial: all servers run under that one account, and learners could read each other's files.
"""

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from accounts import AccountSpawner

c = get_config()  # noqa: F821 - JupyterHub's own
AS_ROOT = os.geteuid() == 0
LEARNER_SERVER = Path(__file__).resolve().parents[1] / "learner_server.py"


def named(variable: str, default: str = "") -> str:
    """The value of ``LEAKPROOF_HUB_<variable>``; set to nothing is as not set."""
    return os.environ.get(f"LEAKPROOF_HUB_{variable}") or default


# ---- where, and what the hub keeps: with its database and secrets, everybody stays logged in when it restarts
folder = Path(named("FOLDER", "/var/lib/leakproof-hub" if AS_ROOT else str(Path.home() / ".leakproof" / "hub")))
folder.mkdir(mode=0o700, parents=True, exist_ok=True)
c.JupyterHub.bind_url = named("ADDRESS", "http://127.0.0.1:8000")
c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = named("CERTIFICATE"), named("KEY")
c.JupyterHub.db_url = f"sqlite:///{folder / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(folder / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(folder / "proxy.pid")
proxy = Path(sys.prefix) / "node_modules" / ".bin" / "configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [str(proxy) if proxy.exists() else proxy.name]
c.JupyterHub.cleanup_servers = False  # learners work on while the hub is restarted

# ---- who: passwords are the system's, or one for the whole class
login = named("LOGIN", "pam")
users, teachers = set(named("USERS").split()), set(named("TEACHERS").split())
c.JupyterHub.authenticator_class = login
c.Authenticator.allowed_users = users
c.Authenticator.allow_all = not users
c.Authenticator.blocked_users = {"root"}
c.Authenticator.admin_users = teachers
if login == "shared-password":
    if not named("PASSWORD"):
        sys.exit("Set LEAKPROOF_HUB_PASSWORD to the password of the class: 8 characters or more.")
    c.SharedPasswordAuthenticator.user_password = named("PASSWORD")
    c.SharedPasswordAuthenticator.admin_password = named("TEACHER_PASSWORD") or None

# ---- what each gets
c.JupyterHub.spawner_class = AccountSpawner if AS_ROOT else "simple"
c.AccountSpawner.own_accounts = login == "pam"
c.SimpleLocalProcessSpawner.home_dir_template = str(folder / "homes" / "{username}")
c.Spawner.cmd = [sys.executable, str(LEARNER_SERVER)]
c.Spawner.env_keep = ["LANG", "LC_ALL", "PATH", "PYTHONPATH", "VIRTUAL_ENV"]
c.Spawner.env_keep += ["LEAKPROOF_LESSONS", "LEAKPROOF_SOLUTIONS", "LEAKPROOF_IDLE_MINUTES"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 180  # seconds, for a class that begins at the same minute
c.JupyterHub.concurrent_spawn_limit = 8

# ---- the live session, at /services/class/: who has its code may join; the hub's log has the teacher's page
if named("LIVE"):
    live = Path(named("LIVE_FOLDER", "/var/lib/leakproof-class" if AS_ROOT else str(folder / "live")))
    live.mkdir(mode=0o700, parents=True, exist_ok=True)
    if AS_ROOT:
        shutil.chown(live, "nobody")
    c.JupyterHub.services = [
        {
            "name": "class",
            "url": f"http://127.0.0.1:{named('LIVE')}",
            "command": [sys.executable, "-m", "leakproof", "class", "--database", str(live / "class.sqlite")],
            **({"user": "nobody", "cwd": "/"} if AS_ROOT else {}),
        }
    ]
