"""Steps and bodies of a book have words."""

from __future__ import annotations

from registry_app.rulebook import codes
from registry_app.rulebook.step_words import BODIES, STEPS, body_words, step_words


def test_every_step_and_body_of_the_books_has_its_words_and_no_word_is_idle():
    assert set(STEPS) == set(codes.VERBS)
    assert set(BODIES) == set(codes.BODIES)


def test_what_a_newer_book_brings_is_shown_as_it_is():
    assert (step_words("seal_office"), body_words("city_council")) == ("seal office", "city council")
    assert body_words("regional_authority") == "the regional authority"
