"""The commands: `python3 -m leakproof lab`, `test`, `check`, `build`, `reset`, `progress`."""
