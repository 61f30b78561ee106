// Where the metals of a lot come from: for each metal and stage, exact shares of the whole that add up to 1.

import { CLOSING } from "./bounds.js";
import { processOf } from "./lots.js";
import { contained, exactDry, grade, kilograms, metalOf, metalOfMineral, quantity } from "./quantity.js";
import { ONE, Rational, ZERO, sum } from "./rational.js";

export const STAGES = ["mined", "refined", "separated", "melted", "produced"];
const MODELS = ["identity-preserved", "segregated", "controlled-blending", "mass-balance", "book-and-claim"];
const WEIGHTS = ["METAL", "MASS", "NONE"];
const TRADED = ["Al", "B", "Co", "Cu", "Ga", "Ge", "Au", "C", "Li", "Mg", "Mn", "Ni", "PGM", "TREO", "Si", "Ta", "Sn", "Ti", "W", "Zn"];
const MAX_BITS = 32768;
const MAX_WORK = 400000000;

/** Which process is of which stage (the exchange's table, version 1; after 48 CFR 252.225-7052). */
const PROCESSES = {
  refined: ["refining", "leaching", "heap-leaching", "hpal", "roasting", "smelting", "converting", "electrowinning", "electrorefining", "calcining", "conversion", "purification", "spheroidising", "reduction"],
  separated: ["separation", "solvent-extraction", "ion-exchange"],
  melted: ["smelting", "melting", "casting", "alloying", "strip-casting"],
  produced: ["precipitation", "sintering", "powder-production", "pressing", "magnetising", "coating", "cathode-production", "anode-production", "magnet-production"],
};
const NO_STAGE = ["split", "blend", "crushing", "milling", "concentration", "flotation", "beneficiation", "sorting", "drying", "washing"];

/** Causes for which a place is not known, with what they mean. */
export const CAUSES = {
  MISSING: "no statement says where it comes from",
  NOT_FOLLOWED: "it is past the limit of this trace",
  DOES_NOT_HOLD: "the statement that it comes from does not hold",
  CYCLE: "it is said to be made from itself",
  NOT_PHYSICAL: "it is attributed by mass balance or by certificates, which proves no origin",
  NOT_COMPARABLE: "what went in cannot be weighed against each other: grades or moistures lack",
  SURPLUS: "more metal came out than is said to have gone in",
  NO_STAGE: "the table of stages does not have the process",
  TOO_FINE: "the shares have more digits than this trace keeps",
};

// A share's name sorts as the shares are listed: places, then what was not done, then what is not known.
const placeName = (facility) => `0 ${facility.country} ${facility.id}`;
const NOT_DONE = "1";
const unknownName = (cause) => `2 ${cause}`;
const whole = (name) => new Map([[name, ONE]]);
const everywhere = (shares) => Object.fromEntries(STAGES.map((stage) => [stage, shares]));
const nowhere = () => Object.fromEntries(STAGES.map((stage) => [stage, new Set()]));

/** The stages of a process; undefined where the table does not have it. */
function stagesOf(process) {
  const stages = STAGES.filter((stage) => PROCESSES[stage]?.includes(process));
  return stages.length > 0 || NO_STAGE.includes(process) ? stages : undefined;
}

/** Sums that grow too fine are given up, by a budget that all metals of an answer share. */
class Budget {
  left = MAX_WORK;

  allows(bits) {
    const words = 1 + Math.floor(bits / 64);
    this.left -= 64 + words * words;
    return bits <= MAX_BITS && this.left >= 0;
  }
}

/**
 * The answer's `origin`, as the exchange writes it.
 * @param {import("./evidence.js").Evidence} evidence
 * @param {import("./checks.js").Check[]} checks
 */
export function originOf(evidence, checks) {
  const lot = evidence.lots.get(evidence.lot)?.description;
  const network = new Network(evidence, checks);
  const budget = new Budget();
  const names = facilityNames(evidence);
  const metals = (lot ? metalsOf(lot) : []).map((metal) => {
    const flow = new Flows(network, metal, budget).of(evidence.lot);
    const amount = contained(lot.quantity, lot.grades, metal);
    const json = { metal };
    if (amount) json.kilograms = kilograms(amount).text(6);
    json.weighedBy = flow.weighedBy;
    if (flow.weakest) json.weakestCustodyModel = flow.weakest;
    json.custodyModelStatedThroughout = flow.isStated;
    json.stages = STAGES.map((stage) => stageJson(stage, flow, names));
    return json;
  });
  return { metals };
}

