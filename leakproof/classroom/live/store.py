"""Keeps one session in one sqlite file: what is not in it has not happened, and what is acknowledged is in it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leakproof.classroom.live import names
from leakproof.classroom.live.grid import Check
from leakproof.classroom.live.question import Question, Stage

MOST_LEARNERS = 500
SECONDS_TO_COME_BACK = 600.0
"""How long the teacher's "let in again" holds."""

_SCHEMA = """
CREATE TABLE session (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE learner (
    number INTEGER PRIMARY KEY,
    nickname TEXT NOT NULL,
    sameness TEXT NOT NULL UNIQUE,
    neutral TEXT NOT NULL UNIQUE,
    token TEXT NOT NULL UNIQUE,   -- its fingerprint
    asked REAL NOT NULL DEFAULT 0,  -- somebody without the token asked for this nickname
    welcome REAL NOT NULL DEFAULT 0   -- the teacher has let this learner in again
);
CREATE TABLE question (
    number INTEGER PRIMARY KEY,
    prediction TEXT NOT NULL,
    stage TEXT NOT NULL,
    round INTEGER NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE vote (
    question INTEGER NOT NULL REFERENCES question,
    round INTEGER NOT NULL,
    learner INTEGER NOT NULL REFERENCES learner,
    choice TEXT NOT NULL,
    PRIMARY KEY (question, round, learner)
);
CREATE TABLE received (  -- the events of learners; the answer to one that comes twice is the same
    id TEXT NOT NULL,
    learner INTEGER NOT NULL REFERENCES learner,
    answer TEXT NOT NULL,
    PRIMARY KEY (learner, id)
) WITHOUT ROWID;
CREATE TABLE "check" (
    number INTEGER PRIMARY KEY,
    learner INTEGER NOT NULL REFERENCES learner,
    exercise TEXT NOT NULL,
    outcome TEXT NOT NULL,
    points INTEGER NOT NULL,
    headline TEXT NOT NULL,
    at REAL NOT NULL
);
PRAGMA user_version = 1;
"""


class Occupied(OSError):
    """The file belongs to a session that is running, or is none of a session; the message says so."""


class NicknameTaken(ValueError):
    """Another learner has this nickname; the message is for whoever wants it."""


class ClassFull(ValueError):
    """There are as many learners as a session can have."""


@dataclass(frozen=True)
class Learner:
    """Somebody who has joined."""

    number: int
    nickname: str
    neutral: str
    """The name for the projector."""


