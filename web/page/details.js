// What is known of one lot: its description, its statements, what was checked, and what is missing.

import { h, table } from "./dom.js";
import { describe } from "./graph.js";
import { RESULTS, mass, spaced } from "./words.js";

/**
 * @param {import("./model.js").Node} node
 * @param {ReturnType<import("./model.js").modelOf>} model
 * @returns {HTMLElement}
 */
export function details(node, model) {
  const { lot } = node;
  const inputs = model.edges.filter((edge) => edge.from === node.id);
  const facility = lot?.statements.find((each) => each.says.facility)?.says.facility?.id;
  const site = model.trace.facilities?.find((each) => each.facility === facility);
  return h("article", { class: "details", "aria-label": `Lot ${node.id}` },
    h("h3", { tabindex: -1 }, node.id),
    h("p", {}, result(node.result), ` ${describe(node)}${node.place ? ` (${node.place})` : ""}`),
    lot?.quantity && h("p", {}, `${mass(lot.quantity)} came forth; ${lot.consumed} kg of it were used, ${lot.left} kg are left.`,
      lot.grades?.length ? ` ${lot.grades.map((grade) => `${grade.value} % ${grade.analyte} (${grade.basis})`).join(", ")}.` : ""),
    inputs.length > 0 && h("p", {}, `Made by ${inputs[0].step.process} at ${inputs[0].step.facility} of ${inputs.length} ${inputs.length === 1 ? "lot" : "lots"}.`),
    node.kind === "missing" && h("p", { class: "missing" }, "No statement says where this lot comes from. Whoever brought it forth would have to attest it."),
    checkList(node.checks),
    h("h4", {}, lot ? `Statements about this lot (${lot.statements.length})` : "No statements"),
    (lot?.statements ?? []).map((each) => statement(each, model)),
    site?.statements.length > 0 && [h("h4", {}, `Statements about the site (${site.statements.length})`), site.statements.map((each) => statement(each, model))]);
}

/** A result as sign and word. */
export function result(name) {
  const { sign, word, kind } = RESULTS[name] ?? RESULTS.NONE;
  return h("span", { class: `result ${kind}` }, h("span", { "aria-hidden": "true" }, sign), ` ${word}`);
}

/** What a reader must know of a check besides its result. */
export function remark(check) {
  const remarks = [check.mandatory === false && "decides nothing by itself", check.isStated && "the word of whoever made the file, not checked here"].filter(Boolean);
  return remarks.length > 0 && h("span", { class: "quiet" }, ` (${remarks.join("; ")})`);
}

function checkList(checks) {
  const order = ["FAIL", "UNKNOWN", "WARN", "PASS"];
  const sorted = [...checks].sort((a, b) => order.indexOf(a.result) - order.indexOf(b.result));
  if (sorted.length === 0) return h("p", {}, "Nothing was checked about it.");
  return h("ul", { class: "checks" }, sorted.map((check) => h("li", {}, result(check.result), ` ${check.sentence}`, remark(check),
    check.missing?.length > 0 && h("span", { class: "missing" }, ` Missing: ${check.missing.join("; ")}.`))));
}

function statement(each, model) {
  const checks = model.byStatement.get(each.statement) ?? [];
  const bad = checks.filter((check) => check.result !== "PASS");
  const name = model.trace.names?.[each.issuer];
  return h("details", { class: "statement" },
    h("summary", {}, result(bad[0]?.result ?? (checks.length ? "PASS" : "NONE")), ` ${spaced(each.type)}, by ${name ? `${name} (${each.issuer})` : each.issuer}, ${each.at.slice(0, 10)}`),
    table("Where it is recorded", ["", ""], [
      ["Entry of the ledger", String(each.index)], ["Recorded at", each.at], ["Credential", each.id], ["SHA-256 of the statement", h("code", {}, each.statement)],
    ], { class: "facts" }),
    h("div", { class: "says" }, h("h5", {}, "What it says"), value(each.says)),
    bad.length > 0 && h("ul", { class: "checks" }, bad.map((check) => h("li", {}, result(check.result), ` ${check.sentence}`))));
}

/** JSON as nested lists; all of it is text. */
function value(json) {
  if (Array.isArray(json)) return json.length === 0 ? "none" : h("ol", {}, json.map((each) => h("li", {}, value(each))));
  if (json !== null && typeof json === "object") {
    return h("dl", {}, Object.entries(json).map(([name, each]) => [h("dt", {}, spaced(name)), h("dd", {}, value(each))]));
  }
  return String(json);
}