function metalsOf(lot) {
  const also = lot.grades.filter((each) => each.fraction.sign > 0 && TRADED.includes(each.analyte)).map((each) => each.analyte).sort();
  return [...new Set([metalOfMineral(lot.mineral), ...also])];
}

function facilityNames(evidence) {
  const names = new Map();
  for (const { statement } of evidence.statements) {
    const facility = ["LotOrigin", "Transformation", "BlendSplit"].includes(statement.type) && statement.says.facility;
    if (facility && !(names.get(facility.id) <= facility.name)) names.set(facility.id, facility.name);
  }
  return names;
}

/** The lots upstream, each after those that it is made from, and what is not known of them. */
class Network {
  constructor(evidence, checks) {
    this.evidence = evidence;
    const inDoubt = checks.filter((check) => check.result === "FAIL" || check.result === "UNKNOWN");
    const ofStatement = ["SIGNATURE", "AUTHORITY", "CHAIN", "REVOCATION"];
    this.doubtful = new Set(inDoubt.filter((check) => ofStatement.includes(check.rule)).flatMap((check) => check.statements));
    this.twice = new Set(checks.filter((check) => check.rule === "ORIGIN" && check.result === "FAIL").map((check) => check.about));
    this.cyclic = cyclicLots(evidence.lots);
    this.order = sorted(evidence.lots, this.cyclic);
  }

  lot(id) {
    return this.evidence.lots.get(id);
  }

  /** Why nothing can be said of a lot; undefined where something can. */
  gap(id) {
    if (this.evidence.notFollowed.has(id)) return "NOT_FOLLOWED";
    const origin = this.lot(id)?.origin;
    if (!origin) return "MISSING";
    if (this.doubtful.has(origin.index) || this.twice.has(id)) return "DOES_NOT_HOLD";
    return this.cyclic.has(id) ? "CYCLE" : undefined;
  }
}

/** The lots that are on a cycle or between two: what is left when all that has no input or no consumer left is taken away. */
function cyclicLots(lots) {
  const inputs = new Map([...lots].map(([id, lot]) => [id, new Set(lot.inputs.filter((input) => lots.has(input)))]));
  const consumers = new Map([...lots.keys()].map((id) => [id, new Set()]));
  inputs.forEach((all, id) => all.forEach((input) => consumers.get(input).add(id)));
  const core = new Set(lots.keys());
  for (const [down, up] of [[consumers, inputs], [inputs, consumers]]) {
    const open = new Map([...core].map((id) => [id, [...up.get(id)].filter((each) => core.has(each)).length]));
    for (const ready = [...core].filter((id) => open.get(id) === 0); ready.length > 0; ) {
      const id = ready.pop();
      core.delete(id);
      for (const next of down.get(id)) {
        if (!core.has(next)) continue;
        open.set(next, open.get(next) - 1);
        if (open.get(next) === 0) ready.push(next);
      }
    }
  }
  return core;
}

function sorted(lots, cyclic) {
  const order = [...cyclic];
  const done = new Set(order);
  for (const start of lots.keys()) {
    for (const stack = [start]; stack.length > 0; ) {
      const id = stack[stack.length - 1];
      const open = done.has(id) ? [] : lots.get(id).inputs.filter((input) => lots.has(input) && !done.has(input));
      if (open.length > 0) {
        stack.push(...open);
      } else {
        stack.pop();
        if (!done.has(id)) order.push(id);
        done.add(id);
      }
    }
  }
  return order;
}

/**
 * @typedef {{ stages: Record<string, Map<string, Rational>>, through: Record<string, Set<string>>, weighedBy: string, weakest?: string, isStated: boolean }} Flow
 */

