// What is tolerated: of the exchange's table, version 1, what the rules that are derived here need. Its sources are in
// shared/traceability (bounds-v1.json).

import { Rational } from "./rational.js";

const share = (text) => Rational.parse(text);
const tolerance = (pass, fail) => ({ pass: share(pass), fail: share(fail) });

/** How far a step's metal may be from closing. */
export const CLOSING = tolerance("0.02", "0.10");

/** What comes of a difference of so much in so much. @returns {"PASS" | "WARN" | "FAIL"} */
export function judge({ pass, fail }, difference, of) {
  if (difference.compare(of.times(pass)) <= 0) return "PASS";
  return difference.compare(of.times(fail)) <= 0 ? "WARN" : "FAIL";
}
