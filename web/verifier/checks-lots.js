// What the statements about one lot say together: origin, consumption, custody, order in time, receipts.

import { CLOSING, judge } from "./bounds.js";
import { dry, kilograms } from "./quantity.js";
import { sum } from "./rational.js";
import { beginning, instant, isConversion } from "./statement.js";

/** @param {import("./evidence.js").Evidence} evidence @param {import("./checks.js").Checks} checks */
export function checkLots(evidence, checks) {
  for (const lot of evidence.lots.values()) {
    checkOrigins(lot, checks);
    if (lot.description) {
      checkBasis(lot, checks);
      checkConsumption(lot, checks);
    }
    checkCustody(lot, checks);
    checkOrder(lot, checks);
  }
  checks.addUnlessFaulty("TIME_ORDER D1", evidence.lot, "no lot was used or shipped before there was any of it");
  checks.addUnlessFaulty("ORIGIN L4", evidence.lot, "every lot that is recorded comes forth once at most");
  for (const lot of evidence.lots.values()) lot.transfers.forEach((transfer) => checkReceipt(evidence, lot, transfer, checks));
}

function checkOrigins(lot, checks) {
  const { origins } = lot;
  if (origins.length > 1) checks.add("ORIGIN L4", "FAIL", lot.id, origins, `${lot.id} is said to come forth ${origins.length} times`);
}

function checkBasis(lot, checks) {
  const { basis } = lot.description.quantity;
  for (const consumer of lot.consumers) {
    const other = lot.consumption(consumer).basis;
    if (other !== basis) {
      checks.add("CONSUMPTION C2", "UNKNOWN", lot.id, [consumer], `${lot.id} is counted ${basis} and consumed ${other}: these cannot be compared`);
    }
  }
}

function checkConsumption(lot, checks) {
  if (lot.consumers.length === 0) return;
  const issued = lot.description.quantity;
  const used = lot.consumers.map((consumer) => lot.consumption(consumer));
  const consumed = sum(used.map((each) => each.mass));
  const holds = consumed.compare(issued.mass) <= 0;
  checks.add("CONSUMPTION C2", holds ? "PASS" : "FAIL", lot.id, lot.consumers,
    `${kg(consumed)} of the ${kg(issued.mass)} of ${lot.id} are consumed${holds ? "" : ": more than there was"}`);
  // Wet masses may add up, and yet a consumer that calls it drier than its origin does would get more out of it.
  const there = dry(issued);
  const dries = used.map(dry);
  if (!there || dries.includes(undefined)) return;
  const all = sum(dries);
  const result = judge(CLOSING, all.minus(there), there);
  if (result !== "PASS") {
    checks.add("CONSUMPTION C2", result, lot.id, lot.consumers, `${kg(all)} dry of ${lot.id} are consumed, and ${kg(there)} dry were there: the moistures do not agree`);
  }
}

function checkCustody(lot, checks) {
  for (const recorded of lot.recorded) {
    const { statement } = recorded;
    const claims = statement.type === "CustodyTransfer" ? statement.says.from : lot.consumption(recorded) && statement.issuer;
    if (!claims) continue;
    const holder = lot.holderBefore(recorded.index);
    const result = holder === undefined ? "UNKNOWN" : holder === claims ? "PASS" : "FAIL";
    const sentences = {
      PASS: `${claims} held ${lot.id}`,
      FAIL: `${claims} used ${lot.id}, but ${holder} held it`,
      UNKNOWN: `nothing says how ${claims} came to hold ${lot.id}`,
    };
    checks.add("CUSTODY L5", result, lot.id, [recorded], sentences[result]);
  }
}

function checkOrder(lot, checks) {
  const { origin } = lot;
  if (!origin) return;
  let since = origin.statement.type === "LotOrigin" ? beginning(origin.statement.says.extractedFrom) : instant(origin.statement.says.startedAt);
  for (const recorded of lot.recorded) {
    const { statement } = recorded;
    const isTransfer = statement.type === "CustodyTransfer";
    let used;
    if (isTransfer) used = instant(statement.says.shippedAt);
    else if (isConversion(statement) && lot.consumption(recorded)) used = instant(statement.says.endedAt);
    if (used !== undefined && used < since) {
      checks.add("TIME_ORDER D1", "FAIL", lot.id, [origin, recorded], `${lot.id} was used or shipped at ${new Date(used).toISOString()}, before it was there, at ${new Date(since).toISOString()}`);
    } else if (isTransfer) {
      since = used;
    }
  }
}

/** Custody takes two: the receiver says that it has the lot, and how much of it. */
function checkReceipt(evidence, lot, transfer, checks) {
  const { says, digest } = transfer.statement;
  const receipt = lot.recorded.filter(({ statement }) =>
    statement.type === "CustodyReceipt" && statement.issuer === says.to && statement.says.transfer.digest === digest).filter((each) => evidence.stands(each)).pop();
  if (!receipt) {
    const isUsed = lot.recorded.some((each) =>
      each.index > transfer.index && each.statement.issuer === says.to && (lot.consumption(each) || each.statement.type === "CustodyTransfer"));
    checks.add("CUSTODY L6", isUsed ? "WARN" : "UNKNOWN", lot.id, [transfer],
      `the transfer of ${lot.id} by ${says.from} is not confirmed by the receiver, ${says.to}${isUsed ? ", who used it" : ""}`);
    return;
  }
  const isLater = instant(receipt.statement.says.receivedAt) >= instant(says.shippedAt);
  checks.add(isLater ? "CUSTODY L6" : "TIME_ORDER D1", isLater ? "PASS" : "FAIL", lot.id, [transfer, receipt],
    `${says.to} confirms that it received ${lot.id} from ${says.from}${isLater ? "" : ", before it left"}`);
}

/** Milligrams, for a person. */
export function kg(milligrams) {
  return `${kilograms(milligrams).text(6)} kg`;
}
