// Where the metals come from: for each metal, the countries of each stage by exact share, as bars and as a table.

import { h, table } from "./dom.js";
import { map } from "./map.js";
import { STAGES, country } from "./words.js";

const HUES = 8;

/** @param {any} origin as the exchange answers @returns {HTMLElement} */
export function countries(origin) {
  const metals = origin?.metals ?? [];
  if (metals.length === 0) return h("p", {}, "Nothing says what the lot is made of, so no shares can be given.");
  const body = h("div");
  const show = (metal) => body.replaceChildren(...metalView(metal));
  show(metals[0]);
  const choose = h("div", { class: "tools", role: "group", "aria-label": "Metal" }, metals.map((metal, i) => h("button", {
    type: "button", "aria-pressed": i === 0 ? "true" : "false",
    onclick: (event) => {
      choose.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button === event.target)));
      show(metal);
    },
  }, metal.metal)));
  return h("div", {}, metals.length > 1 && choose, body);
}

function metalView(metal) {
  const named = [...new Set(metal.stages.flatMap((stage) => stage.countries.map((each) => each.country)))].sort();
  const color = new Map(named.map((code, i) => [code, `c${i % HUES}`]));
  const weighed = { METAL: "by the metal that they contain", MASS: "by mass, since a grade is missing", NONE: "not at all: what is known of them cannot be compared" }[metal.weighedBy];
  return [
    h("p", {}, metal.kilograms && `The lot holds ${metal.kilograms} kg of ${metal.metal}. `, `Inputs were weighed ${weighed}. `,
      metal.custodyModelStatedThroughout ? `The weakest custody model on the way is ${metal.weakestCustodyModel ?? "none"}.` : "Not every step states how it kept what it got apart from the rest."),
    h("div", { class: "bars", role: "img", "aria-label": `Shares of ${metal.metal} by stage; the table below has the same numbers.` }, metal.stages.map((stage) => bar(stage, color))),
    map(metal.stages) || "",
    table(`Shares of ${metal.metal}, in percent`, ["Stage", "Country", "Share", "Exactly", "Where"], metal.stages.flatMap(rows), { class: "shares" }),
  ];
}

function parts(stage) {
  const others = stage.shares.filter((share) => share.kind !== "PLACE");
  return [
    ...stage.countries.map((each) => ({ kind: "PLACE", label: country(each.country), code: each.country, percent: each.percent, share: each.share })),
    ...others.map((each) => ({ kind: each.kind, label: each.kind === "UNKNOWN" ? `not known: ${each.because}` : "not done to it", percent: each.percent, share: each.share })),
  ];
}

function bar(stage, color) {
  const cells = parts(stage).map((part) => {
    const cell = h("span", { class: part.kind === "PLACE" ? color.get(part.code) : part.kind.toLowerCase(), title: `${part.label}: ${part.percent} %` }, part.label);
    cell.style.flexGrow = String(Number(part.percent));
    return cell;
  });
  return h("div", { class: "bar" }, h("span", {}, STAGES[stage.stage] ?? stage.stage), h("div", { "aria-hidden": "true" }, cells));
}

function rows(stage) {
  return parts(stage).map((part, i) => [
    i === 0 ? STAGES[stage.stage] ?? stage.stage : "", part.label, `${part.percent} %`, part.share,
    part.kind !== "PLACE" ? "" : [...new Set(stage.shares.filter((share) => share.country === part.code).map((share) => share.name ?? share.facility))].join(", "),
  ]);
}
