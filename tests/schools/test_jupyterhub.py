"""The JupyterHub of `deploy/jupyterhub`, for real: three learners log in and work, each with their own progress."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest
from hub import PASSWORD, ROOT, SECONDS, Hub, Learner, free_ports, learner, until

RIGHT = (Path(__file__).parents[1] / "bank" / "1.1" / "right" / "finally_close.py").read_text(encoding="utf-8")
LEAKY = "def read_and_close(path):\n    return open(path, encoding='utf-8').read()\n"
NAMES = [f"{name}{os.getpid()}" for name in ("ada", "ben", "cleo")]


def may_use_accounts(python: Path) -> bool:
    """Whether accounts can be made here, and can run the classroom's Python."""
    if os.geteuid() != 0 or not shutil.which("useradd"):
        return False
    try:
        run = subprocess.run(
            [python, "-c", "import jupyterhub"], user=65534, group=65534, extra_groups=(), cwd="/", capture_output=True
        )
    except OSError:
        return False
    return run.returncode == 0


@pytest.fixture(scope="module")
def hub(classroom: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    if os.name == "nt":
        pytest.skip("JupyterHub does not run on Windows")
    with_accounts = may_use_accounts(classroom / "python")
    if os.geteuid() == 0 and not with_accounts:
        reason = f"ordinary users cannot run {classroom / 'python'}, and root's servers are nothing to try"
        pytest.fail(reason) if os.environ.get("LEAKPROOF_CLASSROOM") else pytest.skip(reason)
    (port,) = free_ports(1)
    live = Path(tempfile.mkdtemp(prefix="leakproof-class-"))
    settings = {"LEAKPROOF_LESSONS": "0-2", "LEAKPROOF_HUB_LIVE": str(port), "LEAKPROOF_HUB_LIVE_FOLDER": str(live)}
    hub = Hub(classroom, tmp_path_factory.mktemp("hub"), settings)
    try:
        hub.start()
        yield hub
    finally:
        hub.stop()
        end_servers(hub)
        shutil.rmtree(live, ignore_errors=True)
        for name in NAMES if with_accounts else ():
            subprocess.run(["userdel", "--remove", f"class-{name}"], capture_output=True)


def end_servers(hub: Hub) -> None:
    """Ends what the learners have started: by its home, which no other process has."""
    homes = {str(home(hub, name)) for name in NAMES}
    theirs = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("HOME") in homes:
                process.kill()
                theirs.append(process)
    psutil.wait_procs(theirs, timeout=10)


def home(hub: Hub, name: str) -> Path:
    return Path(f"/home/class-{name}") if os.geteuid() == 0 else hub.folder / "kept" / "homes" / name


@pytest.fixture(scope="module")
def class_(hub: Hub) -> Iterator[list[Learner]]:
    with contextlib.ExitStack() as stack:
        learners = [stack.enter_context(learner(hub, name)) for name in NAMES]
        with ThreadPoolExecutor() as pool:
            list(pool.map(Learner.start_server, learners))
        yield learners


def progress_of(one: Learner) -> list[str]:
    """The outcomes of the learner's checks, as they stand on the disk."""
    path = home(one.hub, one.name) / ".leakproof" / "progress.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [event["outcome"] for event in map(json.loads, lines) if event["event"] == "checked"]


def check(one: Learner, answer: str) -> str:
    assert one.run("from leakproof.notebook import check, progress, solution") == ""
    assert one.run(answer) == ""
    return one.run("check(read_and_close)")


def test_the_course_opens_and_each_has_progress_of_their_own(hub: Hub, class_: list[Learner]) -> None:
    ada, ben, cleo = class_
    page = ada.browser.get(f"/user/{ada.name}/")
    assert page.url.path == f"/user/{ada.name}/lab/tree/notebooks/00_start_here.ipynb"
    assert page.status_code == 200

    laid_out = sorted(path.name for path in (home(hub, ada.name) / "leakproof-course").glob("*/*.ipynb"))
    lessons = ["00_start_here.ipynb", "01_manual_close.ipynb", "02_with_statement.ipynb"]
    assert laid_out == sorted(lessons * 2), "notebooks and exercises of the lessons asked for, no solutions"

    before = progress_of(cleo)
    assert "4 of 4 points" in check(ada, RIGHT)
    assert "0 of 4 points" in check(ben, LEAKY)
    assert (progress_of(ada)[-1], progress_of(ben)[-1]) == ("correct", "incorrect")
    assert progress_of(cleo) == before

    assert "file.close()" in ada.run("solution('1.1')")
    database = "from leakproof.notebook.postgres import PostgreSQL\nwith PostgreSQL() as database: print(database.url)"
    assert "postgresql://" in ada.run(database)


def test_the_live_session_is_a_service_of_the_hub(hub: Hub, class_: list[Learner]) -> None:
    ada, ben, _ = class_
    service = f"{hub.address}/services/class"
    until(lambda: httpx.get(f"{service}/").status_code == 200, f"the live session started\n{hub.log}")
    assert httpx.get(f"{service}/teach").status_code == 403
    log = (hub.folder / "hub.log").read_text(errors="replace")
    (token,) = set(re.findall(r"teach\?token=([\w-]+)", log))

    def seen_by_the_teacher() -> str:
        with httpx.Client(follow_redirects=True, timeout=SECONDS) as teacher:
            assert teacher.get(f"{service}/teach?token={token}").status_code == 200
            with teacher.stream("GET", f"{service}/api/teacher/stream") as events:
                return next(line for line in events.iter_lines() if line.startswith("data:"))

    code = re.search(r'"code":"(\w{4})"', seen_by_the_teacher())
    assert code
    for name, one in (("Ada L", ada), ("Ben K", ben)):
        joined = one.run(f"from leakproof.notebook import join; join('{service}/{code[1]}', '{name}')")
        assert name in joined
    seen = seen_by_the_teacher()
    assert "Ada L" in seen
    assert "Ben K" in seen


def test_nobody_reaches_what_is_anothers(hub: Hub, class_: list[Learner]) -> None:
    ada, ben, _ = class_
    assert ada.server("GET", "api/contents").status_code == 200
    assert ada.server("GET", "api/contents", of=ben.name).status_code == 403
    assert ada.browser.get(f"/user/{ben.name}/lab").status_code == 403
    assert ada.server("POST", "api/kernels", of=ben.name).status_code == 403
    asked = ada.browser.get(f"/hub/api/users/{ben.name}", headers={"X-XSRFToken": ada.xsrf("/hub/")})
    assert asked.status_code == 404, "not even that there is one"

    if os.geteuid() == 0:
        assert ada.run("import getpass; print(getpass.getuser())").strip() == f"class-{ada.name}"
        theirs = home(hub, ben.name)
        assert "PermissionError" in ada.run(f"import os; os.listdir({str(theirs)!r})")
        assert "PermissionError" in ada.run(f"open({str(hub.folder / 'kept' / 'cookie_secret')!r})")
        assert "PermissionError" in ada.run(f"open({str(ROOT / 'solutions' / 'mine.txt')!r}, 'w')")
        assert PASSWORD not in ada.run("print(*os.environ.values())")


def test_root_is_no_learner(hub: Hub) -> None:
    with httpx.Client(base_url=hub.address, timeout=SECONDS) as browser:
        root = Learner(hub, "root", browser)
        browser.get("/hub/login")
        form = {"username": "root", "password": PASSWORD, "_xsrf": root.xsrf("/hub/")}
        assert browser.post("/hub/login", data=form).status_code == 403


def test_learners_work_on_while_the_hub_is_restarted(hub: Hub, class_: list[Learner]) -> None:
    ada = class_[0]
    ada.run("kept = 41")
    hub.stop()
    hub.start()
    assert ada.run("kept + 1") == "42"
    page = ada.browser.get("/hub/home")
    assert (page.status_code, page.url.path) == (200, "/hub/home"), "still logged in"


def test_work_and_progress_outlive_a_server(hub: Hub, class_: list[Learner]) -> None:
    cleo = class_[2]
    check(cleo, RIGHT)
    exercise = home(hub, cleo.name) / "leakproof-course" / "exercises" / "01_manual_close.ipynb"
    notebook = cleo.server("GET", "api/contents/exercises/01_manual_close.ipynb").json()["content"]
    notebook["cells"][3]["source"] = RIGHT
    changed = {"type": "notebook", "content": notebook}
    assert cleo.server("PUT", "api/contents/exercises/01_manual_close.ipynb", json=changed).status_code == 200
    work, done = exercise.read_bytes(), progress_of(cleo)

    cleo.stop_server()
    cleo.start_server()
    assert exercise.read_bytes() == work
    assert progress_of(cleo) == done
    cleo.run("from leakproof.notebook import progress")
    assert "1 of " in cleo.run("progress()")


def test_a_link_brings_news_and_keeps_the_learners_work(hub: Hub, class_: list[Learner]) -> None:
    ben = class_[1]
    source = home(hub, ben.name) / "source"
    source.mkdir()
    account = source.parent.stat()
    os.chown(source, account.st_uid, account.st_gid)
    git(source, "init", "--quiet", "--bare", "--initial-branch=main", "course.git")
    git(source, "clone", "--quiet", "course.git", "teacher")
    theirs = source / "teacher" / "exercise.txt"
    theirs.write_text("question\n\n\nanswer: \n")
    publish(theirs.parent)

    link = {"repo": str(source / "course.git"), "branch": "main", "targetpath": "pulled"}
    page = ben.browser.get("/hub/user-redirect/git-pull", params={**link, "urlpath": "lab/tree/pulled/exercise.txt"})
    assert (page.status_code, page.url.path) == (200, f"/user/{ben.name}/git-pull")
    assert '"phase": "finished"' in ben.server("GET", "git-pull/api", params=link).text

    learners = home(hub, ben.name) / "leakproof-course" / "pulled" / "exercise.txt"
    learners.write_text("question\n\n\nanswer: mine\n")
    theirs.write_text("better question\n\n\nanswer: \n")
    (theirs.parent / "news.txt").write_text("new\n")
    publish(theirs.parent)
    assert '"phase": "finished"' in ben.server("GET", "git-pull/api", params=link).text
    assert learners.read_text() == "better question\n\n\nanswer: mine\n"
    assert (learners.parent / "news.txt").exists()


def git(folder: Path, *arguments: str) -> None:
    """Under the account of the folder: git reads no repository of somebody else."""
    owner = folder.stat()
    account = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    who = ["-c", "user.name=teacher", "-c", "user.email=teacher@example.org"]
    environment = os.environ | {"HOME": str(folder)}
    command = ["git", *who, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, **account)
    assert done.returncode == 0, done.stderr


def publish(folder: Path) -> None:
    for path in folder.glob("*.txt"):
        path.chmod(0o644)  # written by root, whose umask may keep it from the folder's account
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=news")
    git(folder, "push", "--quiet", "origin", "HEAD:main")
