"""Starts the page and the HTTP API in one process: `streamlit run app.py`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from playbook.api import request_log
from playbook.api import routes as api
from playbook.api.commands import serve_commands
from playbook.api.first_paint import FirstPaint
from playbook.api.guard import people_sign_in
from playbook.api.headers import Protection
from playbook.api.listening import answer_at_once, leave_no_handshake_waiting
from playbook.api.page_addresses import PageAddresses
from playbook.api.request_log import RequestLog
from playbook.api.site_check import SiteCheck
from playbook.cli import served as served_commands
from playbook.page import warm_up
from playbook.page.access import addresses, sign_in_is_wanted, signed_in
from playbook.page.apology import apologise
from playbook.page.parts.links import Screen
from playbook.page.parts.look import BEFORE_THE_SCRIPT
from playbook.services.notify.schedule import Notifier
from playbook.services.pulling.schedule import Schedule
from playbook.services.running_app import app as running_app
from playbook.settings import THIS_PROJECT

BASE = "".join(f"/{part}" for part in str(st.get_option("server.baseUrlPath") or "").split("/") if part)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Brings the parts together; what the first page needs is made beside the first answers."""
    request_log.set_up()
    leave_no_handshake_waiting()
    people_sign_in(signed_in if sign_in_is_wanted() else None)
    serve_commands(served_commands.run_command)
    running_app.listens(answer_at_once(), secure=bool(st.get_option("server.sslCertFile")), base=BASE)
    warming = warm_up.in_the_background()
    pulls = Schedule(running_app.workspace)
    pulls.start()
    notices = Notifier(running_app.workspace)
    notices.start()
    yield
    notices.stop()
    pulls.stop()
    warming.join()
    running_app.close()


app = st.App(
    THIS_PROJECT.playbook / "page" / "dashboard.py",
    routes=api.routes_below(BASE),
    lifespan=lifespan,
    middleware=[
        Middleware(RequestLog, base=BASE),
        Middleware(Protection, base=BASE),
        Middleware(SiteCheck, addresses, BASE),
        Middleware(PageAddresses, list(Screen), Screen.OVERVIEW, BASE),
        Middleware(FirstPaint, BEFORE_THE_SCRIPT, BASE),
    ],
    exception_handlers={500: api.unexpected},
    on_script_error=apologise,
)
