// What the page draws of its own: a table of rows that sorts, searches, narrows and pages in the browser, and short lists
// of rows that stand close together. Text only ever becomes text, never markup.
// Each cell of a table is [text, note, order, href, badges, title, trend]; a badge is [word, tone, icon]. Rows are
// {k: key, c: cells}. A cell of a list is {text, tone, strong, to, about, below, icon, tile, trend, bar}.

const kept = new Map();

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function compare(one, other) {
  const empty = (value) => value === null || value === undefined || value === "";
  if (empty(one) || empty(other)) return Number(empty(one)) - Number(empty(other));
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), undefined, { numeric: true });
}

const orderOf = (cell) => (cell ? cell[2] ?? cell[0] : null);
const wordsOf = (cell) => (cell ? [cell[0], cell[1], ...(cell[4] ?? []).map((badge) => badge[0])].join(" ") : "");

// The day stays with its month, so that no line ends between them.
const worded = (text) => text?.replace(/\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?=\d)/g, "$1\u00a0");

function badgeOf([word, tone, icon], means) {
  const sign = icon ? make("span", { class: "pt-icon", "aria-hidden": "true", translate: "no" }, icon) : null;
  return make("span", { class: `pt-badge pt-${tone}`, title: means?.[word] }, sign, make("span", {}, word));
}

function trendOf(values, title) {
  const [wide, high, margin] = [84, 20, 3];
  const [low, top] = [Math.min(...values), Math.max(...values)];
  const place = (value, index) => [
    margin + ((wide - 2 * margin) * index) / (values.length - 1),
    margin + (high - 2 * margin) * (top === low ? 0.5 : (top - value) / (top - low)),
  ];
  const part = (tag, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const picture = part("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": title, class: "pt-trend" });
  const points = values.map((value, index) => place(value, index).map((each) => each.toFixed(1)).join(","));
  const [x, y] = place(values[values.length - 1], values.length - 1);
  picture.append(part("polyline", { fill: "none", stroke: "currentColor", "stroke-width": 1.6, points: points.join(" ") }),
    part("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 2.4, fill: "currentColor" }));
  return picture;
}

// A link to a screen of ours, with the day and the product of the page; followed in place, without a load.
function linkTo(href, attributes, common, go, ...inside) {
  const [path, query = ""] = href.split("?");
  const whole = `${path}?${new URLSearchParams({ ...common, ...Object.fromEntries(new URLSearchParams(query)) })}`;
  const link = make("a", { href: whole, ...attributes }, ...inside);
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(whole);
  });
  return link;
}

class Grid {
  constructor(root) { this.root = root; }

  show(data, go) {
    this.data = data;
    this.go = go;
    const first = { search: "", column: data.sort ?? null, down: data.down ?? false, page: 0, chosen: {} };
    const before = kept.get(data.name);
    if (!before || before.group !== data.group || before.sorted !== data.sort) {
      kept.set(data.name, { ...first, search: before?.search ?? "", group: data.group, sorted: data.sort });
    }
    this.state = kept.get(data.name);
    if (data.selected && this.state.selected !== data.selected) {
      this.state.selected = data.selected;
      const place = this.found().findIndex((row) => row.k === data.selected);
      if (place >= 0) this.state.page = Math.floor(place / data.size);
    }
    this.short = data.dense && data.matrix;
    this.root.classList.toggle("pt-dense", data.dense);
    const holding = document.activeElement?.dataset?.pt;
    const inside = this.root.contains(document.activeElement);
    this.root.replaceChildren(this.tools(), (this.body = make("div")));
    this.rows();
    if (inside && holding) this.root.querySelector(`[data-pt="${CSS.escape(holding)}"]`)?.focus();
  }

  found() {
    const { rows, group } = this.data;
    const { search, column, down, chosen } = this.state;
    const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const shown = rows.filter((row) => {
      for (const [index, value] of Object.entries(chosen)) {
        if (value && this.choice(row.c[index]) !== value) return false;
      }
      if (!wanted.length) return true;
      row.words ??= row.c.map(wordsOf).join(" ").toLocaleLowerCase();
      return wanted.every((word) => row.words.includes(word));
    });
    const sorted = column === null ? shown : shown
      .map((row, index) => [row, index])
      .sort(([a, i], [b, j]) => (down ? -1 : 1) * compare(orderOf(a.c[column]), orderOf(b.c[column])) || i - j)
      .map(([row]) => row);
    if (group === null || group === undefined) return sorted;
    const groups = new Map();
    const heads = rows.map((row) => row.g).sort((a, b) => compare(a[1], b[1]));
    for (const [word] of heads) groups.set(word, []);
    for (const row of sorted) groups.get(row.g[0]).push(row);
    return [...groups.values()].flat();
  }

