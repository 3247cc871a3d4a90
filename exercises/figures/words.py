"""Title and description of a figure, from the data."""

from html import escape
from typing import Final

from exercises.schema import Exercise, Position

POSTURES: Final[dict[Position, str]] = {
    "supine": "Lying on the back",
    "prone": "Lying on the front",
    "plank": "Facing the floor, held up off it",
    "side_lying": "Lying on one side",
    "quadruped": "On hands and knees",
    "kneeling": "Kneeling",
    "sitting": "Sitting",
    "standing": "Standing",
    "water_standing": "Standing in water",
    "water_horizontal": "Floating level in water",
    "water_deep": "Upright in deep water",
}


def described(exercise: Exercise) -> str:
    """What is to be seen: the posture, then what to do, in the words of the first cue."""
    cue = exercise.cues[0].rstrip(".")
    return f"{POSTURES[exercise.position]}: {cue[0].lower()}{cue[1:]}."


def labelled(exercise: Exercise) -> str:
    """The title and description elements, as an image's first children."""
    return f"<title>{escape(exercise.name)}</title><desc>{escape(described(exercise), quote=False)}</desc>"
