"use strict";
const root = document.documentElement;
const canvas = document.getElementById("view");
const pen = canvas.getContext("2d");
const camera = { x: 0, y: 0, scale: 1 };
let size = { w: 1, h: 1, down: false };
let selected = null, hovered = null, found = new Set(), colors = {}, frame = 0;

// Where a node is seen: a member inside its open library, or the library.
const seen = node => node.kind === "member" && !node.library.expanded ? node.library : node;

// More lines than this are no picture any more, and no fun to draw.
const edgeLimit = 6000;
let visibleEdges = [];

function collectEdges() {
  visibleEdges = libraryEdges;
  if (!libraries.some(l => l.expanded)) return;
  const known = new Map();
  for (const edge of edges) {
    const from = seen(edge.from), to = seen(edge.to);
    if (from === to) continue;
    const key = id(from) + ">" + id(to);
    const old = known.get(key);
    if (old) old.weak = old.weak && edge.weak;
    else known.set(key, { from, to, weak: edge.weak });
  }
  if (known.size <= edgeLimit) visibleEdges = [...known.values()];
}

const id = node => (node.kind === "library" ? "L" : "M") + node.index;

function relayout() {
  const started = performance.now();
  size = layout(canvas.clientWidth, canvas.clientHeight);
  collectEdges();
  root.dataset.layoutMs = Math.round(performance.now() - started);
}

function readColors() {
  const style = getComputedStyle(root);
  for (const name of ["paper", "ink", "faint", "line", "box", "edge", "input", "discovered",
    "implicit", "cycle", "out", "into", "hit"]) {
    colors[name] = style.getPropertyValue("--" + name).trim();
  }
}

function fit() {
  const side = document.getElementById("panel").childElementCount && canvas.clientWidth > 800;
  const width = canvas.clientWidth - (side ? 384 : 0), height = canvas.clientHeight;
  const top = 96;
  camera.scale = Math.min(1.6, (width - 60) / size.w, (height - top - 50) / size.h);
  camera.x = (width - size.w * camera.scale) / 2;
  camera.y = top + (height - top - 40 - size.h * camera.scale) / 2;
  redraw();
}

function redraw() { if (!frame) frame = requestAnimationFrame(draw); }

// Where an edge leaves, where it arrives, and which way it bends at both ends.
function path(edge) {
  const a = edge.from, b = edge.to;
  if (size.down) {
    const x = a.x + a.w / 2, u = b.x + b.w / 2;
    if (b.y >= a.y + a.h) return [x, a.y + a.h, 1, u, b.y, -1];
    if (b.y + b.h <= a.y) return [x, a.y, -1, u, b.y + b.h, 1];
    return [x, a.y + a.h, 1, u, b.y + b.h, 1];
  }
  const y = a.y + a.h / 2, v = b.y + b.h / 2;
  if (b.x >= a.x + a.w) return [a.x + a.w, y, 1, b.x, v, -1];
  if (b.x + b.w <= a.x) return [a.x, y, -1, b.x + b.w, v, 1];
  return [a.x + a.w, y, 1, b.x + b.w, v, 1];
}

function trace(edge, straight) {
  const [x, y, out, u, v, into] = path(edge);
  pen.moveTo(x, y);
  if (straight) { pen.lineTo(u, v); return; }
  // Side by side in one column: a bow that is wider the farther it goes.
  const d = out === into ? 24 + Math.min(70, Math.hypot(u - x, v - y) / 6)
    : Math.abs(size.down ? v - y : u - x) / 2;
  if (size.down) pen.bezierCurveTo(x, y + d * out, u, v + d * into, u, v);
  else pen.bezierCurveTo(x + d * out, y, u + d * into, v, u, v);
}

function head(edge) {
  const [, , , u, v, into] = path(edge);
  const s = 5 / Math.max(0.45, Math.min(camera.scale, 1.3)), d = s * 1.5 * into;
  pen.beginPath();
  pen.moveTo(u, v);
  if (size.down) { pen.lineTo(u - s * 0.6, v + d); pen.lineTo(u + s * 0.6, v + d); }
  else { pen.lineTo(u + d, v - s * 0.6); pen.lineTo(u + d, v + s * 0.6); }
  pen.fill();
}

function strokeAll(list, color, alpha, width) {
  const straight = list.length > 2500;
  pen.strokeStyle = pen.fillStyle = color;
  pen.globalAlpha = alpha;
  pen.lineWidth = width / camera.scale;
  for (const weak of [false, true]) {
    pen.setLineDash(weak ? [5 / camera.scale, 4 / camera.scale] : []);
    pen.beginPath();
    for (const edge of list) if (edge.weak === weak) trace(edge, straight);
    pen.stroke();
  }
  pen.setLineDash([]);
  if (!straight) list.forEach(head);
  pen.globalAlpha = 1;
}

// The edges of a node as they are seen now.
function edgesOf(node, side) {
  const other = side === "out" ? "to" : "from";
  const unique = new Map();
  for (const edge of node[side]) {
    const end = seen(edge[other]);
    if (end === node) continue;
    const old = unique.get(end);
    if (old) old.weak = old.weak && edge.weak;
    else unique.set(end, side === "out" ? { from: seen(node), to: end, weak: edge.weak }
      : { from: end, to: seen(node), weak: edge.weak });
  }
  return [...unique.values()].filter(e => e.from !== e.to);
}