  choice(cell) { return cell ? (cell[4]?.[0]?.[0] ?? cell[0]) : ""; }

  tools() {
    const { data, state } = this;
    const tools = make("div", { class: "pt-tools" });
    this.count = make("span", { class: "pt-count", role: "status" });
    if (data.rows.length > data.quiet) {
      const search = make("input", { type: "search", value: state.search, "data-pt": "search" });
      search.addEventListener("input", () => { state.search = search.value; state.page = 0; this.rows(); });
      tools.append(this.labeled(data.words.search, search));
      data.fields.forEach((field, index) => {
        if (!field.choose) return;
        const values = [...new Set(data.rows.map((row) => this.choice(row.c[index])).filter(Boolean))].sort();
        if (values.length < 2) return;
        this.select(tools, field.title, ["", ...values], (value) => value || data.words.any, state.chosen[index] ?? "",
          (value) => { state.chosen[index] = value; state.page = 0; this.rows(); });
      });
      const orders = data.fields.flatMap((_, index) => [`${index}`, `${index}-`]);
      const name = (value) => !value ? data.words.given
        : `${data.fields[parseInt(value, 10)].title} ${value.endsWith("-") ? "↓" : "↑"}`;
      const now = state.column === null ? "" : `${state.column}${state.down ? "-" : ""}`;
      this.select(tools, data.words.order, ["", ...orders], name, now, (value) => {
        state.column = value ? parseInt(value, 10) : null;
        state.down = value.endsWith("-");
        state.page = 0;
        this.rows();
      }).classList.add("pt-order");
      tools.append(this.count);
    }
    return tools;
  }

  select(tools, title, values, name, now, chosen) {
    const select = make("select", { "data-pt": `choose-${title}` }, ...values.map((value) =>
      make("option", { value, selected: value === now ? "" : null }, name(value))));
    select.addEventListener("change", () => chosen(select.value));
    const field = this.labeled(title, select);
    tools.append(field);
    return field;
  }

  labeled(title, control) {
    control.id = `pt-${this.data.name}-${control.dataset.pt}`.replace(/\W+/g, "-");
    return make("div", { class: "pt-tool" }, make("label", { for: control.id }, title), control);
  }

  rows() {
    const { data, state } = this;
    const found = this.found();
    const pages = Math.max(1, Math.ceil(found.length / data.size));
    state.page = Math.min(state.page, pages - 1);
    const start = state.page * data.size;
    const shown = found.slice(start, start + data.size);
    const head = make("tr", { role: "row" }, ...data.fields.map((field, index) => this.heading(field, index)));
    const body = make("tbody", { role: "rowgroup" });
    let group = null;
    for (const row of shown) {
      if (row.g && row.g[0] !== group) {
        group = row.g[0];
        const many = found.filter((each) => each.g[0] === group).length;
        const cell = make("th", { colspan: data.fields.length, scope: "rowgroup", role: "rowheader" }, `${group} (${many})`);
        body.append(make("tr", { role: "row", class: "pt-group" }, cell));
      }
      body.append(this.row(row));
    }
    const table = make("table", { role: "table", "aria-label": data.label, class: data.matrix ? "pt-matrix" : null },
      make("thead", { role: "rowgroup" }, head), body);
    const box = make("div", { class: "pt-box", tabindex: "0", role: "region", "aria-label": data.label },
      found.length ? table : make("div", { class: "pt-none" }, data.words.none));
    this.body.replaceChildren(box, ...this.pager(pages, start, shown.length, found.length));
    this.count.textContent = found.length === data.rows.length
      ? `${found.length.toLocaleString("en")} ${data.words.rows}`
      : `${found.length.toLocaleString("en")} / ${data.rows.length.toLocaleString("en")} ${data.words.rows}`;
  }

  heading(field, index) {
    const { state, data } = this;
    const sorted = state.column === index ? (state.down ? "descending" : "ascending") : null;
    const classes = [field.right ? "pt-right" : "", field.spare ? "pt-spare" : ""].filter(Boolean).join(" ") || null;
    const attributes = { scope: "col", role: "columnheader", class: classes, "aria-sort": sorted, title: field.means };
    const heading = make("th", attributes);
    heading.style.setProperty("--width", field.width ? `${field.width}px` : "auto");
    if (data.rows.length < 3 || !field.title || this.short) {  // a scale has its order
      heading.append(field.title);
      return heading;
    }
    const button = make("button", { type: "button", "data-pt": `sort-${index}` }, field.title);
    button.addEventListener("click", () => {
      state.down = state.column === index ? !state.down : Boolean(field.right);
      state.column = index;
      state.page = 0;
      this.rows();
      this.root.querySelector(`[data-pt="sort-${index}"]`)?.focus();
    });
    heading.append(button);
    return heading;
  }

