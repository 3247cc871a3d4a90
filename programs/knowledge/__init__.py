"""What the engine decides by: numbers, lists and sentences as YAML, with their sources and who reviewed them."""
