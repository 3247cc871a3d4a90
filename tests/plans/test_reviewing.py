"""The catalogue's page for reviewers."""

from datetime import date
from html.parser import HTMLParser

from django.test import Client

from exercises.load import catalogue
from exercises.schema import Review
from programs.knowledge.load import knowledge
from programs.plans.reviewing import catalogue_page, review_words


class Ids(HTMLParser):
    """The ids of a page, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                self.links.append(value.removeprefix("#"))


def test_it_holds_every_exercise_once_and_every_link_leads_somewhere() -> None:
    page = Ids()
    page.feed(catalogue_page())
    assert len(page.ids) == len(set(page.ids))
    assert set(catalogue().exercises) <= set(page.ids)
    assert set(page.links) <= set(page.ids)


def test_it_says_who_must_not_and_by_which_rule() -> None:
    page = catalogue_page()
    entry = page[page.index('id="aq-breaststroke-full"') :].split("</details>")[0]
    row = entry[entry.index(knowledge().conditions["facet-oa"].name) :].split("</tr>")[0]
    assert "left out" in row
    assert "matching.load" in row
    assert "No licensed clinician has reviewed it." in entry


def test_a_review_is_told_with_name_registration_and_date() -> None:
    review = Review(status="reviewed", by="Ada Physio", registration="HCPC 1", on=date(2027, 1, 31))
    assert review_words(review) == "Reviewed by Ada Physio, HCPC 1, on 2027-01-31."


def test_anybody_may_read_it_and_who_has_it_gets_nothing_anew(client: Client) -> None:
    answer = client.get("/catalogue", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert len(answer.content) < 80_000
    assert client.get("/catalogue", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
