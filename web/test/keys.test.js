// Signatures, held against RFC 8032, RFC 8037, RFC 7515 and the W3C's did:key examples.

import assert from "node:assert/strict";
import { generateKeyPairSync, sign as nodeSign } from "node:crypto";
import { test } from "node:test";
import { ml_dsa44, ml_dsa65, ml_dsa87 } from "../vendor/noble/post-quantum/ml-dsa.js";
import { base64url, fromBase64url, fromHex, hex, utf8 } from "../verifier/bytes.js";
import { isSignedBy, parseCompact, parseGeneral } from "../verifier/jws.js";
import { isSigned, keyOfDid, keyOfJwk } from "../verifier/keys.js";

const RFC_8032 = [
  ["d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"],
  ["3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"],
  ["fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"],
];

test("the Ed25519 signatures of RFC 8032 §7.1 hold, and no other", async () => {
  for (const [key, message, signature] of RFC_8032) {
    const known = { alg: "Ed25519", bytes: fromHex(key) };
    assert.ok(await isSigned(known, fromHex(message), fromHex(signature)));
    assert.ok(!(await isSigned(known, utf8("other"), fromHex(signature))));
    assert.ok(!(await isSigned(known, fromHex(message), fromHex(signature).subarray(1))));
  }
});

test("the JWS of RFC 8037 A.4 and RFC 7515 A.3 hold under their keys", async () => {
  const ed = keyOfJwk({ kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" });
  assert.ok(await isSigned(ed, utf8("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"), fromBase64url("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")));
  const ec = keyOfJwk({ kty: "EC", crv: "P-256", x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" });
  const input = utf8("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ");
  const signature = fromBase64url("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
  assert.ok(await isSigned(ec, input, signature));
  assert.ok(!(await isSigned(ec, utf8("x"), signature)));
});

test("a key on no curve, or one that holds a secret, is none", async () => {
  const x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
  const off = keyOfJwk({ kty: "EC", crv: "P-256", x, y: x });
  await assert.rejects(isSigned(off, utf8("a"), new Uint8Array(64)), /not a key/);
  assert.throws(() => keyOfJwk({ kty: "OKP", crv: "Ed25519", x: "AA" }));
  assert.throws(() => keyOfJwk({ kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", d: "AA" }));
  assert.throws(() => keyOfJwk({ kty: "RSA", n: "AA", e: "AQAB" }));
});

test("the keys of did:key are those of the method's examples", () => {
  const ed = keyOfDid("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp");
  assert.equal(hex(ed.key.bytes), "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29");
  assert.equal(ed.id, "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp#z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp");
  for (const [name, alg, length] of [["did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", "ES256", 65], ["did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9", "ES384", 97]]) {
    const { key } = keyOfDid(name);
    assert.deepEqual([key.alg, key.bytes.length, key.bytes[0]], [alg, length, 4]);
  }
  assert.equal(keyOfDid("did:web:example"), undefined);
  assert.throws(() => keyOfDid("did:key:z6Mk"));
});

test("what Node signs by ES256 and ES384 holds, compressed key or not", async () => {
  for (const [curve, alg] of [["P-256", "ES256"], ["P-384", "ES384"]]) {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: curve });
    const signature = nodeSign(alg === "ES256" ? "sha256" : "sha384", Buffer.from("words"), { key: privateKey, dsaEncoding: "ieee-p1363" });
    const key = keyOfJwk({ ...publicKey.export({ format: "jwk" }) });
    assert.equal(key.alg, alg);
    assert.ok(await isSigned(key, utf8("words"), new Uint8Array(signature)));
  }
});

test("ML-DSA signatures hold at their three strengths, and not when changed", async () => {
  for (const [alg, scheme] of [["ML-DSA-44", ml_dsa44], ["ML-DSA-65", ml_dsa65], ["ML-DSA-87", ml_dsa87]]) {
    const { publicKey, secretKey } = scheme.keygen(new Uint8Array(32).fill(6));
    const key = keyOfJwk({ kty: "AKP", alg, pub: base64url(publicKey) });
    const signature = scheme.sign(utf8("words"), secretKey);
    assert.ok(await isSigned(key, utf8("words"), signature));
    signature[10] ^= 1;
    assert.ok(!(await isSigned(key, utf8("words"), signature)));
  }
});

test("the ML-DSA-44 key of the seed 06… is the one that two other implementations agree on", async () => {
  const { publicKey } = ml_dsa44.keygen(new Uint8Array(32).fill(6));
  const { sha256hex } = await import("../verifier/hash.js");
  assert.equal(sha256hex(publicKey), "27f9ddde9e18c198ae835fdc2c806d30af89bfdbc2498bc127823dee942182de");
});

const KID = "did:web:a.example#key-1";
const encode = (json) => base64url(utf8(JSON.stringify(json)));
const compact = (header, payload = "{}") => utf8(`${encode(header)}.${base64url(utf8(payload))}.AAAA`);

test("a header says what statements may say, and nothing that changes what is signed or whose key it is", () => {
  assert.equal(parseCompact(compact({ alg: "EdDSA", kid: KID, typ: "application/VC+JWT" })).header.alg, "Ed25519");
  for (const more of [{ crit: [] }, { b64: true }, { jwk: {} }, { jku: "" }, { x5u: "" }, { x5c: [] }, { alg: "none" }, { alg: "HS256" }, { alg: "RS256" }, { typ: "JWT" }, { kid: "key-1" }, { kid: 1 }]) {
    assert.throws(() => parseCompact(compact({ alg: "Ed25519", kid: KID, typ: "vc+jwt", ...more })), JSON.stringify(more));
  }
  for (const text of ["a.b", "a.b.c.d", `${encode({ alg: "Ed25519", kid: KID, typ: "vc+jwt" })}.e30.AAAA\n`]) assert.throws(() => parseCompact(utf8(text)), text);
});

test("a charter's JWS has signatures of different keys and no unprotected header", () => {
  const one = { protected: encode({ alg: "Ed25519", kid: KID, typ: "assay-charter+json" }), signature: "AAAA" };
  const other = { ...one, protected: encode({ alg: "Ed25519", kid: "did:web:b.example#key-1", typ: "assay-charter+json" }) };
  assert.equal(parseGeneral(utf8(JSON.stringify({ payload: "e30", signatures: [one, other] }))).signatures.length, 2);
  for (const jws of [{ payload: "e30", signatures: [one, one] }, { payload: "e30", signatures: [] }, { payload: "e30", signatures: [{ ...one, header: {} }] }, { payload: "e30", signatures: [one], more: 1 }]) {
    assert.throws(() => parseGeneral(utf8(JSON.stringify(jws))), JSON.stringify(jws));
  }
});

test("a key never verifies under another algorithm than its own", async () => {
  const { publicKey, secretKey } = ml_dsa44.keygen(new Uint8Array(32));
  const jws = { header: { alg: "ML-DSA-65" }, input: utf8("a"), signature: ml_dsa44.sign(utf8("a"), secretKey) };
  assert.ok(!(await isSignedBy(jws, { alg: "ML-DSA-44", bytes: publicKey })));
});
