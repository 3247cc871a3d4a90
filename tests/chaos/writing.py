"""What people log in a trial: every kind, corrections and withdrawals, and what no server takes."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from backfit.lib import clock
from tests.chaos.device import Device
from tests.phone import Json, check_in, op, session

CORRECTED = ("session", "check_in", "note")


@dataclass(slots=True)
class Writer:
    """Draws the next log by chance."""

    random: Random

    def op(self, device: Device, *, now: datetime) -> tuple[Json, bool]:
        """The next log of a phone by its own clock, and whether it is one that no server takes."""
        with clock.frozen(device.clock(now)):
            made = self._replacing(device) if self.random.random() < 0.3 else None
            made = made or self._new(device)
        new_id = str(UUID(int=self.random.getrandbits(128), version=4))
        made = Json(replaces=None) | made | Json(id=new_id, plan_version=_version(device))
        chance = self.random.random()
        if chance < 0.04:
            return made | {"kind": "dance"}, True
        return made | ({"schema": 2} if chance < 0.08 else {}), False

    def _new(self, device: Device) -> Json:
        bundle, pain = device.disk.bundle, self.random.choice((0, 1, 1, 2, 3, 4, 6))
        day = clock.now().date().isoformat()
        match self.random.randrange(10):
            case 0 | 1 | 2 if bundle and any(planned["items"] for planned in bundle["sessions"]):
                return session(bundle, pain=pain)
            case 3:
                return op("note", {"on": day, "text": f"{pain} more"})
            case 4:
                named = sorted(bundle["exercises"])[:5] if bundle else ["st-bridge-double"]
                wish = f"not_for_me:{self.random.choice(named)}"
                return op("pref", {"key": wish, "value": self.random.choice(("yes", "no"))})
            case 5:
                return op("screening", {"on": day, "answers": {}})
            case _:
                return check_in(pain)

    def _replacing(self, device: Device) -> Json | None:
        """A correction or a withdrawal of whatever log this phone knows, its own or another phone's."""
        known = [log for log in device.disk.logs.values() if log["kind"] in CORRECTED]
        if not known:
            return None
        log = self.random.choice(known)
        if self.random.random() < 0.4:
            return op("gone", {}, replaces=log["id"])
        body = {**log["body"], "on": clock.now().date().isoformat()}
        if log["kind"] == "check_in":
            body["pain"] = self.random.randrange(8)
        return op(log["kind"], body, replaces=log["id"])


def _version(device: Device) -> int | None:
    bundle = device.disk.bundle
    return bundle["plan"]["version"] if bundle and bundle["plan"] else None
