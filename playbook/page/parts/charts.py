"""Draws a chart in the colours of the reader's theme; built once for what it shows, then kept."""

from collections.abc import Callable

import streamlit as st

from playbook.readiness.charts import Spec, palette_named

KEPT_CHARTS = 512


def show_chart(build: Callable[..., Spec], *shown: object, description: str) -> None:
    """Draws what `build(*shown, palette=…, description=…)` makes; `description` is read out in place of the picture."""
    theme = palette_named(st.context.theme.type).name
    spec = _kept(f"{build.__module__}.{build.__name__}", repr(shown), description, theme, build, shown)
    st.vega_lite_chart(spec, theme=None, width="stretch")


@st.cache_data(show_spinner=False, max_entries=KEPT_CHARTS)
def _kept(
    name: str,  # noqa: ARG001  (a key: which chart)
    shown: str,  # noqa: ARG001  (a key: of what)
    description: str,
    theme: str,
    _build: Callable[..., Spec],
    _shown: tuple[object, ...],
) -> Spec:
    """The chart by the words for its values: hashing those is far cheaper than hashing the values."""
    return _build(*_shown, palette=palette_named(theme), description=description)
