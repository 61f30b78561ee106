// A layered layout: a lot stands in the column behind the furthest of those that it went into, and near them within it.

const SWEEPS = 4;

/**
 * @param {string[]} ids
 * @param {{ from: string, to: string }[]} edges `from` a lot `to` one that it was made of
 * @param {string} root
 * @returns {{ places: Map<string, { column: number, row: number }>, columns: number, rows: number }}
 */
export function layout(ids, edges, root) {
  const up = new Map(ids.map((id) => [id, []]));
  const down = new Map(ids.map((id) => [id, []]));
  for (const { from, to } of edges) {
    if (!up.has(from) || !up.has(to)) continue;
    up.get(from).push(to);
    down.get(to).push(from);
  }
  const columns = columnsOf(ids, up, down, root);
  const layers = [];
  for (const id of ids) (layers[columns.get(id)] ??= []).push(id);
  const filled = layers.filter(Boolean);
  const rows = new Map();
  filled.forEach((layer) => layer.forEach((id, i) => rows.set(id, i)));
  for (let i = 0; i < SWEEPS; i++) {
    const isForth = i % 2 === 0;
    for (const layer of isForth ? filled : [...filled].reverse()) arrange(layer, isForth ? down : up, rows);
  }
  const most = Math.max(1, ...filled.map((layer) => layer.length));
  const places = new Map();
  filled.forEach((layer, column) => layer.forEach((id, i) => places.set(id, { column, row: i + (most - layer.length) / 2 })));
  return { places, columns: filled.length, rows: most };
}

/** The longest way from the root; what is on a cycle is taken where it is first met. */
function columnsOf(ids, up, down, root) {
  const open = new Map(ids.map((id) => [id, down.get(id).length]));
  const columns = new Map(ids.map((id) => [id, 0]));
  const ready = ids.filter((id) => open.get(id) === 0);
  const done = new Set();
  const queue = ready.length > 0 ? ready : [root];
  while (done.size < ids.length) {
    const id = queue.shift() ?? ids.find((each) => !done.has(each));
    if (done.has(id)) continue;
    done.add(id);
    for (const input of up.get(id)) {
      if (done.has(input)) continue;
      columns.set(input, Math.max(columns.get(input), columns.get(id) + 1));
      open.set(input, open.get(input) - 1);
      if (open.get(input) === 0) queue.push(input);
    }
  }
  return columns;
}

/** Orders a layer by the mean of where its neighbours stand. */
function arrange(layer, neighbours, rows) {
  const mean = new Map(layer.map((id) => {
    const all = neighbours.get(id);
    return [id, all.length === 0 ? rows.get(id) : all.reduce((sum, each) => sum + rows.get(each), 0) / all.length];
  }));
  layer.sort((a, b) => mean.get(a) - mean.get(b) || rows.get(a) - rows.get(b));
  layer.forEach((id, i) => rows.set(id, i));
}

/**
 * What is shown when the ways behind some nodes are folded away.
 * @param {string} root
 * @param {{ from: string, to: string }[]} edges
 * @param {Set<string>} folded
 * @returns {Set<string>}
 */
export function unfolded(root, edges, folded) {
  const up = new Map();
  for (const { from, to } of edges) {
    if (!up.has(from)) up.set(from, []);
    up.get(from).push(to);
  }
  const seen = new Set([root]);
  for (const queue = [root]; queue.length > 0; ) {
    const id = queue.pop();
    if (folded.has(id)) continue;
    for (const next of up.get(id) ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return seen;
}
