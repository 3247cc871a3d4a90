"""Every address of the server: the API by room, sign-in, the admin, health, and the two apps."""

import django_stubs_ext
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from backfit.accounts.api import AccountView, RoomsAbove
from backfit.lib.health import healthz, readyz
from backfit.lib.shell import shell, worker
from programs.care.api.desk import CaseloadListView, InvitationsView, MeView, OneInvitationView
from programs.care.api.join import JoinView, LinkListView, LookView, OneLinkView
from programs.care.api.patients import AssignView, OneAlertView, PreviewView, ProposalView, PublishView, RecordOfView
from programs.care.writes import raise_for_answers
from programs.knowledge.load import knowledge
from programs.learn.api import LearnView
from programs.nudges.api import link
from programs.nudges.writes import hold
from programs.plans.api import BundleView, IntakeView, catalogue_view
from programs.plans.asking import consent_version
from programs.plans.reads import has_answered
from programs.sync.api import SyncView
from programs.sync.export import ExportView

# An address of the app has no dot (a missing file stays missing) and lies under none of the server's own paths.
SERVER_PATHS = "api|_allauth|catalogue|clinic|admin|static|assets|figures|m|calendar|print|healthz|readyz|metrics"
APP_ADDRESS = rf"^(?!(?:{SERVER_PATHS})(?:/|$))[^.]*$"
CLINIC_ADDRESS = r"^clinic(?:/[^.]*)?$"

ABOVE_ACCOUNTS = RoomsAbove(has_answered=has_answered, hold=hold, consent_version=lambda: consent_version(knowledge()))

django_stubs_ext.monkeypatch()  # ModelAdmin takes a type argument from here on
admin.autodiscover()

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("sw.js", worker),
    path("api/account", AccountView.as_view(above=ABOVE_ACCOUNTS)),
    path("api/account/export", ExportView.as_view()),
    path("api/intake", IntakeView.as_view(raises=raise_for_answers)),
    path("api/bundle", BundleView.as_view()),
    path("api/learn", LearnView.as_view()),
    path("api/sync", SyncView.as_view()),
    path("api/care/join/look", LookView.as_view()),
    path("api/care/join", JoinView.as_view()),
    path("api/care/links", LinkListView.as_view()),
    path("api/care/links/<int:link>", OneLinkView.as_view()),
    path("api/care/me", MeView.as_view()),
    path("api/care/caseload", CaseloadListView.as_view()),
    path("api/care/invitations", InvitationsView.as_view()),
    path("api/care/invitations/<uuid:invitation>", OneInvitationView.as_view()),
    path("m/<str:token>", link),
    path("api/care/patients/<uuid:patient>/record", RecordOfView.as_view()),
    path("api/care/patients/<uuid:patient>/preview", PreviewView.as_view()),
    path("api/care/patients/<uuid:patient>/publish", PublishView.as_view()),
    path("api/care/patients/<uuid:patient>/proposal", ProposalView.as_view()),
    path("api/care/patients/<uuid:patient>/assign", AssignView.as_view()),
    path("catalogue", catalogue_view),
    path("api/care/patients/<uuid:patient>/alerts/<int:alert>", OneAlertView.as_view()),
    path("admin/", admin.site.urls),
    path("_allauth/browser/v1/", include("backfit.accounts.sign_in")),
    re_path(CLINIC_ADDRESS, shell, {"name": "clinic.html"}, name="clinic"),
    re_path(APP_ADDRESS, shell, name="shell"),
]

handler400 = "backfit.lib.errors.bad_request"
handler403 = "backfit.lib.errors.forbidden"
handler404 = "backfit.lib.errors.not_found"
handler500 = "backfit.lib.errors.server_error"
