// Each statement by itself: its signature, its issuer's authority, that it still stands, and that it tells of the past.

import { CLOCK_SKEW, objectionToAuthority, objectionToSignature, wasEverAccredited } from "./authority.js";
import { beginning, instant, isConversion } from "./statement.js";
import { NotSupported } from "./webcrypto.js";

/** What an answer falls with: what the lot came from and through, and the leave to export it. */
const CARRYING = new Set(["LotOrigin", "Transformation", "BlendSplit", "CustodyTransfer", "ExportCertificate"]);

const DAY = 24 * 60 * 60 * 1000;
/** Within which time what has happened should be recorded. */
const REPORTING = 90 * DAY;

/** @param {import("./evidence.js").Evidence} evidence @param {import("./checks.js").Checks} checks */
export async function checkStatements(evidence, checks) {
  for (const recorded of evidence.statements) {
    const { statement, index } = recorded;
    await checkSignature(evidence, recorded, checks);
    checkAuthority(evidence, recorded, checks);
    // Its entry, its place in the log and its digest held, or there would be no answer at all.
    checks.add("CHAIN L1", "PASS", statement.issuer, [recorded], `entry ${index} of the ledger names the statement`);
    checkRevocation(evidence, recorded, checks);
    checkTimes(recorded, checks);
  }
  checks.addUnlessFaulty("REVOCATION L3", evidence.lot, "none of the statements was revoked");
  checks.addUnlessFaulty("TIME_ORDER D4", evidence.lot, "nothing was recorded before it happened or was said");
  checks.addUnlessFaulty("TIME_ORDER D5", evidence.lot, `everything was recorded within ${REPORTING / DAY} days of when it happened`, false);
  for (const lot of evidence.lots.values()) {
    checks.add("COMPLETENESS L2", "PASS", `lot:${lot.id}`, lot.recorded, `none of its ${lot.recorded.length} entries is left out, from the first to the last`);
  }
}

function checkAuthority(evidence, recorded, checks) {
  const { issuer } = recorded.statement;
  const objection = objectionToAuthority(evidence.registry, recorded);
  const sentence = objection && `${nameOf(recorded)} was not its issuer's to make: ${objection}`;
  const isOutOfForce = objection !== undefined && wasEverAccredited(evidence.registry, recorded);
  checks.add("AUTHORITY A2", objection && !isOutOfForce ? "FAIL" : "PASS", issuer, [recorded], objection && !isOutOfForce ? sentence : "the issuer was accredited to attest this");
  if (!objection || isOutOfForce) checks.add("AUTHORITY A3", objection ? "FAIL" : "PASS", issuer, [recorded], sentence ?? "its leave was in force at the entry");
}

function checkTimes(recorded, checks) {
  const { statement, at } = recorded;
  const happened = whenItHappened(statement);
  const latest = at + CLOCK_SKEW;
  if (happened > latest || statement.validFrom > latest) {
    checks.add("TIME_ORDER D4", "FAIL", statement.issuer, [recorded], `${nameOf(recorded)} was recorded before what it tells of, or before it was said`);
  }
  if (happened !== undefined && at - happened > REPORTING) {
    checks.add("TIME_ORDER D5", "WARN", statement.issuer, [recorded], `${nameOf(recorded)} was recorded ${Math.floor((at - happened) / DAY)} days after what it tells of`, false);
  }
}

async function checkSignature(evidence, recorded, checks) {
  const { issuer } = recorded.statement;
  let objection;
  try {
    objection = await objectionToSignature(evidence.registry, recorded);
  } catch (e) {
    if (!(e instanceof NotSupported)) throw e;
    checks.add("SIGNATURE A1", "UNKNOWN", issuer, [recorded], `the signature of ${nameOf(recorded)} was not checked: ${e.message}`);
    checks.unable.push(e.message);
    return;
  }
  checks.add("SIGNATURE A1", objection ? "FAIL" : "PASS", issuer, [recorded],
    objection ? `${nameOf(recorded)} cannot be relied on: ${objection}` : "the signature holds");
}

/** @param {{ passedOver: any[] }} replayed */
export function checkRegistry(statements, { passedOver }, checks) {
  checks.add("COMPLETENESS L2", "PASS", "registry", [], `none of its ${statements.length} entries is left out, from the first to the last`);
  for (const { recorded, sentence } of passedOver) {
    checks.add("REGISTRY L8", "WARN", "registry", [], `the registry's statement at index ${recorded.index} was not its issuer's to make and counts for nothing: ${sentence}`);
  }
  checks.add("REGISTRY L8", "PASS", "registry", [], `who may attest what follows from ${statements.length} recorded statements`);
}

function checkRevocation(evidence, recorded, checks) {
  const withdrawal = evidence.registry.withdrawal(recorded.statement.digest);
  if (!withdrawal) return;
  const isReplaced = (withdrawal.says.corrective ?? []).some((by) =>
    evidence.statements.some((each) => each.statement.digest === by.digest && evidence.stands(each)));
  checks.add("REVOCATION L3", CARRYING.has(recorded.statement.type) && !isReplaced ? "FAIL" : "WARN", recorded.statement.issuer, [recorded],
    `${nameOf(recorded)} was ${isReplaced ? "replaced" : "revoked"} by ${withdrawal.by} on ${new Date(withdrawal.at).toISOString().slice(0, 10)}: ${withdrawal.says.explanation}`);
}

function whenItHappened(statement) {
  const { type, says } = statement;
  if (type === "LotOrigin") return beginning(says.extractedTo);
  if (isConversion(statement)) return instant(says.endedAt);
  if (type === "CustodyTransfer") return instant(says.receivedAt ?? says.shippedAt);
  if (type === "CustodyReceipt") return instant(says.receivedAt);
  if (type === "Assay") return instant(says.analysedAt);
  return type === "ImportConfirmation" ? beginning(says.importedOn) : undefined;
}

/** What a statement is called in a sentence. */
export function nameOf({ statement, index }) {
  return `the ${statement.type} at index ${index} by ${statement.issuer}`;
}
