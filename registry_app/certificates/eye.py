"""What the eye sees against what the file says: text that is hidden, painted over, faint or drawn twice.

The words of a page are read from its text; the eye reads its ink. A file can be made whose words are right and whose
ink is not. So each page is drawn three times (`pages`): wherever the text alone leaves ink, the page must look like the
page without text with that ink on top (nothing was painted over it), and must differ from the page without text (it is
not white on white). No run of words may be invisible, without ink, off the page, or lie upon another.

What this cannot see: a font whose glyphs draw other letters than they claim. Such a file must be signed by the office's
own PDF key, for every change of a signed file is refused before.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from PIL import Image, ImageChops

from registry_app.certificates.pages import Box, PagePictures, TextRun

_INK: Final = 96  # of 255: the opacity from which a point of text counts
_OTHER_COLOUR: Final = 16  # measured on our own papers: 2 at most
_STANDS_OUT: Final = 24
_SPECKS: Final = 2
_FAINT_SHARE: Final = 0.1
_SAME_PLACE: Final = 0.8


def hidden_text(page: PagePictures) -> list[Box]:
    """Where text of the page is not what the eye sees, in pixels of `page.seen`; empty on an honest page."""
    ink = page.text.getchannel("A").point(_at_least(_INK))
    on_top = Image.alpha_composite(page.ground.convert("RGBA"), page.text).convert("RGB")
    painted_over = ImageChops.multiply(ink, _differs(on_top, page.seen).point(_at_least(_OTHER_COLOUR)))
    faint = ImageChops.multiply(ink, ImageChops.invert(_differs(page.seen, page.ground).point(_at_least(_STANDS_OUT))))
    found = [run.box for run in page.runs if _is_hidden(run, ink, painted_over, faint)]
    return found + _drawn_twice(page.runs)


def _is_hidden(run: TextRun, ink: Image.Image, painted_over: Image.Image, faint: Image.Image) -> bool:
    there = 0 if run.unseen else _count(ink, run.box)
    if not there:
        return True
    return _count(painted_over, run.box) > _SPECKS or _count(faint, run.box) > max(_SPECKS, there * _FAINT_SHARE)


def _drawn_twice(runs: tuple[TextRun, ...]) -> list[Box]:
    """Runs of letters or digits that share their place with others; signs and commas may stand upon a letter."""
    boxes = sorted(run.box for run in runs if run.box[0] < run.box[2] and run.box[1] < run.box[3] and _is_word(run))
    return [
        one
        for place, one in enumerate(boxes)
        for other in _reaching(boxes, place)
        if _shared(one, other) > _SAME_PLACE * min(_area(one), _area(other))
    ]


def _is_word(run: TextRun) -> bool:
    return not run.words.strip() or any(unicodedata.category(letter)[0] in "LN" for letter in run.words)


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
    if box[0] >= box[2] or box[1] >= box[3]:
        return 0
    return mask.crop(box).histogram()[255]
