import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "../verifier/bytes.js";
import { canonicalJson, parseCanonicalJson, parseJson } from "../verifier/json.js";

test("a number keeps its digits", () => {
  assert.equal(parseJson("0.10000000000000000001").text, "0.10000000000000000001");
  assert.equal(parseJson("9007199254740993").whole, undefined);
  assert.equal(parseJson("12").whole, 12);
});

test("what is no JSON, or means two things, is refused", () => {
  const wrong = ["", "{", '{"a":1,"a":2}', '{"a":1,}', "[1,]", "01", "1.", "+1", "'a'", '"\t"', '"\\x"', "NaN", "tru", "1 2", "\ufeff1", "[".repeat(70) + "]".repeat(70)];
  for (const text of wrong) assert.throws(() => parseJson(text), text);
  assert.throws(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22)));
});

test("an object has no members but its own", () => {
  const object = parseJson('{"__proto__":{"a":1}}');
  assert.equal(object.a, undefined);
  assert.deepEqual(Object.keys(object), ["__proto__"]);
});

test("the order of names of RFC 8785 §3.2.3 is that of UTF-16", () => {
  const source = '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}';
  const names = [...canonicalJson(parseJson(source)).matchAll(/:"([^":]+)/g)].map(([, name]) => name.split(" ")[0]);
  assert.deepEqual(names, ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"]);
});

test("only the canonical form is taken for canonical", () => {
  assert.equal(parseCanonicalJson(utf8('{"a":[1,true,null,"\\u001f"],"b":{}}')).a[0].whole, 1);
  for (const text of ['{"b":1,"a":1}', '{"a": 1}', '{"a":"\\u0041"}', '{"a":1.0}', '{"a":1e2}', '{"a":-0}', '{"a":1}\n', '{"a":"\\/"}']) {
    assert.throws(() => parseCanonicalJson(utf8(text)), text);
  }
});
