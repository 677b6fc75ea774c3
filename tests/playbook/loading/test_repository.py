"""Where a file is edited on GitHub and GitLab; other hosts give no link."""

from pathlib import Path

import pytest

from playbook.loading.page_settings import PageSettings, read_page_settings
from playbook.loading.repository import repository_of

FILE = "records/decisions.yaml"


@pytest.mark.parametrize(
    ("address", "edit", "new"),
    [
        (
            "https://github.com/acme/ai",
            "https://github.com/acme/ai/edit/main/records/decisions.yaml",
            "https://github.com/acme/ai/new/main/records?filename=decisions.yaml",
        ),
        (
            "https://github.com/acme/ai.git",
            "https://github.com/acme/ai/edit/main/records/decisions.yaml",
            "https://github.com/acme/ai/new/main/records?filename=decisions.yaml",
        ),
        (
            "https://github.com/acme/mono/tree/trunk/teams/AI%20group/",
            "https://github.com/acme/mono/edit/trunk/teams/AI%20group/records/decisions.yaml",
            "https://github.com/acme/mono/new/trunk/teams/AI%20group/records?filename=decisions.yaml",
        ),
        (
            "https://gitlab.com/acme/sub/ai",
            "https://gitlab.com/acme/sub/ai/-/edit/main/records/decisions.yaml",
            "https://gitlab.com/acme/sub/ai/-/new/main/records?file_name=decisions.yaml",
        ),
        (
            "https://gitlab.acme.com:8443/acme/ai/-/tree/develop/playbook",
            "https://gitlab.acme.com:8443/acme/ai/-/edit/develop/playbook/records/decisions.yaml",
            "https://gitlab.acme.com:8443/acme/ai/-/new/develop/playbook/records?file_name=decisions.yaml",
        ),
    ],
)
def test_the_folder_s_address_leads_to_its_files(address: str, edit: str, new: str) -> None:
    found = repository_of(address)
    assert found is not None
    assert found.edit_address(FILE, exists=True) == edit
    assert found.edit_address(FILE, exists=False) == new
    filled = found.edit_address(FILE, exists=False, content="a: 1\nb: '#2 & 3'\n")
    assert filled == (new if found.is_gitlab else f"{new}&value=a%3A%201%0Ab%3A%20%27%232%20%26%203%27%0A")
    assert found.edit_address(FILE, exists=False, content="x" * 9_000) == new
    assert found.edit_address(FILE, exists=True, content="a: 1") == edit


@pytest.mark.parametrize(
    "address",
    [
        "https://bitbucket.org/acme/ai",
        "https://notgithub.example.com/acme/ai",
        "http://github.com/acme/ai",
        "javascript:alert(1)//github.com/acme/ai",
        "https://github.com/acme",
        "https://github.com/acme/ai/pulls",
        "https://user:secret@github.com/acme/ai",
        "https://github.com/acme/ai?token=1",
        "https://github.com/acme/../ai",
        "https://github.com:port/acme/ai",
        "git@github.com:acme/ai.git",
    ],
)
def test_what_leads_nowhere_gives_no_link_and_is_reported(tmp_path: Path, address: str) -> None:
    assert repository_of(address) is None
    (tmp_path / "settings.yaml").write_text(f"edit: true\nrepository: '{address}'\n", "utf-8")
    settings, problems = read_page_settings(tmp_path)
    assert settings == PageSettings(edit=True, repository=address)
    assert [problem.message.partition(": ")[0] for problem in problems] == ["settings.yaml:2:1"]
    assert "forms give no link" in problems[0].message
