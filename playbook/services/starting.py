"""Starting a playbook of one's own: in place or in another folder, with targets dated from its own first day."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unicodedata import normalize

from playbook.concerns.team.seats import known_seats
from playbook.loading.loader import load_texts
from playbook.loading.page_settings import FILE as SETTINGS_FILE
from playbook.loading.state import keep_whole, read_folder
from playbook.model.playbook import RECORD_FILES
from playbook.services import first_records
from playbook.services import wording_starting as wording
from playbook.services.beginning import Beginning, FirstProduct, Started
from playbook.services.recording.commit import NotCommitted, start_repository
from playbook.settings import OWN_STORE, Project, WrongUse, find_home, has_started, started_on
from playbook.whole_file import write_whole
from playbook.yaml_text.source import read
from playbook.yaml_text.writer import with_entries

METRICS = "definitions/metrics.yaml"
CHARTER = "records/charter.yaml"
PRODUCTS = "records/products.yaml"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_NAME = 120
_FURTHEST = timedelta(days=3660)
_PLAIN_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def product_id_of(name: str) -> str:
    """An identifier made of a product's name; raises WrongUse where nothing is left of it."""
    plain = normalize("NFKD", name.casefold().translate(_PLAIN_LETTERS)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    if not any(word.strip("0123456789") for word in words):
        raise WrongUse(wording.no_identifier(name))
    if words[0][0].isdigit():
        words.insert(0, "product")
    return "-".join(words)[:80].rstrip("-")


def seats_to_fill(project: Project) -> tuple[str, ...]:
    """Seats that the definitions of a new playbook name; raises Problems where they are broken."""
    texts = {name: text for name, text in read_folder(project.playbook).items() if name.startswith("definitions/")}
    return known_seats(load_texts(texts))


def check_product(name: str) -> str:
    """A product's name that gives an identifier; raises WrongUse."""
    name = check_name(name)
    product_id_of(name)
    return name


def check_start(day: object, today: date) -> date:
    """A first day within reach; raises WrongUse."""
    if not isinstance(day, date):
        raise WrongUse(wording.bad_start(""))
    if abs(day - today) > _FURTHEST:
        raise WrongUse(wording.start_out_of_reach(day))
    return day


def place_to_start(project: Project, folder: Path | None) -> Path:
    """The folder where a playbook may start, the project's own where none is named; raises WrongUse."""
    in_place = folder is None or folder.resolve() == project.playbook.resolve()
    if in_place and project.installed:
        raise WrongUse(wording.needs_a_folder())
    target = project.playbook if folder is None or in_place else folder
    if has_started(target):
        raise WrongUse(wording.started_already(str(target), started_on(target)))
    if target.resolve() == project.sample.resolve():
        raise WrongUse(wording.not_in_the_sample())
    return target


def start(project: Project, folder: Path | None, beginning: Beginning) -> Started:
    """Writes the new playbook's files, the charter's start last; raises WrongUse where one has started there, and
    Problems where the definitions it would begin with are broken."""
    target = place_to_start(project, folder)
    in_place = target == project.playbook
    shipped = read_folder(project.playbook)
    texts = dict(read_folder(target) if (target / "definitions").is_dir() else shipped)
    if not in_place:
        texts |= _empty_records(project.playbook, target)
    # definitions that somebody wrote for this folder are dated as they want them
    moved = timedelta(0)
    if texts[METRICS] == shipped[METRICS]:
        moved = beginning.start - (started_on(project.playbook) or started_on(project.sample) or beginning.start)
        if beginning.currency:
            texts |= first_records.with_currency(texts, beginning.currency)
    texts[METRICS] = move_targets(texts[METRICS], moved)
    ids = [product_id_of(product.name) for product in beginning.products]
    for index, product in enumerate(beginning.products):
        if ids[index] in ids[:index]:
            raise WrongUse(wording.twice(product.name))
        texts[PRODUCTS] = with_product(texts.get(PRODUCTS, ""), product, beginning.start)
    texts[CHARTER] = with_start(texts.get(CHARTER, ""), beginning)
    texts |= first_records.of_the_whole(texts, beginning)
    playbook = load_texts(texts)
    targets = first_records.money_targets(shipped, playbook) if beginning.currency else ()
    in_money = targets, first_records.money_lines(shipped, playbook) if beginning.currency else ()
    experiments = 0
    passed_over: tuple[str, ...] = ()
    if beginning.sheet is not None:
        texts[first_records.EXPERIMENTS], experiments, passed_over = first_records.experiments(
            texts, playbook, beginning
        )
        playbook = load_texts(texts)
    try:
        _write(target, texts, project, in_place=in_place)
        keep_whole(find_home(target, None, {}, project).cache, playbook.digest, texts)
    except OSError as reason:
        raise WrongUse(wording.not_writable(str(target), reason.strerror or str(reason))) from reason
    commit, no_git = _into_git(target, beginning)
    first = product_id_of(beginning.product)
    return Started(target, in_place, first, moved.days, experiments, commit, no_git, *in_money, passed_over)


def _into_git(target: Path, beginning: Beginning) -> tuple[str, str]:
    """The first commit, or why there is none; the page is let write, and commit where that is possible."""
    settings = target / SETTINGS_FILE
    before = settings.read_text("utf-8") if settings.exists() else ""
    if beginning.writes:
        write_whole(settings, f"{before}edit: true\ncommit: true\n".encode())
    try:
        return start_repository(target, wording.first_commit(beginning.name), everywhere=beginning.writes), ""
    except NotCommitted as refused:
        if beginning.writes:
            write_whole(settings, f"{before}edit: true\n".encode())
        return "", str(refused)


def move_targets(text: str, by: timedelta) -> str:
    """The text of `metrics.yaml` with every dated target moved; nothing else in it changes."""
    if not by:
        return text
    document = read(text, METRICS)
    lines = text.splitlines(keepends=True)
    metrics = document.data.get("metrics") or []
    places = {
        (place.line or 1, place.column or 1)
        for number, metric in enumerate(metrics)
        for path, entries in _targets(metric)
        for entry in range(len(entries))
        for place in [document.where(("metrics", number, *path, entry, "date"), key=False)]
    }
    for line, column in sorted(places, reverse=True):
        before = lines[line - 1]
        match = _DAY.search(before, column - 1)
        # the day itself, or the day within quotes
        if match is not None and match.start() - (column - 1) <= 1:
            day = date.fromisoformat(match[0]) + by
            lines[line - 1] = before[: match.start()] + day.isoformat() + before[match.end() :]
    return "".join(lines)


def _targets(metric: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Sequence[Any]]]:
    """Its targets and those of each product, each with the keys that lead to them."""
    yield ("targets",), metric.get("targets") or ()
    for product, entries in (metric.get("targets_by_product") or {}).items():
        yield ("targets_by_product", product), entries or ()


