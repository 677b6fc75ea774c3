"""Visitors of a served app: by which address they come, who they are, and what a page shows them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from playbook.services.reaching.visitors import Visitor
from tests.playbook.neighbor import Neighbor
from tests.playbook.served import Served

SECRET = "a-cookie-secret-that-is-only-for-this-test-0123456789"  # noqa: S105
SECRETS = f"""
[auth]
redirect_uri = "https://playbook.example.org/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "playbook"
client_secret = "not-a-secret"
server_metadata_url = "https://accounts.example.org/.well-known/openid-configuration"

[access]
domains = ["example.org"]
uploaders = ["uploader@example.org"]
approvers = ["approver@example.org"]
"""
ORIGIN = "https://playbook.example.org"
SIGNED_IN = (Visitor.VIEWER, Visitor.UPLOADER, Visitor.APPROVER)
AT_HOME = Neighbor("127.0.0.1")


@dataclass(frozen=True)
class Asking:
    """A visitor: which app, by which address, and what their requests carry."""

    served: Served
    whence: Neighbor
    headers: Mapping[str, str]

    def status(self, method: str, path: str, body: str = "", **more: str) -> int:
        """What the app answers."""
        port = urlsplit(self.served.address).port or 0
        connection = HTTPConnection(self.whence.address, port, timeout=60)
        try:
            connection.sock = self.whence.connect(port)
            connection.request(method, path, body.encode(), {**self.headers, **more})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    def page(self, name: str) -> list[ForwardMsg]:
        """Everything the page of a name shows, over its websocket."""
        port = urlsplit(self.served.address).port or 0
        xsrf = generate_xsrf_token_string()
        headers = dict(self.headers)
        cookies = [f"{XSRF_COOKIE_NAME}={xsrf}", *([headers.pop("Cookie")] if "Cookie" in headers else [])]
        origin = headers.pop("Origin", None)
        host = headers.pop("Host", f"{self.whence.address}:{port}")
        messages: list[ForwardMsg] = []
        with connect(
            f"ws://{host}/_stcore/stream",
            sock=self.whence.connect(port),
            subprotocols=[Subprotocol("streamlit"), Subprotocol(xsrf)],
            additional_headers={**headers, "Cookie": "; ".join(cookies)},
            origin=None if origin is None else Origin(origin),
            max_size=None,
            open_timeout=30,
        ) as page:
            begin = BackMsg()
            begin.rerun_script.page_name = name
            page.send(begin.SerializeToString())
            while not messages or messages[-1].WhichOneof("type") != "script_finished":
                message = ForwardMsg()
                received = page.recv(timeout=120)
                assert isinstance(received, bytes)
                message.ParseFromString(received)
                messages.append(message)
        return messages


def texts(messages: list[ForwardMsg]) -> str:
    """What stands on a page, roughly."""
    return "\n".join(str(message.delta) for message in messages)


def elements(messages: list[ForwardMsg]) -> set[str]:
    """Kinds of what stands on a page."""
    return {str(message.delta.new_element.WhichOneof("type")) for message in messages}


def cookie(who: str) -> str:
    """The page's own cookie of somebody who signed in."""
    claims = {"origin": ORIGIN, "is_logged_in": True, "email": f"{who}@example.org", "email_verified": True}
    return f"{USER_COOKIE_NAME}={create_signed_value(SECRET, USER_COOKIE_NAME, json.dumps(claims)).decode()}"
