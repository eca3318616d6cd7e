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

// Layers: each library behind all that refer to it. Inside a cycle the order of the link decides;
// an object of the line stands where it stands, whoever refers to it.
function layers() {
  const next = libraries.map(() => []), degree = libraries.map(() => 0);
  for (const { from, to, weak } of libraryEdges) {
    const isBack = from.cycle >= 0 && from.cycle === to.cycle && to.index < from.index;
    if (weak || isBack || to.isSingle) continue;
    next[from.index].push(to);
    degree[to.index]++;
  }
  libraries.forEach(l => { l.rank = 0; });
  const free = libraries.filter(l => degree[l.index] === 0);
  for (const library of free) {
    for (const to of next[library.index]) {
      to.rank = Math.max(to.rank, library.rank + 1);
      if (--degree[to.index] === 0) free.push(to);
    }
  }
  const result = [];
  for (const library of libraries) (result[library.rank] ||= []).push(library);
  return result;
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

function subtitle(library) {
  const count = library.members.length;
  const what = library.shared ? "shared" : library.isSingle ? "object"
    : count === 1 ? "1 member" : `${count} members`;
  return `${what} · ${sizeText(total(library))}`;
}

const cell = { width: 132, height: 20, gap: 4 };

function measure(library) {
  if (!library.expanded) {
    library.w = Math.min(250, Math.max(104, library.name.length * 7.8 + 34,
      subtitle(library).length * 6.4 + 26));
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

// Layers become columns or rows, or a deep graph is folded into columns of several layers each,
// whatever fills the window best.
function layout(width, height) {
  libraries.forEach(measure);
  const ways = [[layered, false, 1.25], [layered, true, 1.25]];
  for (let count = 1; count <= Math.min(40, libraries.length); count++) {
    ways.push([fold(count), false, 1]);
  }
  let best = ways[0], score = 0;
  for (const way of ways) {
    const size = place(way[0], way[1]);
    const fits = Math.min(1, width / size.w, height / size.h) * way[2];
    if (fits > score * 1.001) { best = way; score = fits; }
  }
  const size = place(best[0], best[1]);
  placeMembers();
  return { ...size, down: best[1] };
}

function fold(count) {
  const all = layered.flat();
  const target = all.reduce((s, l) => s + l.h + 18, 0) / count;
  const columns = [[]];
  let used = 0;
  for (const library of all) {
    if (used >= target && columns.length < count) { columns.push([]); used -= target; }
    columns.at(-1).push(library);
    used += library.h + 18;
  }
  return columns;
}

function place(layered, down) {
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
  return down ? { w: extent, h: depth } : { w: depth, h: extent };
}

function placeMembers() {
  for (const library of libraries) {
    if (!library.expanded) continue;
    library.members.forEach((member, i) => {
      member.x = library.x + 8 + (i % library.columns) * (cell.width + cell.gap);
      member.y = library.y + 34 + Math.floor(i / library.columns) * (cell.height + cell.gap);
      member.w = cell.width;
      member.h = cell.height;
    });
  }
}