  row(row) {
    const { data } = this;
    const line = make("tr", { role: "row", "aria-current": row.k && row.k === data.selected ? "true" : null });
    data.fields.forEach((field, index) => {
      const cell = row.c[index];
      const empty = !cell || (!cell[0] && !cell[4] && !cell[6]);
      const half = field.right || cell?.[6];  // short enough for two of them beside each other on a phone
      const classes = [field.right ? "pt-right" : "", field.spare ? "pt-spare" : "", half ? "pt-half" : "", empty ? "pt-empty" : ""]
        .filter(Boolean).join(" ");
      const place = index === 0
        ? make("th", { scope: "row", role: "rowheader", class: classes || null })
        : make("td", { role: "cell", class: classes || null, "data-title": field.title });
      if (cell) place.append(this.content(cell, `${row.k}-${index}`));
      line.append(place);
    });
    const link = line.querySelector("a:not([target])");
    if (link && !data.matrix) {
      line.classList.add("pt-opens");
      line.addEventListener("click", (event) => {
        if (!event.target.closest("a") && !window.getSelection()?.toString()) link.click();
      });
    }
    return line;
  }

  content([text, note, , href, badges, title, trend], key) {
    const inside = make("div", { class: "pt-line" });
    if (trend) inside.append(trendOf(trend, title));
    if (text) inside.append(make("span", {}, worded(text)));
    if (text && badges) inside.append(" ");
    for (const badge of badges ?? []) inside.append(badgeOf(badge, this.data.means));
    const cell = make("div");
    cell.append(href ? this.link(href, inside, key, title) : inside);
    if (note) cell.append(make("span", { class: "pt-note" }, worded(note)));
    return cell;
  }

  link(href, inside, key, title) {
    if (/^https?:/.test(href)) {
      const sign = make("span", { class: "pt-icon", "aria-hidden": "true", translate: "no" }, "open_in_new");
      inside.append(" ", sign);
      return make("a", { href, target: "_blank", rel: "noopener noreferrer", "data-pt": key }, inside);
    }
    const name = title ? `${inside.textContent}: ${title}` : null;
    const current = href === this.data.current ? "true" : null;
    return linkTo(href, { "data-pt": key, "aria-label": name, "aria-current": current }, this.data.common, this.go, inside);
  }

  pager(pages, start, shown, total) {
    if (pages < 2) return [];
    const { state, data } = this;
    const button = (name, step, off) => {
      const made = make("button", { type: "button", "data-pt": `page${step}`, disabled: off ? "" : null }, name);
      made.addEventListener("click", () => {
        state.page += step;
        this.rows();
        const again = this.root.querySelector(`[data-pt="page${step}"]`);
        (again?.disabled ? this.root.querySelector(".pt-box") : again)?.focus();
      });
      return made;
    };
    const words = `${(start + 1).toLocaleString("en")}–${(start + shown).toLocaleString("en")} / ${total.toLocaleString("en")}`;
    return [make("nav", { class: "pt-pages", "aria-label": `${data.label}: ${data.words.pages}` }, button(data.words.back, -1, state.page === 0),
      make("span", { role: "status" }, words), button(data.words.next, 1, state.page === pages - 1))];
  }
}

function barOf([value, plan], title) {
  const part = (name, style) => {
    const made = make("span", { class: name });
    Object.assign(made.style, style);
    return made;
  };
  const share = (number) => `${Math.max(0, Math.min(100, number))}%`;
  return make("span", { class: "pl-bar", role: "img", "aria-label": title },
    value === null ? null : part("pl-value", { width: share(value) }), part("pl-plan", { left: share(plan) }));
}

