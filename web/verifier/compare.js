// The answer in a bundle against the one that was derived.

import { Fault } from "./bundle.js";
import { verdictOf } from "./checks.js";
import { canonicalJson, parseJson } from "./json.js";
import { day } from "./statement.js";
import { DERIVED, NOT_DERIVED } from "./trace.js";

/**
 * @param {any} answer as in the file
 * @param {{ checks: import("./checks.js").Check[], origin: any }} derived
 * @param {Map<number, import("./bundle.js").Recorded>} recorded
 * @param {number} rules the version of which some are derived
 * @returns {{ verdict?: string, notChecked: string[], open?: { code: string, place: string, sentence: string } }} the verdict, as far as
 *   it follows from what is derived here
 * @throws {Fault} if the answer does not follow
 */
export function compareAnswer(answer, derived, recorded, rules) {
  if (answer.rules.whole !== rules) {
    const sentence = `the answer was judged by version ${answer.rules} of the rules, and version ${rules} is known here`;
    return { notChecked: [`what follows from the evidence: ${sentence}`], open: { code: "rules", place: "/answer/rules", sentence } };
  }
  requireDay(answer.on, recorded);
  const stated = verdictOf(answer.checks);
  if (answer.verdict !== stated) throw new Fault("answer", "/answer/verdict", `it says ${answer.verdict}, and its own checks make ${stated}`);
  compareChecks(answer.checks, derived.checks);
  compareReasons(answer);
  if (canonicalJson(answer.origin) !== canonicalJson(parseJson(JSON.stringify(derived.origin)))) {
    throw new Fault("answer", "/answer/origin", "the shares of origin are not those that follow");
  }
  comparePolicies(answer.policies, recorded);
  const foreign = answer.checks.filter((check) => !DERIVED.has(check.id));
  // Said whatever the file holds: whoever made it may have left such checks out of it.
  const notChecked = [`the rules ${NOT_DERIVED.join(", ")}: what the answer says of them, in ${foreign.length} of its ${answer.checks.length} checks, is the word of whoever made the file`];
  // They stand beside the verdict, which does not rest on them.
  if (answer.policies.length > 0) notChecked.push("the answers under policies, beyond that such policies are recorded");
  const verdict = verdictOf(derived.checks);
  // What is not derived can make a verdict worse, and never better.
  if (verdict === "PASS") {
    const sentence = `nothing that was derived here speaks against the lot, and the rules ${NOT_DERIVED.join(", ")} are not derived here; the file says ${stated}`;
    return { notChecked, open: { code: "rules", place: "/answer/checks", sentence } };
  }
  return { verdict: verdict === "UNKNOWN" ? stated : verdict, notChecked };
}

/** Each policy that is answered for is one of the registry's, of that name and version. */
function comparePolicies(policies, recorded) {
  policies.forEach((each, i) => {
    const says = recorded.get(each.statement?.whole)?.statement;
    const isIt = says?.type === "Policy" && says.says.policyId === each.policy && String(says.says.version) === String(each.version) && says.says.title === each.title;
    if (!isIt) throw new Fault("answer", `/answer/policies/${i}`, "no such policy is recorded at the entry that is named");
    const stated = verdictOf(each.checks);
    if (each.verdict === "PASS" && stated !== "PASS") throw new Fault("answer", `/answer/policies/${i}/verdict`, `it says PASS, and its own checks make ${stated}`);
  });
}

function requireDay(on, recorded) {
  let isDay = true;
  try {
    day(on);
  } catch {
    isDay = false;
  }
  const newest = new Date(Math.max(...[...recorded.values()].map((each) => each.at))).toISOString().slice(0, 10);
  if (!isDay || on < newest) throw new Fault("answer", "/answer/on", `it is no day, or one before that of the newest entry, ${newest}`);
}

/** The reasons are the sentences of what fails and then of what is open, each once. */
function compareReasons({ checks, reasons }) {
  const expected = [...new Set(["FAIL", "UNKNOWN"].flatMap((kind) => checks.filter((check) => check.mandatory && check.result === kind).map((check) => check.sentence)))];
  for (let i = 0; i < Math.max(expected.length, reasons.length); i++) {
    if (reasons[i] !== expected[i]) throw new Fault("answer", `/answer/reasons/${i}`, "the reasons are not what its own checks say");
  }
}

/** Both must have the same checks; their order is of no consequence, and their words are not compared. */
function compareChecks(stated, derived) {
  const open = new Map();
  for (const check of derived) {
    const name = nameOf(check, check.statements);
    open.set(name, [...(open.get(name) ?? []), check]);
  }
  stated.forEach((check, i) => {
    if (!DERIVED.has(check.id)) return;
    const found = open.get(nameOf(check, check.statements.map((index) => index.whole)));
    if (!found?.pop()) throw new Fault("answer", `/answer/checks/${i}`, `this check (${check.id}, ${check.result}, about ${check.about}) does not follow from the evidence`);
  });
  const missing = [...open.values()].flat()[0];
  if (missing) throw new Fault("answer", "/answer/checks", `a check is missing: ${missing.id}, ${missing.result}, about ${missing.about}: ${missing.sentence}`);
}

function nameOf({ rule, id, result, mandatory, about }, statements) {
  return JSON.stringify([rule, id, result, mandatory, about, statements]);
}