/** Where one metal of each lot comes from. */
class Flows {
  constructor(network, metal, budget) {
    this.network = network;
    this.metal = metal;
    this.budget = budget;
    this.flows = new Map();
    this.steps = new Map();
    for (const id of network.order) {
      const gap = network.gap(id);
      this.flows.set(id, gap ? unknownFlow(gap) : this.#follow(id));
    }
  }

  /** @returns {Flow} */
  of(id) {
    return this.flows.get(id) ?? unknownFlow(this.network.gap(id) ?? "MISSING");
  }

  #follow(id) {
    const { index, statement } = this.network.lot(id).origin;
    if (statement.type === "LotOrigin") return minedFlow(placeName(statement.says.facility));
    // All lots that come out of a step are alike in where their metal comes from.
    if (!this.steps.has(index)) this.steps.set(index, this.#step(statement));
    return this.steps.get(index);
  }

  #step(statement) {
    const { says } = statement;
    const mix = mixOf(this.network, this.metal, says);
    const carriers = mix.carriers.map((id) => this.of(id));
    const model = says.custodyModel;
    const here = placeName(says.facility);
    const ofProcess = stagesOf(processOf(statement));
    const stages = {};
    const through = {};
    for (const stage of STAGES) {
      const isHere = ofProcess?.includes(stage) ?? false;
      through[stage] = new Set([...carriers.flatMap((carrier) => [...carrier.through[stage]]), ...(isHere ? [here] : [])]);
      if (model === "book-and-claim") stages[stage] = whole(unknownName("NOT_PHYSICAL"));
      else if (isHere) stages[stage] = whole(here);
      else if (!ofProcess && stage !== "mined") stages[stage] = whole(unknownName("NO_STAGE"));
      else if (model === "mass-balance") stages[stage] = whole(unknownName("NOT_PHYSICAL"));
      else stages[stage] = this.#mixed(mix, stage);
    }
    const effective = model === "identity-preserved" && says.inputs.length > 1 ? "controlled-blending" : model;
    return {
      stages, through,
      weighedBy: last(WEIGHTS, [mix.by, ...carriers.map((carrier) => carrier.weighedBy)]),
      weakest: last(MODELS, [effective, ...carriers.map((carrier) => carrier.weakest)]),
      isStated: model !== undefined && carriers.every((carrier) => carrier.isStated),
    };
  }

  #mixed(mix, stage) {
    const shares = new Map(mix.unknown);
    for (const [id, weight] of mix.weights) {
      for (const [name, share] of inOrder(this.of(id).stages[stage])) {
        const all = (shares.get(name) ?? ZERO).plus(share.times(weight));
        if (!this.budget.allows(all.bits)) return whole(unknownName("TOO_FINE"));
        shares.set(name, all);
      }
    }
    let total = ZERO;
    for (const [, share] of inOrder(shares)) {
      total = total.plus(share);
      if (!this.budget.allows(total.bits)) return whole(unknownName("TOO_FINE"));
    }
    if (!total.equals(ONE)) throw new Error("shares that do not add up to 1");
    return shares;
  }
}

function unknownFlow(cause) {
  return { stages: everywhere(whole(unknownName(cause))), through: nowhere(), weighedBy: "METAL", weakest: undefined, isStated: false };
}

function minedFlow(place) {
  return {
    stages: { ...everywhere(whole(NOT_DONE)), mined: whole(place) }, through: { ...nowhere(), mined: new Set([place]) },
    weighedBy: "METAL", weakest: undefined, isStated: true,
  };
}

/** The one of some values that comes last in a list. */
function last(list, values) {
  return values.reduce((found, each) => (list.indexOf(each) > list.indexOf(found) ? each : found), undefined);
}

/** What share of a step's metal each input brought. */
function mixOf(network, metal, says) {
  const carriers = carriersOf(network, metal, says);
  const lots = carriers.map((carrier) => carrier.lot);
  const into = total(carriers.map((carrier) => carrier.metal));
  if (into && into.sign > 0) return { carriers: lots, by: "METAL", ...weighedByMetal(carriers, into, outOf(metal, says)) };
  if (carriers.length === 1) return { carriers: lots, weights: new Map([[lots[0], ONE]]), unknown: [], by: "METAL" };
  const masses = massesOf(carriers);
  const all = total(masses);
  if (!all) return { carriers: lots, weights: new Map(), unknown: [[unknownName("NOT_COMPARABLE"), ONE]], by: "NONE" };
  return { carriers: lots, weights: byName(lots.map((lot, i) => [lot, masses[i].over(all)])), unknown: [], by: "MASS" };
}

