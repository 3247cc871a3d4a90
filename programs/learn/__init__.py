"""The lessons for every phone: texts that are the same for everybody, and of nobody."""
