"""Starts the page and the HTTP door in one process: `streamlit run app.py`."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from playbook import api, request_log, running_app, served_commands, warm_up
from playbook.api_commands import serve_commands
from playbook.api_guard import people_sign_in
from playbook.door_prompt import answer_at_once
from playbook.protection import Protection
from playbook.request_log import RequestLog
from playbook.screens._access import sign_in_is_wanted
from playbook.screens._apology import apologise


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Brings in what every page needs, and takes it out of the sight of the garbage collector (91 ms to 5 a rerun)."""
    request_log.set_up()
    people_sign_in(sign_in_is_wanted())
    serve_commands(served_commands.run_command)
    for place in answer_at_once():
        running_app.heard_at(place, secure=bool(st.get_option("server.sslCertFile")))
    warm_up.run()
    gc.collect()
    gc.freeze()
    yield
    running_app.close()


page = Path(__file__).parent / "playbook" / "dashboard.py"
app = st.App(
    page,
    routes=api.routes,
    lifespan=lifespan,
    middleware=[Middleware(RequestLog), Middleware(Protection)],
    exception_handlers={500: api.unexpected},
    on_script_error=apologise,
)
