// Each statement by itself: its signature, its issuer's authority, that it still stands, and that it tells of the past.

import { CLOCK_SKEW, objectionToAuthority, objectionToSignature } from "./authority.js";
import { beginning, instant, isConversion } from "./statement.js";
import { NotSupported } from "./webcrypto.js";

/** What an answer falls with: what the lot came from and through, and the leave to export it. */
const CARRYING = new Set(["LotOrigin", "Transformation", "BlendSplit", "CustodyTransfer", "ExportCertificate"]);

/** @param {import("./evidence.js").Evidence} evidence @param {import("./checks.js").Checks} checks */
export async function checkStatements(evidence, checks) {
  for (const recorded of evidence.statements) {
    const { statement, index } = recorded;
    await checkSignature(evidence, recorded, checks);
    const objection = objectionToAuthority(evidence.registry, recorded);
    checks.add("AUTHORITY", objection ? "FAIL" : "PASS", statement.issuer, [recorded],
      objection ? `${nameOf(recorded)} was not its issuer's to make: ${objection}` : "the issuer may attest this");
    // Its entry, its place in the log and its digest held, or there would be no answer at all.
    checks.add("CHAIN", "PASS", statement.issuer, [recorded], `entry ${index} of the ledger names the statement`);
    checkRevocation(evidence, recorded, checks);
    const happened = whenItHappened(statement);
    if (happened !== undefined && happened > recorded.at + CLOCK_SKEW) {
      checks.add("TIME_ORDER", "FAIL", statement.issuer, [recorded],
        `${nameOf(recorded)} tells of ${new Date(happened).toISOString()}, but was recorded before that`);
    }
  }
  for (const lot of evidence.lots.values()) {
    checks.add("COMPLETENESS", "PASS", `lot:${lot.id}`, lot.recorded, `none of its ${lot.recorded.length} entries is left out, from the first to the last`);
  }
}

async function checkSignature(evidence, recorded, checks) {
  const { issuer } = recorded.statement;
  let objection;
  try {
    objection = await objectionToSignature(evidence.registry, recorded);
  } catch (e) {
    if (!(e instanceof NotSupported)) throw e;
    checks.add("SIGNATURE", "UNKNOWN", issuer, [recorded], `the signature of ${nameOf(recorded)} was not checked: ${e.message}`);
    checks.unable.push(e.message);
    return;
  }
  checks.add("SIGNATURE", objection ? "FAIL" : "PASS", issuer, [recorded],
    objection ? `${nameOf(recorded)} cannot be relied on: ${objection}` : "the signature holds");
}

/** @param {{ passedOver: any[] }} replayed */
export function checkRegistry(statements, { passedOver }, checks) {
  checks.add("COMPLETENESS", "PASS", "registry", [], `none of its ${statements.length} entries is left out, from the first to the last`);
  for (const { recorded, sentence } of passedOver) {
    checks.add("REGISTRY", "WARN", "registry", [], `the registry's statement at index ${recorded.index} was not its issuer's to make and counts for nothing: ${sentence}`);
  }
  checks.add("REGISTRY", "PASS", "registry", [], `who may attest what follows from ${statements.length} recorded statements`);
}

function checkRevocation(evidence, recorded, checks) {
  const withdrawal = evidence.registry.withdrawal(recorded.statement.digest);
  if (!withdrawal) return;
  const isReplaced = (withdrawal.says.corrective ?? []).some((by) =>
    evidence.statements.some((each) => each.statement.digest === by.digest && evidence.stands(each)));
  checks.add("REVOCATION", CARRYING.has(recorded.statement.type) && !isReplaced ? "FAIL" : "WARN", recorded.statement.issuer, [recorded],
    `${nameOf(recorded)} was ${isReplaced ? "replaced" : "revoked"} by ${withdrawal.by} on ${new Date(withdrawal.at).toISOString().slice(0, 10)}: ${withdrawal.says.explanation}`);
}

function whenItHappened(statement) {
  const { type, says } = statement;
  if (type === "LotOrigin") return beginning(says.extractedTo);
  if (isConversion(statement)) return instant(says.endedAt);
  if (type === "CustodyTransfer") return instant(says.receivedAt ?? says.shippedAt);
  return type === "CustodyReceipt" ? instant(says.receivedAt) : undefined;
}

/** What a statement is called in a sentence. */
export function nameOf({ statement, index }) {
  return `the ${statement.type} at index ${index} by ${statement.issuer}`;
}
