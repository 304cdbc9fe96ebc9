"""What can be said of an answer before it runs: whether it is Python, has the right name, and was begun at all."""

from __future__ import annotations

import ast
import warnings


class Unusable(ValueError):
    """There is nothing to judge; `title` says why in few words, the message says what to do."""

    def __init__(self, title: str, message: str) -> None:
        super().__init__(message)
        self.title = title


LONGEST = 200_000
"""Characters of an answer."""
WORDS = ("check", "hint", "solution", "watch", "predict", "progress", "join", "vote")
"""The learner's words in a notebook: they are no part of an answer."""


def clean(source: str) -> str:
    """The answer as Python, without the learner's words: if it is no Python as it stands, then without the lines that
    only a notebook understands (they begin with ``%`` or ``!``)."""
    source = source.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    try:
        _compile(source)
    except SyntaxError:
        source = "\n".join("" if line.startswith(("%", "!")) else line for line in source.split("\n"))
    except (ValueError, MemoryError, RecursionError):
        return source  # `read` says so
    return without_words(source)


def without_words(source: str) -> str:
    """The source with calls such as ``check(...)``, their imports and the notebook's own commands blanked out, so that
    all other lines keep their numbers. A word that the source itself defines is its own."""
    try:
        tree = _compile(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return source
    own = _defined(ast.Module([node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)], []))
    lines = source.split("\n")
    for node in reversed(tree.body):
        if _is_ours(node, own):
            first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
            before = lines[first].encode()[: node.col_offset].decode()
            after = lines[last].encode()[node.end_col_offset :].decode()
            stands_alone = not before.strip() and not after.partition("#")[0].strip(" \t;")
            lines[first : last + 1] = [""] * (last - first) + ["" if stands_alone else f"{before}None{after}"]
    return "\n".join(lines)


def _is_ours(node: ast.stmt, own: set[str]) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] == "leakproof"
    if isinstance(node, ast.Import):
        return all(alias.name.partition(".")[0] == "leakproof" for alias in node.names)
    if not isinstance(node, ast.Expr | ast.Assign) or not isinstance(node.value, ast.Call):
        return False
    called = node.value.func
    if isinstance(called, ast.Name):
        return called.id in WORDS and called.id not in own
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Call):
        inner = called.value.func
        return isinstance(inner, ast.Name) and inner.id == "get_ipython"
    return False


def read(source: str, name: str) -> ast.Module:
    """The answer's tree; raises `Unusable` when it is no Python or does not define `name`."""
    if len(source) > LONGEST:
        raise Unusable("Too long", f"Your answer has {len(source):,} characters. At most {LONGEST:,} are read.")
    try:
        tree = _compile(source)
    except SyntaxError as error:
        where = f"line {error.lineno}" if error.lineno else "your answer"
        line = (error.text or "").strip()[:80]
        shown = f": `{line}`" if line else ""
        raise Unusable("Not valid Python", f"Python cannot read {where}{shown}. It says: {error.msg}.") from None
    except (ValueError, MemoryError, RecursionError) as error:
        reason = str(error) or "it is nested too deeply"
        raise Unusable("Not valid Python", f"Python cannot read your answer. It says: {reason}.") from None
    if tree.body and name not in _defined(tree):
        others = [node.name for node in tree.body if isinstance(node, _DEFINITIONS)]
        instead = f" It defines {' and '.join(others[:3])}." if others else ""
        raise Unusable(
            f"No {name} in it",
            f"Your answer has to define `{name}`, spelled just so.{instead}",
        )
    return tree


def _compile(source: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source)
        compile(source, "<your answer>", "exec", dont_inherit=True)
    return tree


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _defined(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, _DEFINITIONS):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            names |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    return names


def attempted(tree: ast.Module, name: str) -> bool:
    """Whether there is anything in the answer but the empty stub."""
    if not tree.body:
        return False
    definitions = [node for node in tree.body if isinstance(node, _DEFINITIONS) and node.name == name]
    return not definitions or not _empty(definitions[-1])


def _empty(definition: ast.stmt) -> bool:
    """Whether it has nothing but docstrings, ``...``, ``pass`` and ``raise NotImplementedError``."""
    if isinstance(definition, ast.Pass):
        return True
    if isinstance(definition, ast.Expr):
        value = definition.value
        return isinstance(value, ast.Constant) and (value.value is ... or isinstance(value.value, str))
    if isinstance(definition, ast.Raise):
        raised = definition.exc.func if isinstance(definition.exc, ast.Call) else definition.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    if isinstance(definition, _DEFINITIONS):
        return all(map(_empty, definition.body))
    return False
