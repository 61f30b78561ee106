// SHA-256.

import { sha256 as hash } from "../vendor/noble/hashes/sha2.js";
import { hex, utf8 } from "./bytes.js";

/** @param {Uint8Array} bytes @returns {Uint8Array} 32 bytes */
export function sha256(bytes) {
  return hash(bytes);
}

/** @param {Uint8Array} bytes @returns {string} 64 hexadecimal digits */
export function sha256hex(bytes) {
  return hex(hash(bytes));
}

/** The name under which a ledger knows a statement: two of one issuer and id are the same statement. */
export function identity(issuer, id) {
  return sha256hex(utf8(`assay/statement/v1\n${issuer}\n${id}`));
}
