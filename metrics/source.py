"""Where files of numbers come from, and what in them is which metric of which product."""

from enum import StrEnum

from pydantic import Field

from metrics.definition import Definition, Grain, Identifier, Named

TABLE = "table"
"""Stands for the tool of a source whose files are tables of its own headings."""

TOOLS = (
    "Anthropic", "CloudWatch", "Datadog", "DeepEval", "FOCUS", "Grafana", "HELM", "Helicone", "Inspect", "JUnit",
    "Langfuse", "LiteLLM", "lm-eval", "MLflow", "NPS survey", "OpenAI", "OpenTelemetry", "Prometheus", "promptfoo",
    "Ragas", "W&B",
)  # fmt: skip
"""Tools whose files are read."""


class WeekFrom(StrEnum):
    """Where a file says its week, if no column does."""

    COLUMN = "column"
    FILE_NAME = "file_name"


class Service(StrEnum):
    """What a source is pulled from."""

    LITELLM = "litellm"
    LANGFUSE = "langfuse"
    OPENAI = "openai"
    ANTHROPIC = "anthropic"
    PROMETHEUS = "prometheus"
    DATADOG = "datadog"
    URL = "url"
    SQL = "sql"


class Pull(Definition):
    """How the numbers of a source are fetched. Secrets stand in the environment, and only their names here."""

    service: Service = Field(
        description="who is asked: litellm, langfuse, openai, anthropic, prometheus, datadog, url (a file, or a folder"
        " of an object store) or sql"
    )
    url: str = Field(
        default="",
        description="address of the service, of the file or of the database; blank: the vendor's own, or the first"
        " secret of sql. {week} and {day} in the address of a file stand for each week or day",
    )
    secrets: tuple[str, ...] = Field(
        default=(),
        description="names of the environment variables that hold the key; langfuse: public and secret key; datadog:"
        " API and application key; sql: the address of the database",
    )
    report: str = Field(
        default="",
        description="which report: openai costs (usual) or completions, embeddings and others; anthropic cost (usual)"
        " or messages; litellm user (usual), team or tag",
    )
    query: str = Field(
        default="",
        description="of prometheus, datadog and sql: the question; sql may use :since and :until. Of langfuse: a JSON"
        " object with view, metrics, dimensions and filters for its metrics API (version 2); blank: its daily metrics",
    )
    parameters: dict[str, str] = Field(
        default_factory=dict, description="what else goes with the question, such as {project_ids: proj_support}"
    )
    days: int = Field(default=14, ge=1, le=366, description="how many days back each pull looks for what was restated")


class Taken(Definition):
    """One measure of a tool's file that becomes a metric."""

    metric: Identifier = Field(description="metric that it becomes")
    measure: str = Field(min_length=1, description="name of the measure, as `playbook read` shows it")
    where: dict[str, str] = Field(
        default_factory=dict,
        description="what the measure must be about, such as {model: gpt-4o-mini, task: refunds} or {currency: USD}",
    )
    product: Identifier | None = Field(default=None, description="product it is of; blank: the source's")


class Source(Named):
    """One kind of file that comes again and again."""

    tool: str = Field(
        default=TABLE, description="tool as `playbook read` names it; blank: a table with headings of its own"
    )
    owner: Identifier = Field(description="seat that answers for its coming")
    product: Identifier | None = Field(
        default=None, description="product of all of its numbers, where the file names none"
    )
    product_from: str = Field(default="", description="what of a measure names its product, such as team")
    products: dict[str, Identifier] = Field(
        default_factory=dict, description="products by the names that the files use for them"
    )
    where: dict[str, str] = Field(
        default_factory=dict,
        description="what makes a tool's file one of this source, such as {task: refunds}; of a table, rows that count",
    )
    takes: tuple[Taken, ...] = Field(default=(), description="measures of a tool's file and the metrics they become")
    headings: dict[str, str] = Field(
        default_factory=dict,
        description="headings of a table and what they are: week, date, product, metric, value, numerator,"
        " denominator, a metric, or a metric with its part, as task_success_rate numerator; blank: left out",
    )
    metrics: dict[str, Identifier] = Field(
        default_factory=dict, description="metrics by the names that the files use for them"
    )
    records: str = Field(default="", description="where the list of records stands in JSON, as job.results")
    totals: tuple[str, ...] = Field(default=(), description="words in the first column of rows that are totals")
    sheet: str = Field(default="", description="title of the sheet, where a workbook has several")
    week_from: WeekFrom = Field(
        default=WeekFrom.COLUMN, description="where the week stands: a column, or the file's name"
    )
    timezone: str = Field(default="", description="where its instants become days; blank: the charter's time zone")
    every: Grain | None = Field(default=None, description="how often it comes; blank: whenever it comes")
    due_days: int = Field(
        default=1, ge=0, description="days after the end of a day or week by which it has to be there"
    )
    pull: Pull | None = Field(default=None, description="how its numbers are fetched; blank: files are sent")
