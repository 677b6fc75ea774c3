"""Words about where requests may go."""


def metadata_address(host: str) -> str:
    """An address at which a cloud gives its machines their keys."""
    return f"'{host}' leads to where a cloud gives its machines their keys, not to a service; nothing was asked"
