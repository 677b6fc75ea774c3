"""Draws a chart in the colours of the reader's theme; built once for what it shows, then kept."""

from collections.abc import Callable, Mapping

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


def choose_in_chart(build: Callable[..., Spec], *shown: object, description: str, key: str, pick: str) -> str | None:
    """Draws a chart whose parts can be chosen; returns what was chosen (the field `pick` of the selection `pick`)."""
    theme = palette_named(st.context.theme.type).name
    spec = _kept(f"{build.__module__}.{build.__name__}", repr(shown), description, theme, build, shown)
    event = st.vega_lite_chart(spec, theme=None, width="stretch", key=key, on_select="rerun", selection_mode=pick)
    return chosen_in(event, pick)


def chosen_in(event: object, pick: str) -> str | None:
    """The value that a selection holds; None where nothing is chosen."""
    selection = event.get("selection") if isinstance(event, Mapping) else getattr(event, "selection", None)
    points = selection.get(pick) if isinstance(selection, Mapping) else None
    values = [point.get(pick) for point in points if isinstance(point, Mapping)] if isinstance(points, list) else []
    return str(values[0]) if values and values[0] is not None else None