class Store:
    """The session in the file `path`, which is made when it is missing. Also a context manager.

    The file is this process's alone until `close`. Raises `Occupied`.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):  # the session's secrets are the teacher's alone
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        self._database = sqlite3.connect(path, isolation_level=None, timeout=0.5)
        try:
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("PRAGMA journal_mode = WAL")
            # A vote outlives this process whatever ends it; of a power failure it may be the victim.
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute("PRAGMA foreign_keys = ON")
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
            if version == 0:
                self._begin()
            elif version != 1:
                raise Occupied(f"{path} was made by another version of the course. Start with --new.")
        except sqlite3.OperationalError as error:
            self._database.close()
            raise Occupied(
                f"{path} cannot be used ({error}). If a class is running with it, stop that one first; or name "
                "another file with --database."
            ) from None
        except sqlite3.DatabaseError as error:
            self._database.close()
            raise Occupied(f"{path} holds no class ({error}). Name another file with --database.") from None
        except Occupied:
            self._database.close()
            raise
        self.code = self.get("code")
        """What learners join with."""
        self.teacher_token = self.get("teacher token")
        """What opens the teacher's page."""

    def _begin(self) -> None:
        self._database.executescript(f"BEGIN IMMEDIATE; {_SCHEMA}")
        start = {"code": names.new_code(), "teacher token": names.new_token(), "anonymous": ""}
        self._database.executemany("INSERT INTO session VALUES (?, ?)", start.items())
        self._database.execute("COMMIT")

    def close(self) -> None:
        """Give the file back."""
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield self._database
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    # -- the session itself

    def get(self, name: str) -> str:
        """What is kept under this name."""
        (value,) = self._database.execute("SELECT value FROM session WHERE name = ?", (name,)).fetchone()
        return str(value)

    def put(self, name: str, value: str) -> None:
        """Keep `value` under this name."""
        with self._transaction() as database:
            database.execute("UPDATE session SET value = ? WHERE name = ?", (value, name))

    # -- learners

    def join(self, wanted: str, token: str | None) -> tuple[Learner, str]:
        """The learner who joins under the nickname `wanted`, and the token that says so from now on.

        The bearer of a learner's `token` is that learner, and may have a new nickname. Raises `BadNickname`,
        `NicknameTaken` and `ClassFull`.
        """
        name = names.nickname(wanted)
        same = names.sameness(name)
        mine = self.learner_of(token) if token else None
        refused = False
        with self._transaction() as database:
            row = database.execute("SELECT number, welcome FROM learner WHERE sameness = ?", (same,)).fetchone()
            if mine is not None and token is not None and (row is None or row[0] == mine.number):
                database.execute(
                    "UPDATE learner SET nickname = ?, sameness = ? WHERE number = ?", (name, same, mine.number)
                )
                return Learner(mine.number, name, mine.neutral), token
            if row is None:
                return self._add(database, name, same)
            number, welcome = row
            if time.time() - welcome < SECONDS_TO_COME_BACK:
                token = names.new_token()
                database.execute(
                    "UPDATE learner SET token = ?, asked = 0, welcome = 0 WHERE number = ?",
                    (names.fingerprint(token), number),
                )
                return self._learner("number = ?", number), token
            database.execute("UPDATE learner SET asked = ? WHERE number = ?", (time.time(), number))
            refused = True
        assert refused
        raise NicknameTaken(
            f"Somebody in this class is called {name} already. Choose another nickname. Or, if that is you: ask your "
            "teacher to let you in again, and then join once more."
        )

    def _add(self, database: sqlite3.Connection, name: str, same: str) -> tuple[Learner, str]:
        taken = {neutral for (neutral,) in database.execute("SELECT neutral FROM learner")}
        if len(taken) >= MOST_LEARNERS:
            raise ClassFull(f"This class is full: {MOST_LEARNERS} have joined.")
        token, neutral = names.new_token(), names.neutral_name(taken)
        number = database.execute(
            "INSERT INTO learner (nickname, sameness, neutral, token) VALUES (?, ?, ?, ?)",
            (name, same, neutral, names.fingerprint(token)),
        ).lastrowid
        assert number is not None
        return Learner(number, name, neutral), token

    def _learner(self, condition: str, value: object) -> Learner:
        row = self._database.execute(f"SELECT number, nickname, neutral FROM learner WHERE {condition}", (value,))
        return Learner(*row.fetchone())

    def learner_of(self, token: str) -> Learner | None:
        """The learner who bears this token; `None` when nobody does."""
        try:
            return self._learner("token = ?", names.fingerprint(token))
        except TypeError:
            return None

    def learners(self) -> list[Learner]:
        """All who have joined, in the order of their joining."""
        return [Learner(*row) for row in self._database.execute("SELECT number, nickname, neutral FROM learner")]

    def asking(self) -> list[int]:
        """The numbers of the learners under whose nicknames somebody without their token wants to join."""
        since = time.time() - SECONDS_TO_COME_BACK
        return [number for (number,) in self._database.execute("SELECT number FROM learner WHERE asked > ?", (since,))]

    def answer_asking(self, number: int, welcome: bool) -> None:
        """Let this learner in again without the token, once, for some minutes; or do not."""
        with self._transaction() as database:
            database.execute(
                "UPDATE learner SET asked = 0, welcome = ? WHERE number = ?", (time.time() if welcome else 0, number)
            )

    # -- questions and votes

    def question(self) -> Question | None:
        """The question that is with the class now."""
        row = self._database.execute(
            "SELECT number, prediction, stage, round FROM question WHERE NOT ended ORDER BY number DESC LIMIT 1"
        ).fetchone()
        return Question(row[0], row[1], Stage(row[2]), row[3]) if row else None

    def asked_predictions(self) -> set[str]:
        """The ids of the predictions that were put to the class, now or before."""
        return {id for (id,) in self._database.execute("SELECT DISTINCT prediction FROM question")}

    def ask(self, prediction: str) -> Question:
        """Put a prediction to the class; a question that was there has ended."""
        with self._transaction() as database:
            database.execute("UPDATE question SET ended = 1")
            number = database.execute(
                "INSERT INTO question (prediction, stage, round) VALUES (?, ?, 1)", (prediction, Stage.OPEN)
            ).lastrowid
        assert number is not None
        return Question(number, prediction)

    def take_step(self, question: Question, step: str) -> Question | None:
        """The question after this step. Raises `NotNow`."""
        after = question.after(step)
        with self._transaction() as database:
            if after is None:
                database.execute("UPDATE question SET ended = 1 WHERE number = ?", (question.number,))
            else:
                database.execute(
                    "UPDATE question SET stage = ?, round = ? WHERE number = ?",
                    (after.stage, after.round, after.number),
                )
        return after

    def votes(self, question: Question) -> int:
        """How many have voted in the present round."""
        (count,) = self._database.execute(
            "SELECT count(*) FROM vote WHERE question = ? AND round = ?", (question.number, question.round)
        ).fetchone()
        return int(count)

    def counts(self, question: Question, round: int) -> dict[str, int]:
        """How many voted for which choice in that round."""
        return dict(
            self._database.execute(
                "SELECT choice, count(*) FROM vote WHERE question = ? AND round = ? GROUP BY choice",
                (question.number, round),
            )
        )

    def vote_of(self, learner: int, question: Question) -> str | None:
        """What this learner votes for in the present round."""
        row = self._database.execute(
            "SELECT choice FROM vote WHERE question = ? AND round = ? AND learner = ?",
            (question.number, question.round, learner),
        ).fetchone()
        return str(row[0]) if row else None

    # -- what comes from learners

    def receive(self, learner: int, events: list[dict[str, Any]]) -> tuple[list[str], list[Check]]:
        """Take in a learner's events, all of them or none; each has an ``id`` of its own and a ``kind``.

        The answers to them, in order: ``ok``, or ``late`` to a vote whose round is over, which does not count. An
        event that came before gets the answer that it got then, and nothing else happens. Also the checks that are
        new.
        """
        answers, checks = [], []
        with self._transaction() as database:
            for event in events:
                row = database.execute(
                    "SELECT answer FROM received WHERE learner = ? AND id = ?", (learner, event["id"])
                ).fetchone()
                if row:
                    answers.append(str(row[0]))
                    continue
                if event["kind"] == "vote":
                    answer = self._vote(database, learner, event)
                else:
                    answer = "ok"
                    check = Check(
                        learner,
                        event["exercise"],
                        event["outcome"],
                        event["points"],
                        event["headline"],
                        min(event["at"], time.time()),
                    )
                    database.execute(
                        'INSERT INTO "check" (learner, exercise, outcome, points, headline, at) '
                        "VALUES (?, ?, ?, ?, ?, ?)",
                        check,
                    )
                    checks.append(check)
                database.execute("INSERT INTO received VALUES (?, ?, ?)", (event["id"], learner, answer))
                answers.append(answer)
        return answers, checks

    def _vote(self, database: sqlite3.Connection, learner: int, event: dict[str, Any]) -> str:
        question = self.question()
        at = (event["question"], event["round"])
        if question is None or question.stage is not Stage.OPEN or at != (question.number, question.round):
            return "late"
        database.execute(
            "INSERT INTO vote VALUES (?, ?, ?, ?) "
            "ON CONFLICT (question, round, learner) DO UPDATE SET choice = excluded.choice",
            (*at, learner, event["choice"]),
        )
        return "ok"

    def checks(self) -> Iterator[Check]:
        """All checks, in the order in which they came."""
        rows = self._database.execute(
            'SELECT learner, exercise, outcome, points, headline, at FROM "check" ORDER BY number'
        )
        return (Check(*row) for row in rows)
