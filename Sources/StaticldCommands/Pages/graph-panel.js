"use strict";
const panel = document.getElementById("panel");
const search = document.getElementById("search");
const results = document.getElementById("results");

// Names come from files of strangers: they only ever become text, never markup.
function element(tag, text, className) {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (className) e.className = className;
  return e;
}

function row(text, note, action) {
  const e = element("button", text, "row");
  if (note) e.append(element("small", note));
  e.addEventListener("click", action);
  return e;
}

const roots = ["", "on the line", "added by the driver", "given", "--whole-archive", "-u", "entry"];

function select(node, isFar) {
  if (node && node.kind === "member" && node.library.isSingle) node = node.library;
  selected = node;
  root.dataset.selected = node ? title(node) : "";
  panel.replaceChildren();
  if (node) fillPanel(node);
  if (node && isFar) bringIntoView(node);
  redraw();
}

function toggle(library, on = !library.expanded) {
  if (library.isSingle || library.expanded === on) return;
  const x = library.x * camera.scale + camera.x, y = library.y * camera.scale + camera.y;
  library.expanded = on;
  relayout();
  // The library stays where the eye is.
  camera.x = x - library.x * camera.scale;
  camera.y = y - library.y * camera.scale;
  redraw();
}

function expandAll(on) {
  libraries.forEach(l => { if (!l.isSingle) l.expanded = on; });
  document.getElementById("expand").setAttribute("aria-pressed", on);
  relayout();
  fit();
}

function fillPanel(node) {
  const close = element("button", "×", "close");
  close.setAttribute("aria-label", "Close");
  close.addEventListener("click", () => select(null));
  panel.append(close, element("h2", title(node)));
  const library = node.kind === "library" ? node : node.library;
  panel.append(element("p", library.path, "note"));
  const origin = element("span", { input: "input", discovered: "found by staticld",
    implicit: "the driver's" }[library.origin], "tag");
  origin.style.color = `var(--${library.origin})`;
  panel.append(origin);
  if (node.root) panel.append(element("span", "root: " + roots[node.root], "tag"));
  if (node.cycle >= 0) {
    const tag = element("span", "in a cycle", "tag");
    tag.style.color = "var(--cycle)";
    panel.append(tag);
  }
  const table = element("table");
  ["text", "data", "bss"].forEach((name, i) => {
    const line = table.insertRow();
    line.insertCell().textContent = name;
    line.insertCell().textContent = node.bytes[i].toLocaleString("en");
  });
  const line = table.insertRow();
  line.insertCell().textContent = "bytes";
  line.insertCell().textContent = total(node).toLocaleString("en");
  panel.append(table);
  if (node.kind === "library" && !node.isSingle) {
    panel.append(row(node.expanded ? "Hide members" : "Show members in the graph", "",
      () => { toggle(node); select(node); }));
  }
  listEdges("Refers to", node.out, "to");
  listEdges("Referred to by", node.into, "from");
  if (node.kind === "library" && !node.isSingle) {
    list(`Members (${node.members.length})`,
      [...node.members].sort((a, b) => total(b) - total(a) || a.index - b.index),
      m => [row(m.name, sizeText(total(m)), () => { toggle(m.library, true); select(m, true); })]);
  }
}

function listEdges(heading, edges, end) {
  const sorted = [...edges].sort((a, b) => b.uses.length - a.uses.length);
  list(`${heading} (${edges.length})`, sorted, edge => {
    const count = edge.uses.length / 2;
    const names = edge.uses.filter((_, i) => i % 2 === 0).map(s => symbolText[s]);
    const text = element("p", names.slice(0, 6).join(", "), "symbols");
    if (count > 6) {
      const more = row(`and ${count - 6} more`, "", () => { text.textContent = names.join(", "); });
      text.append(more);
    }
    const other = edge[end];
    return [row(title(other), edge.weak ? "weak" : count === 1 ? "" : `${count} symbols`,
      () => select(other, true)), text];
  });
}

// The first of many at once, the rest when somebody asks for them.
function list(heading, items, render, shown = 40) {
  if (!items.length) return;
  panel.append(element("h3", heading));
  const part = element("div");
  items.slice(0, shown).forEach(item => part.append(...render(item)));
  if (items.length > shown) {
    const more = row(`Show ${items.length - shown} more`, "", () => {
      more.remove();
      items.slice(shown).forEach(item => part.append(...render(item)));
    });
    part.append(more);
  }
  panel.append(part);
}

const symbolOwners = new Map();
for (const edge of edges) {
  for (let i = 0; i < edge.uses.length; i += 2) symbolOwners.set(edge.uses[i], edge.to);
}

