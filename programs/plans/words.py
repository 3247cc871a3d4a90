"""The words of ours that the bundle carries: titles and short sentences that no knowledge file holds."""

from typing import Literal

from programs.engine.plans import ChangeAction

CHANGES: dict[ChangeAction, str] = {
    "STOP_EMERGENCY": "Get help now",
    "STOP_SEEK_CARE_SAME_DAY": "Get checked today",
    "STOP_SEEK_CARE_ROUTINE": "A clinician should look first",
    "RESCREEN_RESTART_50PCT_STAGE1_2": "A gentle new start",
    "FLARE_PLAN_AND_CLINICIAN_REVIEW": "Easing off, and a clinician should look",
    "FLARE_PLAN": "Easing off for a few days",
    "REGRESS_REMOVE_EXERCISE": "One exercise rests",
    "REGRESS": "One step easier",
    "REENTRY_GRADE_DOWN_50PCT": "Half, and easier",
    "REENTRY_VOLUME_75PCT": "Three quarters",
    "REENTRY_REPEAT_LAST_LEVEL": "The same as last time",
    "HOLD": "The same again",
    "HOLD_AWAIT_MORNING": "Waiting for tomorrow morning",
    "HOLD_COUNT_SUCCESS": "A good session, the same again",
    "HOLD_CAP": "Enough for this week",
    "PROGRESS_ONE_VARIABLE": "One step up",
    "SWAP_EXERCISE": "Another exercise in its place",
    "REST_AFTER_ILLNESS": "Rest until you are well",
    "STAGE_UP": "Up to the next stage",
    "STAGE_DOWN": "Back to a calmer stage",
    "STAGE_TOO_LONG": "A clinician should have a look",
    "TIME_PASSED": "Your plan keeps to the weeks",
    "CLINICIAN_EDIT": "{by} changed your plan",
    "CLINICIAN_PLAN": "{by} made this plan for you",
}

Tone = Literal["good", "amber", "red"]
PAIN: dict[Tone, tuple[str, str]] = {
    "good": ("{pain} is fine for you.", "Carry on."),
    "amber": ("{pain} is more than we want.", "Do the easier one next."),
    "red": ("{pain} is too much.", "Stop here for today."),
}

RESCREEN = "Welcome back: the safety questions come first"
MORNING = "How is your back this morning?"
BUILT_FOR = "Built for {what}"

A_CLINICIAN = "Your clinician"

# Told to a clinician who wants to publish.
STOP_STANDS = "The plan is on hold: {title}. Only the person's own answers to the full questions lift that."
PLAN_OVER = "This plan is over. Assign a new one."
AGREEMENT_ENDED = "An agreement has ended. Assign the plan again, with who agrees."
AGREED_UNTIL = "An agreement ends after today, and within {weeks} weeks."
NOTHING_DIFFERENT = "Nothing is different."
GIVE_A_REASON = "Say in a few words why, in at most {most} letters. It is kept."
