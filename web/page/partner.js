// The partner's side: statements that are signed already are handed in and followed. Keys never come near this page.

import { HERE, dropZone, save, say } from "./buyer.js";
import { byId, h, replace } from "./dom.js";
import { fetchReceipt, submit } from "./exchange.js";

/** The most that the exchange takes in one request. */
const MAX_BYTES = 4 * 1024 * 1024;
/** @type {{ digest: string, name: string, answer: any, receipt: string }[]} */
const rows = [];

async function sha256(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a signed statement says of itself; undefined where it is none. */
function peek(jws) {
  try {
    const json = jws.startsWith("{") ? JSON.parse(jws).payload : jws.split(".")[1];
    const bytes = Uint8Array.from(atob(json.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    const document = JSON.parse(new TextDecoder().decode(bytes));
    const says = document.credentialSubject ?? {};
    return { type: document.type?.[1] ?? document.type, issuer: document.issuer, about: says.lot ?? says.facility?.id ?? says.outputs?.map((output) => output.lot).join(", ") ?? says.did ?? "" };
  } catch {
    return undefined;
  }
}

async function take(files) {
  for (const file of files) {
    if (file.size > MAX_BYTES) {
      say("partner-status", `${file.name} is larger than 4 MiB: hand it in with "assay submit", which sends it in parts.`, {});
      continue;
    }
    const text = await file.text();
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
      say("partner-status", `${file.name} holds a private key. It was not sent. Keep it to yourself, and drop what it signed.`, {});
      continue;
    }
    const lines = text.startsWith("{") ? [text] : text.split("\n").map((line) => line.trim()).filter(Boolean);
    if (lines.length === 0 || !lines.every(peek)) {
      say("partner-status", `${file.name} is no signed statement. Sign it first, where its key is, with "assay sign".`, {});
      continue;
    }
    await handIn(file.name, text, lines);
  }
}

async function handIn(name, text, lines) {
  say("partner-status", `Handing in ${lines.length} from ${name} …`);
  try {
    const isCharter = text.startsWith("{");
    const answers = lines.length > 1 ? await submit(HERE, lines.join("\n"), "application/jsonl") : await submit(HERE, lines[0], isCharter ? "application/jose+json" : "application/vc+jwt");
    for (const [i, line] of lines.entries()) rows.push({ digest: await sha256(line), name, said: peek(line), answer: answers[i] ?? {} });
    say("partner-status", "");
  } catch (e) {
    say("partner-status", `${name}: ${e.message}`, e);
  }
  draw();
}

async function receipt(row) {
  try {
    const text = await fetchReceipt(HERE, row.digest, byId("partner-token").value.trim());
    if (text === undefined) return say("partner-status", "It is recorded for good, and the next checkpoint will cover it. Ask again in a moment.");
    row.isPublished = true;
    draw();
    return save(text, `${row.digest}.tlog-proof`);
  } catch (e) {
    return say("partner-status", e.message, e);
  }
}

function draw() {
  replace(byId("submitted"), rows.length === 0 ? false : h("table", {},
    h("caption", {}, "Handed in from this page"),
    h("thead", {}, h("tr", {}, ["Statement", "About", "What became of it", "Receipt"].map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.said?.type ?? row.name), h("td", {}, row.said?.about), h("td", {}, became(row)),
      h("td", {}, row.answer.index !== undefined && h("button", { type: "button", onclick: () => receipt(row) }, "Download")))))));
}

function became({ answer, isPublished }) {
  if (answer.index === undefined) {
    const problem = answer.problem ?? answer;
    return `refused: ${problem.detail ?? problem.title ?? "no reason was given"}${problem.remedy ? ` ${problem.remedy}` : ""}`;
  }
  return `${isPublished ? "published" : String(answer.status ?? "recorded").toLowerCase()}, entry ${answer.index}`;
}

export function startPartner() {
  dropZone(byId("partner-drop"), take);
  byId("partner-file").addEventListener("change", (event) => take([...event.target.files]));
}