function runSearch() {
  const text = search.value.trim().toLowerCase();
  found = new Set();
  results.replaceChildren();
  results.hidden = text === "";
  root.dataset.results = 0;
  if (text === "") { redraw(); return; }
  const hits = [];
  for (const l of libraries) {
    if (l.name.toLowerCase().includes(text)) hits.push([l, l.name, l.isSingle ? "object" : "library"]);
  }
  for (const m of members) {
    if (m.name.toLowerCase().includes(text)) hits.push([m, title(m), "member"]);
  }
  for (const [symbol, owner] of symbolOwners) {
    if (symbolText[symbol].toLowerCase().includes(text)
      || symbolName[symbol].toLowerCase().includes(text)) {
      hits.push([owner, symbolText[symbol], "symbol of " + title(owner)]);
    }
  }
  // What begins with the text, or is it, stands first.
  const quality = name => name.toLowerCase() === text ? 0 : name.toLowerCase().startsWith(text) ? 1 : 2;
  hits.sort((a, b) => quality(a[1]) - quality(b[1]));
  for (const [node] of hits) { found.add(node); found.add(seen(node)); }
  root.dataset.results = hits.length;
  results.append(element("div", hits.length === 1 ? "1 result" : `${hits.length} results`, "note"));
  for (const [node, name, kind] of hits.slice(0, 60)) {
    results.append(row(name, kind, () => {
      if (node.kind === "member") toggle(node.library, true);
      select(node, true);
    }));
  }
  redraw();
}

let drag = null;
canvas.addEventListener("pointerdown", event => {
  drag = { x: event.clientX, y: event.clientY, moved: false };
  canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener("pointermove", event => {
  if (drag) {
    const dx = event.clientX - drag.x, dy = event.clientY - drag.y;
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    drag.moved = true;
    canvas.classList.add("dragging");
    camera.x += dx;
    camera.y += dy;
    drag.x = event.clientX;
    drag.y = event.clientY;
    redraw();
    return;
  }
  const node = nodeAt(event.clientX, event.clientY);
  if (node !== hovered) {
    hovered = node;
    canvas.classList.toggle("over", !!node);
    canvas.title = node ? `${title(node)}\n${sizeText(total(node))}` : "";
    redraw();
  }
});
canvas.addEventListener("pointerup", event => {
  canvas.classList.remove("dragging");
  if (drag && !drag.moved) select(nodeAt(event.clientX, event.clientY));
  drag = null;
});
canvas.addEventListener("dblclick", event => {
  const node = nodeAt(event.clientX, event.clientY);
  if (node) toggle(node.kind === "library" ? node : node.library);
});
canvas.addEventListener("wheel", event => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX, event.clientY);
}, { passive: false });
const keys = {
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": fit,
  "/": () => search.focus(), Escape: () => { search.value = ""; runSearch(); select(null); },
  ArrowLeft: () => { camera.x += 60; redraw(); }, ArrowRight: () => { camera.x -= 60; redraw(); },
  ArrowUp: () => { camera.y += 60; redraw(); }, ArrowDown: () => { camera.y -= 60; redraw(); },
};
document.addEventListener("keydown", event => {
  if (event.target === search && event.key !== "Escape") return;
  if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
  if (event.key === "Escape") canvas.focus();
});
search.addEventListener("input", runSearch);
search.addEventListener("keydown", event => {
  const first = results.querySelector(".row");
  if (event.key === "Enter" && first) first.click();
});
document.getElementById("in").addEventListener("click", () => zoom(1.25));
document.getElementById("out").addEventListener("click", () => zoom(0.8));
document.getElementById("fit").addEventListener("click", fit);
document.getElementById("expand").addEventListener("click",
  () => expandAll(!libraries.some(l => l.expanded)));
new ResizeObserver(redraw).observe(canvas);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change",
  () => { readColors(); redraw(); });

// #search=…, #select=…, #expand=all and #theme=dark make a view that can be linked to.
function start() {
  const wishes = new URLSearchParams(location.hash.slice(1));
  if (wishes.has("theme")) root.dataset.theme = wishes.get("theme");
  readColors();
  const legend = document.getElementById("legend");
  [["input", "input"], ["discovered", "found by staticld"], ["implicit", "the driver's"],
    ["cycle", "cycle"]].forEach(([color, text]) => {
    const mark = element("i");
    mark.style.background = `var(--${color})`;
    legend.append(mark, text);
  });
  legend.append(` · ${libraries.length} files, ${members.length} members, ${edges.length} edges`);
  document.title = data.title;
  expandAll((wishes.get("expand") || data.level) !== "library" && libraries.some(l => !l.isSingle));
  root.dataset.results = 0;
  if (wishes.has("select")) {
    const name = wishes.get("select");
    const node = libraries.find(l => l.name === name || l.path === name)
      || members.find(m => title(m) === name || m.name === name);
    if (node) {
      if (node.kind === "member") toggle(node.library, true);
      select(node, true);
      if (node.kind === "library") fit();
    }
  }
  if (wishes.has("search")) { search.value = wishes.get("search"); runSearch(); }
  if (frame) cancelAnimationFrame(frame);
  draw();
  root.dataset.ready = "1";
  root.dataset.startMs = Math.round(performance.now());
}
start();
