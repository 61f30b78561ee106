// What was said of sites and of statements: none of it decides a verdict, and all of it is shown.

import { AGREEMENT, CLOSING, judge } from "./bounds.js";
import { comparable, kg } from "./checks-lots.js";
import { nameOf } from "./checks-statements.js";
import { quantity } from "./quantity.js";
import { ZERO } from "./rational.js";
import { day } from "./statement.js";

const GREEN_YEARS = 1;

/** @param {import("./evidence.js").Evidence} evidence @param {import("./checks.js").Checks} checks */
export function checkSites(evidence, checks) {
  checkIncidents(evidence, checks);
  checkDisputes(evidence, checks);
  for (const lot of evidence.lots.values()) {
    if (lot.origin?.statement.type === "LotOrigin") checkMine(evidence, lot.origin, checks);
    lot.recorded.filter((each) => evidence.stands(each) && each.statement.type === "ImportConfirmation").forEach((each) => checkArrival(evidence, lot, each, checks));
  }
  for (const [, recorded] of evidence.facilities) {
    for (const each of recorded.filter((one) => evidence.stands(one))) {
      if (each.statement.type === "MassBalanceStatement") checkVariance(each, checks);
      if (each.statement.type === "EsgConformity") checkConformity(each, checks);
    }
  }
}

/** Of each incident the newest statement of its issuer counts. */
function checkIncidents(evidence, checks) {
  const newest = new Map();
  for (const each of evidence.statements) {
    if (each.statement.type === "Incident" && evidence.stands(each)) newest.set(JSON.stringify([each.statement.issuer, each.statement.says.incidentNumber]), each);
  }
  for (const each of newest.values()) {
    const { issuer, says } = each.statement;
    const about = says.about.lot ?? says.about.facility.id;
    if (says.state !== "closed") {
      checks.add("INCIDENT", "WARN", about, [each], `${issuer} reports an incident at ${about} (${says.category}, ${says.severity}, ${says.state}): ${says.description}`);
    }
  }
}

function checkDisputes(evidence, checks) {
  for (const each of evidence.statements) {
    if (each.statement.type !== "Challenge" || !evidence.stands(each)) continue;
    const { issuer, says } = each.statement;
    const target = evidence.statements.find((one) => one.statement.digest === says.target.digest);
    if (target) checks.add("DISPUTE", "WARN", target.statement.issuer, [each, target], `${nameOf(target)} is disputed by ${issuer}, who asks for an answer by ${says.answerBy}: ${says.claim}`);
  }
}

/** What permits and inspections said of a mine when a lot was extracted. */
function checkMine(evidence, origin, checks) {
  const { says } = origin.statement;
  const [from, to] = [day(says.extractedFrom), day(says.extractedTo)];
  const said = (evidence.facilities.get(says.facility.id) ?? []).filter((each) => evidence.stands(each));
  const permits = said.filter((each) => each.statement.type === "MinePermit");
  const allowing = permits.filter(({ statement: { says: permit } }) => permit.minerals.includes(says.mineral) && [from, to].every((on) => allows(permit, on)));
  if (permits.length > 0) {
    checks.add("PERMIT", allowing.length ? "PASS" : "WARN", says.lot, allowing.length ? allowing : permits,
      `${allowing.length ? "a permit allowed" : "no permit that is recorded allowed"} ${says.mineral} to be mined at ${says.facility.name} from ${from} to ${to}`);
  }
  let inspected;
  for (const each of said.filter((one) => one.statement.type === "SiteInspection")) {
    const on = day(each.statement.says.inspectedOn);
    if (on <= to && (!inspected || on >= inspected.statement.says.inspectedOn)) inspected = each;
  }
  if (inspected) {
    const status = statusOn(inspected.statement.says, to);
    checks.add("CONFORMITY", status === "red" || status === "yellow" ? "WARN" : "PASS", says.facility.id, [inspected],
      `${says.facility.name} was ${status} on ${to}, after the inspection of ${inspected.statement.says.inspectedOn} by ${inspected.statement.issuer}`);
  }
}

function allows(permit, on) {
  return permit.status === "active" && on >= day(permit.issuedOn) && (permit.expiresOn === undefined || on <= day(permit.expiresOn));
}

function statusOn({ status, inspectedOn, deadline }, on) {
  if (status === "green" && on > yearsAfter(inspectedOn, GREEN_YEARS)) return "blue";
  return deadline !== undefined && on > day(deadline) ? "red" : status;
}

/** The same day some years later; the 28th of February where there is no 29th. */
function yearsAfter(of, years) {
  const next = `${String(Number(of.slice(0, 4)) + years).padStart(4, "0")}${of.slice(4)}`;
  return new Date(`${next}T00:00:00Z`).toISOString().startsWith(next) ? next : next.replace("-02-29", "-02-28");
}

/** What arrived is held against the certificate that let it go. */
function checkArrival(evidence, lot, arrived, checks) {
  const { says } = arrived.statement;
  const which = `${says.issuingCountry} ${says.certificateNumber}`;
  const certificate = lot.recorded.find((each) => evidence.stands(each) && each.statement.type === "ExportCertificate" &&
    each.statement.says.issuingCountry === says.issuingCountry && each.statement.says.certificateNumber === says.certificateNumber);
  if (!certificate) {
    checks.add("CERTIFICATE", "WARN", lot.id, [arrived], `${lot.id} arrived under the certificate ${which}, which is not recorded`);
    return;
  }
  const granted = certificate.statement.says;
  const masses = comparable(quantity(granted.quantity), quantity(says.quantity));
  const agrees = agreeing(granted.hs, says.hs) && granted.importer === says.importer &&
    granted.destination === says.country && day(says.importedOn) >= day(granted.shipmentDate) &&
    masses !== undefined && judge(AGREEMENT, masses[1].minus(masses[0]).abs, masses[0]) === "PASS";
  checks.add("CERTIFICATE", agrees ? "PASS" : "WARN", lot.id, [certificate, arrived],
    `${lot.id} arrived in ${says.country} on ${says.importedOn}, ${agrees ? "as" : "not as"} the certificate ${which} says`);
}

/** The books of a whole site bind no single lot, so that they warn at most. */
function checkVariance(recorded, checks) {
  const { says } = recorded.statement;
  const [opening, receipts, consumed, lost, sold, closing] = ["opening", "receipts", "consumed", "lost", "sold", "closing"]
    .map((name) => (says[name] === undefined ? ZERO : quantity(says[name]).mass));
  const throughput = opening.plus(receipts);
  if (throughput.sign === 0) return;
  const computed = throughput.minus(consumed).minus(lost).minus(sold);
  const result = judge(CLOSING, closing.minus(computed).abs, throughput);
  checks.add("BALANCE", result === "FAIL" ? "WARN" : result, says.facility.name, [recorded],
    `${says.facility.name} declares ${kg(closing)} of ${says.mineral} in stock on ${says.periodTo}, and its books give ${kg(computed)}`, "C6");
}

function checkConformity(recorded, checks) {
  const { says, issuer } = recorded.statement;
  if (says.result === "nonconformant") {
    checks.add("CONFORMITY", "WARN", says.facility.id, [recorded], `${says.facility.name} does not conform to ${says.scheme} ${says.version}, says ${issuer}`);
  }
}

/** Whether both codes of the Harmonized System can be of the same goods: one is the other or a subdivision of it. */
function agreeing(one, other) {
  const [a, b] = [one, other].map((code) => code.replace(/\./g, ""));
  return a.startsWith(b) || b.startsWith(a);
}
