// JSON as the formats have it: UTF-8, no name twice in an object, no number rounded.

import { fromUtf8, isSame, utf8 } from "./bytes.js";

const MAX_DEPTH = 64;
/** Brackets, names and other values: a small file in a gzip wrapper may else fill the memory. */
const MAX_TOKENS = 5_000_000;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const SPACE = /[ \t\n\r]*/y;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** A number of a document with the digits that it has there: 0.1 is no binary fraction. */
export class JsonNumber {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  /** The number, where it is a whole one that a JavaScript number holds exactly. */
  get whole() {
    const value = Number(this.text);
    return /^-?[0-9]+$/.test(this.text) && Number.isSafeInteger(value) ? value : undefined;
  }

  toString() {
    return this.text;
  }

  toJSON() {
    return Number(this.text);
  }
}

/**
 * Reads a document.
 * @param {Uint8Array | string} source
 * @param {number} [maxDepth] how deep it may be nested
 * @returns {any} objects without a prototype, arrays, strings, booleans, null and {@link JsonNumber}
 * @throws {Error} if it is no JSON, or has a name twice in one object
 */
export function parseJson(source, maxDepth = MAX_DEPTH) {
  const text = typeof source === "string" ? source : fromUtf8(source);
  const reader = new Reader(text, maxDepth);
  const value = reader.value(0);
  reader.space();
  if (reader.at !== text.length) reader.fail("something comes after the document");
  return value;
}

class Reader {
  constructor(text, maxDepth) {
    this.text = text;
    this.maxDepth = maxDepth;
    this.at = 0;
    this.tokens = 0;
  }

  count(tokens) {
    this.tokens += tokens;
    if (this.tokens > MAX_TOKENS) this.fail(`it has more than ${MAX_TOKENS} tokens`);
  }

  fail(what) {
    throw new Error(`not JSON at character ${this.at}: ${what}`);
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found ? found[0] : null;
  }

  space() {
    this.match(SPACE);
  }

  take(character) {
    this.space();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  value(depth) {
    if (depth > this.maxDepth) this.fail("it is nested too deep");
    this.space();
    const next = this.text[this.at];
    this.count(next === "{" || next === "[" ? 2 : 1);
    if (next === "{") return this.object(depth);
    if (next === "[") return this.array(depth);
    if (next === '"') return this.string();
    for (const [word, value] of [["true", true], ["false", false], ["null", null]]) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    const number = this.match(NUMBER);
    if (number === null) this.fail("a value is missing");
    return new JsonNumber(number);
  }

  object(depth) {
    // Without a prototype: a member may have any name, "__proto__" among them.
    const object = Object.create(null);
    this.at++;
    if (this.take("}")) return object;
    do {
      this.space();
      if (this.text[this.at] !== '"') this.fail("the name of a member is missing");
      const name = this.string();
      this.count(1);
      if (name in object) this.fail(`an object has ${JSON.stringify(name)} twice`);
      if (!this.take(":")) this.fail("a colon is missing");
      object[name] = this.value(depth + 1);
    } while (this.take(","));
    if (!this.take("}")) this.fail("an object does not end");
    return object;
  }

  array(depth) {
    const array = [];
    this.at++;
    if (this.take("]")) return array;
    do {
      array.push(this.value(depth + 1));
    } while (this.take(","));
    if (!this.take("]")) this.fail("an array does not end");
    return array;
  }

  string() {
    this.at++;
    const parts = [];
    for (;;) {
      parts.push(this.match(PLAIN));
      const next = this.text[this.at++];
      if (next === '"') return parts.join("");
      if (next !== "\\") this.fail("a string does not end");
      const escape = this.text[this.at++];
      if (escape in ESCAPES) {
        parts.push(ESCAPES[escape]);
      } else {
        const code = this.text.slice(this.at, this.at + 4);
        if (escape !== "u" || !/^[0-9A-Fa-f]{4}$/.test(code)) this.fail("an escape is wrong");
        parts.push(String.fromCharCode(parseInt(code, 16)));
        this.at += 4;
      }
    }
  }
}

/**
 * The form of RFC 8785: no spaces, members in the order of their names' UTF-16 code units.
 * @param {any} value as {@link parseJson} gives it
 * @returns {string}
 * @throws {Error} if it has a number that is not whole: nothing canonical here has one
 */
export function canonicalJson(value) {
  if (value instanceof JsonNumber) {
    if (value.whole === undefined || String(value.whole) !== value.text) throw new Error("not a canonical number");
    return value.text;
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value).sort();
    return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/**
 * Reads a document that must be in the form of RFC 8785.
 * @param {Uint8Array} bytes
 */
export function parseCanonicalJson(bytes) {
  const value = parseJson(bytes);
  if (!isSame(utf8(canonicalJson(value)), bytes)) throw new Error("not in the canonical form of RFC 8785");
  return value;
}

/** A copy with ordinary objects and numbers, to show; digits may be lost. */
export function plain(value) {
  return JSON.parse(JSON.stringify(value));
}
