// What several policies make of one lot, side by side.

import { result } from "./details.js";
import { h } from "./dom.js";

/** @param {any[]} policies @returns {HTMLElement | false} */
export function policies(all) {
  if (!all?.length) return false;
  return h("div", { class: "policies" }, all.map((each) => h("article", {},
    h("h3", {}, each.title ?? each.policy),
    h("p", {}, result(each.verdict ?? "NONE"), ` ${each.policy}, version ${each.version}${each.applies === false ? "; it does not apply to this lot" : ""}`),
    each.isStated && h("p", { class: "missing" }, "As the exchange answered. It was not checked on this machine."),
    each.reasons?.length > 0 && h("ul", {}, each.reasons.map((reason) => h("li", {}, reason))),
    each.checks?.length > 0 && h("details", {}, h("summary", {}, `${each.checks.length} checks`),
      h("ul", { class: "checks" }, each.checks.map((check) => h("li", {}, result(check.result), ` ${check.sentence}`)))))));
}
