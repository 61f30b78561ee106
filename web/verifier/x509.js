// Certificate paths (RFC 5280 §6) as narrow as the exchange needs them: a registered authority vouches for a key of one DID.
// What this does not know is never taken for good: an unknown critical extension fails the path, and name constraints or
// policies that would have to be evaluated leave the answer open.

import { isSame } from "./bytes.js";
import { bitString, expect, objectIdentifier, readAll, readOne, time } from "./der.js";
import { isSigned, keyOfSpki } from "./keys.js";
import { NotSupported, verifyWithPlatform } from "./webcrypto.js";

const SEQUENCE = 0x30;
const KEY_USAGE = "2.5.29.15";
const ALT_NAMES = "2.5.29.17";
const BASIC = "2.5.29.19";
const NAME_CONSTRAINTS = "2.5.29.30";
const POLICIES = "2.5.29.32";
const DIGITAL_SIGNATURE = 0;
const KEY_CERT_SIGN = 5;
const KNOWN = new Set([KEY_USAGE, ALT_NAMES, BASIC]);
const ECDSA = { "1.2.840.10045.4.3.2": "SHA-256", "1.2.840.10045.4.3.3": "SHA-384", "1.2.840.10045.4.3.4": "SHA-512" };
const PURE = {
  "1.3.101.112": "Ed25519", "2.16.840.1.101.3.4.3.17": "ML-DSA-44", "2.16.840.1.101.3.4.3.18": "ML-DSA-65", "2.16.840.1.101.3.4.3.19": "ML-DSA-87",
};

/**
 * @typedef {object} Certificate
 * @property {Uint8Array} der
 * @property {Uint8Array} tbs what is signed
 * @property {string} algorithm
 * @property {Uint8Array} signature
 * @property {Uint8Array} issuer a Name, in DER
 * @property {Uint8Array} subject
 * @property {number} from
 * @property {number} until
 * @property {import("./keys.js").PublicKey} key
 * @property {number} pathLength -1 where it is no authority
 * @property {boolean[] | undefined} usage
 * @property {string[]} uris
 * @property {string[]} critical the critical extensions that this does not know
 * @property {string[]} constraints what would have to be evaluated
 */

/** @param {Uint8Array} der @returns {Certificate} */
export function parseCertificate(der) {
  const [body, algorithm, signature, ...rest] = readAll(expect(readOne(der), SEQUENCE));
  if (rest.length > 0) throw new Error("not a certificate");
  const fields = readAll(expect(body, SEQUENCE));
  if (fields[0]?.tag !== 0xa0 || expect(readOne(fields[0].bytes), 2).join() !== "2") throw new Error("not a certificate of version 3");
  const [, , inner, issuer, validity, subject, spki] = fields;
  if (!isSame(inner.whole, algorithm.whole)) throw new Error("a certificate names two signature algorithms");
  const [from, until] = readAll(expect(validity, SEQUENCE)).map(time);
  const names = readAll(expect(algorithm, SEQUENCE));
  const read = {
    der, tbs: body.whole, algorithm: objectIdentifier(names[0]), signature: bitString(signature),
    issuer: issuer.whole, subject: subject.whole, from, until, key: publicKey(spki),
    pathLength: -1, usage: undefined, uris: [], critical: [], constraints: [],
  };
  const extensions = fields.slice(7).find((field) => field.tag === 0xa3);
  if (extensions) readExtensions(read, readAll(expect(readOne(extensions.bytes), SEQUENCE)));
  return read;
}

function publicKey(spki) {
  const [algorithm, bits] = readAll(expect(spki, SEQUENCE));
  const [oid, parameters] = readAll(expect(algorithm, SEQUENCE));
  return keyOfSpki(objectIdentifier(oid), parameters ? objectIdentifier(parameters) : undefined, bitString(bits));
}

function readExtensions(certificate, extensions) {
  const seen = new Set();
  for (const extension of extensions) {
    const parts = readAll(expect(extension, SEQUENCE));
    const oid = objectIdentifier(parts[0]);
    if (seen.has(oid)) throw new Error("a certificate has an extension twice");
    seen.add(oid);
    const isCritical = parts.length === 3 && expect(parts[1], 1)[0] === 0xff;
    const content = expect(parts[parts.length - 1], 4);
    if (oid === KEY_USAGE) certificate.usage = usage(content);
    else if (oid === BASIC) certificate.pathLength = pathLength(content);
    else if (oid === ALT_NAMES) certificate.uris = uris(content);
    else if (oid === NAME_CONSTRAINTS || (oid === POLICIES && isCritical)) certificate.constraints.push(oid);
    else if (isCritical && !KNOWN.has(oid)) certificate.critical.push(oid);
  }
}

