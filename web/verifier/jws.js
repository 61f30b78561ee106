// JWS in compact and in General JSON Serialization (RFC 7515), as statements and charters have it.

import { fromBase64, fromBase64url, fromUtf8, utf8 } from "./bytes.js";
import { parseJson } from "./json.js";
import { algorithm, isSigned } from "./keys.js";

const STATEMENT_BYTES = 256 * 1024;
const CHARTER_BYTES = 1024 * 1024;
const MAX_SIGNATURES = 64;
const MAX_CERTIFICATES = 6;
const DID = /^(did:web:[A-Za-z0-9.-]+(%3A[0-9]{1,5})?(:[A-Za-z0-9._-]+)*|did:key:z[1-9A-HJ-NP-Za-km-z]+)$/;
const FRAGMENT = /^[A-Za-z0-9._~-]{1,256}$/;

/** @typedef {{ alg: string, kid: string, did: string, x5c: Uint8Array[] }} Header */
/** @typedef {{ header: Header, input: Uint8Array, signature: Uint8Array }} Signature */

/** @param {unknown} text @returns {string} */
export function did(text) {
  if (typeof text !== "string" || text.length > 256 || !DID.test(text)) throw new Error("not a did:web or did:key");
  return text;
}

/** @param {unknown} kid @returns {{ did: string, kid: string }} */
export function keyName(kid) {
  const hash = typeof kid === "string" ? kid.indexOf("#") : -1;
  if (hash < 0 || !FRAGMENT.test(kid.slice(hash + 1))) throw new Error("a kid is <DID>#<key>");
  return { did: did(kid.slice(0, hash)), kid };
}

/** @returns {Header} */
function header(encoded, typ) {
  const bytes = fromBase64url(encoded);
  if (bytes.length > 32 * 1024) throw new Error("the header is too long");
  const json = parseJson(bytes);
  if (json === null || typeof json !== "object" || Array.isArray(json)) throw new Error("the header is no object");
  const alg = algorithm(json.alg);
  if (!alg) throw new Error(`the algorithm ${String(json.alg).slice(0, 40)} is not one of statements`);
  // crit and b64 change what is signed; the rest would have a reader believe a key that the sender chose (RFC 8725 §3.10).
  for (const name of ["crit", "b64", "jwk", "jku", "x5u"]) if (name in json) throw new Error(`the header has ${name}`);
  const type = typeof json.typ === "string" ? json.typ.toLowerCase().replace(/^application\//, "") : "";
  if (type !== typ) throw new Error(`the typ of the header is not ${typ}`);
  let x5c = [];
  if ("x5c" in json) {
    if (!Array.isArray(json.x5c) || json.x5c.length === 0 || json.x5c.length > MAX_CERTIFICATES) {
      throw new Error(`x5c has 1 to ${MAX_CERTIFICATES} certificates`);
    }
    x5c = json.x5c.map(fromBase64);
  }
  return { alg, ...keyName(json.kid), x5c };
}

/**
 * @param {Uint8Array} bytes
 * @returns {Signature & { payload: Uint8Array }}
 */
export function parseCompact(bytes) {
  if (bytes.length > STATEMENT_BYTES) throw new Error("a statement has at most 256 KiB");
  const parts = fromUtf8(bytes).split(".");
  if (parts.length !== 3) throw new Error("a compact JWS has three parts");
  return {
    header: header(parts[0], "vc+jwt"),
    payload: fromBase64url(parts[1]),
    input: bytes.subarray(0, parts[0].length + 1 + parts[1].length),
    signature: fromBase64url(parts[2]),
  };
}

/**
 * @param {Uint8Array} bytes
 * @returns {{ payload: Uint8Array, signatures: Signature[] }}
 */
export function parseGeneral(bytes) {
  if (bytes.length > CHARTER_BYTES) throw new Error("a charter has at most 1 MiB");
  const json = parseJson(bytes);
  only(json, "payload,signatures");
  const payload = fromBase64url(json.payload);
  if (!Array.isArray(json.signatures) || json.signatures.length === 0 || json.signatures.length > MAX_SIGNATURES) {
    throw new Error(`a charter has 1 to ${MAX_SIGNATURES} signatures`);
  }
  const signatures = json.signatures.map((entry) => {
    only(entry, "protected,signature"); // nobody signed what an unprotected header says
    return {
      header: header(entry.protected, "assay-charter+json"),
      input: utf8(`${entry.protected}.${json.payload}`),
      signature: fromBase64url(entry.signature),
    };
  });
  if (new Set(signatures.map((each) => each.header.kid)).size !== signatures.length) {
    throw new Error("two signatures name one key");
  }
  return { payload, signatures };
}

function only(object, names) {
  if (object === null || typeof object !== "object" || Object.keys(object).sort().join() !== names) {
    throw new Error(`other members than ${names}`);
  }
}

/**
 * Whether a key made a signature; never under another algorithm than its own, whatever the header says.
 * @param {Signature} jws
 * @param {import("./keys.js").PublicKey} key
 */
export async function isSignedBy(jws, key) {
  return jws.header.alg === key.alg && isSigned(key, jws.input, jws.signature);
}
