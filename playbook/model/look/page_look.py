"""The company's logo on the page, the key `logo` of `settings.yaml`."""

from typing import Annotated

from pydantic import AfterValidator

from playbook.model.fields import Refused

ENDINGS = (".png", ".svg", ".jpg", ".jpeg", ".webp")


def _check_logo(text: str) -> str:
    path = text.replace("\\", "/")
    outside = path.startswith("/") or ":" in path or ".." in path.split("/")
    if text and (outside or not path.lower().endswith(ENDINGS)):
        raise Refused(f"'{text}'", expected="a picture in the playbook's folder, such as brand/logo.svg")
    return path


Logo = Annotated[str, AfterValidator(_check_logo)]
