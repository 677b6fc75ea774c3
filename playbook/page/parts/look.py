"""The one block of style that Streamlit's theme cannot say: less air between parts, rows of a list close together."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

SIDEBAR_WIDTH = 220
MOST_COLUMNS = 12
"""Of a small table; numbers in further ones would stand at the left."""
_RIGHT = ", ".join(f'[class*="-right{place}-"] :is(td, th):nth-child({place})' for place in range(1, MOST_COLUMNS + 1))
STEP, MOST_STEPS = 20, 48
"""Pixels, and how many of them at most, that are kept free for a table whose rows are still on their way."""
_TALL = "\n".join(
    f'[class*="st-key-tall{step}-"] {{ --tall: {STEP * step}px; min-height: var(--tall); }}'
    for step in range(1, MOST_STEPS + 1)
)
VIEW_KEYS = ("view", "tab", "step", "part", "by", "shown")
"""Rows of buttons that choose what is shown; all are equally high, before they are drawn as well."""
_VIEWS = ", ".join(f".st-key-{key}" for key in VIEW_KEYS)
STYLE = (
    """
<style>
.stMainBlockContainer { padding: .5rem 1.6rem .4rem; max-width: 1500px; }
.stMainBlockContainer > .stVerticalBlock, .stMainBlockContainer > [data-testid="stVerticalBlock"] { gap: .5rem; }
.stAppHeader { background: transparent; }
.stAppHeader, .stAppHeader div { pointer-events: none; }
.stAppHeader button, .stAppHeader a, .stAppHeader button * { pointer-events: auto; }
[class*="st-key-bar"] { padding-right: 2.4rem; }
@media (min-width: 641px) and (max-width: 1240px) { .st-key-bar { gap: .5rem; } }
@media (min-width: 641px) {
  .stApp:has([data-testid="stExpandSidebarButton"]) .st-key-bar { padding-left: 2.2rem; }
}
@media (max-width: 640px) {
  [class*="st-key-tall"][class*="-stacked-"] { min-height: calc(2 * var(--tall)); }
  .st-key-withdraw > :first-child { flex: 1 0 100%; }
  .stMainBlockContainer { padding: 3rem .8rem 1rem; }
  .st-key-bar { display: grid; grid-template-columns: 1fr 1fr; padding-right: 0; gap: .5rem; }
  .st-key-bar > * { width: 100% !important; min-width: 0; }
  .st-key-bar > :last-child:not(.stElementContainer) { grid-column: 1 / -1; gap: .4rem; }
  .st-key-bar > :last-child .stHorizontalBlock { gap: .4rem; }
  .st-key-bar > :last-child :is(button, a) { padding-inline: .5rem; }
}
.stMain { scrollbar-gutter: stable; }
:is(.st-key-keys, .st-key-land) .pt { display: none; }
.st-key-tabs [data-testid="stSkeleton"] { height: 22px !important; }
[class*="st-key-head-"] [data-testid="stSkeleton"] { height: 17px !important; }
[data-testid="stFileUploaderDropzone"] { max-height: 4.3rem; }
.st-key-navigation [data-testid="stSkeleton"] { height: 25px !important; }
[class*="st-key-alarm"] [data-testid="stSkeleton"] { height: 21px !important; }
[class*="st-key-file-"] { min-height: 84px; }
@media (min-width: 1241px) { .st-key-hero { min-height: 166px; } }
:is(%v) [data-testid="stSkeleton"] { height: 28px !important; }
%h
.stElementContainer:has([data-testid="stButtonGroup"]), [data-testid="stButtonGroup"] { max-width: 100%; min-width: 0; }
[data-testid="stButtonGroup"] > div, [data-testid="stButtonGroup"] [role="radiogroup"] {
  flex-wrap: wrap; max-width: 100%; gap: .3rem;
}
[data-testid="stButtonGroup"] button[data-variant="segmented_control"] {
  margin: 0; border: 1px solid rgba(128, 138, 150, .4) !important; border-radius: .4rem !important;
}
[data-testid="stButtonGroup"] button[aria-checked="true"] { border-color: #1F5FBF !important; }
:is(a[data-testid="stPageLink-NavLink"], [data-testid="stTable"] *, [data-testid^="stElementToolbar"] *):focus-visible {
  outline: 2px solid rgba(47, 111, 214, .9); outline-offset: 1px;
}
.stMain:focus-visible { outline: 2px solid rgba(47, 111, 214, .9); outline-offset: -2px; }
.stMain a[data-testid="stPageLink-NavLink"] p, .stMain .stMarkdownBadge { white-space: normal !important; }
[data-testid="stButtonGroup"] [aria-checked="true"] p, [data-testid="stSliderThumbValue"] p {
  color: light-dark(#0B1220, #E8EDF3);
}
[data-testid="stRadioOption"]:not(:has(:checked)) > div > :first-child { border-color: light-dark(#5B6675, #A9B4C0); }
.stMainBlockContainer h1 { font-size: 1.65rem; padding: 0 0 .1rem; }
.stMainBlockContainer h3 { padding: .3rem 0 .85rem; }
.stMainBlockContainer .stElementContainer:first-child .stHeading :is(h2, h3) { padding-top: 0; }
.st-key-cards h2 { padding: 0; font-size: 1.02rem; }
[class*="st-key-tabs"] a[data-testid="stPageLink-NavLink"] { padding: 2px 10px; border-radius: 6px; }
[class*="st-key-navigation"] a[data-testid="stPageLink-NavLink"] { padding: 4px 8px; }
[class*="st-key-rows"] > *, [class*="st-key-rows"] .stHorizontalBlock > * { flex-shrink: 0; }
[class*="st-key-rows"] .stHorizontalBlock > [data-testid="stVerticalBlock"],
[class*="st-key-rows"] .stHorizontalBlock > .stVerticalBlock { min-width: 0; flex-shrink: 1; }
[class*="st-key-rows"] a[data-testid="stPageLink-NavLink"] { padding: 0; min-height: 0; line-height: 1.35; }
[class*="st-key-rows"] a[data-testid="stPageLink-NavLink"]:not(:hover) { background: transparent; }
[class*="st-key-head-"] a[data-testid="stPageLink-NavLink"] { padding-inline: 0; }
@media (max-width: 1240px) {
  :is([class*="st-key-sides"], .st-key-cards) > * > .stHorizontalBlock { flex-flow: column nowrap; }
  .st-key-sides-opened > * > .stHorizontalBlock { flex-direction: column-reverse; }
  :is([class*="st-key-sides"], .st-key-cards) > * > .stHorizontalBlock > .stColumn {
    width: 100%; flex: 1 1 auto; min-width: 0;
  }
}
[class*="st-key-rows"] a[data-testid="stPageLink-NavLink"] p { white-space: normal; line-height: 1.35; }
[class*="st-key-rows"] p, [class*="st-key-rows"] a[data-testid="stPageLink-NavLink"] p {
  margin: 0; line-height: 1.35; font-size: .92rem;
}
[class*="st-key-rows"] [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
[class*="st-key-rows"] .stHorizontalBlock { overflow: visible; }
a[data-testid="stPageLink-NavLink"] em {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.st-key-rows-alerts [class*="st-key-alarm"] > * { flex-shrink: 0; margin: 0; }
.st-key-rows-alerts .stHorizontalBlock { row-gap: 0; }
[class*="st-key-alarm"] {
  background: rgba(206, 40, 40, .12); border-radius: 6px; padding: 3px 8px;
  min-height: 1.75rem; justify-content: center;
}
.st-key-rows-alerts [class*="st-key-alarm"] a p { font-weight: 600 !important; }
[data-testid="stSidebarContent"] { padding: 0 .5rem; }
[data-testid="stSidebarHeader"] { height: 2rem; margin: 0; padding-top: .4rem; padding-bottom: 0; }
[class*="st-key-navigation"] a[data-testid="stPageLink-NavLink"] > :last-child { flex: 1; }
.st-key-start-yours a[data-testid="stPageLink-NavLink"]:not(:hover),
.stMain a[data-testid="stPageLink-NavLink"]:not(:hover):not([class*="st-key-tabs"] *) { background: transparent; }
.stMain a[data-testid="stPageLink-NavLink"]:not(:is([class*="st-key-tabs"], [class*="st-key-alarm"], .st-key-bar) *) {
  padding-inline: 0;
}
.stMain a[data-testid="stPageLink-NavLink"]:not(:is([class*="st-key-tabs"], [class*="st-key-alarm"], .st-key-bar) *)
  :is(p, [data-testid="stIconMaterial"]) { color: light-dark(#1B4F9C, #8DB8FF); }
.st-key-bar > :last-child a[data-testid="stPageLink-NavLink"] {
  min-height: 2.5rem; padding: .25rem .75rem; border: 1px solid light-dark(#DDE3EA, #2B3541); border-radius: .6rem;
}
.st-key-start-yours a[data-testid="stPageLink-NavLink"] p,
.stMain a[data-testid="stPageLink-NavLink"]:not([class*="st-key-tabs"] *) p { font-weight: 400; }
[class*="st-key-navigation"] a p { display: flex; justify-content: space-between; align-items: center; gap: 2px; }
[class*="st-key-navigation"] a .stMarkdownBadge {
  flex-shrink: 0; min-width: 1.6rem; padding: 0 .4rem !important; border-radius: 1rem; text-align: center;
}
[class*="st-key-navigation"] a [data-testid="stMarkdownContainer"] { width: 100%; }
%s { text-align: right !important; }
@media print {
  .stSidebar, .stAppHeader, [class*="st-key-bar"], [class*="st-key-tabs"], .st-key-walk, .stDownloadButton,
  [data-testid="stPopover"] { display: none !important; }
  .stApp, .stMain, .stAppViewContainer {
    position: static !important; overflow: visible !important; height: auto !important;
  }
  .stMainBlockContainer { max-width: none; padding: 0; }
}
</style>
""".replace("%s", _RIGHT)
    .replace("%h", _TALL)
    .replace("%v", _VIEWS)
)


_ANYTHING = '[data-testid="stSidebar"], .stMain :is(.stMarkdown, .stHeading, [class*="st-key-"])'
BEFORE_THE_SCRIPT = f"""{STYLE}<style>
@media (min-width: 768px) {{
  body:not(:has({_ANYTHING})) .stAppViewContainer {{ padding-left: {SIDEBAR_WIDTH}px; }}
}}
</style>
"""
"""The same for the document itself, with room for the navigation until anything of the page is there."""


def kept_free(pixels: int, name: str, *, stacked: bool = False) -> DeltaGenerator:
    """A place as tall as what will stand in it, before it is drawn: nothing below moves as it comes.

    The browser may find that it needs more; what is `stacked` on a phone takes twice as much there. `name` is unique
    on the page."""
    return st.container(key=f"tall{min(pixels // STEP, MOST_STEPS)}-{'stacked-' if stacked else ''}{name}")


def apply_look() -> None:
    """Puts the style into the page; it holds constants only, nothing that came from a file."""
    st.html(STYLE)
