// The page as its readers use it, in a real browser.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { PAGE, accessibility, example, exchange, launch, open } from "./browser.js";
import { empty, hostile, wide } from "./traces.js";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const FILE = pathToFileURL(PAGE).href;
const LOT = "urn:assay:lot:test:1";
const bearer = (claims) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.AAAA`;

async function ask(page, lot, token = "") {
  await page.fill("#lot", lot);
  if (token) {
    await page.click("#ask summary");
    await page.fill("#token", token);
  }
  await page.click("#ask button[type=submit]");
}

test("a bundle is checked from a page that is a file, and nothing is asked of any network", async () => {
  const page = await open(browser, FILE);
  await page.setInputFiles("#file", [example("trust.json"), example("fail.assay.json")]);
  await page.waitForSelector("#verdict");
  assert.match(await page.textContent("#verdict"), /^FAIL/);
  assert.match(await page.textContent("#answer"), /The evidence holds/);
  assert.match(await page.textContent("#answer"), /Not checked.*JSON Schemas/);
  assert.deepEqual(page.asked.filter((url) => !/^(file|blob):/.test(url)), []);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a verdict that takes rules which are not derived here is told as the word of whoever made the file", async () => {
  const page = await open(browser, FILE);
  await page.setInputFiles("#file", [example("trust.json"), example("pass.assay.json")]);
  await page.waitForSelector("#verdict");
  assert.match(await page.textContent("#verdict"), /^The file says PASS/);
  assert.equal(await page.locator(".verdict.pass").count(), 0);
  assert.match(await page.textContent("#answer"), /not everything could be checked here/);
  await page.context().close();
});

test("a bundle in which something was changed shows no verdict at all", async () => {
  const page = await open(browser, FILE);
  await page.setInputFiles("#file", [example("trust.json"), example("bad-statement.assay.json")]);
  await page.waitForSelector("#verdict");
  const shown = await page.textContent("#answer");
  assert.match(shown, /does not hold: do not rely/);
  assert.doesNotMatch(shown, /PASS/);
  await page.context().close();
});

test("without the trust file nothing is checked, and the page says what it needs", async () => {
  const page = await open(browser, FILE);
  await page.setInputFiles("#file", example("pass.assay.json"));
  await page.waitForFunction(() => document.getElementById("status").textContent.includes("trust file"));
  assert.equal(await page.locator("#verdict").count(), 0);
  await page.context().close();
});

test("a lot is asked for with the reader's token, in a header and nowhere else", async () => {
  const shop = await exchange({ [`/v1/lots/${encodeURIComponent(LOT)}`]: () => ({ body: empty(LOT) }), "/checkpoint": () => ({ type: "text/plain", body: "log\n12\nAAAA\n" }) });
  const page = await open(browser, shop.address);
  await ask(page, LOT, "secret-token");
  await page.waitForSelector("#verdict");
  assert.match(await page.textContent("#verdict"), /^UNKNOWN/);
  assert.match(await page.textContent("#answer"), /nothing of it was checked on this machine/);
  const asked = shop.seen.filter((each) => each.url.includes("/v1/lots/"));
  assert.deepEqual(asked.map((each) => each.authorization), ["Bearer secret-token"]);
  assert.ok(shop.seen.every((each) => !each.url.includes("secret-token")));
  assert.deepEqual(page.faults.filter((fault) => !fault.includes("404")), []);
  shop.close();
  await page.context().close();
});

test("a link with a lot and a token behind the # opens at once, and a share link can be pasted", async () => {
  const token = bearer({ iss: "did:web:a.example", lot: LOT, exp: 4102444800 });
  const shop = await exchange({ [`/v1/lots/${encodeURIComponent(LOT)}`]: () => ({ body: empty(LOT) }) });
  const linked = await open(browser, `${shop.address}#${new URLSearchParams({ lot: LOT, token })}`);
  await linked.waitForSelector("#verdict");
  assert.ok(!shop.seen.some((each) => each.url.includes("/v1/members")), "a share link is for one lot and asks for no names");
  await linked.context().close();
  const pasted = await open(browser, shop.address);
  await ask(pasted, `${shop.address}v1/lots/${encodeURIComponent(LOT)}?token=${token}`);
  await pasted.waitForSelector("#verdict");
  assert.equal(shop.seen.filter((each) => each.authorization === `Bearer ${token}`).length, 2);
  shop.close();
  await pasted.context().close();
});

test("the exchange's refusal is told with its remedy", async () => {
  const shop = await exchange({ [`/v1/lots/${encodeURIComponent(LOT)}`]: () => ({ status: 403, type: "application/problem+json", body: { title: "no", detail: "The share link is for another lot.", remedy: "Ask for one." } }) });
  const page = await open(browser, shop.address);
  await ask(page, LOT);
  await page.waitForSelector("#status .problem");
  assert.equal(await page.textContent("#status"), "The share link is for another lot. Ask for one.");
  shop.close();
  await page.context().close();
});

test("the evidence is fetched and checked in the browser", async () => {
  const lot = "urn:test:lot:sulfate";
  const path = `/v1/lots/${encodeURIComponent(lot)}`;
  const shop = await exchange({ [path]: () => ({ body: empty(lot) }), [`${path}/bundle`]: () => ({ body: readFileSync(example("pass.assay.json")) }) });
  const page = await open(browser, shop.address);
  await page.click("#trust-box summary");
  await page.fill("#trust", readFileSync(example("trust.json"), "utf8"));
  await ask(page, lot);
  await page.click("#check");
  await page.waitForFunction(() => document.getElementById("verdict")?.textContent.includes("PASS"));
  assert.ok(await page.isVisible("#download"));
  shop.close();
  await page.context().close();
});