def with_start(text: str, beginning: Beginning) -> str:
    """The charter's records with their start and the organization's name."""
    return _with_key(_with_key(text, "organization", _quoted(beginning.name)), "start", beginning.start.isoformat())


def with_product(text: str, product: FirstProduct, start: date) -> str:
    """The products' records with a product in its first stage."""
    identifier = product_id_of(product.name)
    there = read(text, PRODUCTS).data.get("products") or ()
    if any(one.get("id") == identifier for one in there):
        return text
    name = product.name.strip()
    entry = [f"  - id: {identifier}"]
    if name != identifier:
        entry.append(f"    name: {_quoted(name)}")
    entry += [
        f"    owner: product-lead            # {wording.OWNER_HINT}",
        f"    risk_tier: {product.tier}",
        f'    stages: [{{stage: spec, "on": {start.isoformat()}}}]',
    ]
    if not there:
        return _with_key(text, "products", "\n" + "\n".join(entry))
    begun = {"stage": "spec", "on": start}
    named = {"name": name} if name != identifier else {}
    more = {"id": identifier, **named, "owner": "product-lead", "risk_tier": str(product.tier), "stages": [begun]}
    return with_entries(text, ("products",), [more], PRODUCTS)


def _with_key(text: str, key: str, value: str) -> str:
    """The text with `key: value` at the left margin: in place of an empty one, else below everything else."""
    written = f"{key}:{value if value.startswith(chr(10)) else ' ' + value}\n"
    empty = re.compile(rf"^{key}:[ \t]*(?:\[\]|''|\"\"|~|null)?[ \t]*(?:#.*)?(?:\n|\Z)", re.MULTILINE)
    if empty.search(text):
        return empty.sub(lambda _: written, text, count=1)
    return text + ("" if not text or text.endswith("\n") else "\n") + written


def _quoted(name: str) -> str:
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 .&()-]*[A-Za-z0-9.)]", name) is not None
    reserved = name.casefold() in {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
    return name if plain and not reserved else "'" + name.replace("'", "''") + "'"


def check_name(name: str) -> str:
    """A name that can be shown and written; raises WrongUse."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise WrongUse(wording.bad_name(_LONGEST_NAME))
    return name


def _empty_records(source: Path, target: Path) -> dict[str, str]:
    """What the records of a new folder begin with where it has none: the help in the project's, none of its data."""
    texts: dict[str, str] = {}
    for name in RECORD_FILES:
        path = target / "records" / f"{name}.yaml"
        if path.exists():
            continue
        path = source / "records" / f"{name}.yaml"
        texts[f"records/{name}.yaml"] = help_of(path.read_text("utf-8")) if path.exists() else ""
    return texts


def help_of(text: str) -> str:
    """The lines of help at the top of a file."""
    kept: list[str] = []
    for line in text.splitlines(keepends=True):
        if line.strip() and not line.startswith("#"):
            break
        kept.append(line)
    return "".join(kept)


def _write(target: Path, texts: Mapping[str, str], project: Project, *, in_place: bool) -> None:
    (target / "definitions").mkdir(parents=True, exist_ok=True)
    (target / "records").mkdir(exist_ok=True)
    if not in_place:
        schema = project.playbook / "schema"
        if schema.is_dir() and not (target / "schema").exists():
            shutil.copytree(schema, target / "schema", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        for name in ("definitions/README.md", "records/README.md"):
            if (project.playbook / name).exists() and not (target / name).exists():
                shutil.copyfile(project.playbook / name, target / name)
        settings = project.playbook / SETTINGS_FILE
        if settings.exists() and not (target / SETTINGS_FILE).exists():
            write_whole(target / SETTINGS_FILE, help_of(settings.read_text("utf-8")).encode())
        ignored = target / ".gitignore"
        if not ignored.exists():
            ignored.write_text(f"{OWN_STORE}*\n.last-whole*.json\n", "utf-8")
    # the charter's start makes it a playbook that has started: written last, so that a half-written one has not
    for name in sorted(texts, key=lambda name: name == CHARTER):
        path = target / name
        if not path.exists() or path.read_text("utf-8") != texts[name]:
            write_whole(path, texts[name].encode())
