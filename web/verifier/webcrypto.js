// What the platform verifies: Ed25519 and ECDSA by WebCrypto, in Node.js and in browsers alike.

/** A platform lacks what it would take: nothing was found to be wrong, and nothing was checked. */
export class NotSupported extends Error {}

const ALGORITHMS = {
  Ed25519: { key: { name: "Ed25519" }, verify: { name: "Ed25519" } },
  ES256: { key: { name: "ECDSA", namedCurve: "P-256" }, verify: { name: "ECDSA", hash: "SHA-256" } },
  ES384: { key: { name: "ECDSA", namedCurve: "P-384" }, verify: { name: "ECDSA", hash: "SHA-384" } },
};

/** @type {Map<string, Promise<CryptoKey>>} */
const imported = new Map();

/**
 * Whether a key made a signature.
 * @param {"Ed25519" | "ES256" | "ES384"} name
 * @param {Uint8Array} key 32 bytes, or an uncompressed point
 * @param {Uint8Array} message
 * @param {Uint8Array} signature 64 bytes, or R ‖ S
 * @param {string} [hash] for ECDSA, another hash than the algorithm's own
 * @returns {Promise<boolean>}
 * @throws {NotSupported}
 */
export async function verifyWithPlatform(name, key, message, signature, hash) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) throw new NotSupported("this platform has no WebCrypto here (a page needs https, localhost or a file)");
  const algorithm = ALGORITHMS[name];
  const label = `${name}:${key.join(",")}`;
  let known = imported.get(label);
  if (!known) {
    known = subtle.importKey("raw", key, algorithm.key, false, ["verify"]);
    imported.set(label, known);
  }
  let handle;
  try {
    handle = await known;
  } catch (e) {
    imported.delete(label);
    if (e?.name === "NotSupportedError") throw new NotSupported(`this platform has no ${name}`);
    throw new Error(`not a key of ${name}`);
  }
  return subtle.verify(hash ? { ...algorithm.verify, hash } : algorithm.verify, handle, signature, message);
}
