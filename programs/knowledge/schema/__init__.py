"""The shapes of the knowledge files, one module a subject."""
