// Public keys: JWK (RFC 7517, RFC 8037, RFC 9964), did:key, and what a certificate holds.

import { ml_dsa44, ml_dsa65, ml_dsa87 } from "../vendor/noble/post-quantum/ml-dsa.js";
import { concat, fromBase64url, isSame } from "./bytes.js";
import { verifyWithPlatform } from "./webcrypto.js";

const ML_DSA = {
  "ML-DSA-44": { scheme: ml_dsa44, key: 1312, signature: 2420 },
  "ML-DSA-65": { scheme: ml_dsa65, key: 1952, signature: 3309 },
  "ML-DSA-87": { scheme: ml_dsa87, key: 2592, signature: 4627 },
};
const CURVES = {
  "P-256": {
    alg: "ES256", bytes: 32,
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  "P-384": {
    alg: "ES384", bytes: 48,
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
};
const SIGNATURE_BYTES = { Ed25519: 64, ES256: 64, ES384: 96 };

/** The algorithms of statements; EdDSA is the old name of one. */
export function algorithm(name) {
  const alg = name === "EdDSA" ? "Ed25519" : name;
  return alg in SIGNATURE_BYTES || alg in ML_DSA ? alg : undefined;
}

/** @typedef {{ alg: string, bytes: Uint8Array }} PublicKey `bytes`: raw, or an uncompressed point */

/** Whether two keys are one. */
export function isSameKey(a, b) {
  return a.alg === b.alg && isSame(a.bytes, b.bytes);
}

/**
 * Whether a key made a signature, under its own algorithm.
 * @param {PublicKey} key
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 * @returns {Promise<boolean>}
 */
export async function isSigned(key, message, signature) {
  const ml = ML_DSA[key.alg];
  if (ml) return signature.length === ml.signature && ml.scheme.verify(signature, message, key.bytes);
  return signature.length === SIGNATURE_BYTES[key.alg] && verifyWithPlatform(key.alg, key.bytes, message, signature);
}

/**
 * @param {any} jwk
 * @returns {PublicKey}
 * @throws {Error} if it is not a public key of a supported kind
 */
export function keyOfJwk(jwk) {
  if (jwk === null || typeof jwk !== "object") throw new Error("no JSON Web Key");
  if ("d" in jwk || "priv" in jwk || "k" in jwk) throw new Error("a key that holds a secret");
  if (jwk.kty === "OKP" && jwk.crv === "Ed25519") return { alg: "Ed25519", bytes: sized(fromBase64url(jwk.x), 32) };
  if (jwk.kty === "EC" && jwk.crv in CURVES) {
    const curve = CURVES[jwk.crv];
    const point = concat(Uint8Array.of(4), sized(fromBase64url(jwk.x), curve.bytes), sized(fromBase64url(jwk.y), curve.bytes));
    return { alg: curve.alg, bytes: point };
  }
  if (jwk.kty === "AKP" && jwk.alg in ML_DSA) {
    return { alg: jwk.alg, bytes: sized(fromBase64url(jwk.pub), ML_DSA[jwk.alg].key) };
  }
  throw new Error("a key of an unsupported kind");
}

function sized(bytes, length) {
  if (bytes.length !== length) throw new Error(`a key has ${length} bytes in each part`);
  return bytes;
}

/**
 * The key of an SPKI algorithm and bit string.
 * @param {string} oid
 * @param {string | undefined} curve the object identifier of a named curve
 * @param {Uint8Array} bytes
 * @returns {PublicKey}
 */
export function keyOfSpki(oid, curve, bytes) {
  if (oid === "1.3.101.112" && curve === undefined) return { alg: "Ed25519", bytes: sized(bytes, 32) };
  const ml = { "2.16.840.1.101.3.4.3.17": "ML-DSA-44", "2.16.840.1.101.3.4.3.18": "ML-DSA-65", "2.16.840.1.101.3.4.3.19": "ML-DSA-87" }[oid];
  if (ml && curve === undefined) return { alg: ml, bytes: sized(bytes, ML_DSA[ml].key) };
  const name = { "1.2.840.10045.3.1.7": "P-256", "1.3.132.0.34": "P-384" }[curve ?? ""];
  if (oid === "1.2.840.10045.2.1" && name) return { alg: CURVES[name].alg, bytes: point(CURVES[name], bytes) };
  throw new Error("a key of an unsupported kind");
}

/** An uncompressed point, of one in either form (SEC 1 §2.3.4). */
function point(curve, bytes) {
  if (bytes.length === 1 + 2 * curve.bytes && bytes[0] === 4) return bytes;
  if (bytes.length !== 1 + curve.bytes || (bytes[0] !== 2 && bytes[0] !== 3)) throw new Error("not the encoding of a point");
  const { p, b } = curve;
  const x = number(bytes.subarray(1));
  const square = (((x * x - 3n) * x + b) % p + p) % p;
  // Both primes are 3 modulo 4, so this power is a root if there is one.
  let y = power(square, (p + 1n) / 4n, p);
  if (x >= p || (y * y) % p !== square) throw new Error("not a point of the curve");
  if (Number(y & 1n) !== (bytes[0] & 1)) y = p - y;
  const text = y.toString(16).padStart(2 * curve.bytes, "0");
  return concat(Uint8Array.of(4), bytes.subarray(1), Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16)));
}

function number(bytes) {
  return bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
}

function power(base, exponent, modulus) {
  let result = 1n;
  for (let b = base, e = exponent; e > 0n; e >>= 1n, b = (b * b) % modulus) if (e & 1n) result = (result * b) % modulus;
  return result;
}

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/**
 * The key that a did:key is; undefined for other DIDs.
 * @param {string} did
 * @returns {{ id: string, key: PublicKey } | undefined}
 */
export function keyOfDid(did) {
  if (!did.startsWith("did:key:z")) return undefined;
  let value = 0n;
  for (const character of did.slice("did:key:z".length)) {
    const digit = BASE58.indexOf(character);
    if (digit < 0) throw new Error("not base58");
    value = value * 58n + BigInt(digit);
  }
  const text = value.toString(16);
  const bytes = Uint8Array.from((text.length % 2 ? `0${text}` : text).match(/../g), (pair) => parseInt(pair, 16));
  const rest = bytes.subarray(2);
  const prefix = (bytes[0] << 8) | bytes[1];
  const id = `${did}#${did.slice("did:key:".length)}`;
  if (prefix === 0xed01) return { id, key: { alg: "Ed25519", bytes: sized(rest, 32) } };
  // Compressed points only: another form would be a second name of the same key.
  const curve = { 0x8024: CURVES["P-256"], 0x8124: CURVES["P-384"] }[prefix];
  if (curve && rest.length === 1 + curve.bytes) return { id, key: { alg: curve.alg, bytes: point(curve, rest) } };
  throw new Error("a did:key of an unsupported kind");
}
