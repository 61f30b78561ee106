// What the statements about one lot say together: origin, consumption, custody, order in time, receipts, certificates, and
// what others found of it.

import { AGREEMENT, CLOSING, judge } from "./bounds.js";
import { dry, exactDry, grade, kilograms, percent, quantity } from "./quantity.js";
import { Rational, sum } from "./rational.js";
import { beginning, day, instant, isConversion } from "./statement.js";

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
    lot.transfers.forEach((transfer) => checkReceipt(evidence, lot, transfer, checks));
    if (!lot.description) continue;
    for (const recorded of lot.recorded.filter((each) => evidence.stands(each))) {
      if (recorded.statement.type === "ExportCertificate") checkCertificate(lot, recorded, checks);
      if (recorded.statement.type === "CustodyTransfer") checkHanded(lot, recorded, checks);
      if (recorded.statement.type === "Assay") checkGrades(lot, recorded, checks);
    }
  }
}

function checkOrigins(lot, checks) {
  const { origins } = lot;
  if (origins.length > 1) checks.add("ORIGIN", "FAIL", lot.id, origins, `${lot.id} is said to come forth ${origins.length} times`);
}

function checkBasis(lot, checks) {
  const { basis } = lot.description.quantity;
  for (const consumer of lot.consumers) {
    const other = lot.consumption(consumer).basis;
    if (other !== basis) {
      checks.add("CONSUMPTION", "UNKNOWN", lot.id, [consumer], `${lot.id} is counted ${basis} and consumed ${other}: these cannot be compared`);
    }
  }
}

function checkConsumption(lot, checks) {
  if (lot.consumers.length === 0) return;
  const issued = lot.description.quantity;
  const used = lot.consumers.map((consumer) => lot.consumption(consumer));
  const consumed = sum(used.map((each) => each.mass));
  const holds = consumed.compare(issued.mass) <= 0;
  checks.add("CONSUMPTION", holds ? "PASS" : "FAIL", lot.id, lot.consumers,
    `${kg(consumed)} of the ${kg(issued.mass)} of ${lot.id} are consumed${holds ? "" : ": more than there was"}`, "C2");
  // Wet masses may add up, and yet a consumer that calls it drier than its origin does would get more out of it.
  const there = dry(issued);
  const dries = used.map(dry);
  if (!there || dries.includes(undefined)) return;
  const all = sum(dries);
  const result = judge(CLOSING, all.minus(there), there);
  if (result !== "PASS") {
    checks.add("CONSUMPTION", result, lot.id, lot.consumers, `${kg(all)} dry of ${lot.id} are consumed, and ${kg(there)} dry were there: the moistures do not agree`);
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
    checks.add("CUSTODY", result, lot.id, [recorded], sentences[result]);
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
      checks.add("TIME_ORDER", "FAIL", lot.id, [origin, recorded], `${lot.id} was used or shipped at ${new Date(used).toISOString()}, before it was there, at ${new Date(since).toISOString()}`);
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
    checks.add("CUSTODY", isUsed ? "WARN" : "UNKNOWN", lot.id, [transfer],
      `the transfer of ${lot.id} by ${says.from} is not confirmed by the receiver, ${says.to}${isUsed ? ", who used it" : ""}`);
    return;
  }
  const isLater = instant(receipt.statement.says.receivedAt) >= instant(says.shippedAt);
  checks.add(isLater ? "CUSTODY" : "TIME_ORDER", isLater ? "PASS" : "FAIL", lot.id, [transfer, receipt],
    `${says.to} confirms that it received ${lot.id} from ${says.from}${isLater ? "" : ", before it left"}`);
  const [sent, arrived] = [quantity(says.quantity), quantity(receipt.statement.says.quantity)];
  const masses = comparable(sent, arrived);
  const result = masses ? judge(AGREEMENT, masses[1].minus(masses[0]).abs, masses[0]) : "UNKNOWN";
  checks.add("AGREEMENT", result, lot.id, [transfer, receipt],
    `${kg(sent.mass)} ${sent.basis} of ${lot.id} were sent, and ${kg(arrived.mass)} ${arrived.basis} arrived${masses ? "" : ": these cannot be compared"}`);
}

