// Signed notes and checkpoints (C2SP signed-note and tlog-checkpoint), with Ed25519 signatures (type 0x01).

import { base64, concat, fromBase64, fromUtf8, hex, isSame, utf8 } from "./bytes.js";
import { sha256 } from "./hash.js";
import { verifyWithPlatform } from "./webcrypto.js";

const ED25519 = 1;
const NAME = /^[^\s+\u0000-\u001f\u007f]+$/u;
const SIGNATURE_LINE = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/u;

/** @typedef {{ name: string, id: string, key: Uint8Array }} NoteKey */

/** The four bytes by which a signature names its key, in hexadecimal. */
function keyId(name, typed) {
  return hex(sha256(concat(utf8(`${name}\n`), typed)).subarray(0, 4));
}

/**
 * Reads `name+id+base64`.
 * @param {string} text
 * @returns {NoteKey}
 */
export function parseNoteKey(text) {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim());
  if (!match || !NAME.test(match[1])) throw new Error("a key of a log is written <name>+<8 hexadecimal digits>+<base64>");
  const typed = fromBase64(match[3]);
  if (typed[0] !== ED25519) throw new Error("the key of the log is not of type 0x01 (Ed25519)");
  if (typed.length !== 33) throw new Error("an Ed25519 key has 32 bytes");
  if (keyId(match[1], typed) !== match[2]) throw new Error("the key of the log does not hash to its id");
  return { name: match[1], id: match[2], key: typed.slice(1) };
}

/** Writes what {@link parseNoteKey} reads. */
export function formatNoteKey({ name, id, key }) {
  return `${name}+${id}+${base64(concat(Uint8Array.of(ED25519), key))}`;
}

/**
 * Splits a note.
 * @param {Uint8Array | string} note
 * @returns {{ text: string, signatures: { name: string, id: string, value: Uint8Array }[] }}
 */
export function parseNote(note) {
  const all = typeof note === "string" ? note : fromUtf8(note);
  if (/[\u0000-\u0009\u000b-\u001f]/.test(all)) throw new Error("a note has a control character");
  const split = all.lastIndexOf("\n\n");
  if (split < 0) throw new Error("a note has no signatures");
  const lines = all.slice(split + 2);
  if (!lines.endsWith("\n")) throw new Error("the last signature has no end of line");
  const signatures = lines.slice(0, -1).split("\n").map((line) => {
    const match = SIGNATURE_LINE.exec(line);
    if (!match || !NAME.test(match[1])) throw new Error("a note's signature line is malformed");
    const blob = fromBase64(match[2]);
    if (blob.length < 5) throw new Error("a note's signature is too short");
    return { name: match[1], id: hex(blob.subarray(0, 4)), value: blob.slice(4) };
  });
  return { text: all.slice(0, split + 1), signatures };
}

/**
 * The text of a note, if a key signed it. Signatures of unknown keys are left aside, as the specification has it; a wrong
 * one of this key is fatal even beside a right one.
 * @param {Uint8Array | string} note
 * @param {NoteKey} key
 * @returns {Promise<string>}
 */
export async function openNote(note, key) {
  const { text, signatures } = parseNote(note);
  const own = signatures.filter((each) => each.name === key.name && each.id === key.id);
  if (own.length === 0) throw new Error(`it is not signed by ${key.name}+${key.id}`);
  for (const each of own) {
    if (!(await verifyWithPlatform("Ed25519", key.key, utf8(text), each.value))) {
      throw new Error(`the signature of ${key.name}+${key.id} is wrong`);
    }
  }
  return text;
}

/**
 * Reads a checkpoint's text.
 * @param {string} text
 * @returns {{ origin: string, size: number, root: Uint8Array }}
 */
export function parseCheckpoint(text) {
  const lines = text.split("\n");
  if (lines.length < 4 || lines.pop() !== "" || lines.includes("")) throw new Error("a checkpoint has three lines or more");
  const [origin, size, root] = lines;
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new Error("the size of a checkpoint is no whole number");
  }
  const hash = fromBase64(root);
  if (hash.length !== 32) throw new Error("the root of a checkpoint is no SHA-256");
  return { origin, size: Number(size), root: hash };
}

/** Whether two checkpoints say the same. */
export function isSameCheckpoint(a, b) {
  return a.origin === b.origin && a.size === b.size && isSame(a.root, b.root);
}
