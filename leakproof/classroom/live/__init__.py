"""The live session: a class joins from notebooks and phones, votes, and the teacher sees who is stuck in what."""