// A short list: columns have their width or share what is left; the last cell of a row that has fewer takes the rest.
function list(root, data, go) {
  const holding = root.contains(document.activeElement) ? document.activeElement.dataset.pt : null;
  const titled = data.columns.some((column) => column.title);
  // narrower than this, columns of a width give way together, so that a word of the first is not cut
  const whole = data.columns.reduce((sum, { width }) => sum + (width || 104) + 8, 0);
  const place = (index, last, inside, role) => {
    const { width, right } = data.columns[index];
    const wide = width && !last;
    const name = ["pl-cell", right ? "pl-right" : "", wide ? "pl-wide" : ""].filter(Boolean).join(" ");
    const cell = make("div", { class: name, role: titled ? role : null }, inside);
    if (wide) {
      cell.style.setProperty("--width", `${width}px`);
      cell.style.setProperty("--share", `${(100 * width) / whole}%`);
    }
    return cell;
  };
  const row = (cells, kind) => make("div", { class: kind, role: titled ? "row" : null }, ...cells);
  const content = (cell, key) => {
    if (cell.trend) return make("span", { class: `pl-${cell.tone}` }, trendOf(cell.trend, cell.about));
    if (cell.bar) return barOf(cell.bar, cell.about);
    const inside = [
      cell.icon ? make("span", { class: "pt-icon", "aria-hidden": "true", translate: "no" }, cell.icon) : null,
      make(cell.strong ? "strong" : "span", {}, worded(cell.text) ?? ""),
      cell.below ? " " : null,
      cell.below ? make("span", { class: "pl-below" }, worded(cell.below)) : null,
    ];
    const tone = [cell.tone ? `pl-${cell.tone}` : "", cell.tile ? "pl-tile" : ""].filter(Boolean).join(" ") || null;
    const attributes = { class: tone, title: cell.about };
    return cell.to ? linkTo(cell.to, { ...attributes, "data-pt": key }, data.common, go, ...inside)
      : make("span", attributes, ...inside);
  };
  const head = titled ? [row(data.columns.map((column, index) =>
    place(index, false, column.title, column.title ? "columnheader" : "cell")), "pl-head")] : [];
  const rows = data.lines.map((cells, line) => row(cells.map((cell, index) =>
    place(index, index === cells.length - 1 && cells.length < data.columns.length,
      content(cell, `${data.list}-${line}-${index}`), index ? "cell" : "rowheader")), "pl-row"));
  root.className = `pt pl pl-${data.list}`;
  root.replaceChildren(make("div", { role: titled ? "table" : null, "aria-label": titled ? data.label : null }, ...head, ...rows));
  if (holding) root.querySelector(`[data-pt="${CSS.escape(holding)}"]`)?.focus();
}

const landed = { on: null };

// What the address names gets focus and stands in view, once: typing later on is never interrupted.
function land(target) {
  if (landed.on === target) return;
  landed.on = target;
  let tries = 0;
  const look = () => {
    const place = document.querySelector(`.st-key-${CSS.escape(target)}`);
    if (landed.on !== target || tries > 60) return;
    tries += 1;
    if (!place) { window.setTimeout(look, 50); return; }
    place.setAttribute("tabindex", "-1");
    place.style.outline = "none";
    place.focus({ preventScroll: true });
    place.style.scrollMarginTop = "12px";
    place.scrollIntoView({ block: "nearest" });
  };
  look();
}

const grids = new WeakMap();

// A day that was typed is taken when its calendar closes, and Escape closes it: Enter does the same.
function takeOnEnter(part) {
  if (!(part instanceof Element) || part.getAttribute("role") !== "spinbutton") return;
  if (!part.closest("[data-testid=stDateInput]")) return;
  const closing = { key: "Escape", code: "Escape", bubbles: true, cancelable: true };
  setTimeout(() => part.dispatchEvent(new KeyboardEvent("keydown", closing)), 0);
}

// A table of the page's own that scrolls sideways takes focus, so that the arrow keys reach what is out of sight.
function reachTables() {
  for (const table of document.querySelectorAll("[data-testid=stTable] table")) {
    const box = table.parentElement, scrolls = box.scrollWidth > box.clientWidth + 1;
    for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", table.getAttribute("aria-label")]]) {
      if (scrolls && value) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  }
}

let helped = false;

function helpKeys() {
  reachTables();
  if (helped) return;
  helped = true;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter") takeOnEnter(event.target);
    if (event.key === "Tab") reachTables();
  }, true);
}

export default function ({ parentElement, data, setTriggerValue }) {
  if (!data) return undefined;
  if (data.keys) {
    helpKeys();
    return undefined;
  }
  if (data.land) {
    land(data.land);
    return () => { landed.on = null; };
  }
  const root = parentElement.querySelector(".pt");
  if (!root) return undefined;
  if (data.list) {
    list(root, data, (href) => setTriggerValue("go", href));
    return undefined;
  }
  if (!grids.has(root)) grids.set(root, new Grid(root));
  grids.get(root).show(data, (href) => setTriggerValue("go", href));
  return undefined;
}
