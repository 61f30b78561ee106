// Bytes and their texts. Each encoding has one form: a second one would be a second name of the same bytes.

const UTF8 = new TextEncoder();
const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const URL_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) VALUES[URL_ALPHABET.charCodeAt(i)] = i;

/** @param {string} text @returns {Uint8Array} */
export function utf8(text) {
  return UTF8.encode(text);
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 * @throws {Error} if they are not UTF-8
 */
export function fromUtf8(bytes) {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    throw new Error("it is not UTF-8");
  }
}

/** @param {...Uint8Array} parts @returns {Uint8Array} */
export function concat(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Whether both hold the same bytes. @param {Uint8Array} a @param {Uint8Array} b */
export function isSame(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** @param {Uint8Array} bytes @returns {string} lower case */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {unknown} text lower-case digits, two for each byte
 * @param {number} [length] how many bytes there must be
 * @returns {Uint8Array}
 */
export function fromHex(text, length) {
  if (typeof text !== "string" || !/^([0-9a-f]{2})*$/.test(text)) throw new Error("not lower-case hexadecimal");
  if (length !== undefined && text.length !== 2 * length) throw new Error(`not ${length} bytes in hexadecimal`);
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/**
 * Base64url without padding (RFC 4648 §5), as JWS has it.
 * @param {unknown} text
 * @returns {Uint8Array}
 * @throws {Error} if it is not the one form of some bytes
 */
export function fromBase64url(text) {
  if (typeof text !== "string") throw new Error("not base64url: no string");
  const length = text.length;
  if (length % 4 === 1) throw new Error("not base64url: its length is impossible");
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? VALUES[code] : -1;
    if (value < 0) throw new Error(`not base64url at offset ${i}`);
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  if ((held & ((1 << bits) - 1)) !== 0) throw new Error("not base64url: its last character has stray bits");
  return bytes;
}

/** @param {Uint8Array} bytes @returns {string} */
export function base64url(bytes) {
  return base64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/**
 * Base64 with padding (RFC 4648 §4).
 * @param {unknown} text
 * @returns {Uint8Array}
 * @throws {Error} if it is not the one form of some bytes
 */
export function fromBase64(text) {
  if (typeof text !== "string" || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw new Error("not base64");
  }
  return fromBase64url(text.replace(/=+$/, "").replace(/\+/g, "-").replace(/\//g, "_"));
}

/** @param {Uint8Array} bytes @returns {string} */
export function base64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
