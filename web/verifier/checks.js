// What was looked at, and what came of it.

/** @typedef {"PASS" | "WARN" | "FAIL" | "UNKNOWN"} Result */
/** @typedef {{ rule: string, id: string, result: Result, mandatory: boolean, about: string, statements: number[], sentence: string }} Check */

export class Checks {
  constructor() {
    /** @type {Check[]} */
    this.all = [];
    /** @type {string[]} what this platform could not do */
    this.unable = [];
  }

  /**
   * @param {string} rule the kind, and the id in the catalogue of rules: "CUSTODY L5"
   * @param {Result} result
   * @param {string} about a lot, facility or issuer
   * @param {import("./bundle.js").Recorded[]} statements those that it rests on
   * @param {string} sentence for a person
   * @param {boolean} [mandatory] whether it decides
   */
  add(rule, result, about, statements, sentence, mandatory = true) {
    const [kind, id] = rule.split(" ");
    this.all.push({ rule: kind, id, result, mandatory, about, statements: statements.map((each) => each.index), sentence });
  }

  /** Says once that a rule found nothing, where it did; most rules do in most chains. */
  addUnlessFaulty(rule, about, sentence, mandatory = true) {
    const [kind, id] = rule.split(" ");
    const isFaulty = this.all.some((check) => check.rule === kind && check.id === id && check.result !== "PASS");
    if (!isFaulty) this.add(rule, "PASS", about, [], sentence, mandatory);
  }
}

/** FAIL if something mandatory fails, else UNKNOWN if something mandatory is open, else PASS. @returns {"PASS" | "FAIL" | "UNKNOWN"} */
export function verdictOf(checks) {
  const has = (result) => checks.some((check) => check.mandatory && check.result === result);
  return has("FAIL") ? "FAIL" : has("UNKNOWN") ? "UNKNOWN" : "PASS";
}
