// The buyer's side: a lot and a token, a share link, or a bundle.

import { answer } from "./answer.js";
import { byId, h, replace } from "./dom.js";
import { fetchBundle, fetchCheckpoint, fetchNames, fetchTrace } from "./exchange.js";
import { describeToken, pageAddress, parseHash, parseQuestion } from "./link.js";
import { checkInWorker, verification } from "./verification.js";

const isFile = location.protocol === "file:";
/** Where this page was served from: an API's stage is a part of it. */
export const HERE = isFile ? "" : location.origin + location.pathname.replace(/\/[^/]*$/, "");
let asked = { lot: "", token: "", base: "" };

/** Says what is going on, or what went wrong, where a screen reader hears it. */
export function say(place, text, problem) {
  replace(byId(place), text && h("p", { class: problem ? "problem" : "quiet" }, text, problem?.remedy && ` ${problem.remedy}`));
}

function show(nodes) {
  replace(byId("answer"), nodes);
  byId("actions").hidden = nodes.length === 0;
  byId("verdict")?.focus({ preventScroll: true });
}

async function ask(event) {
  event?.preventDefault();
  const typed = parseQuestion(byId("lot").value);
  const field = byId("base").value.trim();
  const base = (typed.base || field).replace(/\/$/, "");
  // A token is for the exchange that it was given for: a pasted link to another host brings its own or none.
  const isField = !typed.base || base === field.replace(/\/$/, "");
  asked = { lot: typed.lot, token: typed.token || (isField ? byId("token").value.trim() : ""), base };
  show([]);
  if (!asked.lot) return say("status", "Write the id of a lot, or paste a share link.", {});
  say("status", "Asking the exchange …");
  try {
    const isShared = describeToken(asked.token)?.lot !== undefined;
    const [trace, checkpoint, names] = await Promise.all([fetchTrace(asked), fetchCheckpoint(asked.base).catch(() => undefined), isShared ? {} : fetchNames(asked)]);
    trace.names = names;
    show(answer(trace, { address: addressOf(asked), checkpoint, source: "This is the exchange's answer; nothing of it was checked on this machine." }));
    byId("check").hidden = false;
    return say("status", "");
  } catch (e) {
    const token = describeToken(asked.token);
    const hint = e.status === 401 && token?.until < new Date() ? { remedy: `The token ended ${token.until.toISOString()}; ask for a new one.` } : e;
    return say("status", e.message, hint);
  }
}

/** The address to print: a page that shows the lot again, with the token only if it is a share link for this lot. */
function addressOf({ lot, token, base }) {
  const shared = describeToken(token)?.lot === lot ? token : "";
  const page = base ? `${base}/` : "";
  return page ? pageAddress(page, { lot, token: shared }) : lot;
}

async function fetchAndCheck() {
  say("status", "Fetching the evidence …");
  try {
    const file = await fetchBundle(asked);
    byId("download").onclick = () => save(file, `${asked.lot.replace(/[^A-Za-z0-9._-]+/g, "-")}.assay.json`);
    byId("download").hidden = false;
    await check(file);
  } catch (e) {
    say("status", e.message, e);
  }
}

/** Checks a bundle and shows what follows from it. @param {Uint8Array} file */
async function check(file) {
  const trust = byId("trust").value.trim();
  if (!trust) {
    byId("trust-box").open = true;
    byId("trust").focus();
    return say("status", "A bundle is checked against two values that you have from somewhere else than the file: paste the trust file of the exchange, or drop it here, and then the bundle again.", {});
  }
  show([]);
  say("status", "Checking the evidence on this machine …");
  try {
    const checked = await checkInWorker({ file, trust }, (step) => say("status", `Checked: ${step} …`));
    const extra = verification(checked);
    say("status", "");
    if (checked.trace) show(answer(checked.trace, { address: asked.lot === checked.lot ? addressOf(asked) : checked.lot, checkpoint: checked.checkpoint.note, source: sourceOf(checked), isStated: !checked.verdict, extra }));
    else show([h("section", { "aria-label": "Checked on this machine" }, h("h2", {}, "Checked on this machine"), h("p", { id: "verdict", tabindex: -1 }, checked.lot ?? ""), extra)]);
    byId("check").hidden = true;
  } catch (e) {
    say("status", e.message, e);
  }
  return undefined;
}

function sourceOf({ verdict }) {
  return verdict
    ? "This follows from the evidence, which was checked on this machine."
    : "The evidence was checked on this machine. The verdict is the word of whoever made the file: it rests on rules too that were not checked here.";
}

/** Takes dropped or chosen files: a trust file, and a bundle. */
async function take(files) {
  let bundle;
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.length < 10000 && /"trust"\s*:/.test(new TextDecoder().decode(bytes))) setTrust(new TextDecoder().decode(bytes));
    else bundle = bytes;
  }
  if (bundle) await check(bundle);
  else say("status", "The trust file was read. Now drop the bundle.");
}

function setTrust(text) {
  byId("trust").value = text;
  try {
    localStorage.setItem("assay-trust", text);
  } catch {
    // Where a browser keeps nothing for files, it is pasted again next time.
  }
}

export function save(content, name) {
  const url = URL.createObjectURL(new Blob([content]));
  const link = h("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Makes an element take files that are dropped on it. */
export function dropZone(element, onFiles) {
  element.addEventListener("dragover", (event) => {
    event.preventDefault();
    element.classList.add("over");
  });
  element.addEventListener("dragleave", () => element.classList.remove("over"));
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    element.classList.remove("over");
    onFiles([...event.dataTransfer.files]);
  });
}

export function startBuyer() {
  byId("base").value = HERE;
  byId("ask").addEventListener("submit", ask);
  byId("file").addEventListener("change", (event) => take([...event.target.files]));
  dropZone(byId("drop"), take);
  byId("check").addEventListener("click", fetchAndCheck);
  byId("print").addEventListener("click", () => window.print());
  byId("trust").addEventListener("change", (event) => setTrust(event.target.value));
  try {
    byId("trust").value = localStorage.getItem("assay-trust") ?? "";
  } catch {
    // Nothing is kept here.
  }
  const open = () => {
    const linked = parseHash(location.hash);
    if (!linked) return;
    byId("lot").value = linked.lot;
    byId("token").value = linked.token;
    ask();
  };
  window.addEventListener("hashchange", open);
  open();
}