test("nothing that a statement or an answer says runs as markup", async () => {
  const shop = await exchange({ [`/v1/lots/${encodeURIComponent(LOT)}`]: () => ({ body: hostile(LOT) }) });
  const page = await open(browser, shop.address);
  await ask(page, LOT);
  await page.waitForSelector("#verdict");
  for (const summary of await page.locator("#answer summary").all()) await summary.click();
  await page.waitForTimeout(200);
  assert.equal(await page.locator("#answer img, #answer script").count(), 0);
  assert.ok((await page.textContent("#answer")).includes("<img src=x onerror"));
  assert.deepEqual(page.faults.filter((fault) => !fault.includes("404")), []);
  shop.close();
  await page.context().close();
});

test("2,000 lots are drawn and can be used within two seconds", async () => {
  const shop = await exchange({ [`/v1/lots/${encodeURIComponent("urn:assay:lot:made-up:0")}`]: () => ({ body: wide(2000, 8) }) });
  const page = await open(browser, shop.address);
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (!globalThis.drawnAt && document.querySelector(".graph .node")) requestAnimationFrame(() => (globalThis.drawnAt = performance.now()));
    }).observe(document.body, { childList: true, subtree: true });
    document.getElementById("ask").addEventListener("submit", () => (globalThis.askedAt = performance.now()), { capture: true });
  });
  await ask(page, "urn:assay:lot:made-up:0");
  await page.waitForFunction(() => globalThis.drawnAt);
  const took = await page.evaluate(() => drawnAt - askedAt);
  assert.ok(took < 2000, `${took} ms`);
  assert.match(await page.textContent(".tools [role=status]"), /2000 of 2000/);
  const searched = Date.now();
  await page.fill("#graph-search", "made-up:1234");
  await page.waitForSelector(".node.chosen:has-text('1234')");
  assert.ok(Date.now() - searched < 2000);
  assert.ok((await page.locator(".graph .node").count()) < 400, "only what is in sight is drawn");
  console.log(`2,000 lots drawn after ${Math.round(took)} ms`);
  shop.close();
  await page.context().close();
});

test("the graph goes by keys, and details take the focus", async () => {
  const shop = await exchange({ [`/v1/lots/${encodeURIComponent("urn:assay:lot:made-up:0")}`]: () => ({ body: wide(12, 3) }) });
  const page = await open(browser, shop.address);
  await ask(page, "urn:assay:lot:made-up:0");
  await page.waitForSelector(".node.chosen");
  assert.equal(await page.locator(".node").count(), 12);
  await page.locator(".node.chosen").focus();
  await page.keyboard.press("ArrowRight");
  const next = await page.locator(".node.chosen > title").textContent();
  assert.doesNotMatch(next, /made-up:0,/);
  await page.keyboard.press("Enter");
  assert.ok(next.startsWith(await page.evaluate(() => document.activeElement.textContent)));
  await page.click("button:has-text('Fold all')");
  assert.equal(await page.locator(".node").count(), 5);
  shop.close();
  await page.context().close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing against the page, ${colorScheme}`, async () => {
    const page = await open(browser, FILE, { colorScheme });
    assert.deepEqual(await accessibility(page), []);
    for (const name of ["fail", "unknown", "pass"]) {
      await page.setInputFiles("#file", [example("trust.json"), example(`${name}.assay.json`)]);
      await page.waitForFunction((word) => document.getElementById("verdict")?.textContent.includes(word), name.toUpperCase());
      await page.waitForTimeout(100);
      assert.deepEqual(await accessibility(page), [], name);
    }
    await page.click("#to-partner");
    assert.deepEqual(await accessibility(page), []);
    await page.context().close();
  });
}

test("it is printed on one page, with a code and the checkpoint", async () => {
  const page = await open(browser, FILE);
  await page.setInputFiles("#file", [example("trust.json"), example("unknown.assay.json")]);
  await page.waitForSelector("#verdict");
  const pdf = (await page.pdf()).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g).length, 1);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.isVisible(".sheet .qr"));
  assert.match(await page.textContent(".sheet"), /UNKNOWN.*log\.example\/test\n14\n/s);
  assert.ok(!(await page.isVisible("#ask")));
  await page.context().close();
});

test("signed statements are handed in, and a file with a private key is not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "assay-page-"));
  const jws = `e30.${Buffer.from(JSON.stringify({ type: ["VerifiableCredential", "LotOrigin"], credentialSubject: { lot: LOT } })).toString("base64url")}.AAAA`;
  writeFileSync(join(folder, "key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
  writeFileSync(join(folder, "lot.jws"), jws);
  writeFileSync(join(folder, "notes.txt"), "hello");
  const shop = await exchange({ "/v1/attestations": () => ({ status: 201, body: { status: "PUBLISHED", index: 41 } }) });
  const page = await open(browser, shop.address);
  await page.click("#to-partner");
  await page.setInputFiles("#partner-file", join(folder, "key.pem"));
  await page.waitForFunction(() => document.getElementById("partner-status").textContent.includes("private key"));
  await page.setInputFiles("#partner-file", join(folder, "notes.txt"));
  await page.waitForFunction(() => document.getElementById("partner-status").textContent.includes("no signed statement"));
  assert.equal(shop.seen.filter((each) => each.method === "POST").length, 0);
  await page.setInputFiles("#partner-file", join(folder, "lot.jws"));
  await page.waitForSelector("#submitted table");
  assert.match(await page.textContent("#submitted"), /LotOrigin.*urn:assay:lot:test:1.*published, entry 41/);
  assert.deepEqual(shop.seen.filter((each) => each.method === "POST").map((each) => each.body), [jws]);
  shop.close();
  rmSync(folder, { recursive: true });
  await page.context().close();
});
