// The answer about a lot: a pure function of its evidence.

import { checkBalances } from "./checks-balance.js";
import { checkLots } from "./checks-lots.js";
import { checkSites } from "./checks-sites.js";
import { checkRegistry, checkStatements } from "./checks-statements.js";
import { Checks } from "./checks.js";

/** The kinds of checks that this derives; an answer that has others rests on more than was derived again. */
export const DERIVED = new Set([
  "SIGNATURE", "AUTHORITY", "REGISTRY", "CHAIN", "COMPLETENESS", "REVOCATION", "TIME_ORDER", "ORIGIN", "CONSUMPTION", "CUSTODY", "BALANCE",
  "RECOVERY", "CERTIFICATE", "AGREEMENT", "CONFORMITY", "PERMIT", "INCIDENT", "DISPUTE", "CYCLE", "LIMIT",
]);

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
  checkSites(evidence, checks);
  for (const id of missingLots(evidence)) {
    checks.add("ORIGIN", "UNKNOWN", id, [], id === evidence.lot ? `no statement brings forth ${id}` : `${id} went in, but no statement says where it comes from`);
  }
  if (evidence.notFollowed.size > 0) {
    checks.add("LIMIT", "UNKNOWN", evidence.lot, [], `${evidence.notFollowed.size} lots further upstream were not looked at, past the limit of this trace`);
  }
  for (const id of cycles(evidence)) checks.add("CYCLE", "FAIL", id, [], `${id} is said to be made from itself`);
  checkBalances(evidence, checks);
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