/** Two masses on one basis, dry where both have it; undefined where that is not possible. */
export function comparable(one, other) {
  const [a, b] = [dry(one), dry(other)];
  if (a && b) return [a, b];
  return one.basis === other.basis ? [one.mass, other.mass] : undefined;
}

function checkCertificate(lot, recorded, checks) {
  const { says } = recorded.statement;
  const { description } = lot;
  const certified = quantity(says.quantity);
  const there = description.quantity;
  const [a, b] = certified.basis === there.basis ? [certified.mass, there.mass] : [dry(certified), dry(there)];
  const comparison = a && b && a.compare(b);
  const shipped = day(says.shipmentDate);
  let fault;
  if (says.mineral !== description.mineral) fault = `it is for ${says.mineral}, the lot is ${description.mineral}`;
  else if (comparison > 0) fault = `it is for ${kg(certified.mass)} ${certified.basis}, the lot has only ${kg(there.mass)} ${there.basis}`;
  else if (shipped < day(says.issuedOn) || shipped > day(says.expiresOn)) fault = `the lot was shipped on ${shipped}, outside its term`;
  const result = fault ? "FAIL" : comparison === undefined ? "UNKNOWN" : "PASS";
  const end = fault ? ` does not agree with ${lot.id}: ${fault}` : result === "UNKNOWN" ? ` cannot be held against ${lot.id}: one mass is wet, the other dry` : ` agrees with ${lot.id}`;
  checks.add("CERTIFICATE", result, lot.id, [recorded], `the export certificate ${says.certificateNumber}${end}`);
}

/** What is handed over is what is there: not more than was issued, and not less than what nobody consumed. */
function checkHanded(lot, recorded, checks) {
  const issued = lot.description.quantity;
  const handed = quantity(recorded.statement.says.quantity);
  const before = lot.consumers.filter((consumer) => consumer.index < recorded.index).map((consumer) => lot.consumption(consumer));
  const isOneBasis = [handed, ...before].every((each) => each.basis === issued.basis);
  const mass = (of) => (isOneBasis ? of.mass : exactDry(of)?.rounded(0));
  const [there, given, gone] = [mass(issued), mass(handed), before.map(mass)];
  const used = [lot.origin, recorded];
  if (!there || !given || gone.includes(undefined)) {
    checks.add("AGREEMENT", "UNKNOWN", lot.id, used, `${kg(handed.mass)} ${handed.basis} of ${lot.id} are handed over: a wet and a dry mass cannot be compared`, "B2");
    return;
  }
  const left = there.minus(sum(gone));
  const tooMuch = judge(AGREEMENT, given.minus(there), there);
  const result = tooMuch === "PASS" ? judge(AGREEMENT, left.minus(given), there) : tooMuch;
  checks.add("AGREEMENT", result, lot.id, used, `${kg(given)} of ${lot.id} are handed over, and ${kg(left)} were left of ${kg(there)}`, "B2");
}

/** A laboratory finds the grade that is declared, within what it can tell apart. */
function checkGrades(lot, recorded, checks) {
  for (const result of recorded.statement.says.results) {
    const found = grade(result);
    const declared = lot.description.grades.find((each) => each.analyte === found.analyte && each.basis === found.basis);
    if (!declared) continue;
    const difference = declared.fraction.minus(found.fraction).abs;
    const uncertainty = result.uncertainty === undefined ? undefined : percent(result.uncertainty);
    const isWithin = uncertainty !== undefined && difference.compare(uncertainty) <= 0;
    checks.add("AGREEMENT", isWithin ? "PASS" : judge(AGREEMENT, difference, declared.fraction), lot.id, [lot.origin, recorded],
      `the laboratory found ${percentText(found.fraction, 3)} ${found.analyte} in ${lot.id}, and ${percentText(declared.fraction, 3)} are declared`, "B3");
  }
}

/** Milligrams, for a person. */
export function kg(milligrams) {
  return `${kilograms(milligrams).text(6)} kg`;
}

/** A share, for a person. */
export function percentText(share, decimals) {
  return `${share.times(Rational.of(100)).text(decimals)} %`;
}
