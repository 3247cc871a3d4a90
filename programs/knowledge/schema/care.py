"""The shape of care.yaml: what is agreed to with a clinic, how long an invitation holds, what raises an alert."""

from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from exercises.schema import Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import KnowledgeFile, Rule, SourceKeys

FILLED_IN = {"clinic": "", "clinician": "", "emergency": ""}


def _fillable(sentence: str) -> str:
    try:
        sentence.format_map(FILLED_IN)
    except (KeyError, ValueError) as error:
        raise ValueError(f"braces may hold {', '.join(FILLED_IN)}, and nothing else") from error
    return sentence


class Sharing(Strict):
    """What a clinic will see, by version; each sentence may hold what is FILLED_IN."""

    version: Annotated[int, Field(ge=1)]
    scope: Annotated[tuple[Annotated[Text, AfterValidator(_fillable)], ...], Field(min_length=1)]


class InvitationLimits(Strict):
    """Days until an invitation ends by itself, wrong birth years that end it, days that an unaccepted one is kept."""

    days: Annotated[int, Field(ge=1, le=60)]
    tries: Annotated[int, Field(ge=1, le=10)]
    kept_days: Annotated[int, Field(ge=0, le=90)]
    sources: SourceKeys


Tier = Literal["A", "B", "C"]
Days = Annotated[int, Field(ge=1, le=366)]


class AlertRule(Rule):
    """What a clinician is alerted to: the sentence with its facts, and what they may do about it.

    `tier` says how soon; what goes on raises no other alert for `quiet_days`.
    """

    tier: Tier
    action: Text
    quiet_days: Annotated[int, Field(ge=0, le=366)]

    @model_validator(mode="after")
    def _is_no_riddle(self) -> Self:
        if any(name is not None for _, name, _, _ in Formatter().parse(self.action)):
            raise ValueError("action: it is told as it stands, without {facts}")
        return self


class PainUp(Strict):
    """Mornings `points` and `percent` above the usual, on `days` of the last `of_days`.

    The usual is the median of `usual_days` before that window, from at least `fewest_scores`; it counts anew after
    `quiet_days` without.
    """

    points: Annotated[int, Field(ge=1, le=10)]
    percent: Annotated[int, Field(ge=0, le=100)]
    usual_days: Days
    fewest_scores: Annotated[int, Field(ge=1)]
    days: Days
    of_days: Days
    quiet_days: Days

    @model_validator(mode="after")
    def _fits_its_window(self) -> Self:
        if self.days > self.of_days or self.fewest_scores > self.usual_days:
            raise ValueError("days may not be above of_days, nor fewest_scores above usual_days")
        return self


class WorseMornings(Strict):
    """So many bad mornings after sessions within so many days."""

    mornings: Annotated[int, Field(ge=1)]
    within_days: Days


class TwoFlares(Strict):
    """A flare so soon after the one before."""

    within_days: Days


class SnoozeDays(Strict):
    """The longest that an alert of each tier may wait, in days; 0 forbids it."""

    A: Annotated[int, Field(ge=0, le=1)]
    B: Annotated[int, Field(ge=0, le=14)]
    C: Annotated[int, Field(ge=0, le=90)]

    def of(self, tier: Tier) -> int:
        return {"A": self.A, "B": self.B, "C": self.C}[tier]


class AlertNumbers(Strict):
    """The thresholds that only alerts have."""

    pain_up: PainUp
    worse_mornings: WorseMornings
    two_flares: TwoFlares
    shown_before_link_days: Days
    snooze_days: SnoozeDays
    sources: SourceKeys


class CareFile(KnowledgeFile):
    """What stands between a person and a clinic, and what a clinician is alerted to."""

    sharing: Sharing
    invitation: InvitationLimits
    numbers: AlertNumbers
    rules: dict[str, AlertRule]

    def all_rules(self) -> dict[str, Rule]:
        """The rules by id, for whoever explains one."""
        return dict(self.rules)
