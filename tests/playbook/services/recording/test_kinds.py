"""Every kind of record names a file, a list and a model that fit together."""

from typing import get_args

import pytest
from pydantic import BaseModel

from playbook.model.playbook import RECORD_FILES
from playbook.services.recording.fields import Shape, fields_of
from playbook.services.recording.kinds import KINDS, RecordKind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_kind_goes_to_a_list_of_its_model(kind: RecordKind) -> None:
    top = RECORD_FILES[kind.file].model_fields[kind.top]
    model = kind.outer_model if kind.inner else None
    field = model.model_fields[kind.inner] if model is not None else top
    assert kind.model in get_args(field.annotation)
    assert all(key in (model or BaseModel).model_fields for key in kind.outer_keys.values())


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
