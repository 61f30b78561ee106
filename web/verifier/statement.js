// Statements: what a signed envelope says, and what it is about.

import { sha256hex } from "./hash.js";
import { parseJson } from "./json.js";
import { did, parseCompact, parseGeneral } from "./jws.js";
import { keyOfJwk } from "./keys.js";
import { fromBase64 } from "./bytes.js";
import { NotSupported } from "./webcrypto.js";
import { parseCertificate } from "./x509.js";

const REGISTRY_TYPES = new Set(["IdentityAnchor", "Accreditation", "Revocation", "Policy"]);
const CONVERSIONS = new Set(["Transformation", "BlendSplit"]);
const LOTS_COME_FORTH = new Set(["LotOrigin", ...CONVERSIONS]);
const TYPES = new Set([
  ...REGISTRY_TYPES, ...LOTS_COME_FORTH, "CustodyTransfer", "CustodyReceipt", "Assay", "ExportCertificate", "ImportConfirmation",
  "MinePermit", "SiteInspection", "FacilityRecord", "MassBalanceStatement", "EsgConformity", "DueDiligenceReport", "OwnershipControl",
  "PaymentDisclosure", "CarbonFootprint", "RecycledContent", "Incident", "Challenge",
]);

/**
 * @typedef {object} Statement
 * @property {"Charter" | string} type
 * @property {string} digest
 * @property {any} says the subject of the credential, or the charter
 * @property {string[]} subjects what its entry links to, in order
 * @property {string} [issuer]
 * @property {string} [id]
 * @property {number} [validFrom] in milliseconds
 * @property {number} [validUntil]
 * @property {any} jws
 */

/** @param {Uint8Array} bytes @returns {Statement} */
export function parseStatement(bytes) {
  return bytes[0] === 0x7b ? parseCharter(bytes) : parseAttestation(bytes);
}

function parseCharter(bytes) {
  const jws = parseGeneral(bytes);
  const says = parseJson(jws.payload);
  if (says?.type !== "Charter" || typeof says.log !== "string" || !Array.isArray(says.members)) throw new Error("not a charter");
  const version = says.version?.whole;
  const threshold = says.threshold?.whole;
  if (!(version >= 1) || !(threshold >= 1) || threshold > says.members.length) throw new Error("not a charter: its numbers");
  const members = says.members.map((member) => ({
    did: did(member.did), name: text(member.name), countries: texts(member.countries), methods: methods(member, member.did),
  }));
  const names = members.map((member) => member.did);
  const countries = members.flatMap((member) => member.countries);
  if (members.length < 2 || new Set(names).size !== names.length || new Set(countries).size !== countries.length) {
    throw new Error("not a charter: its members");
  }
  const charter = { version, threshold, log: says.log, name: text(says.name), members };
  return { type: "Charter", digest: sha256hex(bytes), says, charter, subjects: ["registry"], jws };
}

function parseAttestation(bytes) {
  const jws = parseCompact(bytes);
  const document = parseJson(jws.payload);
  const type = Array.isArray(document?.type) && document.type.length === 2 && document.type[0] === "VerifiableCredential" ? document.type[1] : "";
  // Perhaps a newer one: what it is about can't be told, so neither can whether its links are right.
  if (!TYPES.has(type)) throw new NotSupported(`the attestation type ${String(type).slice(0, 60)} is not known here`);
  const says = document.credentialSubject;
  if (says === null || typeof says !== "object" || Array.isArray(says)) throw new Error("a credential without a subject");
  const issuer = did(document.issuer);
  if (issuer !== jws.header.did) throw new Error("a statement is signed with a key of its issuer");
  const validFrom = instant(document.validFrom);
  const validUntil = document.validUntil === undefined ? undefined : instant(document.validUntil);
  if (validUntil !== undefined && validUntil <= validFrom) throw new Error("a term that ends before it begins");
  if (type === "Accreditation" && validUntil === undefined) throw new Error("an accreditation without an end");
  const subjects = [`issuer:${issuer}`];
  if (REGISTRY_TYPES.has(type)) subjects.push("registry");
  facilitiesOf(says).forEach((facility) => subjects.push(`facility:${text(facility.id)}`));
  lotsOf(says).forEach((lot) => subjects.push(`lot:${text(lot)}`));
  return { type, digest: sha256hex(bytes), says, subjects: [...new Set(subjects)], issuer, id: text(document.id), validFrom, validUntil, jws };
}

