"""Draws charts in a process of its own: a list of specifications comes in as JSON, a list of SVG texts goes out.

Run as a file, so that it starts without the rest of the playbook; nothing coming in means that nobody wants a chart."""

import json
import sys

import vl_convert

NOTHING = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"values": []}, "mark": "point"}


def main() -> None:
    """Starts the engine while the charts are still being made, then draws them."""
    vl_convert.vegalite_to_svg(NOTHING)
    given = sys.stdin.buffer.read()
    if given:
        drawn = [vl_convert.vegalite_to_svg(spec) for spec in json.loads(given)]
        sys.stdout.buffer.write(json.dumps(drawn).encode())


if __name__ == "__main__":
    main()
