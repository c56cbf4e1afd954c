"""What the eye sees against what the file says: text that is hidden, painted over, faint or drawn twice.

The words of a page are read from its text; the eye reads its ink. A file can be made whose words are right and whose
ink is not. So each page is drawn three times (`pages`): wherever the text alone puts solid ink, the page must show that
very colour (nothing was painted over it), and it must stand out from the page without its text (it is not white on
white). No run of text may be invisible, empty of ink, off the page, or lie upon another.

What this cannot see: a font whose glyphs draw other letters than they claim. Such a file must be signed by the office's
own PDF key, for every change of a signed file is refused before.
"""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageChops

from registry_app.certificates.pages import Box, PagePictures, TextRun

_SOLID: Final = 250
_SAME_COLOUR: Final = 40
_STANDS_OUT: Final = 40
_SPECKS: Final = 2
_FAINT_SHARE: Final = 0.05
_SMALLEST_SHARE: Final = 0.5


def hidden_text(page: PagePictures) -> list[Box]:
    """Where text of the page is not what the eye sees, in pixels of `page.seen`; empty on an honest page."""
    solid = page.text.getchannel("A").point(_at_least(_SOLID))
    painted_over = ImageChops.multiply(
        solid, _differs(page.text.convert("RGB"), page.seen).point(_at_least(_SAME_COLOUR))
    )
    faint = ImageChops.multiply(
        solid, ImageChops.invert(_differs(page.seen, page.ground).point(_at_least(_STANDS_OUT)))
    )
    found = [run.box for run in page.runs if _is_hidden(run, solid, painted_over, faint)]
    return found + _drawn_twice(page.runs)


def _is_hidden(run: TextRun, solid: Image.Image, painted_over: Image.Image, faint: Image.Image) -> bool:
    if run.unseen or run.box[0] >= run.box[2] or run.box[1] >= run.box[3]:
        return True
    ink = _count(solid, run.box)
    if not ink:
        return True
    return _count(painted_over, run.box) > _SPECKS or _count(faint, run.box) > max(_SPECKS, ink * _FAINT_SHARE)


def _drawn_twice(runs: tuple[TextRun, ...]) -> list[Box]:
    """Runs that share most of their place with another one."""
    boxes = sorted(run.box for run in runs if run.box[0] < run.box[2] and run.box[1] < run.box[3])
    return [
        one
        for place, one in enumerate(boxes)
        for other in _reaching(boxes, place)
        if _shared(one, other) > _SMALLEST_SHARE * min(_area(one), _area(other))
    ]


def _reaching(boxes: list[Box], place: int) -> list[Box]:
    found = []
    for other in boxes[place + 1 :]:
        if other[0] >= boxes[place][2]:
            break
        found.append(other)
    return found


def _shared(one: Box, other: Box) -> int:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)


def _area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _differs(one: Image.Image, other: Image.Image) -> Image.Image:
    """The largest difference of the three colours, pixel by pixel."""
    red, green, blue = ImageChops.difference(one, other).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _at_least(limit: int) -> list[int]:
    return [255 if value >= limit else 0 for value in range(256)]


def _count(mask: Image.Image, box: Box) -> int:
    return mask.crop(box).histogram()[255]
