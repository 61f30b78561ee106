// A verified bundle in the shape in which the exchange answers `GET /v1/lots/{id}`, so that one page shows both.

import { plain } from "./json.js";
import { processOf } from "./lots.js";
import { kilograms } from "./quantity.js";
import { sum } from "./rational.js";
import { isConversion } from "./statement.js";
import { DERIVED, missingLots } from "./trace.js";

/**
 * @param {import("./verify.js").Result} result of which the evidence was read
 * @returns {any} JSON
 */
export function traceJson(result) {
  const { evidence, answer } = result;
  const digests = new Map(evidence.statements.map((each) => [each.index, each.statement.digest]));
  // The rest is the word of whoever made the file, and is told as such.
  const stated = plain(answer.checks).filter((check) => !DERIVED.has(check.id)).map((check) => ({ ...check, isStated: true }));
  const checks = [...result.checks, ...stated];
  return {
    lot: result.lot,
    verdict: result.verdict ?? answer.verdict,
    reasons: ["FAIL", "UNKNOWN"].flatMap((kind) => checks.filter((check) => check.mandatory && check.result === kind).map((check) => check.sentence)),
    asOf: result.checkpoint.size,
    on: answer.on,
    origin: result.origin,
    upstream: [...evidence.lots.values()].map(lotJson),
    steps: steps(evidence).map(stepJson),
    missing: [...missingLots(evidence)].sort(),
    notFollowed: [...evidence.notFollowed],
    // The file's words: the page says that they were not derived here.
    policies: plain(answer.policies).map((each) => ({ ...each, isStated: true })),
    downstream: [],
    facilities: [...evidence.facilities].map(([facility, recorded]) => ({ facility, statements: recorded.map(statementJson) })),
    checks: checks.map((check) => ({ ...check, statements: check.statements.map((index) => digests.get(index)) })),
    names: Object.fromEntries([...evidence.registry.parties.values()].map((party) => [party.did, party.name])),
  };
}

function lotJson(lot) {
  const json = { lot: lot.id, statements: lot.recorded.map(statementJson) };
  if (!lot.description) return json;
  const { statement } = lot.origin;
  const says = statement.type === "LotOrigin" ? statement.says : statement.says.outputs.find((output) => output.lot === lot.id);
  const consumed = sum(lot.consumers.map((consumer) => lot.consumption(consumer).mass));
  return {
    ...json, mineral: says.mineral, form: says.form, quantity: plain(says.quantity), grades: plain(says.grades ?? []),
    consumed: kilograms(consumed).text(6), left: kilograms(lot.description.quantity.mass.minus(consumed)).text(6),
  };
}

function statementJson({ index, at, statement }) {
  return { type: statement.type, issuer: statement.issuer, id: statement.id, index, at: new Date(at).toISOString(), statement: statement.digest, says: plain(statement.says) };
}

function stepJson({ index, statement }) {
  const { says } = statement;
  return {
    index, statement: statement.digest, process: processOf(statement), facility: says.facility.name, country: says.facility.country,
    inputs: says.inputs.map((input) => input.lot), outputs: says.outputs.map((output) => output.lot),
  };
}

/** The steps upstream, in the order of the ledger, each once. */
function steps(evidence) {
  const all = new Map();
  for (const { origin } of evidence.lots.values()) if (origin && isConversion(origin.statement)) all.set(origin.index, origin);
  return [...all.values()].sort((a, b) => a.index - b.index);
}
