// All that the answer about a lot rests on.

import { Lot } from "./lots.js";

export class Evidence {
  /**
   * @param {import("./bundle.js").Bundle} bundle
   * @param {string[]} upstream nearest first
   * @param {import("./registry.js").Registry} registry
   */
  constructor(bundle, upstream, registry) {
    this.bundle = bundle;
    this.lot = bundle.lot;
    this.registry = registry;
    this.notFollowed = new Set(bundle.notFollowed);
    /** @type {Map<string, Lot>} */
    this.lots = new Map(upstream.map((id) => [id, new Lot(id, bundle.subjects.get(`lot:${id}`).recorded)]));
    /** @type {Map<string, import("./bundle.js").Recorded[]>} what was said of facilities themselves */
    this.facilities = new Map();
    for (const [name, subject] of bundle.subjects) {
      if (name.startsWith("facility:")) this.facilities.set(name.slice("facility:".length), subject.recorded);
    }
    this.statements = statementsOf(this.lots.values(), this.facilities.values());
  }

  /** Whether a statement was not revoked. */
  stands({ statement }) {
    return this.registry.withdrawal(statement.digest) === undefined;
  }
}

/** Every statement about lots and facilities, in the order of the ledger, each once. */
export function statementsOf(lots, facilities) {
  const all = new Map();
  for (const lot of lots) lot.recorded.forEach((each) => all.set(each.index, each));
  for (const recorded of facilities) recorded.forEach((each) => all.set(each.index, each));
  return [...all.values()].sort((a, b) => a.index - b.index);
}
