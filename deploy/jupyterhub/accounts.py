"""Under which account of the system a learner's server runs, and how much it may use."""

from __future__ import annotations

import hashlib
import pwd
import re
import resource
import subprocess
from collections.abc import Callable
from typing import Any

from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Bool, Integer

FIRST_ORDINARY_ID = 1000
"""Accounts below it are the system's own."""


def account_of(name: str) -> str:
    """The account of a learner whose name was free to choose: ``class-ada``. A name that is no good for an account gets
    one with a digest, different for each."""
    if re.fullmatch("[a-z0-9]{1,16}", name):
        return f"class-{name}"
    plain = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[:12]
    return f"class-{plain}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


class AccountSpawner(LocalProcessSpawner):
    """Each learner's server under an account of its own; for a hub that runs as root.

    With a password of the class, names are free to choose, and so must not lead to an account that somebody has made
    for something else. The learner ``ada`` gets the account ``class-ada`` then, made at the first start.
    """

    own_accounts = Bool(False, config=True, help="The learners' names are names of accounts that exist.")
    most_memory = Integer(2 * 2**30, config=True, help="Bytes of memory that one process may fill.")
    most_processes = Integer(1024, config=True, help="Processes and threads of one learner.")

    @property
    def account(self) -> str:
        """The account's name."""
        return self.user.name if self.own_accounts else account_of(self.user.name)

    async def start(self) -> Any:
        """Starts the server; makes the account first when it is missing."""
        try:
            account = pwd.getpwnam(self.account)
        except KeyError:
            if self.own_accounts:
                raise
            made = subprocess.run(
                ["useradd", "--create-home", "--shell", "/usr/sbin/nologin", "--key", "HOME_MODE=0700", self.account],
                capture_output=True,
                text=True,
            )
            if made.returncode:
                raise RuntimeError(f"The account {self.account} could not be made: {made.stderr.strip()}") from None
            account = pwd.getpwnam(self.account)
        if account.pw_uid < FIRST_ORDINARY_ID:
            raise PermissionError(f"{self.account} is an account of the system's own: no server is started under it")
        return await super().start()

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """The home is the account's."""
        account = pwd.getpwnam(self.account)
        return env | {"USER": self.account, "HOME": account.pw_dir, "SHELL": "/bin/sh"}

    def make_preexec_fn(self, name: str) -> Callable[[], None]:  # noqa: ARG002 - the learner's, not the account's
        """Runs in the new process: limits first, then the account, which can not take them away."""
        become = super().make_preexec_fn(self.account)

        def preexec() -> None:
            for what, most in (
                (resource.RLIMIT_DATA, self.most_memory),
                (resource.RLIMIT_NPROC, self.most_processes),
                (resource.RLIMIT_CORE, 0),
            ):
                resource.setrlimit(what, (most, most))
            become()

        return preexec
