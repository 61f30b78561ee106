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

for (const [lot, verdict, reason] of [
  ["kr-pohang-2026-p622-041", "PASS"],
  ["kr-incheon-2026-cs009", "FAIL", ["BALANCE"]],
  ["cd-likasi-2026-007-h", "FAIL", ["SIGNATURE", "SIGNATURE"]],
  ["jp-kobe-2026-b006", "UNKNOWN", ["CUSTODY", "ORIGIN"]],
]) {
  test(`the demo's ${lot} is ${verdict}`, async () => {
    const result = await verify(read(`${lot}.assay.json.gz`), trust);
    assert.equal(result.finding, undefined);
    assert.equal(result.verdict, verdict);
    assert.equal(result.status, verdict === "PASS" ? 0 : 2);
    assert.deepEqual(result.checks.filter((check) => check.result === verdict && verdict !== "PASS").map((check) => check.rule), reason ?? []);
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
