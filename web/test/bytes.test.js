import assert from "node:assert/strict";
import { test } from "node:test";
import { base64, base64url, fromBase64, fromBase64url, fromHex, fromUtf8, hex, utf8 } from "../verifier/bytes.js";

test("base64 of RFC 4648 §10 reads both ways", () => {
  for (const [text, encoded] of [["", ""], ["f", "Zg=="], ["fo", "Zm8="], ["foo", "Zm9v"], ["foobar", "Zm9vYmFy"]]) {
    assert.equal(base64(utf8(text)), encoded);
    assert.equal(fromUtf8(fromBase64(encoded)), text);
    assert.equal(fromUtf8(fromBase64url(base64url(utf8(text)))), text);
  }
});

test("a second spelling of the same bytes is refused", () => {
  for (const text of ["Zh==", "Zg=", "Zg", "Zg===", "Zm9=", " Zg==", "Zg==\n"]) assert.throws(() => fromBase64(text), text);
  for (const text of ["Zh", "Zg==", "Z", "Zm+v", "Zm/v", "Zg\n", "Zé"]) assert.throws(() => fromBase64url(text), text);
  for (const text of ["AB", "a", "0x", 5]) assert.throws(() => fromHex(text), String(text));
});

test("hexadecimal reads both ways", () => {
  assert.equal(hex(fromHex("00ff10")), "00ff10");
  assert.throws(() => fromHex("00", 2));
});

test("bytes that are not UTF-8 are no text", () => {
  assert.throws(() => fromUtf8(Uint8Array.of(0xc0, 0x80)));
  assert.equal(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf)).length, 1, "a byte order mark is not dropped unseen");
});
