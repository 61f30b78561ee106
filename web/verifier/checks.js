// What was looked at, and what came of it.

/** @typedef {"PASS" | "WARN" | "FAIL" | "UNKNOWN"} Result */
/** @typedef {{ rule: string, id: string, result: Result, about: string, statements: number[], sentence: string }} Check */

export class Checks {
  constructor() {
    /** @type {Check[]} */
    this.all = [];
    /** @type {string[]} what this platform could not do */
    this.unable = [];
  }

  /**
   * @param {string} rule
   * @param {Result} result
   * @param {string} about a lot, facility or issuer
   * @param {import("./bundle.js").Recorded[]} statements those that it rests on
   * @param {string} sentence for a person
   * @param {string} [id] the rule's id in the catalogue of rules
   */
  add(rule, result, about, statements, sentence, id = "") {
    this.all.push({ rule, id, result, about, statements: statements.map((each) => each.index), sentence });
  }

  /** FAIL if something fails, else UNKNOWN if something is open, else PASS. @returns {"PASS" | "FAIL" | "UNKNOWN"} */
  get verdict() {
    const has = (result) => this.all.some((check) => check.result === result);
    return has("FAIL") ? "FAIL" : has("UNKNOWN") ? "UNKNOWN" : "PASS";
  }
}
