// A headless Chromium, and an exchange that answers what a test gives it, under the policy that the real one sends.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MODULES = process.env.ASSAY_NODE_MODULES;
const load = createRequire(join(MODULES, "any.js"));
const { chromium } = load("playwright-core");
const axe = load("axe-core");
const WEB = new URL("../", import.meta.url);

export const PAGE = fileURLToPath(new URL("dist/assay.html", WEB));
export const example = (name) => fileURLToPath(new URL(`../docs/examples/bundles/${name}`, WEB));

/** Without these, Chromium asks hosts of its maker, which a closed network refuses one by one. */
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: QUIET });
}

/**
 * A page that remembers what went wrong on it and what it asked for.
 * @returns {Promise<any>}
 */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.faults = [];
  page.asked = [];
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  page.on("dialog", (dialog) => {
    page.faults.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => page.asked.push(request.url()));
  await page.goto(address);
  return page;
}

/** What axe finds, as sentences. */
export async function accessibility(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/**
 * Serves the page, and answers by path.
 * @param {Record<string, (request: any, body: string) => { status?: number, type?: string, body: any }>} answers by path without its query
 */
export async function exchange(answers) {
  const csp = readFileSync(new URL("dist/csp.txt", WEB), "utf8");
  const seen = [];
  const server = createServer(async (request, response) => {
    const path = request.url.replace(/\?.*/, "");
    let body = "";
    for await (const part of request) body += part;
    seen.push({ method: request.method, url: request.url, authorization: request.headers.authorization, body });
    if (path === "/dev/") {
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": csp });
      response.end(readFileSync(PAGE));
      return;
    }
    const { status = 200, type = "application/json", body: content } = answers[path.replace(/^\/dev/, "")]?.(request, body) ?? { status: 404, body: { title: "nothing here", detail: "nothing is here" } };
    response.writeHead(status, { "Content-Type": type });
    response.end(typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref(); // a test that fails does not close it, and must not keep the run from ending
  return { address: `http://127.0.0.1:${server.address().port}/dev/`, seen, close: () => server.close() };
}
