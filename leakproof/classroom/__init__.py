"""For teachers: grades a class, reports on it, and leads a live session."""
