"""What is decided, is decided here: pure functions from facts and knowledge; no Django, clock, randomness or I/O."""
