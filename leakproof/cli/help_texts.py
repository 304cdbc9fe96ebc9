"""What `--help` says about the course and about each of its commands."""

from typing import NamedTuple


class HelpText(NamedTuple):
    """The help of one command; its list of arguments stands between the last two."""

    summary: str
    what_it_does: str
    examples_and_exit_codes: str


COURSE = """\
Leakproof: a course in Python resource management.

The first command makes the course's own Python environment in the folder .venv (about a minute, once), and
every later one uses it. If you have installed the course into an environment of your own
(pip install -r requirements.txt), call the commands with that Python, and it is used as it is."""

AFTERWORD = """\
To read more about one command:  python3 -m leakproof lab --help
On Windows the first word is py or python instead of python3."""

COMMANDS = {
    "lab": HelpText(
        "open the course in JupyterLab",
        """\
Opens the course in JupyterLab, at notebooks/00_start_here.ipynb or at the FILE that you name. JupyterLab
listens on this machine only and asks for its token. When there is no browser to open, the address is printed.
To stop it, press Ctrl-C in the terminal. All other arguments go on to JupyterLab.""",
        """\
examples:
  python3 -m leakproof lab
  python3 -m leakproof lab exercises/01_manual_close.ipynb
  python3 -m leakproof lab --no-browser --port 9000

exit codes: 0 JupyterLab was stopped, 1 it could not start (the message says why), 2 bad usage.""",
    ),
    "test": HelpText(
        "run all tests of the course",
        """\
Runs all tests: the package, the judge, every notebook, and the course in a real browser. The browser tests
use a Chromium, Chrome or Edge of this machine; if there is none, Playwright's own download is tried. Without
any of them all other tests run, and the last lines say so. The tests run in parallel, unless you say -n 0.
All arguments go on to pytest.""",
        """\
examples:
  python3 -m leakproof test
  python3 -m leakproof test tests/cli -k reset
  python3 -m leakproof test -n 0 -x

environment variables:
  LEAKPROOF_CHROMIUM=/path/to/it   the browser to use
  LEAKPROOF_BROWSER=required       without a browser no test runs (exit code 1)

exit codes are pytest's: 0 all passed, 1 some failed, 2 interrupted, 4 bad usage, 5 no test was found.""",
    ),
    "check": HelpText(
        "judge answers to an exercise",
        """\
Judges one or more answers to an exercise, as check() does in a notebook, and prints what was found.""",
        """\
examples:
  python3 -m leakproof check 1.1 answer.py
  python3 -m leakproof check read_and_close first.py second.py --json

exit codes: 0 all answers are correct, 1 not all, 2 bad usage.""",
    ),
    "grade": HelpText(
        "grade a class",
        """\
For teachers: judges what a class has handed in, as check() does, and writes a gradebook with a row for each
learner. FOLDER has a notebook or a folder for each learner, nbgrader's submitted/, a download from Canvas or
Moodle, or zip files. A broken notebook or a bad answer gets its finding, and all others their marks. What is
judged is kept beside the gradebook, so that the same command goes on after a stop. More: docs/grading.md.""",
        """\
examples:
  python3 -m leakproof grade submissions --out gradebook.csv
  python3 -m leakproof grade submissions.zip --out gradebook.csv --report report.html --jobs 4
  python3 -m leakproof grade submitted --out gradebook.csv --canvas canvas.csv --moodle moodle.csv

exit codes: 0 all is graded, 1 something could not be judged or written (the message says what), 2 bad usage,
or nothing was handed in.""",
    ),
    "class": HelpText(
        "lead a live session with a class",
        """\
Serves a live session: opens your page, which shows the class how to join, with one line from notebooks and by
phone. You put predictions to the vote, and see who has solved what and where many are stuck. The session is
kept in a file: after a stop, the same command goes on with it. docs/live.md tells more.""",
        """\
examples:
  python3 -m leakproof class
  python3 -m leakproof class --new --port 9000
  python3 -m leakproof class --database monday.sqlite --no-browser

exit codes: 0 the class was stopped, 1 it could not start (the message says why), 2 bad usage.""",
    ),
    "slides": HelpText(
        "make slides of the lessons",
        """\
For teachers: makes the slides of each lesson from its notebook, one HTML file a lesson that needs no network
and no other file. Open it in a browser: an arrow key goes on, a cell shows its output only at the next press,
n opens the teacher's notes in a window of their own, ? lists all keys. Printed, or saved as PDF, it is one
slide a page.""",
        """\
examples:
  python3 -m leakproof slides                       all lessons, to slides/
  python3 -m leakproof slides 1 2 --out monday      lessons 1 and 2, to monday/

exit codes: 0 all is written, 1 something could not be read or written, 2 there is no such lesson.""",
    ),
    "handouts": HelpText(
        "make handouts of the lessons, to print",
        """\
For teachers: makes a handout of each lesson from its notebooks, one HTML file a lesson, for A4: the
objectives, the predictions to tick, the pictures to remember, the recap, and the exercises with room for
notes. The right answers to the predictions stand on the last page, upside down. With --answers they stand at
the questions, and the solutions of the exercises follow: those are for you.""",
        """\
examples:
  python3 -m leakproof handouts                     all lessons, to handouts/
  python3 -m leakproof handouts 1 --answers         the teacher's one of lesson 1

exit codes: 0 all is written, 1 something could not be read or written, 2 there is no such lesson.""",
    ),
    "build": HelpText(
        "rebuild the exercises from the solutions",
        """\
For authors: writes exercises/ from solutions/, runs the notebooks and stores what they print and draw.""",
        """\
examples:
  python3 -m leakproof build           all lessons
  python3 -m leakproof build 0 1       lessons 0 and 1

exit codes: 0 all is written, 1 something could not be built, 2 bad usage.""",
    ),
    "reset": HelpText(
        "get back an exercise notebook as it was given",
        """\
Gives back the exercise notebook of a lesson as it was at the start. Yours is kept beside it, under a name
with the date and the time: exercises/01_manual_close-yours-2026-11-21-1015.ipynb.""",
        """\
examples:
  python3 -m leakproof reset 1
  python3 -m leakproof reset 01 02

exit codes: 0 done, 1 a notebook could not be written, 2 there is no such lesson, or it has no exercises.""",
    ),
    "progress": HelpText(
        "show what you have tried and solved",
        """\
Shows your progress: the exercises that you have tried and solved, and your points. When every exercise is
solved (those that are no challenge, at least), it writes your certificate: one SVG file, for A4 landscape.""",
        """\
examples:
  python3 -m leakproof progress
  python3 -m leakproof progress --certificate certificate.svg --name "Ada Lovelace"

exit codes: 0 shown or written, 1 there is no certificate yet or it cannot be written, 2 bad usage.""",
    ),
    "nbgrader": HelpText(
        "write a course folder for nbgrader",
        """\
For teachers: writes a course folder that nbgrader 0.9 takes, with an assignment for each lesson. What is
released, collected and autograded there gets the same marks as here. nbgrader itself is needed only after
that; docs/nbgrader.md says how to go on.""",
        """\
example:
  python3 -m leakproof nbgrader ../my-course

exit codes: 0 the folder is written, 1 it could not be written, 2 bad usage.""",
    ),
}
