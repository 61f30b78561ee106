// Entries of the ledger: canonical JSON, and nothing more or less than its members (docs/formats.md).

import { fromHex, hex, utf8 } from "./bytes.js";
import { sha256, sha256hex } from "./hash.js";
import { JsonNumber, parseCanonicalJson } from "./json.js";
import { leafHash } from "./merkle.js";

const MAX_BYTES = 65535;
const ZERO = "0".repeat(64);
const AT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/;

/**
 * @typedef {{ tag: string, seq: number, prev: number }} Link
 * @typedef {{ index: number, at: number, atText: string, statement: string, prev: string, links: Link[],
 *   bytes: Uint8Array, hash: string, leaf: Uint8Array }} Entry `at` in milliseconds since 1970
 */

function members(object, names, what) {
  if (object === null || typeof object !== "object" || Array.isArray(object) || object instanceof JsonNumber) {
    throw new Error(`${what} is no object`);
  }
  if (Object.keys(object).sort().join() !== names) throw new Error(`${what} has other members than ${names}`);
}

function whole(value, least, what) {
  const number = value instanceof JsonNumber ? value.whole : undefined;
  if (number === undefined || number < least) throw new Error(`${what} is no whole number from ${least} on`);
  return number;
}

function digest(value) {
  return hex(fromHex(value, 32));
}

/**
 * @param {Uint8Array} bytes
 * @returns {Entry}
 */
export function parseEntry(bytes) {
  if (bytes.length > MAX_BYTES) throw new Error(`an entry has at most ${MAX_BYTES} bytes`);
  const json = parseCanonicalJson(bytes);
  members(json, "at,index,links,prev,statement,v", "an entry");
  if (whole(json.v, 1, "v") !== 1) throw new Error("the version of an entry is not 1");
  const index = whole(json.index, 0, "index");
  const at = AT.test(json.at) ? Date.parse(json.at) : NaN;
  if (Number.isNaN(at) || new Date(at).toISOString() !== json.at) throw new Error("at is no time in UTC to the millisecond");
  if (!Array.isArray(json.links)) throw new Error("links is no array");
  const links = json.links.map((link) => {
    members(link, "prev,seq,tag", "a link");
    const seq = whole(link.seq, 0, "seq");
    const prev = whole(link.prev, -1, "prev");
    if ((seq === 0) !== (prev === -1) || prev >= index) throw new Error("a link does not lead to an entry before it");
    return { tag: digest(link.tag), seq, prev };
  });
  if (new Set(links.map((link) => link.tag)).size !== links.length) throw new Error("an entry has two links of one subject");
  const prev = digest(json.prev);
  if (index === 0 && prev !== ZERO) throw new Error("entry 0 follows another one");
  return {
    index, at, atText: json.at, statement: digest(json.statement), prev, links, bytes,
    hash: sha256hex(bytes), leaf: leafHash(bytes),
  };
}

/**
 * The tag of a subject (docs/formats.md, "Entry").
 * @param {Uint8Array} salt 16 bytes
 * @param {string} subject
 * @returns {string}
 */
export function subjectTag(salt, subject) {
  if (salt.length !== 16) throw new Error("a salt has 16 bytes");
  return hex(sha256(Uint8Array.from([...utf8("assay/subject/v1\n"), ...salt, ...utf8(subject)])));
}
