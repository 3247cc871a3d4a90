"""What the knowledge files say, read on their own, against what the engine does."""
