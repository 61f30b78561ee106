// DER (X.690), as far as certificates need it: one form for each value, and nothing after it.

/** @typedef {{ tag: number, bytes: Uint8Array, whole: Uint8Array }} Value `bytes` is the content, `whole` with its header */

/**
 * @param {Uint8Array} bytes
 * @returns {Value[]} the values one after the other
 */
export function readAll(bytes) {
  const values = [];
  for (let at = 0; at < bytes.length; ) {
    const value = readAt(bytes, at);
    values.push(value);
    at += value.whole.length;
  }
  return values;
}

/** @param {Uint8Array} bytes @returns {Value} the only value */
export function readOne(bytes) {
  const value = readAt(bytes, 0);
  if (value.whole.length !== bytes.length) throw new Error("something comes after a DER value");
  return value;
}

function readAt(bytes, at) {
  const tag = bytes[at];
  let length = bytes[at + 1];
  if (length === undefined || (tag & 0x1f) === 0x1f) throw new Error("not DER");
  let start = at + 2;
  if (length >= 0x80) {
    const octets = length & 0x7f;
    if (octets === 0 || octets > 3) throw new Error("not DER: a length");
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[start + i] ?? NaN);
    start += octets;
    if (!(length >= (octets === 1 ? 0x80 : 256 ** (octets - 1)))) throw new Error("not DER: a length that is too long");
  }
  if (start + length > bytes.length) throw new Error("not DER: it ends too early");
  return { tag, bytes: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) };
}

/** The content of a value that must have a tag. */
export function expect(value, tag) {
  if (!value || value.tag !== tag) throw new Error(`not DER of the expected kind (tag ${tag})`);
  return value.bytes;
}

/** @param {Value} value @returns {string} */
export function objectIdentifier(value) {
  const bytes = expect(value, 6);
  const arcs = [];
  let arc = 0;
  for (const byte of bytes) {
    arc = arc * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new Error("an object identifier is too long");
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  if (bytes.length === 0 || bytes[bytes.length - 1] >= 0x80) throw new Error("an object identifier does not end");
  const first = Math.min(2, Math.floor(arcs[0] / 40));
  return [first, arcs[0] - 40 * first, ...arcs.slice(1)].join(".");
}

/** The bits of a BIT STRING; whole bytes where `whole`. */
export function bitString(value, whole = true) {
  const bytes = expect(value, 3);
  const unused = bytes[0];
  if (unused === undefined || unused > 7 || (whole && unused !== 0)) throw new Error("not DER: a bit string");
  return bytes.subarray(1);
}

/** A Time in milliseconds since 1970 (RFC 5280 §4.1.2.5). */
export function time(value) {
  const text = String.fromCharCode(...value.bytes);
  const utc = value.tag === 0x17 && /^(\d{2})(\d{10})Z$/.exec(text);
  const full = value.tag === 0x18 && /^(\d{4})(\d{10})Z$/.exec(text);
  const match = utc || full;
  if (!match) throw new Error("not a time of a certificate");
  const year = utc ? (Number(utc[1]) < 50 ? 2000 : 1900) + Number(utc[1]) : Number(full[1]);
  const [month, day, hour, minute, second] = match[2].match(/../g);
  const iso = `${String(year).padStart(4, "0")}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const at = Date.parse(iso);
  if (Number.isNaN(at) || new Date(at).toISOString() !== iso) throw new Error("not a time of a certificate");
  return at;
}