/** Whether lots come out of other lots. @param {Statement} statement */
export function isConversion(statement) {
  return CONVERSIONS.has(statement.type);
}

/** Whether lots come forth: what a facility makes, rather than what is said of it. @param {string} type */
export function isMaking(type) {
  return LOTS_COME_FORTH.has(type);
}

/** The facilities that a statement names. */
export function facilitiesOf(says) {
  if (says.facility) return [says.facility];
  if (says.about?.facility) return [says.about.facility];
  return says.sites ?? [];
}

/** The lots that a statement names, inputs before outputs. */
export function lotsOf(says) {
  if (says.inputs || says.outputs) return [...(says.inputs ?? []), ...(says.outputs ?? [])].map((each) => each.lot);
  const lot = says.lot ?? says.about?.lot;
  return lot === undefined ? [] : [lot];
}

/** Whose word it takes: the country that a statement is about; undefined for a revocation and a policy. */
export function jurisdiction({ type, says }) {
  switch (type) {
    case "Revocation":
    case "Policy":
      return undefined;
    case "Accreditation":
      return text(says.countries?.[0]);
    case "CustodyTransfer":
      return text(says.fromCountry);
    case "ExportCertificate":
      return text(says.issuingCountry);
    case "DueDiligenceReport":
      return text(says.sites?.[0]?.country);
    default:
      return text(says.country ?? says.facility?.country ?? says.about?.facility?.country ?? says.about?.country);
  }
}

/** The minerals that a statement is about. */
export function mineralsOf({ type, says }) {
  if (type === "OwnershipControl" || type === "IdentityAnchor" || type === "SiteInspection" || type === "FacilityRecord") return [];
  if (isMaking(type) && says.outputs) return [...new Set(says.outputs.map((output) => text(output.mineral)))];
  if (says.about) return says.about.facility ? [] : [text(says.about.mineral)];
  if (says.minerals) return texts(says.minerals);
  return says.mineral === undefined ? [] : [text(says.mineral)];
}

/**
 * The verification methods of a party.
 * @returns {{ id: string, key?: import("./keys.js").PublicKey, authority?: import("./x509.js").Certificate }[]}
 */
export function methods(document, of) {
  const list = document.verificationMethod;
  if (!Array.isArray(list)) throw new Error("no verification methods");
  return list.map((method) => {
    if (typeof method.id !== "string" || !method.id.startsWith(`${of}#`) || method.controller !== of) {
      throw new Error(`a verification method of another party than ${of}`);
    }
    if (method.type === "JsonWebKey") return { id: method.id, key: keyOfJwk(method.publicKeyJwk) };
    if (method.type === "X509CertificateAuthority" && method.x5c?.length === 1) {
      return { id: method.id, authority: parseCertificate(fromBase64(method.x5c[0])) };
    }
    throw new Error("a verification method of an unknown type");
  });
}

/** @returns {string} */
export function text(value) {
  if (typeof value !== "string") throw new Error("a string is missing");
  return value;
}

/** @returns {string[]} */
export function texts(value) {
  if (!Array.isArray(value)) throw new Error("a list is missing");
  return value.map(text);
}

/** A time in UTC, in milliseconds since 1970. */
export function instant(value) {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) throw new Error(`not a time: ${String(value).slice(0, 40)}`);
  return at;
}

/** A day, as the text that sorts like it. */
export function day(value) {
  const at = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== value) throw new Error(`not a day: ${String(value).slice(0, 40)}`);
  return value;
}

/** When a day began where on Earth it begins first, in milliseconds. */
export function beginning(of) {
  return Date.parse(`${day(of)}T00:00:00+14:00`);
}
