// Merkle trees, notes and checkpoints, held against the vectors of C2SP, golang.org/x/mod/sumdb/note and Tessera's test log.

import assert from "node:assert/strict";
import { test } from "node:test";
import { base64, fromBase64, fromHex, hex, utf8 } from "../verifier/bytes.js";
import { sha256 } from "../verifier/hash.js";
import { EMPTY_ROOT, isConsistent, isIncluded, leafHash, nodeHash } from "../verifier/merkle.js";
import { formatNoteKey, openNote, parseCheckpoint, parseNote, parseNoteKey } from "../verifier/note.js";

const WORDS = "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten".split(" ");
const ROOTS = {
  1: "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=", 2: "T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=",
  3: "Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=", 4: "zY1lN35vrXYAPixXSd59LsU29xUJtuW4o2dNNg5Y2Co=",
  7: "IrSXADBqJ7EQoUODSDKROySgNveeL6CFhik2w/+fS7U=", 15: "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=",
};

/** The tree by its definition (RFC 9162 §2.1.1), slow and plain. */
const split = (n) => 2 ** Math.floor(Math.log2(n - 1));
const root = (d) => (d.length === 0 ? EMPTY_ROOT : d.length === 1 ? leafHash(d[0]) : nodeHash(root(d.slice(0, split(d.length))), root(d.slice(split(d.length)))));
function path(m, d) {
  if (d.length === 1) return [];
  const k = split(d.length);
  return m < k ? [...path(m, d.slice(0, k)), root(d.slice(k))] : [...path(m - k, d.slice(k)), root(d.slice(0, k))];
}
function proof(m, d, isWhole = true) {
  if (m === d.length) return isWhole ? [] : [root(d)];
  const k = split(d.length);
  return m <= k ? [...proof(m, d.slice(0, k), isWhole), root(d.slice(k))] : [...proof(m - k, d.slice(k), false), root(d.slice(0, k))];
}
const leaves = WORDS.map(utf8);

test("the roots are those of Tessera's test log", () => {
  for (const [size, expected] of Object.entries(ROOTS)) assert.equal(base64(root(leaves.slice(0, Number(size)))), expected);
  assert.equal(base64(leafHash(utf8("hello world"))), "TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=");
  assert.equal(hex(EMPTY_ROOT), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("each leaf of each tree up to 40 is included, and nowhere else", () => {
  for (let n = 1; n <= 40; n++) {
    const all = Array.from({ length: n }, (_, i) => Uint8Array.of(i));
    for (let i = 0; i < n; i++) {
      const [leaf, way, top] = [leafHash(all[i]), path(i, all), root(all)];
      assert.ok(isIncluded(i, n, leaf, way, top));
      for (const other of [i - 1, i + 1]) assert.ok(!isIncluded(other, n, leaf, way, top) || other === i);
      assert.ok(!isIncluded(i, n, leaf, [...way, sha256(leaf)], top));
      if (way.length > 0) assert.ok(!isIncluded(i, n, leaf, way.slice(1), top));
      assert.ok(!isIncluded(i, n, leafHash(Uint8Array.of(200)), way, top));
      assert.ok(!isIncluded(i, n + 0.5, leaf, way, top));
    }
  }
});

test("each tree up to 40 begins each larger one, and no other does", () => {
  const all = Array.from({ length: 40 }, (_, i) => Uint8Array.of(i));
  for (let n = 1; n <= 40; n++) {
    for (let m = 1; m <= n; m++) {
      const [first, second, way] = [root(all.slice(0, m)), root(all.slice(0, n)), proof(m, all.slice(0, n))];
      assert.ok(isConsistent(m, first, n, second, way), `${m} ${n}`);
      assert.ok(!isConsistent(m, sha256(first), n, second, way));
      assert.ok(!isConsistent(m, first, n, sha256(second), way));
      assert.ok(!isConsistent(m, first, n, second, [...way, first]));
      if (m < n) assert.ok(!isConsistent(m, first, n, second, way.slice(1)));
    }
  }
  assert.ok(isConsistent(0, EMPTY_ROOT, 3, root(all.slice(0, 3)), []));
  assert.ok(!isConsistent(4, root(all.slice(0, 4)), 3, root(all.slice(0, 3)), []));
});

const FOO = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const FOO_NOTE = "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
const PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE = "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE = "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

test("the notes of C2SP and of Go open", async () => {
  assert.equal(await openNote(FOO_NOTE, parseNoteKey(FOO)), "This is an example message.\n");
  assert.equal(formatNoteKey(parseNoteKey(FOO)), FOO);
  assert.equal(await openNote(`${TEXT}\n${ENOCH_LINE}${PETER_LINE}`, parseNoteKey(PETER)), TEXT, "a line of an unknown key is left aside");
});

test("a changed or unsigned note does not open", async () => {
  const key = parseNoteKey(PETER);
  await assert.rejects(openNote(`${TEXT}\n${ENOCH_LINE}`, key), /not signed/);
  await assert.rejects(openNote(`${TEXT.replace("If", "Of")}\n${PETER_LINE}`, key), /wrong/);
  await assert.rejects(openNote(`${TEXT}\n${PETER_LINE}${PETER_LINE.replace("x08go/Z", "x08go/a")}`, key), /wrong/);
  for (const note of [TEXT, `${TEXT}\n`, `${TEXT}\n${PETER_LINE.slice(0, -1)}`, `${TEXT}\n- PeterNeumann AAAA\n`, `\u0007${TEXT}\n${PETER_LINE}`]) {
    assert.throws(() => parseNote(note), note);
  }
});

test("a key that does not hash to its id is none", () => {
  for (const text of ["PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", PETER.replace("c74f", "c74e"), "x"]) {
    assert.throws(() => parseNoteKey(text), text);
  }
});

test("the checkpoint of Tessera's test log is read", async () => {
  const key = parseNoteKey("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
  const note = "example.com/log/testdata\n1\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n\n\u2014 example.com/log/testdata M9e0lhr9kuLxGdAtaUrhm84TQffVsLdcy808sN0a3WyniNlfcr9+bywoiIke1YYciCNjJGkCgIlQ8b16jhsmg/SChAM=\n";
  const { origin, size, root: top } = parseCheckpoint(await openNote(note, key));
  assert.deepEqual([origin, size, base64(top)], ["example.com/log/testdata", 1, ROOTS[1]]);
  for (const text of ["a\n01\nAA==\n", "a\n1\n", "a\n1\nAA==\n", "a\n-1\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n", "a\n1\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek="]) {
    assert.throws(() => parseCheckpoint(text), text);
  }
});

test("bytes of the test log's tile are its leaves", () => {
  const tile = fromHex("d0d7360ab79f58ab1e1e3fe64ad77e2ea0bc07e36b5f46ed2223edd9298df9e9ab1ab7f07c7c8fe0eff4ba6faa53c7e4412e91a599153e8aa4e01beece5b7825671f146c5e471e8a1a83a3c214ce4ba907b8f3a5888d14cc8cd3ce75bb12ef94");
  leaves.slice(0, 3).forEach((leaf, i) => assert.equal(hex(leafHash(leaf)), hex(tile.subarray(32 * i, 32 * i + 32))));
  assert.ok(fromBase64(ROOTS[1]).length === 32);
});
