// One page of paper: the verdict, as of when, and a code that leads back to the evidence.

import { qrcode } from "../vendor/qrcode-generator/qrcode.mjs";
import { h, s } from "./dom.js";
import { STAGES, VERDICTS, country } from "./words.js";

const MAX_REASONS = 8;

/**
 * @param {any} trace
 * @param {{ address: string, checkpoint?: string, source: string, isStated?: boolean }} about
 * @returns {HTMLElement}
 */
export function sheet(trace, { address, checkpoint, source, isStated }) {
  const reasons = trace.reasons ?? [];
  return h("section", { class: "sheet", "aria-hidden": "true" },
    h("h1", {}, "Assay: the chain of a lot"),
    h("p", { class: "sheet-lot" }, trace.lot),
    h("p", { class: "sheet-verdict" }, isStated ? `The file says ${trace.verdict}; not all of its rules were checked.` : VERDICTS[trace.verdict]),
    reasons.length > 0 && h("ol", {}, reasons.slice(0, MAX_REASONS).map((reason) => h("li", {}, reason)),
      reasons.length > MAX_REASONS && h("li", {}, `and ${reasons.length - MAX_REASONS} more`)),
    h("ul", {}, (trace.origin?.metals ?? []).map((metal) => h("li", {}, `${metal.metal}: `, metal.stages.map(stageLine).filter(Boolean).join("; ")))),
    h("p", {}, `As of entry ${trace.asOf} of the ledger. ${source} Printed ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC.`),
    checkpoint && h("pre", {}, checkpoint),
    h("div", { class: "sheet-code" }, code(address), h("p", {}, address)));
}

/** The countries of a stage, and what is not known of it; nothing where it was not done. */
function stageLine(stage) {
  const unknown = stage.shares.some((share) => share.kind === "UNKNOWN") ? ["the rest not known"] : [];
  const places = stage.countries.map((each) => `${country(each.country)} ${Number(each.percent) < 0.05 ? "under 0.1" : Number(each.percent).toFixed(1)} %`);
  const all = [...places, ...(places.length > 0 ? unknown : unknown.map(() => "not known"))];
  return all.length > 0 && `${STAGES[stage.stage] ?? stage.stage} ${all.join(", ")}`;
}

/** A QR code; a sentence where the text is too long for one. */
export function code(text) {
  const qr = qrcode(0, "L");
  try {
    qr.addData(text);
    qr.make();
  } catch {
    return h("p", {}, "The address is too long for a code.");
  }
  const count = qr.getModuleCount();
  let d = "";
  for (let row = 0; row < count; row++) for (let column = 0; column < count; column++) if (qr.isDark(row, column)) d += `M${column} ${row}h1v1h-1z`;
  return s("svg", { class: "qr", viewBox: `-4 -4 ${count + 8} ${count + 8}`, role: "img", "aria-label": "QR code of the address" }, s("rect", { x: -4, y: -4, width: count + 8, height: count + 8 }), s("path", { d }));
}
