// Bundles of the exchange's demo: a chain through seven countries, keys of several algorithms, a party that signs with
// certificates, a stolen key. They were made by the Java side, and the answer in each must be the one that follows here too.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { parseTrust } from "../verifier/trust.js";
import { verify } from "../verifier/verify.js";

const read = (name) => new Uint8Array(readFileSync(new URL(`demo/${name}`, import.meta.url)));
const trust = parseTrust(read("trust.json"));

for (const [lot, stated, status, reasons] of [
  ["kr-pohang-2026-p622-041", "PASS", 3, []],
  ["kr-incheon-2026-cs009", "FAIL", 3, []],
  ["cd-likasi-2026-007-h", "FAIL", 2, ["A1", "A1"]],
  ["jp-kobe-2026-b006", "UNKNOWN", 2, ["L5", "L4"]],
]) {
  test(`what is derived of the demo's ${lot} is what the exchange answered`, async () => {
    const result = await verify(read(`${lot}.assay.json.gz`), trust);
    assert.equal(result.answer.verdict, stated);
    // Where nothing that is derived here speaks against a lot, the verdict stays open: it takes rules that are not derived.
    assert.deepEqual([result.status, result.verdict, result.finding?.code], status === 2 ? [2, stated, undefined] : [3, undefined, "rules"]);
    assert.deepEqual(result.checks.filter((check) => check.mandatory && (check.result === "FAIL" || check.result === "UNKNOWN")).map((check) => check.id), reasons);
    assert.ok(result.checked.some((each) => each.name === "answer"));
  });
}

test("the demo's chain has a signer with certificates, and its signature is checked", async () => {
  const { evidence, checks } = await verify(read("kr-pohang-2026-p622-041.assay.json.gz"), trust);
  const certified = evidence.statements.filter((each) => each.statement.jws.header.x5c.length > 0);
  const algorithms = new Set(evidence.statements.map((each) => each.statement.jws.header.alg));
  assert.ok(certified.length > 0);
  assert.ok(algorithms.size > 1, [...algorithms].join());
  for (const { index } of certified) assert.ok(checks.some((check) => check.rule === "SIGNATURE" && check.result === "PASS" && check.statements[0] === index));
});

test("another log's key or charter makes nothing of it hold", async () => {
  const file = new Uint8Array(gzipSync(gunzipSync(read("jp-kobe-2026-b006.assay.json.gz"))));
  assert.equal((await verify(file, { ...trust, charter: "0".repeat(64) })).finding.code, "registry");
  assert.equal((await verify(file, { ...trust, log: { ...trust.log, key: new Uint8Array(32).fill(1) } })).status, 1);
});
