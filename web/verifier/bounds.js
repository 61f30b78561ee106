// What is tolerated and what is plausible: the exchange's table, version 1, written down again. Its sources are in
// shared/traceability (bounds-v1.json).

import { Rational } from "./rational.js";

const share = (text) => Rational.parse(text);
const tolerance = (pass, fail) => ({ pass: share(pass), fail: share(fail) });

/** How far a step's metal may be from closing. */
export const CLOSING = tolerance("0.02", "0.10");
/** How far what others weighed or analysed may be from what a lot's origin says. */
export const AGREEMENT = tolerance("0.02", "0.10");

const CONCENTRATION = ["flotation", "concentration", "beneficiation"];
const RECOVERIES = [
  ["Cu", CONCENTRATION, "0.67", "0.96"],
  ["Cu", ["smelting"], "0.96", "0.98"],
  ["Cu", ["heap-leaching"], "0.24", "0.80"],
  ["Ni", CONCENTRATION, "0.66", "0.85"],
  ["Zn", CONCENTRATION, "0.42", "0.92"],
  ["Sn", CONCENTRATION, "0.59", "0.77"],
  ["Li", CONCENTRATION, "0.55", "0.75"],
].map(([metal, processes, low, high]) => ({ metal, processes, low: share(low), high: share(high) }));

/** What comes of a difference of so much in so much. @returns {"PASS" | "WARN" | "FAIL"} */
export function judge({ pass, fail }, difference, of) {
  if (difference.compare(of.times(pass)) <= 0) return "PASS";
  return difference.compare(of.times(fail)) <= 0 ? "WARN" : "FAIL";
}

/** What a process recovers of a metal; undefined where no source says. */
export function usualRecovery(metal, process) {
  return RECOVERIES.find((band) => band.metal === metal && band.processes.includes(process));
}
