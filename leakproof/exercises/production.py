"""Lesson 9: what is asked of the answers to its exercises."""

from __future__ import annotations

from leakproof.judging.scenarios import Exercise

EXERCISES: list[Exercise] = []
