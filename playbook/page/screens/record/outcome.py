"""What comes of a record while it is typed: what is missing, what it would change, and the ways to keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from metrics.problems import Problems
from playbook.loading.page_settings import PageSettings
from playbook.loading.repository import repository_of
from playbook.page.access import writing_files
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.header import Screen, badge, escape_markdown, link_to, problem_table
from playbook.page.parts.headings import heading
from playbook.page.parts.mail import mail_address
from playbook.page.parts.writing import is_kept_as_it_is, leave_to_write, signed_in
from playbook.page.screens.record import wording
from playbook.page.screens.record.form import finished
from playbook.page.screens.upload.changes import show_changes
from playbook.readiness.preview import wording as wording_changes
from playbook.readiness.preview.results import WouldChange
from playbook.services.recording import recording
from playbook.services.recording import wording as sentences
from playbook.services.recording.commit import NotCommitted
from playbook.services.recording.draft import Draft
from playbook.services.recording.entry import BadEntry, Typed
from playbook.services.recording.kinds import RecordKind
from playbook.settings import WrongUse
from playbook.wording import sentence_case

_WEIGHED = "_record_weighed"
_RECEIPT = "_record_receipt"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was written last."""

    file: str
    commit: str


def show_receipt() -> None:
    """Says once what was written by the run before."""
    receipt = st.session_state.pop(_RECEIPT, None)
    if receipt is not None:
        words = escape_markdown(wording.written(receipt.file, receipt.commit))
        st.markdown(f"{badge(wording.WRITTEN, 'green', 'check_circle')} {words}")


def outcome(kind: RecordKind, typed: dict[str, Typed], context: ScreenContext) -> None:
    """Checks what was typed and shows what comes of it."""
    try:
        draft = recording.draft_record(context.workspace, kind, typed)
    except BadEntry as bad:
        _missing(bad)
        return
    except WrongUse as wrong:
        _not_fitting(str(wrong))
        return
    except Problems as broken:
        _not_fitting(wording.BROKEN)
        problem_table(broken.problems, name="record-problems", total=broken.total)
        link_to(Screen.PROBLEMS, wording.SEE_PROBLEMS)
        return
    if draft.exists:
        st.markdown(f"{badge(wording.READY, 'gray', 'info')} {wording.ALREADY}")
        return
    if draft.errors:
        heading(wording.PROBLEMS_TITLE)
        problem_table(draft.errors, name="record-problems")
        return
    st.markdown(f"{badge(wording.READY, 'green', 'check_circle')} {wording.READY_LINE}")
    if draft.warnings:
        problem_table(draft.warnings, name="record-warnings")
    keep(draft, context, kind.kind, lambda: finished(kind, context))
    _show(draft)
    _effect(draft, context)


def _missing(bad: BadEntry) -> None:
    lines = "\n".join(f"- {escape_markdown(wording.wrong(one))}" for one in bad.wrong)
    st.markdown(f"{badge(wording.STILL_NEEDED, 'orange', 'pending')}\n\n{lines}")


def _not_fitting(sentence: str) -> None:
    st.markdown(f"{badge(wording.NOT_FITTING, 'red', 'cancel')} {escape_markdown(sentence)}")


def _show(draft: Draft) -> None:
    heading(wording.ENTRY_TITLE)
    st.code(draft.added, language=None, wrap_lines=True)
    with st.expander(wording.DIFF_TITLE):
        st.code(draft.diff, language=None, wrap_lines=True)


def _effect(draft: Draft, context: ScreenContext) -> None:
    change = _weighed(draft, context)
    if change is None:
        st.markdown(sentences.NO_STORE)
        return
    if draft.day > context.today:
        st.markdown(escape_markdown(sentences.counts_from(draft.day)))
    totals = escape_markdown(wording_changes.totals(change))
    st.markdown(f"{badge(wording.TOTALS, 'blue', 'functions')} {totals}")
    show_changes(change, context)


def _weighed(draft: Draft, context: ScreenContext) -> WouldChange | None:
    """What the entry would turn, worked out once while entry, playbook and numbers stay the same."""
    assert draft.playbook is not None
    known = (draft.playbook.digest, context.playbook.digest, context.workspace.version(), draft.day)
    kept = st.session_state.get(_WEIGHED)
    if kept is None or kept[0] != known:
        kept = st.session_state[_WEIGHED] = known, recording.would_change(context.workspace, draft)
    change: WouldChange | None = kept[1]
    return change


def keep(
    draft: Draft,
    context: ScreenContext,
    what: str,
    written: Callable[[], None],
    first: Callable[[], Path] | None = None,
) -> None:
    """The entry to copy or download; with the playbook's leave also to write, and to commit. `what` names it in the
    commit, `written` comes after it stands in its file, `first` writes a file that the entry names and is committed
    with it."""
    settings, may_write = leave_to_write(context)
    if not may_write:
        heading(wording.PREPARE_TITLE)
        st.markdown(wording.SAMPLE_LINE if context.workspace.is_sample else wording.COPY_LINE)
    with st.container(horizontal=True):
        if may_write:
            text = wording.WRITE_AND_COMMIT if settings.commit else wording.WRITE
            if st.button(text, type="primary", icon=":material/edit_note:", key="record-write"):
                _write(draft, context, settings, what, written, first)
        name = draft.file.rpartition("/")[2]
        for label, content, file_name in (
            (wording.DOWNLOAD_ENTRY, draft.added, f"entry-{name}"),
            (wording.DOWNLOAD_FILE, draft.after, name),
        ):
            st.download_button(
                label,
                data=content.encode("utf-8"),
                file_name=file_name,
                mime="application/yaml",
                key=f"download-{file_name}",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
            )
        if not may_write:
            _hand_on(draft, context, "" if is_kept_as_it_is(context) else settings.repository)


def _hand_on(draft: Draft, context: ScreenContext, repository: str) -> None:
    """Links for who may not write here: the entry as an e-mail, and the page that edits the file."""
    subject, lines = wording.mail_subject(draft.file), wording.mail_lines(draft.file)
    mail = mail_address(subject, lines, draft.added, wording.MAIL_LONG)
    st.link_button(wording.MAIL, mail, type="tertiary", icon=":material/mail:")
    found = repository_of(repository) if repository else None
    if found is not None:
        path = recording.folder_of(context.workspace, draft.file) / Path(draft.file).name
        address = found.edit_address(draft.file, exists=path.exists(), content=draft.after)
        label = wording.edit_on(is_gitlab=found.is_gitlab)
        st.link_button(label, address, type="tertiary", icon=":material/open_in_new:")


def _write(
    draft: Draft,
    context: ScreenContext,
    settings: PageSettings,
    what: str,
    written: Callable[[], None],
    first: Callable[[], Path] | None,
) -> None:
    commit = ""
    writing_files()
    try:
        beside = [first()] if first is not None else []
        if settings.commit:
            commit = recording.write_and_commit(context.workspace, what, draft, signed_in(), beside)
        else:
            recording.write(context.workspace, draft)
    except (NotCommitted, WrongUse) as reason:
        _refused(f"{sentence_case(str(reason))}.")
        return
    except Problems as problems:
        _refused(problems.problems[0].message)
        return
    st.session_state[_RECEIPT] = Receipt(draft.file, commit)
    written()
    st.rerun()


def _refused(sentence: str) -> None:
    st.markdown(f"{badge(wording.NOT_WRITTEN, 'red', 'cancel')} {escape_markdown(sentence)}")
