// What follows for a lot by the rules that are derived here: a pure function of its evidence.

import { checkLots } from "./checks-lots.js";
import { checkRegistry, checkStatements } from "./checks-statements.js";
import { Checks } from "./checks.js";

/** The rules of a trace that are not derived here: no file can make them hold by leaving their checks out. */
export const NOT_DERIVED = ["A4", "A5", "A6", "B1", "B2", "B3", "B4", "B5", "B6", "C1", "C3", "C4", "C5", "C6", "C7", "D2", "D3", "F4", "L7"];

/** The rules that are derived here; what an answer has from others is the word of whoever made the file. */
export const DERIVED = new Set(["A1", "A2", "A3", "C2", "C8", "D1", "D4", "D5", "L1", "L2", "L3", "L4", "L5", "L6", "L8"]);

/**
 * @param {import("./evidence.js").Evidence} evidence
 * @param {import("./bundle.js").Recorded[]} registryStatements
 * @param {{ passedOver: any[] }} replayed
 * @returns {Promise<Checks>}
 */
export async function trace(evidence, registryStatements, replayed) {
  const checks = new Checks();
  await checkStatements(evidence, checks);
  checkRegistry(registryStatements, replayed, checks);
  checkLots(evidence, checks);
  for (const id of missingLots(evidence)) {
    checks.add("ORIGIN L4", "UNKNOWN", id, [], id === evidence.lot ? `no statement brings forth ${id}` : `${id} went in, but no statement says where it comes from`);
  }
  if (evidence.notFollowed.size > 0) {
    checks.add("LIMIT C8", "UNKNOWN", evidence.lot, [], `${evidence.notFollowed.size} lots further upstream were not looked at, past the limit of this trace`);
  }
  const onCycles = cycles(evidence);
  for (const id of onCycles) checks.add("CYCLE C8", "FAIL", id, [], `${id} is said to be made from itself`);
  if (onCycles.length === 0 && evidence.notFollowed.size === 0) {
    checks.add("CYCLE C8", "PASS", evidence.lot, [], "the whole chain was followed, and no lot is made from itself");
  }
  return checks;
}

/** Lots on the way that no statement brings forth. @returns {Set<string>} */
export function missingLots(evidence) {
  const missing = new Set();
  if (!evidence.lots.get(evidence.lot)?.origin) missing.add(evidence.lot);
  for (const lot of evidence.lots.values()) {
    for (const input of lot.inputs) if (!evidence.lots.get(input)?.origin && !evidence.notFollowed.has(input)) missing.add(input);
  }
  return missing;
}

/** A lot for each way back to itself that a walk from lot to input finds, without walking anywhere twice. */
function cycles(evidence) {
  const found = [];
  const done = new Set();
  for (const start of evidence.lots.keys()) {
    const onPath = new Set([start]);
    const path = [start];
    const open = [[...inputsOf(evidence, start)]];
    while (open.length > 0) {
      const next = open[open.length - 1].pop();
      if (next === undefined) {
        open.pop();
        const left = path.pop();
        onPath.delete(left);
        done.add(left);
      } else if (onPath.has(next)) {
        found.push(next);
      } else if (!done.has(next)) {
        path.push(next);
        onPath.add(next);
        open.push([...inputsOf(evidence, next)]);
      }
    }
  }
  return found;
}

function inputsOf(evidence, id) {
  return evidence.lots.get(id)?.inputs ?? [];
}
