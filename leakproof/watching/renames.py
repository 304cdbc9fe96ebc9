"""`os.replace` and `os.rename`: no resource, but a step that can fail."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any

from leakproof.watching.files import file_name

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder


def install(recorder: Recorder) -> None:
    """Tell the recorder of every renaming before it takes place."""
    for name in ("replace", "rename"):
        recorder.patches.function(os, name, _step(recorder, name))


def _step(recorder: Recorder, name: str) -> Any:
    true = getattr(os, name)

    @functools.wraps(true)
    def rename(src: Any, dst: Any, **kwargs: Any) -> Any:
        if recorder.responsible() is None:
            return true(src, dst, **kwargs)
        recorder.step(name, file_name(dst))
        with recorder.inside():
            return true(src, dst, **kwargs)

    return rename
