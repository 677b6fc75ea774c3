"""Draws a chart in the colours of the reader's theme; built once for what it shows, then kept."""

import json
from collections.abc import Callable
from threading import Lock

import streamlit as st

from playbook.readiness.charts import Spec, palette_named
from playbook.workspace.cache import Kept

KEPT_CHARTS = 512
_LOCK = Lock()
_KEPT: Kept[str] = Kept(KEPT_CHARTS)


def show_chart(build: Callable[..., Spec], *shown: object, description: str) -> None:
    """Draws what `build(*shown, palette=…, description=…)` makes; `description` is read out in place of the picture."""
    palette = palette_named(st.context.theme.type)
    # by the words for its values: hashing those is far cheaper than hashing the values
    about = build.__module__, build.__name__, repr(shown), description, palette.name
    with _LOCK:
        drawn = _KEPT.get(about, lambda: json.dumps(build(*shown, palette=palette, description=description)))
    spec = json.loads(drawn)
    height = spec.get("height")  # said to the page, too: it keeps the place free before the chart is drawn
    st.vega_lite_chart(spec, theme=None, width="stretch", height=height if isinstance(height, int) else "content")
