"""`join` and `vote` in a real kernel: what they show, what they refuse, and that `check` never waits for the class."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from leakproof.notebook import join, vote
from leakproof.notebook.refusals import Refused

sys.path.append(str(Path(__file__).parents[1] / "classroom" / "live"))

from live_class import Learner, ThreadedClass, wait_until

if TYPE_CHECKING:
    from conftest import Kernel

ANSWER = "def read_and_close(path):\n    return open(path).read()"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[ThreadedClass]:
    with ThreadedClass(tmp_path / "class.sqlite") as live:
        yield live


def joining(live: ThreadedClass, nickname: str = "Ada") -> str:
    return f'from leakproof.notebook import *\njoin("127.0.0.1:{live.port}/{live.code}", "{nickname}")'


def test_a_notebook_joins_votes_in_words_and_stays_the_same_learner(kernel: Kernel, live: ThreadedClass) -> None:
    shown = kernel.run(joining(live))
    assert shown.errors == []
    assert shown.texts[0].startswith("In the class as Ada (on the projector, when names are hidden: ")
    assert "No question is open." in kernel.run("vote()").printed
    assert "Nothing is put to the vote now." in kernel.run('vote("a")').errors[0]

    live.act(do="ask", prediction="1.flush")
    wait_until(lambda: "Vote now: The till does" in kernel.run("vote()").printed)
    assert "There is no choice 'z'." in kernel.run('vote("z")').errors[0]
    assert kernel.run('vote(" B ")').printed == "Your vote: b. You may change it until the vote is closed.\n"
    wait_until(lambda: "b. Nothing: an empty text (your vote)" in kernel.run("vote()").printed)

    kernel.run('predict("1.flush", "a")')  # in its own place
    wait_until(lambda: "so it is in the file (your vote)" in kernel.run("vote()").printed)
    kernel.run('predict("1.lastline", "c")')  # which is not what the class votes on
    assert live.view()["question"]["votes"] == 1

    kernel.restart()
    assert kernel.run(joining(live, "Ada L.")).texts[0].startswith("In the class as Ada L.")
    assert [learner["name"] for learner in live.view()["learners"]] == ["Ada L."]
    assert "(your vote)" in kernel.run("vote()").printed
    for step in ("close", "reveal", "explain"):
        live.step(step)
    wait_until(lambda: "✓ Nothing: an empty text [votes: 0]" in kernel.run("vote()").printed)


def test_a_check_is_told_without_its_code_and_later_when_the_class_is_away(kernel: Kernel, live: ThreadedClass) -> None:
    kernel.run(joining(live))
    kernel.run(f"secret = 'pa55word'\n{ANSWER}")
    kernel.run("check(read_and_close)")
    wait_until(lambda: live.view()["learners"][0]["cells"] == {"1.1": ["tried", 1]})
    live.stop()
    assert kernel.run("check(read_and_close)").errors == []
    for file in live.database.parent.glob("class.sqlite*"):
        assert b"pa55word" not in file.read_bytes()
        assert b"open(path)" not in file.read_bytes()
    kernel.restart()
    live.start()
    kernel.run(joining(live))
    wait_until(lambda: live.view()["learners"][0]["cells"] == {"1.1": ["tried", 2]})


def test_what_the_class_refuses_is_said_in_a_sentence(kernel: Kernel, live: ThreadedClass) -> None:
    Learner(live, "Ada")
    (said,) = kernel.run(joining(live)).errors
    assert "ask your teacher to let you in again" in said
    (said,) = kernel.run(joining(live).replace(live.code, "AAAA")).errors
    assert "There is no class with the code 'AAAA' here." in said
    assert "You are in no class." in kernel.run('vote("a")').errors[0]


def test_a_class_that_is_away_holds_nothing_up(kernel: Kernel) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, and never says a word
        shown = kernel.run(
            f'from leakproof.notebook import *\njoin("127.0.0.1:{silent.getsockname()[1]}/K7QM", "Ada")'
        )
        assert shown.errors == []
        assert "No word from the class. Go on working: this goes on trying." in shown.texts[0]
        kernel.run(ANSWER)
        timed = (
            "import time, importlib\nfrom leakproof.course import course\n"
            "from leakproof.judging.verdict import Outcome, Verdict\n"
            "tell = importlib.import_module('leakproof.notebook.joining').tell_check\n"
            "exercise, verdict = course().exercise('1.1'), Verdict('1.1', Outcome.CORRECT, 4, 4)\n"
            "start = time.perf_counter()\nfor _ in range(100): tell(exercise, verdict)\n"
            "print((time.perf_counter() - start) / 100)"
        )
        assert float(kernel.run(timed).printed) < 0.001
        started = time.monotonic()
        kernel.restart()
        assert time.monotonic() - started < 30


def test_watch_does_not_see_the_connection(kernel: Kernel, live: ThreadedClass) -> None:
    words, line = joining(live).split("\n")
    kernel.run(words)
    shown = kernel.run(f'watch()\n{line}\nwith open("x.txt", "w") as file:\n    file.write("x")')
    assert shown.errors == []
    picture = shown.texts[-1]
    assert "x.txt" in picture
    assert "socket" not in picture
    assert "thread" not in picture.lower()


@pytest.mark.parametrize("address", ["K7QM", "", "192.168.1.7:8765"])
def test_an_address_that_is_none_gets_an_example(address: str) -> None:
    with pytest.raises(Refused, match=r'as in join\("192.168.1.7:8765/K7QM", "Ada"\)'):
        join(address, "Ada")
    with pytest.raises(Refused, match="You are in no class"):
        vote("a")
