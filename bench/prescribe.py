"""How long `prescribe` takes: a plan as a ratio to an empty call and to one the safety screen ends.

Run `python -m bench.prescribe [COUNT]` from the top of the project.
"""

import json
import random
import statistics
import subprocess
import sys
from time import perf_counter

from exercises.load import catalogue
from programs.engine.contract import Intake
from programs.engine.prescribe import prescribe
from programs.engine.screening import read_intake
from programs.knowledge.load import knowledge

SEED = 20261122


def intakes(count: int) -> list[Intake]:
    """Varied intakes that all lead to a plan."""
    chance = random.Random(SEED)
    self_guided = [c.slug for c in knowledge().conditions.values() if c.permission.startswith("self_guided_if_no")]
    made = []
    for _ in range(count):
        raw = {
            "schema": 1,
            "age": chance.randint(18, 69),
            "answers": {"*": "no"},
            "conditions": chance.sample(self_guided, chance.randint(0, 2)),
            "pain_worst_24h": chance.randint(0, 9),
            "equipment": chance.sample(["band", "pool", "weights", "bike"], chance.randint(0, 3)),
            "days": chance.sample(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], chance.randint(1, 7)),
            "minutes": chance.choice([10, 20, 30, 45]),
        }
        made.append(read_intake(raw, knowledge=knowledge(), catalogue=catalogue()))
    return made


def milliseconds(calls: list[Intake]) -> float:
    """The median time of one call."""
    times = []
    for intake in calls:
        began = perf_counter()
        prescribe(intake, knowledge=knowledge(), catalogue=catalogue())
        times.append((perf_counter() - began) * 1_000)
    return statistics.median(times)


def command_seconds(raw: list[dict[str, object]]) -> float:
    """The whole command, from start to the last byte."""
    began = perf_counter()
    command = [sys.executable, "manage.py", "prescribe", "--batch"]
    subprocess.run(command, input=json.dumps(raw).encode(), capture_output=True, check=True)
    return perf_counter() - began


def main(count: int) -> None:
    """Print the medians, the whole command's times, and their ratios."""
    plans = intakes(count)
    stopped = [plan.model_copy(update={"answers": {"*": "yes"}}) for plan in plans]
    nobody = read_intake({"schema": 1, "age": 40, "answers": {}}, knowledge=knowledge(), catalogue=catalogue())
    milliseconds(plans[:20])
    plan, stop, nothing = milliseconds(plans), milliseconds(stopped), milliseconds([nobody] * count)
    print(f"seed {SEED}, {count} intakes")
    print(f"a plan {plan:.2f} ms (p50), stopped by the safety screen {stop:.2f} ms, ratio {plan / stop:.1f}")
    print(f"an empty call, of who answered nothing, {nothing:.2f} ms, ratio {plan / nothing:.1f}")
    raw = [plan.model_dump(mode="json", by_alias=True) for plan in plans]
    batch, single = command_seconds(raw), command_seconds(raw[:1])
    print(f"the command: {count} in {batch:.2f} s, one in {single:.2f} s, ratio {batch / single:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
