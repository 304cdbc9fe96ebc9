"""The live session: a class joins from notebooks and phones, votes on predictions, and the teacher sees who is stuck."""