function usage(content) {
  const bits = bitString(readOne(content), false);
  return Array.from({ length: 9 }, (_, i) => ((bits[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0);
}

function pathLength(content) {
  const [authority, length] = readAll(expect(readOne(content), SEQUENCE));
  if (!authority || authority.tag !== 1 || authority.bytes[0] !== 0xff) return -1;
  return length ? expect(length, 2).reduce((all, byte) => all * 256 + byte, 0) : Infinity;
}

function uris(content) {
  return readAll(expect(readOne(content), SEQUENCE))
    .filter((name) => name.tag === 0x86)
    .map((name) => String.fromCharCode(...name.bytes));
}

/** Whether a certificate may sign others. */
export function isAuthority(certificate) {
  return certificate.pathLength >= 0 && certificate.usage?.[KEY_CERT_SIGN] === true;
}

/**
 * The key of a path's first certificate.
 * @param {Uint8Array[]} x5c the signer's first, each signed by the next; with or without the authority at the end
 * @param {Certificate} anchor the authority that the issuer registered
 * @param {string} did which must be a URI in the first certificate's subjectAltName
 * @param {number} at when all of them must be valid
 * @returns {Promise<import("./keys.js").PublicKey>}
 * @throws {Error} saying why the authority does not vouch for it; {@link NotSupported} where that can't be told
 */
export async function keyOfPath(x5c, anchor, did, at) {
  if (!isAuthority(anchor)) throw new Error("the registered certificate is not one of an authority");
  requireValid(anchor, at, "the authority's certificate");
  let path = x5c.map(parseCertificate);
  if (path.length > 0 && isSame(path[path.length - 1].der, anchor.der)) path = path.slice(0, -1);
  if (path.length === 0) throw new Error("no certificate of the signer came along");
  if (path.length - 1 > anchor.pathLength) throw new Error("the path is longer than the authority allows");
  for (let i = 0; i < path.length; i++) {
    const signer = path[i + 1] ?? anchor;
    const name = `certificate ${i} of the path`;
    requireValid(path[i], at, name);
    if (path[i].critical.length > 0) throw new Error(`${name} has a critical extension that is not known: ${path[i].critical}`);
    if (!isSame(path[i].issuer, signer.subject)) throw new Error(`${name} is not issued by the one after it`);
    if (i > 0 && !isAuthority(path[i])) throw new Error(`${name} may not sign certificates`);
    // The certificates between this one and the leaf (RFC 5280 §4.2.1.9); a self-issued one would not count, and is refused.
    if (i > 0 && i - 1 > path[i].pathLength) throw new Error(`the path is longer than ${name} allows`);
    if (!(await isCertified(path[i], signer.key))) throw new Error(`the signature of ${name} is wrong`);
  }
  const leaf = path[0];
  if (leaf.usage?.[DIGITAL_SIGNATURE] !== true) throw new Error("the signer's certificate is not for signatures");
  if (leaf.pathLength >= 0) throw new Error("the signer's certificate is one of an authority");
  if (!leaf.uris.includes(did)) throw new Error(`the signer's certificate is not about ${did}`);
  if (path.some((each) => each.constraints.length > 0)) {
    throw new NotSupported("the path has name constraints or policies, which are not evaluated here");
  }
  return leaf.key;
}

function requireValid(certificate, at, name) {
  if (at < certificate.from || at > certificate.until + 999) throw new Error(`${name} was not valid then`);
}

/** Whether a key signed a certificate. */
async function isCertified(certificate, key) {
  const { algorithm, tbs, signature } = certificate;
  if (PURE[algorithm]) return key.alg === PURE[algorithm] && isSigned(key, tbs, signature);
  const hash = ECDSA[algorithm];
  if (!hash) throw new Error("a certificate is signed with an algorithm that is not supported");
  const length = { ES256: 32, ES384: 48 }[key.alg];
  if (!length) return false;
  return verifyWithPlatform(key.alg, key.bytes, tbs, flat(signature, length), hash);
}

/** R ‖ S of an ECDSA signature in DER (RFC 3279 §2.2.3). */
function flat(signature, length) {
  const numbers = readAll(expect(readOne(signature), SEQUENCE)).map((value) => expect(value, 2));
  if (numbers.length !== 2) throw new Error("not an ECDSA signature");
  const all = new Uint8Array(2 * length);
  numbers.forEach((number, i) => {
    const digits = number[0] === 0 ? number.subarray(1) : number;
    if (digits.length > length) throw new Error("not an ECDSA signature");
    all.set(digits, (i + 1) * length - digits.length);
  });
  return all;
}
