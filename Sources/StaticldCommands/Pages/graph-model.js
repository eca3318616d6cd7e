"use strict";
// The data as written by `staticld graph`: rows of numbers, to keep 5,000 members small.
const data = JSON.parse(document.getElementById("data").textContent);
const symbolText = data.symbols.map(s => typeof s === "string" ? s : s[1]);
const symbolName = data.symbols.map(s => typeof s === "string" ? s : s[0]);
const origins = ["input", "discovered", "implicit"];

const libraries = data.libraries.map(([name, path, origin, shared, cycle], index) => ({
  kind: "library", index, name, path, origin: origins[origin], shared: !!shared,
  cycle: cycle - 1,
  members: [], bytes: [0, 0, 0], out: [], into: [], expanded: false,
}));
const members = data.nodes.map(([library, name, root, text, initial, zero, cycle], index) => ({
  kind: "member", index, library: libraries[library], name, root, bytes: [text, initial, zero],
  cycle: cycle - 1,
  out: [], into: [],
}));
for (const member of members) {
  member.library.members.push(member);
  for (let i = 0; i < 3; i++) member.library.bytes[i] += member.bytes[i];
}
// An object that stands on the line is its own library.
for (const library of libraries) {
  library.isSingle = library.members.length === 1 && library.members[0].name === "";
}

const total = node => node.bytes[0] + node.bytes[1] + node.bytes[2];
const title = node => node.kind === "library" ? node.name
  : node.name === "" ? node.library.name : `${node.library.name}(${node.name})`;

function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} KiB`;
  return `${(bytes / 1048576).toFixed(1)} MiB`;
}

// Uses: symbol, then 0 strong, 1 weak, 2 common.
const edges = data.edges.map(([from, to, uses]) => {
  const weak = uses.every((u, i) => i % 2 === 0 || u === 1);
  return { from: members[from], to: members[to], uses, weak };
});
const libraryEdges = [];
{
  const known = new Map();
  for (const edge of edges) {
    edge.from.out.push(edge);
    edge.to.into.push(edge);
    const from = edge.from.library, to = edge.to.library;
    if (from === to) continue;
    const key = from.index * libraries.length + to.index;
    let whole = known.get(key);
    if (!whole) {
      whole = { from, to, uses: [], weak: true, symbols: new Map() };
      known.set(key, whole);
      libraryEdges.push(whole);
      from.out.push(whole);
      to.into.push(whole);
    }
    whole.weak = whole.weak && edge.weak;
    for (let i = 0; i < edge.uses.length; i += 2) {
      const strength = whole.symbols.get(edge.uses[i]);
      if (strength === undefined || strength === 1) whole.symbols.set(edge.uses[i], edge.uses[i + 1]);
    }
  }
  for (const whole of libraryEdges) whole.uses = [...whole.symbols].flat();
}

// Layers: each library behind all that refer to it; a cycle is one place.
function layers() {
  const part = libraries.map(l => l.cycle >= 0 ? -1 - l.cycle : l.index);
  const next = new Map(), degree = new Map();
  for (const p of part) { next.set(p, new Set()); degree.set(p, 0); }
  for (const edge of libraryEdges) {
    const from = part[edge.from.index], to = part[edge.to.index];
    if (edge.weak || from === to || next.get(from).has(to)) continue;
    next.get(from).add(to);
    degree.set(to, degree.get(to) + 1);
  }
  const rank = new Map(part.map(p => [p, 0]));
  const free = [...new Set(part)].filter(p => degree.get(p) === 0);
  while (free.length) {
    const p = free.shift();
    for (const other of next.get(p)) {
      rank.set(other, Math.max(rank.get(other), rank.get(p) + 1));
      degree.set(other, degree.get(other) - 1);
      if (degree.get(other) === 0) free.push(other);
    }
  }
  const result = [];
  libraries.forEach((library, index) => {
    library.rank = rank.get(part[index]);
    (result[library.rank] ||= []).push(library);
  });
  const full = result.filter(Boolean);
  full.forEach((layer, i) => layer.forEach(l => { l.rank = i; }));
  return full;
}

// The order inside layers by the middle of the neighbours, back and forth (Sugiyama).
function arrange(all) {
  const place = layer => layer.forEach((l, i) => { l.slot = (i + 0.5) / layer.length; });
  all.forEach(place);
  for (let round = 0; round < 12; round++) {
    const order = round % 2 ? [...all].reverse() : all;
    for (const layer of order) {
      for (const l of layer) {
        const near = round % 2 ? l.out.map(e => e.to) : l.into.map(e => e.from);
        const sum = near.reduce((s, n) => s + n.slot, 0);
        l.wish = near.length ? sum / near.length : l.slot;
      }
      layer.sort((a, b) => a.wish - b.wish || a.cycle - b.cycle || a.index - b.index);
      place(layer);
    }
  }
}

const cell = { width: 132, height: 20, gap: 4 };

function measure(library) {
  if (!library.expanded) {
    library.w = Math.min(230, Math.max(96, library.name.length * 7.6 + 34));
    library.h = 42;
    return;
  }
  const count = library.members.length;
  const columns = Math.max(1, Math.round(Math.sqrt(count * 0.28)));
  library.columns = columns;
  const rows = Math.ceil(count / columns);
  library.w = Math.max(150, columns * (cell.width + cell.gap) + 16);
  library.h = 34 + rows * (cell.height + cell.gap) + 8;
}

const layered = layers();
arrange(layered);

// Layers become columns or rows, whichever fills the window better.
function layout(width, height) {
  libraries.forEach(measure);
  const best = [false, true].map(down => place(down)).map((size, down) => ({
    down: !!down, scale: Math.min(width / size.w, height / size.h),
  })).sort((a, b) => b.scale - a.scale || a.down - b.down)[0];
  const size = place(best.down);
  return { ...size, down: best.down };
}

function place(down) {
  const along = down ? "h" : "w", across = down ? "w" : "h";
  const gapAlong = down ? 70 : 110, gapAcross = down ? 24 : 18;
  let depth = 0, extent = 0;
  const sizes = layered.map(layer =>
    layer.reduce((s, l) => s + l[across] + gapAcross, -gapAcross));
  extent = Math.max(...sizes, 1);
  layered.forEach((layer, i) => {
    const thick = Math.max(...layer.map(l => l[along]));
    let at = (extent - sizes[i]) / 2;
    for (const l of layer) {
      const middle = depth + (thick - l[along]) / 2;
      if (down) { l.x = at; l.y = middle; } else { l.x = middle; l.y = at; }
      at += l[across] + gapAcross;
    }
    depth += thick + gapAlong;
  });
  depth = Math.max(1, depth - gapAlong);
  for (const library of libraries) {
    if (!library.expanded) continue;
    library.members.forEach((member, i) => {
      member.x = library.x + 8 + (i % library.columns) * (cell.width + cell.gap);
      member.y = library.y + 34 + Math.floor(i / library.columns) * (cell.height + cell.gap);
      member.w = cell.width;
      member.h = cell.height;
    });
  }
  return down ? { w: extent, h: depth } : { w: depth, h: extent };
}
