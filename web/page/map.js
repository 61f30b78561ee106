// Countries on a map of the world, where the build put one in; what it says, the table says too.

import { s } from "./dom.js";
import { WORLD } from "./world.js";
import { STAGES, country } from "./words.js";

/** @param {any[]} stages of one metal @returns {SVGElement | false} */
export function map(stages) {
  const byCountry = new Map();
  for (const stage of stages) {
    for (const each of stage.countries) byCountry.set(each.country, [...(byCountry.get(each.country) ?? []), `${STAGES[stage.stage] ?? stage.stage} ${each.percent} %`]);
  }
  if (byCountry.size === 0 || Object.keys(WORLD).length === 0) return false;
  return s("svg", { class: "map", viewBox: "0 0 360 160", role: "img", "aria-label": `Map. ${[...byCountry].map(([code, all]) => `${country(code)}: ${all.join(", ")}`).join("; ")}.` },
    Object.entries(WORLD).map(([code, d]) => s("path", { d, class: byCountry.has(code) ? "in" : "" }, byCountry.has(code) && s("title", {}, `${country(code)}: ${byCountry.get(code).join(", ")}`))));
}
