// The answer about a lot, the verdict first.

import { countries } from "./countries.js";
import { details, remark, result } from "./details.js";
import { h, replace } from "./dom.js";
import { graph } from "./graph.js";
import { modelOf } from "./model.js";
import { policies } from "./policies.js";
import { sheet } from "./print.js";
import { VERDICTS } from "./words.js";

/**
 * @param {any} trace
 * @param {{ address: string, checkpoint?: string, source: string, extra?: Node, isStated?: boolean }} about `source`: whose
 *   answer it is, in a sentence; `isStated`: a bundle was checked, and its verdict could not be derived
 * @returns {HTMLElement[]}
 */
export function answer(trace, about) {
  const model = modelOf(trace);
  const panel = h("div", { class: "panel", "aria-live": "polite" });
  const choose = (node) => {
    replace(panel, details(node, model));
    panel.querySelector("h3").focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  };
  replace(panel, details(model.nodes.get(model.root) ?? { id: model.root, kind: "missing", result: "UNKNOWN", checks: [] }, model));
  const compared = policies(trace.policies);
  return [
    section("Verdict", verdict(trace, about)),
    about.extra && section("Checked on this machine", about.extra),
    compared && section("Policies", compared),
    section("Where its metals come from", countries(trace.origin)),
    section("The chain", h("p", { class: "quiet" }, "The lot that was asked about stands on the left; what it was made from, to its right."), h("div", { class: "chain" }, graph(model, choose), panel)),
    section("Everything that was checked", allChecks(trace.checks ?? [])),
    sheet(trace, about),
  ].filter(Boolean);
}

function section(title, ...content) {
  return h("section", { "aria-label": title }, h("h2", {}, title), content);
}

function verdict(trace, about) {
  const { source } = about;
  const kind = about.isStated ? "none" : trace.verdict.toLowerCase();
  const reasons = trace.reasons ?? [];
  return h("div", { class: `verdict ${kind}` },
    h("p", { class: "big", tabindex: -1, id: "verdict" }, about.isStated ? `The file says ${trace.verdict}; that does not follow from what was checked here alone.` : VERDICTS[trace.verdict] ?? trace.verdict),
    h("p", {}, trace.lot),
    h("p", { class: "quiet" }, `${source} As of entry ${trace.asOf} of the ledger${trace.on ? `, for ${trace.on}` : ""}.`),
    reasons.length > 0 && [h("h3", {}, reasons.length === 1 ? "The reason" : `The ${reasons.length} reasons`), h("ol", {}, reasons.map((reason) => h("li", {}, reason)))]);
}

const STEP = 200;

function allChecks(checks) {
  const counts = { FAIL: 0, UNKNOWN: 0, WARN: 0, PASS: 0 };
  checks.forEach((check) => counts[check.result]++);
  const list = h("ul", { class: "checks" });
  const chosen = new Set(["FAIL", "UNKNOWN", "WARN"]);
  let shown = STEP;
  const draw = () => {
    const those = checks.filter((check) => chosen.has(check.result));
    replace(list, those.slice(0, shown).map((check) => h("li", {}, result(check.result), ` ${check.rule.toLowerCase().replace("_", " ")}${check.id ? ` (${check.id})` : ""}: ${check.sentence}`, remark(check))),
      those.length === 0 && h("li", {}, "none of this kind"),
      those.length > shown && h("li", {}, h("button", {
        type: "button",
        onclick: () => {
          shown += STEP;
          draw();
        },
      }, `Show more of the ${those.length}`)));
  };
  draw();
  return h("div", {}, h("fieldset", { class: "tools" }, h("legend", {}, `${checks.length} checks`), Object.entries(counts).map(([name, count]) => h("label", {},
    h("input", {
      type: "checkbox", checked: chosen.has(name),
      onchange: (event) => {
        if (event.target.checked) chosen.add(name);
        else chosen.delete(name);
        draw();
      },
    }), result(name), ` ${count}`))), list);
}
