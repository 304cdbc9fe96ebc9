"""For each exercise its scenarios and requirements, in the vocabulary of `leakproof.judging`."""