function draw() {
  frame = 0;
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
    canvas.width = width * ratio;
    canvas.height = height * ratio;
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = colors.paper;
  pen.fillRect(0, 0, width, height);
  pen.setTransform(ratio * camera.scale, 0, 0, ratio * camera.scale, ratio * camera.x,
    ratio * camera.y);
  const focus = selected || hovered;
  const marked = focus ? [edgesOf(focus, "out"), edgesOf(focus, "into")] : [[], []];
  const near = new Set(marked.flat().flatMap(e => [e.from, e.to]));
  if (focus) near.add(seen(focus));
  const dense = visibleEdges.length > 800;
  const inCycle = e => !e.weak && e.from.cycle >= 0 && e.from.cycle === e.to.cycle
    && e.from.kind === e.to.kind;
  strokeAll(visibleEdges.filter(e => !inCycle(e)), colors.edge,
    focus ? 0.1 : dense ? 0.22 : 0.55, 1);
  strokeAll(visibleEdges.filter(inCycle), colors.cycle, focus ? 0.15 : 0.7, 1.2);

  const view = { left: -camera.x / camera.scale, top: -camera.y / camera.scale,
    right: (width - camera.x) / camera.scale, bottom: (height - camera.y) / camera.scale };
  const isInView = n => n.x < view.right && n.x + n.w > view.left && n.y < view.bottom
    && n.y + n.h > view.top;
  let drawn = 0;
  for (const library of libraries) {
    if (!isInView(library)) continue;
    drawn++;
    drawLibrary(library, focus && !near.has(library)
      && !(library.expanded && library.members.some(m => near.has(m))));
    if (!library.expanded) continue;
    for (const member of library.members) {
      if (!isInView(member)) continue;
      drawn++;
      drawMember(member, focus && !near.has(member) && !near.has(library));
    }
  }
  strokeAll(marked[0], colors.out, 0.95, 1.8);
  strokeAll(marked[1], colors.into, 0.95, 1.8);
  root.dataset.nodes = drawn;
  root.dataset.edges = visibleEdges.length;
}

function box(node, radius) {
  pen.beginPath();
  pen.roundRect(node.x, node.y, node.w, node.h, radius);
}

function outline(node) {
  if (node === selected) { pen.strokeStyle = colors.ink; pen.lineWidth = 2.4; }
  else if (found.has(node)) { pen.strokeStyle = colors.hit; pen.lineWidth = 3; }
  else if (node.cycle >= 0) { pen.strokeStyle = colors.cycle; pen.lineWidth = 1.6; }
  else { pen.strokeStyle = node === hovered ? colors.ink : colors.line; pen.lineWidth = 1.2; }
  pen.stroke();
}

function label(text, x, y, width) {
  while (text.length > 4 && pen.measureText(text).width > width) {
    text = text.slice(0, Math.max(3, Math.floor(text.length * 0.85) - 1)) + "…";
  }
  pen.fillText(text, x, y);
}

function drawLibrary(library, isDim) {
  pen.globalAlpha = isDim ? 0.3 : 1;
  box(library, 8);
  pen.fillStyle = colors.box;
  pen.fill();
  outline(library);
  pen.fillStyle = colors[library.origin];
  pen.beginPath();
  pen.roundRect(library.x, library.y, 6, library.h, [8, 0, 0, 8]);
  pen.fill();
  if (camera.scale > 0.16) {
    pen.fillStyle = colors.ink;
    pen.font = "600 13px system-ui, 'DejaVu Sans', sans-serif";
    pen.textBaseline = "alphabetic";
    label(library.name, library.x + 15, library.y + 18, library.w - 22);
    pen.fillStyle = colors.faint;
    pen.font = "11px system-ui, 'DejaVu Sans', sans-serif";
    label(subtitle(library), library.x + 15, library.y + (library.expanded ? 30 : 34),
      library.w - 20);
  }
  pen.globalAlpha = 1;
}

function drawMember(member, isDim) {
  pen.globalAlpha = isDim ? 0.25 : 1;
  box(member, 4);
  pen.fillStyle = colors.paper;
  pen.fill();
  outline(member);
  if (camera.scale > 0.45) {
    pen.fillStyle = member.root ? colors.input : colors.ink;
    pen.font = "11px system-ui, 'DejaVu Sans', sans-serif";
    label(member.name || member.library.name, member.x + 6, member.y + 14, member.w - 10);
  }
  pen.globalAlpha = 1;
}

function nodeAt(x, y) {
  const u = (x - camera.x) / camera.scale, v = (y - camera.y) / camera.scale;
  const hits = n => u >= n.x && u <= n.x + n.w && v >= n.y && v <= n.y + n.h;
  for (const library of libraries) {
    if (!hits(library)) continue;
    return library.expanded && library.members.find(hits) || library;
  }
  return null;
}

function zoom(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
  const scale = Math.min(6, Math.max(0.01, camera.scale * factor));
  camera.x = x - (x - camera.x) * scale / camera.scale;
  camera.y = y - (y - camera.y) * scale / camera.scale;
  camera.scale = scale;
  redraw();
}

function bringIntoView(node) {
  const n = seen(node);
  if (camera.scale < 0.5) camera.scale = 0.8;
  const width = canvas.clientWidth - (canvas.clientWidth > 800 ? 384 : 0);
  camera.x = width / 2 - (n.x + n.w / 2) * camera.scale;
  camera.y = canvas.clientHeight / 2 - (n.y + n.h / 2) * camera.scale;
  redraw();
}
