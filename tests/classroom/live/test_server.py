"""The server of a live session over HTTP: voting, what stays hidden, who may do what, and going on after a crash."""

from __future__ import annotations

import contextlib
import http.client
import json
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from live_class import ROOT, RUN, SECONDS, Learner, LiveClass, check, views, vote, wait_until

from leakproof.classroom.live.store import Occupied, Store
from leakproof.course import course
from leakproof.course.predictions import prediction


def test_a_question_goes_through_both_rounds_and_nobody_counts_twice(live: LiveClass) -> None:
    ada, bob = Learner(live, "Ada"), Learner(live, "Bob")
    assert live.act(do="ask", prediction="1.flush") == (200, {})
    assert [ada.vote("a"), ada.vote("c"), bob.vote("a")] == ["ok", "ok", "ok"]
    assert ada.view()["question"]["mine"] == "c"
    assert live.view()["question"]["votes"] == 2

    open_question = ada.view()["question"]
    for step in ("close", "discuss", "again"):
        assert live.step(step) == (200, {})
    assert ada.send(vote(open_question, "b"))[1] == {"answers": ["late"]}
    assert ada.view()["question"]["mine"] is None
    assert [ada.vote("b"), bob.vote("b")] == ["ok", "ok"]
    live.step("close")
    assert bob.vote("a") == "late"
    live.step("reveal")
    assert live.view()["question"]["counts"] == ada.view()["question"]["counts"] == [{"a": 1, "c": 1}, {"b": 2}]
    live.step("explain")
    assert [choice["right"] for choice in ada.view()["question"]["choices"]] == [False, True, False]
    live.step("end")
    assert ada.view()["question"] is None


def test_no_count_and_no_truth_leaves_the_server_before_its_time(live: LiveClass) -> None:
    ada = Learner(live, "Ada")
    live.act(do="ask", prediction="1.flush")
    ada.vote("a")
    asked = prediction("1.flush")
    secrets = [choice.why[:30] for choice in asked.choices]
    for step in ("close", "discuss", "again", "close", "reveal"):
        for seen in (json.dumps(ada.view()), json.dumps(live.view()["question"])):
            assert "counts" not in seen
            assert "right" not in seen
            assert not any(json.dumps(secret)[1:-1] in seen for secret in secrets)
        live.step(step)
    seen = json.dumps(ada.view())
    assert "counts" in seen
    assert "right" not in seen
    live.step("explain")
    assert all(json.dumps(secret)[1:-1] in json.dumps(ada.view()) for secret in secrets)


def test_a_step_that_is_asked_for_twice_is_taken_once(live: LiveClass) -> None:
    live.act(do="ask", prediction="1.flush")
    question = live.view()["question"]
    wish = {"do": "step", "step": "close", "from": [question["number"], question["stage"], question["round"]]}
    assert [live.act(**wish)[0], live.act(**wish)[0]] == [200, 409]
    assert live.view()["question"]["stage"] == "closed"
    assert live.act(do="ask", prediction="1.lastline")[0] == 409


def test_an_event_that_arrives_twice_counts_once(live: LiveClass) -> None:
    ada = Learner(live, "Ada")
    live.act(do="ask", prediction="1.flush")
    first, wrong = vote(ada.view()["question"], "a"), check("1.1")
    assert ada.send(first, wrong)[1] == {"answers": ["ok", "ok"]}
    assert ada.vote("b") == "ok"
    assert ada.send(wrong, first)[1] == {"answers": ["ok", "ok"]}
    assert ada.view()["question"]["mine"] == "b"
    assert live.view()["learners"][0]["cells"] == {"1.1": ["tried", 1]}


