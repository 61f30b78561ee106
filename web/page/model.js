// A trace as the page needs it: lots and what is missing as nodes, what was made of what as edges, checks by node.

/** @typedef {{ id: string, lot?: any, kind: "lot" | "missing" | "past", result: string, checks: any[], country?: string, place?: string }} Node */

const RANK = ["NONE", "PASS", "WARN", "UNKNOWN", "FAIL"];
const MAKING = ["LotOrigin", "Transformation", "BlendSplit"];

/** @param {string[]} results @returns {string} the one that matters most */
export function worst(results) {
  return results.reduce((most, each) => (RANK.indexOf(each) > RANK.indexOf(most) ? each : most), "NONE");
}

/** What a check counts for: one that is not mandatory decides nothing, and warns at most. */
function weight(check) {
  return check.mandatory === false && check.result !== "PASS" ? "WARN" : check.result;
}

/** @param {any} trace as `GET /v1/lots/{id}` answers */
export function modelOf(trace) {
  const checks = trace.checks ?? [];
  /** @type {Map<string, Node>} */
  const nodes = new Map();
  const about = groupBy(checks, (check) => [check.about.replace(/^lot:/, "")]);
  const byStatement = groupBy(checks, (check) => check.statements ?? []);
  for (const lot of trace.upstream ?? []) nodes.set(lot.lot, { id: lot.lot, lot, kind: lot.mineral ? "lot" : "missing", ...origin(lot) });
  for (const id of trace.missing ?? []) if (!nodes.has(id)) nodes.set(id, { id, kind: "missing" });
  for (const id of trace.notFollowed ?? []) if (!nodes.has(id)) nodes.set(id, { id, kind: "past" });
  const edges = [];
  for (const step of trace.steps ?? []) {
    for (const input of step.inputs) {
      if (!nodes.has(input)) nodes.set(input, { id: input, kind: "missing" });
      for (const output of step.outputs) if (nodes.has(output)) edges.push({ from: output, to: input, step });
    }
  }
  for (const node of nodes.values()) {
    const made = node.lot?.statements.filter((each) => MAKING.includes(each.type) && brings(each, node.id)) ?? [];
    const own = [...(about.get(node.id) ?? []), ...made.flatMap((each) => byStatement.get(each.statement) ?? [])];
    node.checks = [...new Set(own)];
    node.result = node.kind === "past" ? "UNKNOWN" : worst([...node.checks.map(weight), ...(node.kind === "missing" ? ["UNKNOWN"] : [])]);
  }
  return { trace, nodes, edges, byStatement, root: trace.lot };
}

function origin(lot) {
  const made = lot.statements.find((each) => MAKING.includes(each.type) && brings(each, lot.lot));
  return made ? { country: made.says.facility?.country, place: made.says.facility?.name } : {};
}

function brings({ type, says }, id) {
  return type === "LotOrigin" ? says.lot === id : (says.outputs ?? []).some((output) => output.lot === id);
}

function groupBy(all, keysOf) {
  const groups = new Map();
  for (const each of all) {
    for (const key of keysOf(each)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(each);
    }
  }
  return groups;
}

/** Whether a node or one of its statements has some words. */
export function matches(node, words) {
  const text = [node.id, node.place, node.country, node.lot?.mineral, node.lot?.form, ...(node.lot?.statements ?? []).flatMap((each) => [each.type, each.issuer, each.id])].join(" ").toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
