"""The end of the meeting: what was agreed, the minutes, and closing the week where the page writes."""

from datetime import date

import streamlit as st

from metrics.observation import Basis
from playbook.loading.page_settings import PageSettings
from playbook.page.access import may, only_for, signed_in_name, writing_files
from playbook.page.parts import drafts
from playbook.page.parts.header import ScreenContext, badge, escape_markdown
from playbook.page.parts.mail import mail_address
from playbook.page.parts.people import Role
from playbook.page.parts.writing import is_kept_as_it_is, leave_to_write, signed_in
from playbook.page.screens.record.form import form
from playbook.page.screens.record.outcome import outcome, show_receipt
from playbook.page.screens.review import wording
from playbook.services import closing
from playbook.services.called import names_of
from playbook.services.recording.commit import NotCommitted
from playbook.services.recording.kinds import BY_NAME
from playbook.services.reviewing import CannotClose, NotConfirmed
from playbook.settings import WrongUse
from playbook.wording import sentence_case, week_text

_RECEIPT, _DOUBTS = "_review_receipt", "_review_doubts"
_MINUTES, _BY, _WEEK = "review-minutes", "review-by", "review-week"
MOST_WEEKS, LONGEST = 16, 200_000


def agreed(context: ScreenContext) -> None:
    """The form of what the meeting agrees on: a follow-up, a decision, a signature."""
    st.markdown(f"**{wording.AGREE_TITLE}**")
    show_receipt()
    if not only_for(Role.APPROVER):
        return
    st.markdown(wording.AGREE_LINE)
    kind = st.segmented_control(
        wording.AGREE,
        list(wording.KINDS),
        format_func=lambda name: wording.KINDS[name],
        key="review-agree",
        label_visibility="collapsed",
    )
    if kind is not None:
        with st.container(border=True):
            outcome(BY_NAME[kind], form(BY_NAME[kind], context), context)


def receipt(context: ScreenContext) -> None:
    """Says once what was closed by the run before."""
    done = st.session_state.pop(_RECEIPT, None)
    if done is None:
        return
    st.session_state[_MINUTES] = ""
    end_of = context.playbook.calendar.week_named
    words = escape_markdown(wording.closed(end_of(done.week), done.place, done.commit))
    st.markdown(f"{badge(wording.CLOSED, 'green', 'task_alt')} {words}")
    if done.not_committed:
        reason = escape_markdown(wording.left(done.not_committed))
        st.markdown(f"{badge(wording.NOT_COMMITTED, 'orange', 'warning')} {reason}")


def minutes(context: ScreenContext) -> None:
    """The week, who closes it, what was said; and closing, or the command that closes where the page does not write."""
    st.markdown(wording.CLOSE_LINE)
    weeks = closing.open_weeks(context.workspace, _day(context), MOST_WEEKS)
    if not weeks:
        st.markdown(f"{badge(wording.CLOSED, 'green', 'task_alt')} {wording.NOTHING_TO_CLOSE}")
        return
    if context.basis is not Basis.KNOWN:
        st.info(wording.ONLY_AS_KNOWN, icon=":material/info:")
        return
    place, fields = str(context.workspace.folder), (_MINUTES, _BY)
    drafts.bring_back(_MINUTES, place, fields)
    left, right = st.columns(2, gap="medium")
    named = {week: week_text(context.playbook.calendar.week_named(week), context.as_of) for week in weeks}
    week = left.selectbox(wording.WEEK, weeks, key=_WEEK, format_func=lambda name: named.get(name, name))
    by = _who(context, right)
    said = st.text_area(wording.MINUTES, key=_MINUTES, help=wording.MINUTES_HELP, height=220, max_chars=LONGEST)
    drafts.remember(_MINUTES, place, fields, None, {})
    settings, may_write = leave_to_write(context)
    if may_write and may(Role.APPROVER):
        _close(context, settings, week or weeks[0], by, said)
    else:
        _prepare(context, week or weeks[0], by or "SEAT", said)


def _who(context: ScreenContext, place: st.delta_generator.DeltaGenerator) -> str:
    """A seat of the playbook, or a name that somebody types; whoever signed in is there from the start."""
    if _BY not in st.session_state:
        st.session_state[_BY] = signed_in_name() or None
    seats = {seat: names[0] for seat, names in (names_of(context.playbook, "seat") or {}).items()}
    current = st.session_state[_BY]
    options = [*seats, *([current] if current and current not in seats else [])]
    chosen = place.selectbox(wording.BY, options, index=None, key=_BY, accept_new_options=True)
    return " ".join(str(chosen or "").split())


def _close(context: ScreenContext, settings: PageSettings, week: str, by: str, said: str) -> None:
    inputs = (week, by, said, context.as_of)
    doubted = st.session_state.get(_DOUBTS)
    doubts = doubted[1] if doubted is not None and doubted[0] == inputs else ()
    for doubt in doubts:
        st.markdown(f"{badge(wording.NOT_YET, 'orange', 'warning')} {escape_markdown(doubt)}")
    label = wording.CLOSE_AND_COMMIT if settings.commit else wording.CLOSE
    pressed = st.button(label, type="primary", icon=":material/lock:", key="review-close") if not doubts else False
    confirmed = bool(doubts) and st.button(wording.CLOSE_ANYWAY, type="primary", key="review-close-anyway")
    if not pressed and not confirmed:
        return
    if not by:
        _refused(wording.NO_BY)
        return
    writing_files()
    try:
        done = closing.close(
            context.workspace,
            week=week,
            day=_day(context),
            by=by,
            comment=said,
            confirmed=confirmed,
            commits=settings.commit,
            author=signed_in(),
        )
    except NotConfirmed as doubted_now:
        st.session_state[_DOUBTS] = inputs, doubted_now.doubts
        st.rerun()
    except (CannotClose, NotCommitted, WrongUse) as reason:
        _refused(f"{sentence_case(str(reason))}.")
        return
    st.session_state[_RECEIPT] = done
    drafts.forget(_MINUTES, str(context.workspace.folder))
    st.session_state.pop(_DOUBTS, None)
    st.rerun()


def _refused(sentence: str) -> None:
    st.markdown(f"{badge(wording.NOT_CLOSED, 'red', 'cancel')} {escape_markdown(sentence)}")


def _prepare(context: ScreenContext, week: str, by: str, said: str) -> None:
    if is_kept_as_it_is(context):
        st.markdown(wording.SAMPLE)
        return
    st.subheader(wording.PREPARE_TITLE, anchor=False)
    st.markdown(wording.PREPARE_LINE)
    command = wording.command(week, by, said.strip(), _day(context).isoformat())
    st.code(command, language=None, wrap_lines=True)
    mail = mail_address(
        wording.mail_subject(context.playbook.calendar.week_named(week)), wording.MAIL_LINES, command, wording.MAIL_LONG
    )
    st.link_button(wording.MAIL, mail, type="tertiary", icon=":material/mail:")


def _day(context: ScreenContext) -> date:
    return min(context.as_of, context.today)
