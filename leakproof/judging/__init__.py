"""Runs an answer in a sandbox through its scenarios and faults, and says which requirements held."""
