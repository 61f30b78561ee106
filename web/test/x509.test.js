// Certificate paths, made here by OpenSSL's command line where there is one.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isAuthority, keyOfPath, parseCertificate } from "../verifier/x509.js";
import { NotSupported } from "../verifier/webcrypto.js";

const hasOpenSsl = spawnSync("openssl", ["version"]).status === 0;
const options = { skip: hasOpenSsl ? false : "openssl is not on the PATH" };
const DID = "did:web:lab.example";
const NOW = Date.now() + 3600000; // after all of them are made
let folder;

before(() => (folder = mkdtempSync(join(tmpdir(), "assay-x509-"))));
after(() => rmSync(folder, { recursive: true }));

const at = (name) => join(folder, name);
const run = (...args) => execFileSync("openssl", args, { stdio: "pipe" });

/** Makes a key and a certificate for it, by an issuer or by itself. */
function certify(name, issuer, extensions, curve = "P-256") {
  if (curve === "ed25519") run("genpkey", "-algorithm", "ed25519", "-out", at(`${name}.key`));
  else run("genpkey", "-algorithm", "EC", "-pkeyopt", `ec_paramgen_curve:${curve}`, "-out", at(`${name}.key`));
  run("req", "-new", "-key", at(`${name}.key`), "-subj", `/CN=${name}`, "-out", at(`${name}.csr`));
  writeFileSync(at(`${name}.ext`), extensions.join("\n"));
  const by = issuer ? ["-CA", at(`${issuer}.pem`), "-CAkey", at(`${issuer}.key`), "-CAcreateserial"] : ["-signkey", at(`${name}.key`)];
  run("x509", "-req", "-in", at(`${name}.csr`), ...by, "-days", "30", "-extfile", at(`${name}.ext`), "-out", at(`${name}.pem`));
  return der(name);
}

const der = (name) => new Uint8Array(new X509Certificate(readFileSync(at(`${name}.pem`))).raw);
const AUTHORITY = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"];
const SIGNER = ["basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature", `subjectAltName=URI:${DID}`];

test("an authority vouches for the key of one DID, directly and through another authority", options, async () => {
  const root = parseCertificate(certify("root", null, AUTHORITY, "P-384"));
  const between = certify("between", "root", AUTHORITY);
  assert.ok(isAuthority(root));
  for (const [name, issuer, more] of [["one", "root", []], ["two", "between", [between]]]) {
    for (const curve of ["P-256", "ed25519"]) {
      const leaf = certify(`${name}-${curve}`, issuer, SIGNER, curve);
      const key = await keyOfPath([leaf, ...more], root, DID, NOW);
      assert.equal(key.alg, curve === "ed25519" ? "Ed25519" : "ES256");
      assert.ok((await keyOfPath([leaf, ...more, root.der], root, DID, NOW)).bytes.length > 0, "the authority itself may come along");
    }
  }
});

test("a path that does not vouch is refused, with the reason", options, async () => {
  const root = parseCertificate(certify("root-2", null, AUTHORITY));
  certify("other", null, AUTHORITY);
  const leaf = certify("leaf", "root-2", SIGNER);
  const cases = [
    [[], root, DID, NOW, /no certificate of the signer/],
    [[leaf], root, "did:web:else.example", NOW, /not about/],
    [[leaf], root, DID, NOW + 40 * 86400000, /not valid then/],
    [[leaf], root, DID, NOW - 86400000, /not valid then/],
    [[certify("foreign", "other", SIGNER)], root, DID, NOW, /not issued by/],
    [[root.der], root, DID, NOW, /no certificate of the signer/],
    [[certify("ca-leaf", "root-2", [...AUTHORITY, `subjectAltName=URI:${DID}`])], root, DID, NOW, /not for signatures/],
    [[certify("no-usage", "root-2", SIGNER.filter((each) => !each.startsWith("keyUsage")))], root, DID, NOW, /not for signatures/],
    [[certify("no-name", "root-2", SIGNER.slice(0, 2))], root, DID, NOW, /not about/],
    [[certify("dns", "root-2", [...SIGNER.slice(0, 2), "subjectAltName=DNS:lab.example"])], root, DID, NOW, /not about/],
    [[certify("critical", "root-2", [...SIGNER, "1.2.3.4=critical,ASN1:NULL"])], root, DID, NOW, /critical extension/],
    [[certify("under-leaf", "leaf", SIGNER), leaf], root, DID, NOW, /may not sign certificates/],
    [[leaf], parseCertificate(leaf), DID, NOW, /not one of an authority/],
  ];
  for (const [path, anchor, did, time, reason] of cases) await assert.rejects(keyOfPath(path, anchor, did, time), reason);
});

test("an authority of the same name with another key vouches for nothing", options, async () => {
  certify("same", null, AUTHORITY);
  const leaf = certify("leaf-of-same", "same", SIGNER);
  const twin = parseCertificate(certify("same", null, AUTHORITY));
  await assert.rejects(keyOfPath([leaf], twin, DID, NOW), /signature .* is wrong/);
});

test("a changed certificate is refused wherever it was changed", options, async () => {
  const root = parseCertificate(certify("root-3", null, AUTHORITY));
  const leaf = certify("leaf-3", "root-3", SIGNER);
  for (let i = 0; i < leaf.length; i += 3) {
    const changed = leaf.slice();
    changed[i] ^= 1;
    await assert.rejects(keyOfPath([changed], root, DID, NOW), `byte ${i}`);
  }
});

test("the length that an authority allows is kept to", options, async () => {
  const root = parseCertificate(certify("root-4", null, ["basicConstraints=critical,CA:TRUE,pathlen:0", AUTHORITY[1]]));
  const between = certify("between-4", "root-4", AUTHORITY);
  const leaf = certify("leaf-4", "between-4", SIGNER);
  await assert.rejects(keyOfPath([leaf, between], root, DID, NOW), /longer than the authority allows/);
});

test("name constraints are not evaluated, so nothing passes that has them", options, async () => {
  const root = parseCertificate(certify("root-5", null, AUTHORITY));
  const between = certify("between-5", "root-5", [...AUTHORITY, "nameConstraints=critical,permitted;URI:.example"]);
  const leaf = certify("leaf-5", "between-5", SIGNER);
  await assert.rejects(keyOfPath([leaf, between], root, DID, NOW), (error) => error instanceof NotSupported);
});

test("what is no certificate is refused", () => {
  for (const bytes of [[], [0x30], [0x30, 0x80, 0, 0], [0x30, 0x81, 0x01, 0], [0x05, 0x00], Array(40).fill(0x30)]) {
    assert.throws(() => parseCertificate(Uint8Array.from(bytes)), String(bytes));
  }
});
