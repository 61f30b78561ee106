// The answer in a bundle against the one that was derived.

import { Fault } from "./bundle.js";
import { canonicalJson, parseJson } from "./json.js";
import { day } from "./statement.js";
import { DERIVED } from "./trace.js";

/**
 * @param {any} answer as in the file
 * @param {{ verdict: string, checks: import("./checks.js").Check[], origin: any }} derived
 * @param {Map<number, import("./bundle.js").Recorded>} recorded
 * @param {number} rules the version that was derived
 * @returns {{ notChecked: string[], open?: { code: string, place: string, sentence: string } }}
 * @throws {Fault} if the answer does not follow
 */
export function compareAnswer(answer, derived, recorded, rules) {
  if (answer.rules.whole !== rules) {
    return {
      notChecked: [`what version ${answer.rules} of the exchange's rules has beyond version ${rules}; the checks below are those of version ${rules}`],
      open: { code: "rules", place: "/answer/rules", sentence: `the answer was judged by version ${answer.rules} of the rules, and version ${rules} is known here` },
    };
  }
  requireDay(answer.on, recorded);
  const stated = verdictOf(answer.checks);
  if (answer.verdict !== stated) throw new Fault("answer", "/answer/verdict", `it says ${answer.verdict}, and its own checks make ${stated}`);
  const foreign = [...new Set(answer.checks.filter((check) => !DERIVED.has(check.rule)).map((check) => check.rule))];
  compareChecks(answer.checks, derived.checks);
  compareReasons(answer);
  if (foreign.length === 0 && answer.verdict !== derived.verdict) throw new Fault("answer", "/answer/verdict", `it says ${answer.verdict}, and ${derived.verdict} follows`);
  if (canonicalJson(answer.origin) !== canonicalJson(parseJson(JSON.stringify(derived.origin)))) {
    throw new Fault("answer", "/answer/origin", "the shares of origin are not those that follow");
  }
  comparePolicies(answer.policies, recorded);
  // They stand beside the verdict, which does not rest on them.
  const beside = answer.policies.length > 0 ? ["the answers under policies, beyond that such policies are recorded: their rules are not derived here"] : [];
  if (foreign.length === 0) return { notChecked: beside };
  const open = foreign.map((rule) => `checks of the kind ${rule}`);
  return { notChecked: [...open, ...beside], open: { code: "rules", place: "/answer/checks", sentence: `the answer has ${open.join(", ")}, which are not derived here` } };
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

function verdictOf(checks) {
  const has = (result) => checks.some((check) => check.result === result);
  return has("FAIL") ? "FAIL" : has("UNKNOWN") ? "UNKNOWN" : "PASS";
}

/** The reasons are the sentences of what fails and then of what is open, each once. */
function compareReasons({ checks, reasons }) {
  const expected = [...new Set(["FAIL", "UNKNOWN"].flatMap((kind) => checks.filter((check) => check.result === kind).map((check) => check.sentence)))];
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
    if (!DERIVED.has(check.rule)) return;
    const found = open.get(nameOf(check, check.statements.map((index) => index.whole)));
    if (!found?.pop()) throw new Fault("answer", `/answer/checks/${i}`, `this check (${check.rule}, ${check.result}, about ${check.about}) does not follow from the evidence`);
  });
  const missing = [...open.values()].flat()[0];
  if (missing) throw new Fault("answer", "/answer/checks", `a check is missing: ${missing.rule}, ${missing.result}, about ${missing.about}: ${missing.sentence}`);
}

function nameOf({ rule, id, result, about }, statements) {
  return JSON.stringify([rule, id, result, about, statements]);
}