function weighedByMetal(carriers, into, out) {
  // What came out beyond what measuring explains came from somewhere that no statement names.
  const base = out.compare(into.times(ONE.plus(CLOSING.pass))) > 0 ? out : into;
  const weights = byName(carriers.filter((each) => each.metal.sign > 0).map((each) => [each.lot, each.metal.over(base)]));
  const surplus = base.minus(into).over(base);
  return { weights, unknown: surplus.sign === 0 ? [] : [[unknownName("SURPLUS"), surplus]] };
}

function byName(entries) {
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The inputs that may carry a metal, or all of them where none may. */
function carriersOf(network, metal, says) {
  const all = says.inputs.map((input) => {
    // A lot whose origin does not hold is as if it were missing: its grade does not hold either.
    const gap = network.gap(input.lot);
    const lot = gap && gap !== "CYCLE" ? undefined : network.lot(input.lot)?.description;
    const telling = lot?.grades.filter((each) => metalOf(each.analyte) === metal) ?? [];
    const declared = telling.find((each) => each.analyte === metal) ?? telling[0];
    const mayCarry = declared ? declared.fraction.sign > 0 : !lot || metalOfMineral(lot.mineral) === metal;
    const used = quantity(input.quantity);
    return { lot: input.lot, quantity: used, metal: declared && contained(used, [declared], metal), mayCarry };
  });
  const carrying = all.filter((each) => each.mayCarry);
  return carrying.length > 0 ? carrying : all;
}

function outOf(metal, says) {
  const goods = [...says.outputs, ...(says.losses ?? [])];
  const metals = goods.map((each) => contained(quantity(each.quantity), (each.grades ?? []).map(grade), metal));
  return sum(metals.filter((each) => each !== undefined));
}

function massesOf(carriers) {
  const dries = carriers.map((carrier) => exactDry(carrier.quantity));
  if (!dries.includes(undefined) || new Set(carriers.map((carrier) => carrier.quantity.basis)).size > 1) return dries;
  return carriers.map((carrier) => carrier.quantity.mass);
}

function total(parts) {
  return parts.includes(undefined) ? undefined : sum(parts);
}

function inOrder(shares) {
  return [...shares].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function stageJson(stage, flow, names) {
  const shares = inOrder(flow.stages[stage]);
  const percents = percentsOf(shares.map(([, share]) => share));
  const countries = new Map();
  const list = shares.map(([name, share], i) => {
    const percent = new Rational(percents[i], 1000000n);
    const json = whereJson(name, names);
    if (json.country) {
      const before = countries.get(json.country) ?? { share: ZERO, percent: ZERO };
      countries.set(json.country, { share: before.share.plus(share), percent: before.percent.plus(percent) });
    }
    return { ...json, share: String(share), percent: percent.text(6) };
  });
  const through = inOrder([...flow.through[stage]].map((name) => [name])).map(([name]) => {
    const { country, facility } = whereJson(name, names);
    return { country, facility };
  });
  return {
    stage, shares: list, through,
    countries: inOrder(countries).map(([country, each]) => ({ country, share: String(each.share), percent: each.percent.text(6) })),
  };
}

function whereJson(name, names) {
  if (name === NOT_DONE) return { kind: "NOT_DONE" };
  if (name.startsWith("2 ")) return { kind: "UNKNOWN", cause: name.slice(2), because: CAUSES[name.slice(2)] };
  const facility = name.slice(5);
  return { kind: "PLACE", country: name.slice(2, 4), facility, name: names.get(facility) };
}

/** Millionths of a percent, by largest remainder, so that they add up to exactly 100 %. */
function percentsOf(shares) {
  const all = Rational.of(100000000);
  const parts = shares.map((share) => share.times(all).floor());
  const remainders = shares.map((share, i) => share.times(all).minus(Rational.of(parts[i])));
  const order = shares.map((_, i) => i).sort((a, b) => remainders[b].compare(remainders[a]) || a - b);
  let left = 100000000n - parts.reduce((total_, part) => total_ + part, 0n);
  for (let i = 0; left > 0n; i++, left--) parts[order[i]]++;
  return parts;
}
