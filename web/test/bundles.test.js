// The verifier, held against the example bundles: each must be found to be what docs/examples/bundles/manifest.json says.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { utf8 } from "../verifier/bytes.js";
import { sha256hex } from "../verifier/hash.js";
import { canonicalJson, parseJson } from "../verifier/json.js";
import { traceJson } from "../verifier/report.js";
import { DERIVED } from "../verifier/trace.js";
import { parseTrust } from "../verifier/trust.js";
import { verify } from "../verifier/verify.js";

const EXAMPLES = new URL("../../docs/examples/bundles/", import.meta.url);
const read = (name) => new Uint8Array(readFileSync(new URL(name, EXAMPLES)));
const trust = parseTrust(read("trust.json"));
const manifest = JSON.parse(readFileSync(new URL("manifest.json", EXAMPLES), "utf8"));

for (const { file, what, trust: whom, since, expect } of manifest) {
  test(`${file}: ${what}`, async () => {
    const result = await verify(read(file), parseTrust(read(whom)), { since: since && new TextDecoder().decode(read(since)) });
    if (expect.status === 0) {
      // A PASS takes all rules, and not all are derived here: nothing speaks against the lot, and that is all that is said.
      assert.deepEqual([result.status, result.verdict, result.finding.code], [3, undefined, "rules"]);
      return;
    }
    assert.equal(result.status, expect.status, JSON.stringify(result.finding));
    if (expect.verdict && expect.status === 2) assert.equal(result.verdict, expect.verdict);
    assert.equal(result.finding?.code, expect.finding?.code);
    // Checks are compared here without regard to their order, so the place of the first that differs is told less exactly.
    const place = expect.finding?.place;
    if (place?.startsWith("/answer/checks")) assert.match(result.finding.place, /^\/answer\/checks/);
    else assert.equal(result.finding?.place, place);
  });
}

test("a bundle in a gzip wrapper is what is inside", async () => {
  assert.equal((await verify(new Uint8Array(gzipSync(read("fail.assay.json"))), trust)).status, 2);
  assert.equal((await verify(Uint8Array.of(0x1f, 0x8b, 8, 0), trust)).finding.code, "form");
});

test("no changed byte goes unnoticed", async () => {
  const good = read("fail.assay.json");
  // A fixed sequence: every run changes the same bytes (Numerical Recipes' linear congruential generator).
  let seed = 1;
  const next = () => (seed = (seed * 1664525 + 1013904223) >>> 0) / 2 ** 32;
  for (let i = 0; i < 120; i++) {
    const changed = good.slice();
    const at = Math.floor(next() * good.length);
    changed[at] ^= 1 << Math.floor(next() * 8);
    const { status } = await verify(changed, trust);
    assert.notEqual(status, 2, `byte ${at}`);
  }
});

/** A bundle with something else in it and the digest made again, as one would make who wants to deceive. */
function forged(name, change) {
  const json = parseJson(read(name));
  change(json);
  const { digest, ...rest } = json;
  json.digest = sha256hex(utf8(canonicalJson(rest)));
  return utf8(canonicalJson(json));
}

test("an answer that does not follow from the evidence is found, whatever the digest says", async () => {
  const changes = {
    verdict: (json) => (json.answer.verdict = "PASS"),
    "a check that failed": (json) => {
      for (const check of json.answer.checks) if (check.result === "FAIL") check.result = "PASS";
      json.answer.verdict = "PASS";
      json.answer.reasons = [];
    },
    "a check that is gone": (json) => {
      json.answer.checks = json.answer.checks.filter((check) => check.result !== "FAIL");
      json.answer.verdict = "PASS";
      json.answer.reasons = [];
    },
    "a share": (json) => (json.answer.origin.metals[0].stages[0].countries = []),
  };
  for (const [what, change] of Object.entries(changes)) {
    const { status, finding } = await verify(forged(what === "a share" ? "pass.assay.json" : "fail.assay.json", change), trust);
    assert.deepEqual([status, finding.code], [1, "answer"], what);
  }
});

test("the answer of another version of the rules is not taken for checked", async () => {
  const { status, verdict, notChecked } = await verify(forged("pass.assay.json", (json) => (json.answer.rules = parseJson("3"))), trust);
  assert.equal(status, 3);
  assert.equal(verdict, undefined);
  assert.match(notChecked[0], /version 3/);
});

test("rules that are not derived here are named, and what they say is not taken for checked", async () => {
  const { status, finding, notChecked, checked } = await verify(read("pass.assay.json"), trust);
  assert.deepEqual([status, finding.code], [3, "rules"]);
  assert.match(notChecked[0], /C3.* is the word of whoever made the file/);
  assert.ok(checked.some((each) => each.name === "answer"), "what is derived was compared all the same");
});

test("a file with more values than a bundle can need is refused before anything is made of it", async () => {
  const bomb = new Uint8Array(gzipSync(`{"answer":[${"{},".repeat(2_600_000)}{}]}`));
  const { status, finding } = await verify(bomb, trust);
  assert.deepEqual([status, finding.code], [1, "form"]);
  assert.match(finding.sentence, /more than 5000000 tokens/);
});

test("the same checkpoint as an earlier one is no reason to doubt", async () => {
  const note = parseJson(read("fail.assay.json")).checkpoint;
  assert.equal((await verify(read("fail.assay.json"), trust, { since: note })).status, 2);
});

test("leaving out the checks of rules that are not derived here makes no lot pass", async () => {
  const fewer = (json) => {
    json.answer.checks = json.answer.checks.filter((check) => DERIVED.has(check.id));
    json.answer.verdict = "PASS";
    json.answer.reasons = [];
  };
  const { status, verdict, notChecked } = await verify(forged("pass.assay.json", fewer), trust);
  assert.deepEqual([status, verdict], [3, undefined]);
  assert.match(notChecked[0], /the rules A4, .*C3/);
});

test("what the page shows of a bundle says what follows from it", async () => {
  const trace = traceJson(await verify(read("unknown.assay.json"), trust));
  assert.equal(trace.verdict, "UNKNOWN");
  assert.deepEqual(trace.missing, ["urn:test:lot:unheard-of"]);
  assert.ok(trace.reasons.length > 0 && trace.upstream[0].statements[0].says);
  assert.equal(JSON.stringify(trace), JSON.stringify(structuredClone(trace)), "it can be handed from a worker to its page");
});

function cli(...args) {
  return new Promise((resolve) => {
    execFile(process.execPath, [fileURLToPath(new URL("../verifier/cli.js", import.meta.url)), ...args], (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
  });
}

test("the command's statuses are those of assay verify", async () => {
  const path = (name) => fileURLToPath(new URL(name, EXAMPLES));
  const good = ["--trust", path("trust.json")];
  for (const [args, code] of [
    [[path("pass.assay.json"), ...good], 3], [[path("bad-digest.assay.json"), ...good], 1], [[path("fail.assay.json"), ...good], 2], [[path("bad-version.assay.json"), ...good], 3],
    [[path("pass.assay.json")], 64], [[path("none"), ...good], 64], [[path("pass.assay.json"), "--trust", path("pass.assay.json")], 64], [["--what"], 64],
  ]) {
    const { code: status, stdout, stderr } = await cli(...args);
    assert.equal(status, code, args.join(" "));
    assert.ok(code === 64 ? stderr : stdout.includes("not checked:"));
  }
  assert.equal(JSON.parse((await cli(path("fail.assay.json"), ...good, "--json")).stdout).verdict, "FAIL");
});
