"""`registry complaint withdraw` and `waive`: acts of the worker himself, heard alone."""

from __future__ import annotations

from typing import Annotated

import typer

from registry_app.cli.complaint import Language, Manner, Number, On, Reason, at, day_or
from registry_app.cli.output import done
from registry_app.complaints import deciding
from registry_app.complaints.drafts import Word
from registry_app.core.texts import _, say

_Interpreter = Annotated[str, typer.Option(help="The interpreter's name.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to those on complaints."""
    app.command("withdraw")(withdraw)
    app.command("waive")(waive)


def withdraw(
    number: Number,
    heard_alone: Annotated[list[int], typer.Option(help="A worker who was heard alone; may be repeated.")],
    reason: Reason,
    language_spoken: Language,
    manner: Manner = "in person",
    interpreter: _Interpreter = "",
    on: On = "",
) -> None:
    """Record that workers withdraw, each in his own word; the law says whether that closes it. Keys: number, closes."""
    with at(number, "complaint:withdrawn") as (_opened, session, actor, complaint):
        day = day_or(on, actor.today)
        words = [
            Word(worker, day, manner, language_spoken, heard_alone=True, interpreter=interpreter)
            for worker in heard_alone
        ]
        closes = deciding.withdraw(session, actor, complaint, day, reason, words)
    if closes:
        sentence = say(_("{number} is withdrawn; the law lets the matter end with it."), number=number)
    else:
        sentence = say(_("{number} is withdrawn; the law does not let the matter end with it."), number=number)
    done(sentence, number=number, closes=closes)


def waive(
    number: Number,
    allegation: Annotated[int, typer.Option(help="Which allegation, from 1.")],
    heard_alone: Annotated[int, typer.Option(help="The worker who was heard alone.")],
    language_spoken: Language,
    manner: Manner = "in person",
    interpreter: _Interpreter = "",
    on: On = "",
) -> None:
    """Record that a worker gives up what he claims in one allegation; nobody else can. Keys: number, allegation."""
    with at(number, "complaint:waived") as (_opened, session, actor, complaint):
        word = Word(
            heard_alone, day_or(on, actor.today), manner, language_spoken, heard_alone=True, interpreter=interpreter
        )
        deciding.record_waiver(session, actor, complaint, allegation, word)
    done(
        say(_("{number}: the worker gives up allegation {allegation}."), number=number, allegation=allegation),
        number=number,
        allegation=allegation,
    )
