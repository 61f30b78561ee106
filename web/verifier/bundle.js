// An evidence bundle, version 1 (docs/bundle.md): its form, its entries in the log's tree, its statements and subjects.
// Everything here is about integrity; who could say what, and what follows, comes after.

import { fromBase64, fromHex, isSame, utf8 } from "./bytes.js";
import { parseEntry, subjectTag } from "./entry.js";
import { sha256hex } from "./hash.js";
import { JsonNumber, canonicalJson, parseJson } from "./json.js";
import { isIncluded } from "./merkle.js";
import { openNote, parseCheckpoint } from "./note.js";
import { isConversion, isMaking, parseStatement } from "./statement.js";
import { NotSupported } from "./webcrypto.js";

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_ENTRIES = 200000;
const MAX_FACILITY = 1024;
const MAX_DEPTH = 32;

/** What does not hold, and where. */
export class Fault extends Error {
  /** @param {string} code @param {string} place a JSON Pointer or `byte N` @param {string} sentence @param {boolean} [isOpen] nothing is wrong; it can't be told */
  constructor(code, place, sentence, isOpen = false) {
    super(sentence);
    this.code = code;
    this.place = place;
    this.isOpen = isOpen;
  }
}

/**
 * @typedef {{ entry: import("./entry.js").Entry, statement: import("./statement.js").Statement, index: number, at: number }} Recorded
 * @typedef {{ name: string, salt: Uint8Array, tag: string, recorded: Recorded[] }} Subject
 * @typedef {{ lot: string, checkpoint: { origin: string, size: number, root: Uint8Array, note: string }, recorded: Map<number, Recorded>,
 *   subjects: Map<string, Subject>, notFollowed: string[], answer: any, consistency?: { size: number, path: Uint8Array[] }, json: any }} Bundle
 */

