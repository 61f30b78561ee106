// What a lot is, and what was done with it, by the statements about it.

import { bringingForth, bringsForth } from "./bundle.js";
import { grade, quantity } from "./quantity.js";
import { isConversion } from "./statement.js";

/** @typedef {import("./bundle.js").Recorded} Recorded */

/** What is recorded of one lot. */
export class Lot {
  /** @param {string} id @param {Recorded[]} recorded in the order of the ledger */
  constructor(id, recorded) {
    this.id = id;
    this.recorded = recorded;
    /** @type {Recorded | undefined} the statement that brings it forth */
    this.origin = bringingForth(this, id);
    this.description = this.origin && describe(this.origin, id);
    this.consumers = recorded.filter((each) => this.consumption(each) !== undefined);
    this.transfers = recorded.filter((each) => each.statement.type === "CustodyTransfer");
  }

  /** Every statement that brings it forth; in an honest ledger one at most. */
  get origins() {
    return this.recorded.filter((each) => bringsForth(each, this.id));
  }

  /** The lots that it was made from. @returns {string[]} */
  get inputs() {
    return this.origin && isConversion(this.origin.statement) ? this.origin.statement.says.inputs.map((input) => input.lot) : [];
  }

  /** How much of it a statement consumes; undefined if it does not. */
  consumption({ statement }) {
    const input = isConversion(statement) ? statement.says.inputs.find((each) => each.lot === this.id) : undefined;
    return input && quantity(input.quantity);
  }

  /** Who held it before an entry; undefined if that does not follow from what is recorded. */
  holderBefore(index) {
    let holder;
    for (const each of this.recorded) {
      if (each.index >= index) break;
      const { statement } = each;
      if (bringsForth(each, this.id)) holder = statement.type === "LotOrigin" ? statement.says.operator : statement.issuer;
      else if (statement.type === "CustodyTransfer") holder = statement.says.to;
    }
    return holder;
  }
}

function describe({ statement }, id) {
  const says = statement.type === "LotOrigin" ? statement.says : statement.says.outputs.find((output) => output.lot === id);
  return { mineral: says.mineral, form: says.form, quantity: quantity(says.quantity), grades: (says.grades ?? []).map(grade) };
}

/** What a step does: a blend or split has no process and no losses of its own. */
export function processOf({ type, says }) {
  return type === "BlendSplit" ? (says.inputs.length === 1 ? "split" : "blend") : says.process;
}
