"""`/api/account/export`: everything that is stored of the person signed in, to take away."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from pydantic import AwareDatetime
from rest_framework.request import Request
from rest_framework.views import APIView

from backfit.accounts import reads as accounts
from backfit.accounts.shapes import AccountExport
from backfit.lib import clock
from backfit.lib.openapi import problems
from programs.care import export as care
from programs.care.export import CareExport
from programs.engine.contract import Shape
from programs.logs import export as logs
from programs.logs.export import LogRecord
from programs.nudges import export as nudges
from programs.nudges.export import NudgesExport
from programs.plans import export as plans
from programs.plans.export import PlansExport


class Export(Shape):
    """Everything, room by room."""

    made_at: AwareDatetime
    account: AccountExport
    plans: PlansExport
    logs: tuple[LogRecord, ...]
    nudges: NudgesExport
    care: CareExport


class ExportView(APIView):
    @extend_schema(description="All that is stored of you, as one file.", responses={200: Export, **problems(401)})
    def get(self, request: Request) -> HttpResponse:
        user = accounts.signed_in(request)
        export = Export(
            made_at=clock.now(),
            account=accounts.exported(user),
            plans=plans.exported(user.id, seen_by=user),
            logs=logs.exported(user.id, seen_by=user),
            nudges=nudges.exported(user.id, seen_by=user),
            care=care.exported(user),
        )
        headers = {"Content-Disposition": 'attachment; filename="backfit.json"'}
        return HttpResponse(export.model_dump_json(indent=1), content_type="application/json", headers=headers)
