"""Builds the exercise notebooks from the solutions and proves that the course is whole."""

from leakproof.authoring.places import BuildError
from leakproof.authoring.stubs import is_untouched, pristine

__all__ = ["BuildError", "is_untouched", "pristine"]