/** Takes the wrapper off, if there is one. @param {Uint8Array} bytes @returns {Promise<Uint8Array>} */
export async function unwrap(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const parts = [];
  let length = 0;
  try {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > MAX_BYTES) {
        await reader.cancel();
        throw new Fault("form", "byte 0", "it is larger than 64 MiB inside");
      }
      parts.push(next.value);
    }
  } catch (e) {
    throw e instanceof Fault ? e : new Fault("form", "byte 0", "the gzip wrapper cannot be read");
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Step 1: the form. @param {Uint8Array} bytes */
export function readForm(bytes) {
  if (bytes.length > MAX_BYTES) throw new Fault("form", "byte 0", "it is larger than 64 MiB");
  const json = within("form", "", () => parseJson(bytes, MAX_DEPTH));
  const form = new Form();
  const optional = "consistency" in Object(json) ? ["consistency"] : [];
  form.object(json, ["answer", "bundle", "checkpoint", "digest", "entries", "hashes", "lot", "notFollowed", "subjects", ...optional], "");
  if (form.whole(json.bundle, "/bundle") !== 1) throw new Fault("version", "/bundle", `version ${json.bundle} of bundles is not known here`, true);
  form.string(json.lot, "/lot");
  form.string(json.checkpoint, "/checkpoint");
  if (form.list(json.entries, "/entries").length > MAX_ENTRIES) throw new Fault("form", "/entries", "there are more than 200,000 entries");
  const hashes = form.list(json.hashes, "/hashes").map((hash, i) => form.hash(hash, `/hashes/${i}`));
  const entries = json.entries.map((entry, i) => {
    const at = `/entries/${i}`;
    form.object(entry, ["entry", "path", "statement"], at);
    return {
      bytes: form.base64(entry.entry, `${at}/entry`),
      statement: form.base64(entry.statement, `${at}/statement`),
      path: form.list(entry.path, `${at}/path`).map((place, k) => form.whole(place, `${at}/path/${k}`)),
    };
  });
  const subjects = form.list(json.subjects, "/subjects").map((subject, j) => {
    const at = `/subjects/${j}`;
    form.object(subject, ["entries", "salt", "subject"], at);
    return {
      name: form.string(subject.subject, `${at}/subject`),
      salt: form.hex(subject.salt, 16, `${at}/salt`),
      entries: form.list(subject.entries, `${at}/entries`).map((index, k) => form.whole(index, `${at}/entries/${k}`)),
    };
  });
  const notFollowed = form.list(json.notFollowed, "/notFollowed").map((lot, i) => form.string(lot, `/notFollowed/${i}`));
  readAnswerForm(form, json.answer);
  const consistency = "consistency" in json ? readConsistency(form, json.consistency) : undefined;
  form.hex(json.digest, 32, "/digest");
  requireCanonical(bytes, json);
  requireOrder(hashes, entries, subjects, notFollowed);
  return { json, hashes, entries, subjects, notFollowed, consistency };
}

function readAnswerForm(form, answer) {
  form.object(answer, ["checks", "on", "origin", "policies", "reasons", "rules", "verdict"], "/answer");
  form.whole(answer.rules, "/answer/rules");
  for (const name of ["on", "verdict"]) form.string(answer[name], `/answer/${name}`);
  form.list(answer.reasons, "/answer/reasons").forEach((reason, i) => form.string(reason, `/answer/reasons/${i}`));
  form.list(answer.policies, "/answer/policies");
  form.list(answer.checks, "/answer/checks").forEach((check, i) => {
    const at = `/answer/checks/${i}`;
    form.object(check, ["about", "id", "mandatory", "result", "rule", "sentence", "statements"], at);
    if (typeof check.mandatory !== "boolean") throw new Fault("form", `${at}/mandatory`, "it is neither true nor false");
    for (const name of ["about", "id", "result", "rule", "sentence"]) form.string(check[name], `${at}/${name}`);
    form.list(check.statements, `${at}/statements`).forEach((index, k) => form.whole(index, `${at}/statements/${k}`));
  });
}

function readConsistency(form, json) {
  form.object(json, ["path", "size"], "/consistency");
  return {
    size: form.whole(json.size, "/consistency/size"),
    path: form.list(json.path, "/consistency/path").map((hash, i) => form.hash(hash, `/consistency/path/${i}`)),
  };
}

function requireCanonical(bytes, json) {
  const canonical = within("form", "", () => utf8(canonicalJson(json)));
  if (isSame(canonical, bytes)) return;
  let at = 0;
  while (at < bytes.length && bytes[at] === canonical[at]) at++;
  throw new Fault("canonical", `byte ${at}`, "the file is not in the one spelling that RFC 8785 gives it");
}

function requireOrder(hashes, entries, subjects, notFollowed) {
  let named = 0;
  entries.forEach((entry, i) => entry.path.forEach((place, k) => {
    if (place > named || place >= hashes.length) throw new Fault("order", `/entries/${i}/path/${k}`, "the hashes are not in the order in which paths name them");
    if (place === named) named++;
  }));
  if (named !== hashes.length) throw new Fault("order", `/hashes/${named}`, "no path names this hash");
  const seen = new Set();
  hashes.forEach((hash, i) => {
    const text = hash.join();
    if (seen.has(text)) throw new Fault("order", `/hashes/${i}`, "a hash is there twice");
    seen.add(text);
  });
  requireRising(subjects.map((subject) => subject.name), compareBytes, (j) => `/subjects/${j}`);
  subjects.forEach((subject, j) => requireRising(subject.entries, (a, b) => a - b, (k) => `/subjects/${j}/entries/${k}`));
  requireRising(notFollowed, compareBytes, (i) => `/notFollowed/${i}`);
}

function requireRising(list, compare, place) {
  for (let i = 1; i < list.length; i++) {
    if (compare(list[i - 1], list[i]) >= 0) throw new Fault("order", place(i), "the list is not in its order, or names something twice");
  }
}

function compareBytes(a, b) {
  const [one, other] = [utf8(a), utf8(b)];
  for (let i = 0; i < Math.min(one.length, other.length); i++) if (one[i] !== other[i]) return one[i] - other[i];
  return one.length - other.length;
}

/** Reads values of one type; anything else is a fault of form. */
class Form {
  object(value, names, place) {
    if (value === null || typeof value !== "object" || Array.isArray(value) || value instanceof JsonNumber) throw new Fault("form", place, "it is no object");
    for (const name of Object.keys(value)) if (!names.includes(name)) throw new Fault("form", `${place}/${pointer(name)}`, "there is no such member");
    for (const name of names) if (!(name in value)) throw new Fault("form", `${place}/${name}`, "the member is missing");
  }

  list(value, place) {
    if (!Array.isArray(value)) throw new Fault("form", place, "it is no list");
    return value;
  }

  string(value, place) {
    if (typeof value !== "string") throw new Fault("form", place, "it is no string");
    return value;
  }

  whole(value, place) {
    const number = value instanceof JsonNumber ? value.whole : undefined;
    if (number === undefined || number < 0) throw new Fault("form", place, "it is no whole number from 0 to 2^53-1");
    return number;
  }

  base64(value, place) {
    return within("form", place, () => fromBase64(value));
  }

  hash(value, place) {
    const bytes = this.base64(value, place);
    if (bytes.length !== 32) throw new Fault("form", place, "a hash has 32 bytes");
    return bytes;
  }

  hex(value, length, place) {
    return within("form", place, () => fromHex(value, length));
  }
}

function pointer(name) {
  return name.replace(/~/g, "~0").replace(/\//g, "~1");
}

/** Does something; an error becomes a fault at a place. */
export function within(code, place, what) {
  try {
    return what();
  } catch (e) {
    throw e instanceof Fault ? e : new Fault(code, place, e.message, e instanceof NotSupported);
  }
}

/** Step 2: the checkpoint. @param {string} note @param {import("./note.js").NoteKey} key */
export async function readCheckpoint(note, key, place = "/checkpoint") {
  try {
    const checkpoint = parseCheckpoint(await openNote(note, key));
    if (checkpoint.origin !== key.name) throw new Error(`its origin is ${checkpoint.origin}, not ${key.name}`);
    if (checkpoint.size < 1) throw new Error("the log is empty");
    return { ...checkpoint, note };
  } catch (e) {
    throw e instanceof NotSupported ? e : new Fault("checkpoint", place, e.message);
  }
}

/** Steps 3 and 4: entries and statements. @returns {Map<number, Recorded>} */
export function readEntries(form, checkpoint) {
  const recorded = new Map();
  let before;
  form.entries.forEach((each, i) => {
    const place = `/entries/${i}`;
    const entry = within("entry", `${place}/entry`, () => parseEntry(each.bytes));
    if (entry.index >= checkpoint.size) throw new Fault("entry", `${place}/entry`, "its index is not below the checkpoint's size");
    if (before && entry.index <= before.index) throw new Fault("entry", `${place}/entry`, "its index is not above that of the entry before");
    const path = each.path.map((at) => form.hashes[at]);
    if (!isIncluded(entry.index, checkpoint.size, entry.leaf, path, checkpoint.root)) {
      throw new Fault("inclusion", place, "its path does not lead to the root of the checkpoint");
    }
    if (before && entry.at < before.at) throw new Fault("chain", place, "it is dated before the entry before it");
    if (before && entry.index === before.index + 1 && entry.prev !== before.hash) throw new Fault("chain", place, "it does not follow the entry before it");
    before = entry;
    recorded.set(entry.index, { entry, index: entry.index, at: entry.at, statement: readStatement(each, entry, place) });
  });
  return recorded;
}

function readStatement(each, entry, place) {
  if (sha256hex(each.statement) !== entry.statement) throw new Fault("statement", `${place}/statement`, "its SHA-256 is not the one that the entry names");
  const statement = within("statement", `${place}/statement`, () => parseStatement(each.statement));
  if (entry.links.length !== statement.subjects.length) throw new Fault("link", place, "it has another number of links than the statement has subjects");
  return statement;
}

/** Step 5: the links of subjects. @returns {Map<string, Subject>} */
export function readSubjects(form, recorded) {
  const byName = new Map();
  const tags = new Set();
  form.subjects.forEach((subject) => {
    const tag = subjectTag(subject.salt, subject.name);
    tags.add(tag);
    byName.set(subject.name, { name: subject.name, salt: subject.salt, tag, recorded: [], place: `/subjects/${byName.size}`, links: [] });
  });
  let i = 0;
  for (const each of recorded.values()) {
    const place = `/entries/${i++}`;
    each.statement.subjects.forEach((name, k) => {
      const link = each.entry.links[k];
      const known = byName.get(name);
      if (known ? link.tag !== known.tag : tags.has(link.tag)) throw new Fault("link", place, `its link to ${name} has the tag of another subject`);
      if (known) known.links.push({ each, link });
    });
  }
  form.subjects.forEach((subject, j) => {
    const known = byName.get(subject.name);
    const isFacility = subject.name.startsWith("facility:");
    requireLinks(known, isFacility);
    const listed = known.links.map(({ each }) => each).filter((each) => !isFacility || !isMaking(each.statement.type));
    subject.entries.forEach((index, k) => {
      if (listed[k]?.index !== index) throw new Fault("link", `/subjects/${j}/entries/${k}`, `entry ${index} is not the subject's next one`);
    });
    if (listed.length !== subject.entries.length) {
      throw new Fault("link", `/subjects/${j}/entries/${subject.entries.length}`, `entry ${listed[subject.entries.length].index} is about the subject and is not listed`);
    }
    if (isFacility && listed.length > MAX_FACILITY) throw new Fault("link", `/subjects/${j}/entries`, "it lists more than the newest 1,024");
    known.recorded = listed;
  });
  return byName;
}

/** None is left out between the first and the last; of a facility, whose other entries are not shown, the numbers rise. */
function requireLinks(subject, isFacility) {
  let before = { seq: -1, index: -1 };
  subject.links.forEach(({ each, link }, k) => {
    const isNext = link.seq === before.seq + 1 && link.prev === before.index;
    const mayFollow = isFacility && (link.seq > before.seq + 1 ? link.prev > before.index : isNext);
    if (!isNext && !mayFollow) {
      throw new Fault("link", `${subject.place}/entries/${k}`, `entry ${each.index} does not link to the subject's entry before it: one was left out, or is not its`);
    }
    before = { seq: link.seq, index: each.index };
  });
}

/** The statement that brings a lot forth. @returns {Recorded | undefined} */
export function bringingForth(subject, lot) {
  return subject.recorded.find((each) => bringsForth(each, lot));
}

/** Whether a statement brings a lot forth. */
export function bringsForth({ statement }, lot) {
  return statement.type === "LotOrigin" || (isConversion(statement) && statement.says.outputs.some((output) => output.lot === lot));
}

/** Step 6: the subjects are those that belong there. @returns {string[]} the lots upstream, nearest first */
export function requireWhatBelongs(lot, subjects, notFollowed, recorded) {
  const past = new Set(notFollowed);
  const upstream = [];
  const facilities = new Set();
  const seen = new Set([lot]);
  for (const queue = [lot]; queue.length > 0; ) {
    const next = queue.shift();
    const subject = subjects.get(`lot:${next}`);
    if (!subject) {
      continue; // Nothing is recorded of it: its statement is missing.
    }
    upstream.push(next);
    subject.recorded.filter((each) => isMaking(each.statement.type)).forEach((each) => facilities.add(`facility:${each.statement.says.facility.id}`));
    const origin = bringingForth(subject, next);
    for (const input of origin && isConversion(origin.statement) ? origin.statement.says.inputs : []) {
      if (!seen.has(input.lot)) {
        seen.add(input.lot);
        if (!past.has(input.lot)) queue.push(input.lot);
      }
    }
  }
  notFollowed.forEach((each, i) => {
    if (!seen.has(each) || subjects.has(`lot:${each}`)) throw new Fault("subject", `/notFollowed/${i}`, `${each} is no input that was left aside`);
  });
  const expected = new Set(["registry", ...upstream.map((each) => `lot:${each}`), ...facilities]);
  let j = 0;
  for (const name of subjects.keys()) {
    if (!expected.has(name)) throw new Fault("subject", `/subjects/${j}`, `${name} has no part in the answer`);
    j++;
  }
  for (const name of expected) if (!subjects.has(name)) throw new Fault("subject", "/subjects", `${name} is missing`);
  if (!subjects.has(`lot:${lot}`)) throw new Fault("subject", "/subjects", `nothing is recorded of ${lot}`);
  const listed = new Set([...subjects.values()].flatMap((subject) => subject.recorded.map((each) => each.index)));
  [...recorded.keys()].forEach((index, i) => {
    if (!listed.has(index)) throw new Fault("unused", `/entries/${i}`, `entry ${index} is in no list`);
  });
  return upstream;
}

/** Step 10: the digest. */
export function requireDigest(json) {
  const { digest, ...rest } = json;
  if (sha256hex(utf8(canonicalJson(rest))) !== digest) throw new Fault("digest", "/digest", "it is not the SHA-256 of the rest of the file");
}
