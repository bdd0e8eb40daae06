"""Notes in the margin: beside the text where there is room, in it where there is none, and never over anything else."""
import pytest

import audits
from test_pages import SIDEWAYS

NOTES = "concepts/migrasome-biogenesis.html"
PLACES = """() => {
  const box = (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top + scrollY, r.right, r.bottom + scrollY]; };
  const prose = document.querySelector(".prose");
  return {
    notes: [...document.querySelectorAll(".callout-margin")].map(box),
    text: [...prose.children].filter((e) => !e.matches(".callout-margin")).map(box),
    contents: box(document.querySelector(".contents")),
  };
}"""


@pytest.fixture
def places(visit):
    """Boxes of the notes, of the blocks of text and of the contents: left, top, right, bottom."""
    return lambda width: visit(NOTES, width=width, height=900).evaluate(PLACES)


def overlap(one, other):
    return one[0] < other[2] - 1 and other[0] < one[2] - 1 and one[1] < other[3] - 1 and other[1] < one[3] - 1


@pytest.mark.parametrize("width", [320, 800, 1000, 1100, 1280, 1600])
def test_notes_lie_over_nothing_and_nothing_scrolls_sideways(visit, places, width):
    found = places(width)
    assert len(found["notes"]) >= 3
    for place, note in enumerate(found["notes"]):
        assert note[0] >= 0 and note[2] <= width
        others = found["notes"][:place] + found["text"] + [found["contents"]]
        assert [other for other in others if overlap(note, other)] == []
    assert visit(NOTES, width=width).evaluate(SIDEWAYS) == 0


def test_notes_stand_beside_the_text_where_there_is_room(places):
    wide, narrow = places(1280), places(800)
    edge = max(block[2] for block in wide["text"])
    assert all(note[0] > edge for note in wide["notes"])
    edge = max(block[2] for block in narrow["text"])
    assert all(note[2] <= edge + 1 for note in narrow["notes"])


def test_the_contents_make_room_for_notes(visit):
    page = visit(NOTES, width=1280)
    assert not page.is_visible(".contents li")
    page.click(".contents summary")
    assert page.is_visible(".contents li")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_notes(visit, theme):
    assert audits.axe(visit(NOTES, width=1280, theme=theme)) == []
