"""Leakproof: a course in Python resource management that the learner can see and that cannot be fooled."""