def test_a_taken_nickname_is_refused_until_the_teacher_lets_its_learner_in_again(live: LiveClass) -> None:
    ada = Learner(live, "Ada")
    assert ada.send(check("1.1", points=4))[0] == 200
    wanted = {"code": live.code, "nickname": "ADA"}
    status, said = live.ask("api/join", wanted)
    assert status == 409
    assert "let you in again" in said["error"]
    (asking,) = live.view()["asking"]
    live.act(do="keep out", learner=asking["learner"])
    assert live.view()["asking"] == []
    assert live.ask("api/join", wanted)[0] == 409

    live.act(do="let in", learner=asking["learner"])
    back = Learner(live, "Ada")
    assert live.ask("api/join", wanted)[0] == 409  # once only
    assert live.ask("api/learner/view", **ada.header)[0] == 401
    assert back.view()["nickname"] == "Ada"
    assert live.view()["learners"][0]["cells"] == {"1.1": ["solved", 1]}


def test_the_same_learner_comes_back_and_may_have_another_nickname(live: LiveClass) -> None:
    ada, bob = Learner(live, "Ada"), Learner(live, "Bob")
    assert Learner(live, "Ada", ada.token).token == ada.token
    assert Learner(live, "Ada L.", ada.token).token == ada.token
    assert [learner["name"] for learner in live.view()["learners"]] == ["Ada L.", "Bob"]
    taken = {"code": live.code, "nickname": "Bob", "token": ada.token}
    assert live.ask("api/join", taken)[0] == 409
    assert bob.view()["nickname"] == "Bob"


def test_while_names_are_hidden_no_nickname_is_sent(live: LiveClass) -> None:
    ada = Learner(live, "Ada Lovelace")
    live.ask("api/join", {"code": live.code, "nickname": "Ada Lovelace"})
    live.act(do="anonymous", on=True)
    assert "Lovelace" not in json.dumps(live.view())
    assert live.view()["learners"][0]["name"] == ada.view()["neutral"]
    live.stop()
    live.start()
    assert live.view()["anonymous"] is True
    assert "Lovelace" not in json.dumps(live.view())


def test_the_grid_has_every_exercise_and_no_lesson_without_one(live: LiveClass) -> None:
    shown = [[exercise["id"] for exercise in lesson["exercises"]] for lesson in live.view()["lessons"]]
    assert all(shown)
    assert [exercise for lesson in shown for exercise in lesson] == [exercise.id for exercise in course().exercises]


# -- who may do what


def test_nobody_sees_the_teachers_page_without_its_secret(live: LiveClass) -> None:
    ada = Learner(live, "Ada")
    wrong = {"Cookie": "leakproof-teacher=guess"}
    for header in ({}, wrong, ada.header, {"Cookie": f"leakproof-teacher={ada.token}"}):
        assert live.ask("api/teacher/stream", **header)[0] == 403
        assert live.ask("api/teacher/act", {"do": "ask", "prediction": "1.flush"}, **header)[0] == 403
        status, page = live.ask("teach", **header)
        assert status == 403
        assert "teacher.js" not in page
    assert live.view()["question"] is None


def test_the_teachers_secret_leaves_the_address_bar(live: LiveClass) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", live.port, timeout=SECONDS)) as connection:
        connection.request("GET", f"/teach?token={live.token}")
        response = connection.getresponse()
        cookie = response.getheader("Set-Cookie") or ""
        assert (response.status, response.getheader("Location")) == (302, "teach")
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        response.read()
        connection.request("GET", "/teach?token=guess")
        refused = connection.getresponse()
        assert refused.getheader("Set-Cookie") is None
        refused.read()


def test_writing_needs_a_token_and_writes_for_its_learner_only(live: LiveClass) -> None:
    ada, bob = Learner(live, "Ada"), Learner(live, "Bob")
    live.act(do="ask", prediction="1.flush")
    event = vote(ada.view()["question"], "a") | {"learner": 1, "nickname": "Ada"}
    assert live.ask("api/learner/events", {"events": [event]})[0] == 401
    assert live.ask("api/learner/events", {"events": [event]}, Authorization="Bearer guess")[0] == 401
    assert bob.send(event)[0] == 200
    assert ada.view()["question"]["mine"] is None
    assert bob.view()["question"]["mine"] == "a"


