"""Where a playbook's files are edited in the browser: addresses of GitHub and GitLab, made from the folder's own."""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

_BRANCH = "main"
_LONGEST = 8_000
"""Characters of an address that servers take."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The folder of a playbook in a repository; `project` is the address of the repository itself, `folder` '' where
    the playbook lies at its top, `is_gitlab` False for GitHub."""

    project: str
    branch: str
    folder: str
    is_gitlab: bool

    def edit_address(self, file: str, *, exists: bool, content: str = "") -> str:
        """The page that edits a file of the playbook, or the one that begins it, on GitHub with its content: neither
        host takes a change of a file that is there by its address."""
        path = "/".join(part for part in (self.folder, file) if part)
        branch, place = quote(self.branch, safe=""), quote(path)
        root = f"{self.project}/-" if self.is_gitlab else self.project
        if exists:
            return f"{root}/edit/{branch}/{place}"
        folder, _, name = place.rpartition("/")
        key = "file_name" if self.is_gitlab else "filename"
        filled = "" if self.is_gitlab or not content else f"&value={quote(content, safe='')}"
        address = f"{root}/new/{branch}{f'/{folder}' if folder else ''}?{key}={name}"
        return address + filled if len(address + filled) <= _LONGEST else address


def repository_of(address: str) -> Repository | None:
    """The repository of an address as the browser shows it, of the repository or of a folder in it
    (`https://github.com/acme/ai/tree/main/playbook`); None for a host whose pages are not known, and for what is no web
    address."""
    try:
        parts = urlsplit(address.strip())
        known = parts.scheme == "https" and not parts.username and not parts.query and not parts.fragment
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    labels = (parts.hostname or "").split(".")
    names = [unquote(part) for part in parts.path.split("/") if part]
    if not known or any(name in (".", "..") or not name.isprintable() for name in names):
        return None
    is_gitlab = "gitlab" in labels
    if not is_gitlab and "github" not in labels:
        return None
    # GitLab sets its own pages off by "-", GitHub's projects are two names deep
    split = names.index("-") if is_gitlab and "-" in names else len(names) if is_gitlab else 2
    project, rest = names[:split], names[split:]
    if len(project) < 2:
        return None
    tree = rest[1:] if rest[:1] == ["-"] else rest
    if tree and (tree[0] not in ("tree", "blob") or len(tree) < 2):
        return None
    project[-1] = project[-1].removesuffix(".git")
    base = f"https://{parts.hostname}{port}/{quote('/'.join(project))}"
    return Repository(base, tree[1] if tree else _BRANCH, "/".join(tree[2:]), is_gitlab)
