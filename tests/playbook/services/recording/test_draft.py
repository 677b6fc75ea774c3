"""What a new entry's file looks like, where the entry is the first thing in it."""

from playbook.services.recording.draft import first_line

LINE = "# yaml-language-server: $schema=../../schema/records/team.json\n"


def test_a_file_that_is_begun_names_its_schema_as_the_other_records_do() -> None:
    texts = {"definitions/gates.yaml": LINE.replace("records/", ""), "records/team.yaml": f"{LINE}seats: []\n"}
    assert first_line(texts, "records/notes.yaml") == LINE.replace("team", "notes")


def test_where_no_record_names_a_schema_none_is_made_up() -> None:
    assert first_line({"records/team.yaml": "seats: []\n"}, "records/notes.yaml") == ""