def test_wrong_codes_get_slower_than_a_guesser_likes(live: LiveClass) -> None:
    code = live.code
    wrong = "AAAA" if code != "AAAA" else "BBBB"
    statuses = [live.ask("api/join", {"code": wrong, "nickname": "Eve"})[0] for _ in range(21)]
    assert statuses == [403] * 20 + [429]
    assert live.ask("api/join", {"code": code, "nickname": "Eve"})[0] == 429


def test_other_web_sites_are_kept_out(live: LiveClass) -> None:
    wish = {"do": "ask", "prediction": "1.flush"}
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Content_Type": "text/plain"}):
        assert live.ask("api/teacher/act", wish, **live.as_teacher, **headers)[0] in (403, 415)
    assert live.view()["question"] is None


def test_what_is_no_event_is_refused_and_the_server_lives_on(live: LiveClass) -> None:
    ada = Learner(live, "Ada")
    no_events: list[Any] = [
        {"kind": "dance"},
        "vote",
        check("99.9"),
        check("1.1", headline="x" * 201),
        check("1.1", headline="a\ud800"),
        check("1.1", at=float("nan")),
        check("1.1", points=10**30),
        check("1.1") | {"id": "short"},
        {"id": "12345678", "kind": "vote", "question": 1, "round": 1, "choice": "f"},
    ]
    for event in no_events:
        assert ada.send(check("1.2"), event)[0] == 400
    assert live.view()["learners"][0]["cells"] == {}
    assert ada.send(vote({"number": 10**30, "round": 1}, "a"))[1] == {"answers": ["late"]}
    for body in (b"{", b"[]", b"[" * 30_000, b'{"code": 1, "nickname": 2}'):
        assert live.ask("api/join", body)[0] == 400
    assert ada.view()["nickname"] == "Ada"


def test_a_body_without_an_end_is_not_waited_for(live: LiveClass) -> None:
    with contextlib.suppress(ConnectionError):  # it hangs up, perhaps before the answer has arrived
        assert live.ask("api/join", b" " * 70_000)[0] in (400, 413)
    assert Learner(live, "Ada").view()["nickname"] == "Ada"


def test_files_that_are_no_pages_are_not_served(live: LiveClass) -> None:
    for path in ("pages/", "pages/teacher.html", "pages/../server.py", "pages/..%2fserver.py", "class.sqlite", "api"):
        assert live.ask(path)[0] == 404
    assert "import" in live.ask("pages/teacher.js")[1]


def test_pages_may_load_nothing_from_elsewhere(live: LiveClass) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", live.port, timeout=SECONDS)) as connection:
        for path in ("/", "/K7QM", "/teach", "/pages/live.css", "/nothing"):
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            assert "default-src 'none'; script-src 'self'" in (response.getheader("Content-Security-Policy") or "")
            assert response.getheader("X-Content-Type-Options") == "nosniff"


def test_a_browser_never_sees_its_token(live: LiveClass) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", live.port, timeout=SECONDS)) as connection:
        headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{live.port}"}
        connection.request("POST", "/api/join", json.dumps({"code": live.code, "nickname": "Ada"}), headers)
        response = connection.getresponse()
        cookie = response.getheader("Set-Cookie") or ""
        assert json.loads(response.read()) == {"nickname": "Ada"}
        assert "HttpOnly" in cookie
        own = {"Cookie": cookie.split(";")[0]}
    assert live.ask("api/learner/view", **own)[1]["nickname"] == "Ada"


# -- behind a proxy


