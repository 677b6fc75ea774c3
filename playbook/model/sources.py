"""Where numbers come from: files of tools, and tables with headings of their own."""

from pydantic import Field

from metrics.definition import Definition
from metrics.source import Source


class SourceDefinitions(Definition):
    """`definitions/sources.yaml`"""

    sources: tuple[Source, ...] = Field(
        default=(), description="files that come again and again, and what in them is which metric of which product"
    )
