"""Every kind of record names a file, a list and a model that fit together."""

import pytest

from playbook.model.playbook import RECORD_FILES
from playbook.services.recording.fields import Shape, fields_of
from playbook.services.recording.kinds import KINDS, RecordKind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_kind_goes_to_a_list_or_a_part_of_its_model(kind: RecordKind) -> None:
    assert kind.steps[-1].model is kind.model
    assert all(key in step.model.model_fields for step in kind.steps for key in step.keys.values())
    assert all(name in kind.model.model_fields for name in (*kind.fills, *filter(None, [kind.day])))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.fills], ids=lambda kind: kind.kind)
def test_what_is_filled_in_may_be_blank_before_and_says_on_which_day(kind: RecordKind) -> None:
    assert all(not kind.model.model_fields[name].is_required() for name in kind.fills)
    assert kind.day_field in kind.fills


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_everything_that_is_asked_for_has_its_own_option_and_its_meaning(kind: RecordKind) -> None:
    fields = fields_of(kind)
    options = [field.option for field in fields]
    assert len(set(options)) == len(options)
    assert all(field.meaning for field in fields)
    assert not {"playbook", "store", "json", "dry-run"} & set(options)
    assert all(field.choices for field in fields if field.shape is Shape.CHOICE)


def test_kinds_stand_once() -> None:
    names = [kind.kind for kind in KINDS]
    assert len(set(names)) == len(names)


def test_every_file_of_records_that_is_added_to_has_a_kind() -> None:
    assert {kind.file for kind in KINDS} == set(RECORD_FILES)
