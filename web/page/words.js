// Words and signs of the page. A result is never told by colour alone.

export const RESULTS = {
  PASS: { sign: "✓", word: "pass", kind: "pass" },
  WARN: { sign: "!", word: "warning", kind: "warn" },
  FAIL: { sign: "✕", word: "fail", kind: "fail" },
  UNKNOWN: { sign: "?", word: "unknown", kind: "unknown" },
  NONE: { sign: "·", word: "nothing checked", kind: "none" },
};

export const VERDICTS = {
  PASS: "PASS: everything that the rules ask for is there and holds.",
  FAIL: "FAIL: something in the chain of this lot does not hold.",
  UNKNOWN: "UNKNOWN: something is missing, so it cannot be said that the chain of this lot holds.",
};

export const STAGES = { mined: "Mined", refined: "Refined", separated: "Separated", melted: "Melted", produced: "Produced" };

const regions = new Intl.DisplayNames(["en"], { type: "region" });

/** The name of a country by its code; the code itself where there is none. */
export function country(code) {
  try {
    return regions.of(code);
  } catch {
    return code;
  }
}

/** The last part of an identifier, which tells lots of one chain apart. */
export function short(id) {
  const parts = id.split(/[:/]/);
  const last = parts[parts.length - 1] || id;
  return last.length > 26 ? `${last.slice(0, 25)}…` : last;
}

/** A mass as a statement gives it. */
export function mass(quantity) {
  if (!quantity) return "";
  const units = { KGM: "kg", TNE: "t", GRM: "g", DTN: "dt", LBR: "lb", STN: "short tons", LTN: "long tons" };
  const moisture = quantity.moisture === undefined ? "" : `, moisture ${quantity.moisture}`;
  return `${quantity.value} ${units[quantity.unit] ?? quantity.unit} (${quantity.basis}${moisture})`;
}

/** "CustodyTransfer" as "custody transfer". */
export function spaced(name) {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
