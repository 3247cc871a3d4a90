"""How hard: where a plan starts, and how much of an exercise it asks for."""
