"""Publishing files that were previewed: only what was looked at, and the receipts for them."""

from collections.abc import Sequence

import streamlit as st

from metrics.store.answers import AnsweredBefore, keep_answer
from metrics.store.location import StoreUnavailable
from metrics.store.uploads import Backfill
from playbook.page.access import acting
from playbook.page.parts.header import Screen, ScreenContext, badge, escape_markdown, link_to
from playbook.page.parts.people import Role
from playbook.page.screens.upload import preview as preview_parts
from playbook.page.screens.upload import wording
from playbook.page.screens.upload.chosen import name_of_round
from playbook.services.backfilling import backfill_sentences
from playbook.services.once import keyed_request, refuse_a_known_key
from playbook.services.wording_candidates import measured_on
from playbook.workspace.arriving import Preview

_RECEIPT = "_upload_receipt"
_SEEN = "_upload_seen"
Inputs = tuple[tuple[str, ...], preview_parts.Said]
"""Which files, and what was said beside them."""


def was_overtaken(inputs: Inputs, read: Sequence[Preview]) -> bool:
    """Whether files would replace other numbers than the preview that was shown last said; remembers this one."""
    seen = st.session_state.get(_SEEN)
    replaced = tuple(one.findings.replaced for one in read)
    st.session_state[_SEEN] = inputs, replaced
    return seen is not None and seen[0] == inputs and seen[1] != replaced


def publish(context: ScreenContext, read: Sequence[Preview], who: str, backfill: Backfill | None) -> bool:
    """Stores what was previewed, all of it or nothing, and once however often it is pressed; says whether that was
    done. The receipts stand on the page that follows."""
    actor = acting(Role.UPLOADER if backfill is None else Role.APPROVER, who) or wording.NOBODY_NAMED
    timezone = context.playbook.definitions.charter.charter.timezone
    receipts = []
    workspace = context.workspace
    digests = [one.snapshot.digest for one in read]
    keyed = keyed_request(" ".join([name_of_round(), *digests]), "page", digests)
    try:
        store = workspace.store()
        with store.together():
            refuse_a_known_key(workspace, keyed)
            for one in read:
                receipt = workspace.keep(one.snapshot, source=wording.SOURCE, actor=actor, backfill=backfill)
                if receipt.state == "stored":
                    said = [wording.stored(receipt.upload, receipt.rows, receipt.week_ends, timezone)]
                    said += [*backfill_sentences(receipt.upload, timezone), *measured_on(one.snapshot.tested)]
                else:
                    said = [wording.already_counts(one.snapshot.file_name, receipt.upload, timezone)]
                receipts.append((" ".join(said), receipt.findings))
            keep_answer(store, keyed, "", workspace.now())
    except AnsweredBefore:  # pressed twice
        return True
    except StoreUnavailable as unavailable:
        words = escape_markdown(unavailable.problem.message)
        st.markdown(f"{badge(wording.NOT_STORED, 'red', 'cancel')} {words}")
        return False
    st.session_state[_RECEIPT] = receipts
    return True


def show_overtaken(context: ScreenContext) -> None:
    """What was looked at is no longer what would happen: reported instead of done."""
    newest = context.workspace.uploads()[0]
    words = escape_markdown(wording.overtaken(newest.file_name, newest.actor))
    st.markdown(f"{badge(wording.LOOK_AGAIN, 'orange', 'sync_problem')} {words}")


def show_receipt(context: ScreenContext) -> None:
    """What was stored on the run before, and what it replaced."""
    received = st.session_state.pop(_RECEIPT, None)
    if not received:
        return
    with st.container(border=True):
        for words, found in received:
            st.markdown(f"{badge(wording.RECEIPT_TITLE, 'green', 'check_circle')} {escape_markdown(words)}")
            if found is not None:
                preview_parts.show_findings(found, context, stored=True)
        with st.container(horizontal=True):
            link_to(Screen.OVERVIEW, wording.SEE_OVERVIEW)
            link_to(Screen.NORTH_STAR, wording.SEE_METRICS)
