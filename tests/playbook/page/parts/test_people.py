"""Who may look and act: one fitting domain or group lets in, roles are named, and what is doubtful lets nobody in."""

from typing import Any

import pytest

from playbook.page.parts.people import AccessSettings, BadAccess, Person, Role, Stranger, person_of, read_access

SETTINGS = read_access(
    {
        "domains": ["Example.org"],
        "groups": ["partners"],
        "uploaders": ["Ana@example.org", "group:data"],
        "approvers": ["group:ai-council"],
    }
)


def look(settings: AccessSettings = SETTINGS, **claims: Any) -> Person | Stranger:
    """Somebody with these claims."""
    return person_of({"is_logged_in": True, "sub": "123", **claims}, settings)


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"email": "lee@example.org"}, Role.VIEWER),
        ({"email": "LEE@EXAMPLE.ORG", "email_verified": True}, Role.VIEWER),
        ({"email": "ana@Example.org"}, Role.UPLOADER),
        ({"email": "lee@example.org", "groups": ["data"]}, Role.UPLOADER),
        ({"email": "lee@example.org", "groups": ["data", "ai-council"]}, Role.APPROVER),
        ({"email": "lee@elsewhere.test", "groups": ["partners"]}, Role.VIEWER),
        ({"groups": "partners"}, Role.VIEWER),
        ({"email": "ana@example.org", "email_verified": False, "groups": ["partners"]}, Role.VIEWER),
    ],
)
def test_a_fitting_domain_or_group_lets_in_with_the_role_that_is_named(claims: dict[str, Any], role: Role) -> None:
    person = look(**claims)
    assert isinstance(person, Person)
    assert person.role is role
    assert [each for each in Role if person.may(each)] == [each for each in Role if each <= role]


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": ""},
        {"email": "lee@elsewhere.test"},
        {"email": "lee@example.org.elsewhere.test"},
        {"email": "lee@sub.example.org"},
        {"email": "example.org"},
        {"email": "lee@elsewhere.test@example.org"},
        {"email": "lee@example.org", "email_verified": False},
        {"email": "lee@example.org", "email_verified": "false"},
        {"groups": ["Partners"]},
        {"groups": {"partners": True}},
        {"email": None, "groups": None},
    ],
)
def test_whoever_fits_nothing_is_a_stranger_and_reported_what_would_fit(claims: dict[str, Any]) -> None:
    stranger = look(**claims)
    assert isinstance(stranger, Stranger)
    assert "an address at example.org, or with the group partners" in stranger.reason


def test_without_domains_and_groups_everybody_of_the_provider_may_look() -> None:
    anybody = look(AccessSettings(), email="lee@elsewhere.test")
    assert isinstance(anybody, Person)
    assert (anybody.name, anybody.role) == ("lee@elsewhere.test", Role.VIEWER)


def test_a_role_alone_does_not_let_in() -> None:
    settings = read_access({"domains": ["example.org"], "approvers": ["boss@elsewhere.test"]})
    assert isinstance(look(settings, email="boss@elsewhere.test"), Stranger)


def test_the_groups_may_stand_under_another_name() -> None:
    settings = read_access({"groups": ["a"], "groups_claim": "roles"})
    assert isinstance(look(settings, roles=["a"]), Person)
    assert isinstance(look(settings, groups=["a"]), Stranger)


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ([], "no section"),
        ({"domain": ["example.org"]}, r"\[access\] domain: Extra inputs"),
        ({"domains": "example.org"}, r"\[access\] domains"),
        ({"domains": ["me@example.org"]}, "'me@example.org' is no domain"),
        ({"domains": [""]}, "'' is no domain"),
        ({"uploaders": ["ana"]}, "'ana' names nobody"),
        ({"approvers": ["group:"]}, "'group:' names nobody"),
        ({"groups_claim": ""}, "groups_claim"),
    ],
)
def test_settings_that_cannot_be_read_say_why(section: object, message: str) -> None:
    with pytest.raises(BadAccess, match=message):
        read_access(section)
