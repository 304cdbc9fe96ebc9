"""The manifest of the course: its lessons and exercises, with points, minutes and hints, as `course.toml` says."""

from leakproof.course.manifest import Course, Exercise, Lesson, NoSuchExercise, course

__all__ = ["Course", "Exercise", "Lesson", "NoSuchExercise", "course"]
