"use strict";
// The report's table. Everything a page says arrives as JSON and leaves as text nodes: no page can bring
// markup. Rows are drawn as they come into view, so that thousands open and sort at once.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("data");
  let evidence = null;
  const quotes = () => (evidence ??= read("quotes"));
  const word = (phrase) => data.words[phrase] ?? phrase;
  const chunk = 100;
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const count = document.getElementById("count");
  const dialog = document.getElementById("dialog");
  const search = document.getElementById("search");
  const disputed = document.getElementById("disputed");
  const facets = [...document.querySelectorAll("select[data-facet]")];
  const grouping = document.getElementById("grouping");
  const state = { sort: -1, down: false, lines: [], drawn: 0 };

  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  // MARK: What is shown

  const haystack = (row) =>
    (row.text ??= [row.title, row.id, ...row.cells.flatMap((cell) => cell.v.map((value) => value.t))].join(" ").toLowerCase());

  const isShown = (row, words) =>
    words.every((part) => haystack(row).includes(part)) &&
    (!disputed.checked || row.conflicts.length > 0) &&
    facets.every((facet) => !facet.value || row.groups[facet.dataset.facet].includes(facet.value));

  // A number where the column has one, else words; what is not stated comes last either way.
  const key = (row) => {
    if (state.sort < 0) return row.title.toLowerCase();
    const cell = row.cells[state.sort];
    return cell.k ?? cell.v[0]?.t.toLowerCase() ?? null;
  };

  const sorted = (rows) => {
    if (state.sort === -1 && !state.asked) return rows;
    const keys = new Map(rows.map((row) => [row, key(row)]));
    const order = new Intl.Collator(undefined, { numeric: true });
    const sign = state.down ? -1 : 1;
    return [...rows].sort((a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      if (x === null || y === null) return (x === null) - (y === null);
      if (typeof x === "number" && typeof y === "number") return sign * (x - y);
      return sign * order.compare(String(x), String(y));
    });
  };

  const refresh = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = sorted(data.rows.filter((row) => isShown(row, words)));
    count.textContent = `${rows.length} / ${data.rows.length}`;
    state.lines = [];
    if (grouping.value) {
      const groups = new Map();
      for (const row of rows) {
        const names = row.groups[grouping.value];
        for (const name of names.length ? names : [word("not stated")]) {
          if (!groups.has(name)) groups.set(name, []);
          groups.get(name).push(row);
        }
      }
      for (const name of [...groups.keys()].sort()) state.lines.push({ heading: name }, ...groups.get(name).map((row) => ({ row })));
    } else {
      state.lines = rows.map((row) => ({ row }));
    }
    body.replaceChildren();
    state.drawn = 0;
    table.setAttribute("aria-rowcount", state.lines.length + 1);
    draw(chunk);
    const first = body.querySelector(".value");
    if (first) first.tabIndex = 0;
  };

  const draw = (more) => {
    const end = Math.min(state.lines.length, state.drawn + more);
    const part = document.createDocumentFragment();
    for (; state.drawn < end; state.drawn++) {
      const line = state.lines[state.drawn];
      const tr = line.row ? drawRow(line.row) : drawHeading(line.heading);
      tr.setAttribute("aria-rowindex", state.drawn + 2);
      part.append(tr);
    }
    body.append(part);
  };

  const drawHeading = (heading) =>
    make("tr", { class: "group" }, make("th", { colspan: data.columns.length + 1, scope: "rowgroup" }, heading));

  const button = (text, opens) => {
    const node = make("button", { class: "value", type: "button", tabindex: "-1" }, text);
    node.addEventListener("click", () => opens());
    return node;
  };

  const drawRow = (row) => {
    const name = make("th", { scope: "row" }, button(row.title || row.id, () => openRow(row)));
    if (row.conflicts.length) name.append(make("span", { class: "flag", title: row.conflicts.join("; ") }, `≠ ${word("Conflicts")}: ${row.conflicts.length}`));
    const cells = row.cells.map((cell, index) => {
      const td = make("td", { "data-label": data.columns[index].heading });
      if (cell.d) td.classList.add("disputed");
      if (cell.c) {
        td.classList.add("corrected");
        td.append(button(`${cell.c.value} ✎`, () => openCell(row, index)));
      } else if (!cell.v.length) {
        td.classList.add("blank");
        td.append(make("span", { class: "empty", title: word(cell.s) }, "—"));
      } else {
        for (const value of cell.v) td.append(button(value.t, () => openCell(row, index, value)));
        if (cell.d) td.append(make("span", { class: "flag", title: cell.d.map((item) => item.rivals.map((rival) => rival.t).join(", ")).join("; ") }, "≠"));
      }
      return td;
    });
    return make("tr", { "data-row": row.id }, name, ...cells);
  };

  // MARK: Quotations

  // A link that makes the browser look for the words (URL Fragment Text Directives).
  const target = (page, quote) => {
    const escape = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
    const words = quote.q.length > 120 ? `${escape(quote.q.slice(0, 50))},${escape(quote.q.slice(-50))}` : escape(quote.q);
    return quote.text ? `${page.link}#:~:text=${words}` : page.link;
  };

  const drawQuote = (reference) => {
    const quote = quotes()[reference];
    const page = data.pages[quote.p];
    const link = page.link
      ? make("a", { href: target(page, quote), rel: "noreferrer noopener", target: "_blank" }, page.url || page.path)
      : page.path;
    const cite = make("cite", {}, link, page.url ? ` · ${page.path} · ` : " · ", make("code", {}, quote.w), ` · ${word("Rule")}: ${quote.r}`);
    return make("blockquote", {}, quote.a, make("mark", {}, quote.q), quote.z, cite);
  };

  const show = (heading, ...children) => {
    const close = make("button", { class: "close", type: "button" }, word("Close"));
    close.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(close, make("h2", { id: "heading" }, heading), ...children);
    dialog.showModal();
    dialog.scrollTop = 0;
  };

  const drawValue = (value) => [
    make("p", {}, make("strong", {}, value.t), " ", make("code", { title: "explain --cell" }, value.id)),
    ...value.e.map(drawQuote),
  ];

  const openCell = (row, index, only) => {
    const cell = row.cells[index];
    const parts = [];
    if (cell.c) {
      parts.push(make("p", {}, make("strong", {}, cell.c.value), ` ${cell.c.who}: ${cell.c.why}`));
      if (cell.c.stale) parts.push(make("p", { class: "flag" }, cell.c.stale));
    }
    for (const value of only ? [only] : cell.v) parts.push(...drawValue(value));
    for (const item of cell.d ?? []) {
      parts.push(make("p", { class: "flag" }, `≠ ${item.rule}`));
      for (const rival of item.rivals) parts.push(...drawValue({ t: rival.t, id: "", e: rival.e }));
    }
    if (only && only.id) history.replaceState(null, "", `#cell=${only.id}`);
    show(`${data.columns[index].heading} · ${row.title || row.id}`, ...parts);
  };

  const list = (heading, items) =>
    items.length ? [make("h3", {}, heading), make("ul", {}, ...items.map((item) => make("li", {}, item)))] : [];

  const openRow = (row) => {
    const pages = row.pages.map((index) => {
      const page = data.pages[index];
      return page.link ? make("a", { href: page.link, rel: "noreferrer noopener", target: "_blank" }, page.title || page.path) : page.path;
    });
    show(
      row.title || row.id, make("p", {}, make("code", {}, row.id)), ...strip(row),
      ...list(word("Sources"), pages), ...list(word("Joined pages"), row.joins), ...list(word("Conflicts"), row.conflicts),
      ...list(word("Related"), row.related));
  };

  // The steps of one outage on a line.
  const strip = (row) => {
    if (row.steps.length < 2) return [];
    const space = "http://www.w3.org/2000/svg";
    const draw = (tag, attributes, text) => {
      const node = document.createElementNS(space, tag);
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      if (text) node.textContent = text;
      return node;
    };
    const [first, last] = [row.steps[0].at, row.steps.at(-1).at];
    const x = (at) => 10 + (580 * (at - first)) / Math.max(1, last - first);
    const svg = draw("svg", { viewBox: `0 0 700 ${24 + 16 * row.steps.length}`, role: "img", "aria-label": row.steps.map((step) => `${step.phase} ${step.t}`).join(", ") });
    svg.append(draw("line", { class: "axis", x1: 10, x2: 590, y1: 10, y2: 10 }));
    row.steps.forEach((step, index) => {
      svg.append(draw("circle", { cx: x(step.at), cy: 10, r: 4, fill: "currentColor" }));
      svg.append(draw("line", { class: "axis", x1: x(step.at), x2: x(step.at), y1: 14, y2: 20 + 16 * index }));
      const left = x(step.at) > 350;
      svg.append(draw("text", { x: x(step.at) + (left ? -4 : 4), y: 26 + 16 * index, "text-anchor": left ? "end" : "start" }, `${step.phase} ${step.t}`));
    });
    return [make("figure", {}, svg)];
  };

  // MARK: Hands

  const sortBy = (column, header) => {
    state.down = state.sort === column && state.asked ? !state.down : false;
    state.sort = column;
    state.asked = true;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    refresh();
  };

  // One stop of the Tab key for the whole table; the arrows walk in it.
  const walk = (event) => {
    const from = event.target.closest(".value");
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Home: [0, -99], End: [0, 99] }[event.key];
    if (!from || !step) return;
    event.preventDefault();
    const cell = from.closest("th, td");
    let tr = cell.parentElement;
    let column = cell.cellIndex;
    const inCell = [...cell.querySelectorAll(".value")];
    let next = step[0] ? inCell[inCell.indexOf(from) + step[0]] : null;
    while (!next) {
      if (step[0]) {
        tr = step[0] > 0 ? tr.nextElementSibling : tr.previousElementSibling;
        if (!tr) return;
      } else {
        column += Math.sign(step[1]);
        if (Math.abs(step[1]) > 1) column = step[1] > 0 ? tr.cells.length - 1 : 0;
        if (column < 0 || column >= tr.cells.length) return;
      }
      const found = tr.cells[column]?.querySelectorAll(".value") ?? [];
      next = step[0] < 0 ? found[found.length - 1] : found[0];
      if (Math.abs(step[1]) > 1 && !next) return;
    }
    from.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    if (tr.rowIndex > state.drawn - 20) draw(chunk);
  };

  const follow = () => {
    const [kind, name] = decodeURIComponent(location.hash.slice(1)).split("=");
    if (kind === "row") reveal(name);
    if (kind !== "cell") return;
    for (const row of data.rows) {
      row.cells.forEach((cell, index) => {
        const value = cell.v.find((item) => item.id === name);
        if (value && !dialog.open) openCell(row, index, value);
      });
    }
  };

  const reveal = (id) => {
    const index = state.lines.findIndex((line) => line.row?.id === id);
    if (index < 0) return;
    if (index >= state.drawn) draw(index - state.drawn + chunk);
    const tr = body.rows[index];
    tr.scrollIntoView({ block: "center" });
    tr.querySelector(".value")?.focus();
  };

  [...table.tHead.rows[0].cells].forEach((header, index) =>
    header.firstElementChild.addEventListener("click", () => sortBy(index - 1, header)));
  body.addEventListener("keydown", walk);
  search.addEventListener("input", refresh);
  for (const control of [disputed, grouping, ...facets]) control.addEventListener("change", refresh);
  document.querySelector("figure.overview")?.addEventListener("click", (event) => {
    const bar = event.target.closest("[data-row]");
    if (bar) reveal(bar.dataset.row);
  });
  new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && draw(chunk), { rootMargin: "600px" })
    .observe(document.getElementById("more"));
  addEventListener("beforeprint", () => draw(state.lines.length));
  addEventListener("hashchange", follow);
  refresh();
  follow();
  document.documentElement.dataset.ready = "yes";
})();
