// Masses, grades, and the metal in them (docs/formats.md, "Quantities").

import { ONE, Rational, ZERO } from "./rational.js";

const MILLIGRAMS = { GRM: "1000", KGM: "1000000", DTN: "100000000", TNE: "1000000000", LBR: "453592.37", STN: "907184740", LTN: "1016046908.8" };
const POUNDS = new Set(["LBR", "STN", "LTN"]);
const MAX_MASS = Rational.of(10n ** 18n);
const HUNDRED = Rational.of(100);

/** @typedef {{ mass: Rational, basis: "wet" | "dry", moisture: Rational | undefined }} Quantity `mass` in whole milligrams */
/** @typedef {{ analyte: string, fraction: Rational, basis: "wet" | "dry" }} Grade */

/** @param {any} json @returns {Quantity} */
export function quantity(json) {
  const unit = MILLIGRAMS[json?.unit];
  if (!unit) throw new Error("a mass in a unit that is not supported");
  let mass = Rational.parse(json.value).times(Rational.parse(unit));
  if (POUNDS.has(json.unit)) mass = Rational.of(mass.floor());
  if (mass.d !== 1n || mass.sign <= 0 || mass.compare(MAX_MASS) > 0) throw new Error("a mass that is out of range");
  const moisture = json.moisture === undefined ? undefined : Rational.parse(json.moisture);
  if (moisture && (json.basis === "dry" || moisture.sign < 0 || moisture.compare(ONE) >= 0)) throw new Error("a moisture that is out of range");
  return { mass, basis: basis(json.basis), moisture };
}

function basis(code) {
  if (code !== "wet" && code !== "dry") throw new Error("a basis is wet or dry");
  return code;
}

/** @param {any} json @returns {Grade} */
export function grade(json) {
  if (json?.unit !== "P1" || !/^[A-Z][A-Za-z0-9]{0,15}$/.test(json.analyte)) throw new Error("a grade is a percentage (P1) of an analyte");
  return { analyte: json.analyte, fraction: percent(json.value), basis: basis(json.basis) };
}

/** A number of percent from 0 to 100 as a share. */
export function percent(value) {
  const fraction = Rational.parse(value).over(HUNDRED);
  if (fraction.sign < 0 || fraction.compare(ONE) > 0) throw new Error("a percentage that is out of range");
  return fraction;
}

/** The exact dry mass in milligrams; undefined where the moisture is not known. */
export function exactDry({ mass, basis: on, moisture }) {
  return on === "dry" ? mass : moisture && mass.times(ONE.minus(moisture));
}

/** The dry mass, rounded down to the milligram as a weighed one is; undefined also where nothing is left. */
export function dry(of) {
  const exact = exactDry(of);
  const whole = exact && Rational.of(exact.floor());
  return whole && whole.sign > 0 ? whole : undefined;
}

/** Milligrams in kilograms. */
export function kilograms(milligrams) {
  return milligrams.over(Rational.of(1000000));
}

const WEIGHTS = {
  H: "1.008", Li: "6.94", B: "10.81", C: "12.011", O: "15.999", Mg: "24.305", Al: "26.982", Si: "28.085", S: "32.06", Ti: "47.867",
  Mn: "54.938", Co: "58.933", Ni: "58.693", Cu: "63.546", Zn: "65.38", Ga: "69.723", Ge: "72.630", Sn: "118.71", Ta: "180.95", W: "183.84",
};
const METAL_OF = {
  Li2O: "Li", Li2CO3: "Li", LiOH: "Li", LCE: "Li", B2O3: "B", MgO: "Mg", Al2O3: "Al", SiO2: "Si", TiO2: "Ti", MnO: "Mn", MnO2: "Mn", CoO: "Co",
  Co3O4: "Co", CoSO4: "Co", NiO: "Ni", NiSO4: "Ni", CuO: "Cu", ZnO: "Zn", Ga2O3: "Ga", GeO2: "Ge", SnO2: "Sn", Ta2O5: "Ta", WO3: "W",
};
const TRADED_FOR = {
  bauxite: "Al", boron: "B", cobalt: "Co", copper: "Cu", gallium: "Ga", germanium: "Ge", gold: "Au", graphite: "C", lithium: "Li",
  magnesium: "Mg", manganese: "Mn", nickel: "Ni", "platinum-group": "PGM", "rare-earths": "TREO", silicon: "Si", tantalum: "Ta", tin: "Sn",
  titanium: "Ti", tungsten: "W", zinc: "Zn",
};

/** The metal that an analyte is a compound of; itself where the table has none. */
export function metalOf(analyte) {
  return METAL_OF[analyte] ?? analyte;
}

/** What a mineral is traded for. */
export function metalOfMineral(mineral) {
  const metal = TRADED_FOR[mineral];
  if (!metal) throw new Error(`the mineral ${mineral} is not one that is known`);
  return metal;
}

/** How much of an analyte's mass is its metal. */
export function metalShare(analyte) {
  const metal = METAL_OF[analyte];
  if (!metal) return ONE;
  let all = ZERO;
  let part = ZERO;
  for (const [, atom, count] of (analyte === "LCE" ? "Li2CO3" : analyte).matchAll(/([A-Z][a-z]?)([0-9]*)/g)) {
    const weighs = Rational.parse(WEIGHTS[atom]).times(Rational.of(count || "1"));
    all = all.plus(weighs);
    if (atom === metal) part = part.plus(weighs);
  }
  return part.over(all);
}

/**
 * The metal in a quantity, in milligrams, by the one of its grades that tells of it: its own before those of its compounds.
 * Undefined where none does, or where it is a share of another mass than the quantity gives.
 * @param {Quantity} of
 * @param {Grade[]} grades
 * @param {string} metal
 */
export function contained(of, grades, metal) {
  const telling = grades.filter((each) => metalOf(each.analyte) === metal);
  const chosen = telling.find((each) => each.analyte === metal) ?? telling[0];
  if (!chosen) return undefined;
  const mass = chosen.basis === "dry" ? exactDry(of) : of.basis === "wet" ? of.mass : undefined;
  return mass && mass.times(chosen.fraction).times(metalShare(chosen.analyte));
}
