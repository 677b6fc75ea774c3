"""The stack's layers offer a choice, and what was chosen can be followed by date."""

from collections.abc import Iterator
from itertools import pairwise

from metrics.problems import Problem
from playbook.loading.rules.world import World, error, warning
from playbook.model.dated import when
from playbook.model.stack import Ring
from playbook.wording import join_words


def layers_offer_a_choice(world: World) -> Iterator[Problem]:
    """A layer has at least two options."""
    for layer in world.listed(world.definition("stack"), "layers"):
        if len(layer.value.options) < 2 and layer.is_whole:
            count = "one option" if layer.value.options else "no options"
            yield warning(layer.at("options"), f"layer '{layer.value.id}' has {count}", "two to choose between")


def one_history_for_each_option(world: World) -> Iterator[Problem]:
    """An option of a layer has one entry, and all its moves stand in it."""
    first: dict[tuple[str, str], int | None] = {}
    for choice in world.listed(world.record("stack"), "choices"):
        key = (choice.value.layer, choice.value.option)
        if key in first:
            found = f"second entry for option '{choice.value.option}' of layer '{choice.value.layer}'"
            yield error(
                choice.at("option"),
                found,
                remedy=f"the first stands in line {first[key]}; put the moves in its 'history'",
            )
        first.setdefault(key, choice.at("option").line)


def moves_stand_in_order(world: World) -> Iterator[Problem]:
    """The moves of an option stand in the order of their days."""
    for choice in world.listed(world.record("stack"), "choices"):
        moves = list(choice.each("history", choice.value.history))
        for before, entry in pairwise(moves):
            if when(entry.value) < when(before.value):
                found = f"a move of '{choice.value.option}' on {entry.value.on}, after one of {before.value.on}"
                yield error(entry.value_at("on"), found, "moves in the order of their days")


def adopted_options_have_a_review(world: World) -> Iterator[Problem]:
    """An adopted option says by when it is looked at again."""
    for choice in world.listed(world.record("stack"), "choices"):
        moves = list(choice.each("history", choice.value.history))
        latest = max(moves, key=lambda entry: when(entry.value))
        days = [choice.value.review_by, *(move.review_by for move in choice.value.history)]
        days += [review.next_review for review in choice.value.reviews]
        days += [agreed.review_by for agreed in choice.value.review_days]
        if latest.value.ring is Ring.ADOPT and not any(days) and choice.is_whole:
            found = f"'{choice.value.option}' is adopted without a day for its review"
            yield warning(
                latest.at("ring"),
                found,
                remedy="say it with 'playbook record stack-review-day'; until then it does not count as decided",
            )


def one_option_is_adopted(world: World) -> Iterator[Problem]:
    """At most one option of a layer is adopted at a time."""
    adopted: dict[str, list[str]] = {}
    for choice in world.listed(world.record("stack"), "choices"):
        moves = list(choice.each("history", choice.value.history))
        latest = max(moves, key=lambda entry: when(entry.value))
        if latest.value.ring is not Ring.ADOPT:
            continue
        others = adopted.setdefault(choice.value.layer, [])
        if others:
            names = join_words(f"'{name}'" for name in [*others, choice.value.option])
            found = f"{names} are adopted in layer '{choice.value.layer}'"
            yield warning(
                latest.at("ring"), found, "one of them", "move the other to hold or trial, or split the layer"
            )
        others.append(choice.value.option)


def scores_run_from_1_to_5(world: World) -> Iterator[Problem]:
    """A score of the matrix lies between 1 (poor) and 5 (very good)."""
    for entry in world.listed(world.record("stack"), "scores"):
        for name, score in entry.value.scores.items():
            if not 1 <= score <= 5:
                found = f"'{entry.value.option}' scores {score:g} for '{name}'"
                yield error(entry.value_at("scores", name), found, "a score from 1 (poor) to 5 (very good)")