def test_below_a_prefix_everything_works_and_nothing_is_above(tmp_path: Path) -> None:
    hub = {"JUPYTERHUB_SERVICE_PREFIX": "/services/class/", "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:0"}
    with LiveClass(tmp_path / "class.sqlite", **hub) as live:
        assert live.prefix == "/services/class/"
        ada = Learner(live, "Ada")
        assert ada.view()["nickname"] == "Ada"
        assert "teacher.js" in live.ask("teach", **live.as_teacher)[1]
        assert live.view()["addresses"] == []  # the proxy's address is what counts
        forwarded = {"Origin": "https://hub.example", "X-Forwarded-Host": "hub.example", "X-Forwarded-Proto": "https"}
        assert live.ask("api/teacher/act", {"do": "anonymous", "on": True}, **live.as_teacher, **forwarded)[0] == 200
        live.prefix = "/"
        assert live.ask("teach", **live.as_teacher)[0] == 404


# -- what is kept


def test_an_acknowledged_vote_survives_a_kill(command: LiveClass) -> None:
    learners = [Learner(command, f"learner {number}") for number in range(8)]
    code, token = command.code, command.token
    command.act(do="ask", prediction="1.flush")
    question = learners[0].view()["question"]
    acknowledged: dict[int, str] = {}
    many = threading.Event()

    def vote_and_vote(number: int) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            for turn in range(10_000):
                choice = "abc"[turn % 3]
                assert learners[number].send(vote(question, choice))[1] == {"answers": ["ok"]}
                acknowledged[number] = choice
                if turn == 20:
                    many.set()

    threads = [threading.Thread(target=vote_and_vote, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    assert many.wait(SECONDS)
    command.kill()
    for thread in threads:
        thread.join()
    command.start()
    assert (command.code, command.token) == (code, token)
    assert command.view()["question"]["votes"] == len(acknowledged) > 0
    for number, choice in acknowledged.items():
        # A vote that was written but not yet acknowledged may be one further.
        after = "abc"[("abc".index(choice) + 1) % 3]
        assert learners[number].view()["question"]["mine"] in (choice, after)


def test_a_stopped_class_goes_on_and_a_new_one_keeps_the_old(command: LiveClass, tmp_path: Path) -> None:
    ada = Learner(command, "Ada")
    code = command.code
    assert "Everything is kept" in command.stop()
    command.start()
    assert ada.view()["nickname"] == "Ada"
    command.stop()
    command.options = ("--new",)
    command.start()
    assert command.view()["learners"] == []
    assert command.ask("api/learner/view", **ada.header)[0] == 401
    command.stop()
    (old,) = tmp_path.glob("class-*.sqlite")
    with contextlib.closing(sqlite3.connect(old)) as database:
        assert database.execute("SELECT value FROM session WHERE name = 'code'").fetchone() == (code,)
        assert database.execute("SELECT nickname FROM learner").fetchall() == [("Ada",)]
        (kept,) = database.execute("SELECT token FROM learner").fetchone()
    assert kept != ada.token


def test_what_is_in_use_is_refused_in_a_sentence(command: LiveClass) -> None:
    same = ["--port", "0", "--database", str(command.database)]
    port = ["--port", str(command.port), "--database", f"{command.database}2"]
    stop_first = "stop that one first"
    for options, advice in ((same, stop_first), ([*same, "--new"], stop_first), (port, "Choose another: --port ")):
        tried = subprocess.run(
            [sys.executable, "-c", RUN, "class", "--no-browser", *options],
            cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False,
        )
        assert tried.returncode == 1
        assert advice in tried.stderr
        assert "Traceback" not in tried.stderr
    assert command.view()["learners"] == []


def test_a_file_that_is_no_class_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear class, " * 100)
    with pytest.raises(Occupied, match="holds no class"):
        Store(file)
    assert file.read_text().startswith("Dear class")


def test_the_teacher_hears_of_votes_by_herself(live: LiveClass) -> None:
    ada = Learner(live, "Ada")
    live.act(do="ask", prediction="1.flush")
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", live.port, timeout=SECONDS)) as connection:
        connection.request("GET", "/api/teacher/stream", headers=live.as_teacher)
        heard = views(connection.getresponse())
        assert next(heard)["question"]["votes"] == 0
        ada.vote("a")
        wait_until(lambda: next(heard)["question"]["votes"] == 1)
