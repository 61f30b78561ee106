import assert from "node:assert/strict";
import { test } from "node:test";
import { contained, dry, grade, metalShare, quantity } from "../verifier/quantity.js";
import { Rational } from "../verifier/rational.js";

const tonnes = (value, more = { basis: "dry" }) => quantity({ value, unit: "TNE", ...more });

test("fractions are exact and in lowest terms", () => {
  assert.equal(String(Rational.parse("0.1").plus(Rational.parse("0.2"))), "3/10");
  assert.equal(String(Rational.parse("-2.50e1")), "-25");
  assert.equal(String(new Rational(4n, -6n)), "-2/3");
  assert.equal(new Rational(1n, 3n).text(6), "0.333333");
  assert.equal(new Rational(-5n, 2n).rounded(0).n, -2n);
  assert.equal(new Rational(7n, 2n).rounded(0).n, 4n);
  assert.equal(new Rational(-1n, 3n).floor(), -1n);
  for (const text of ["", "1.", ".5", "01", "0x1", "1e999999", "NaN", "1,5"]) assert.throws(() => Rational.parse(text), text);
});

test("masses are whole milligrams; pounds are rounded down", () => {
  assert.equal(String(tonnes("1.5").mass), "1500000000");
  assert.equal(String(quantity({ value: "1", unit: "LBR", basis: "dry" }).mass), "453592");
  for (const wrong of [{ value: "0", unit: "KGM", basis: "dry" }, { value: "1", unit: "kg", basis: "dry" }, { value: "1", unit: "KGM" }, { value: "0.0000001", unit: "KGM", basis: "dry" }, { value: "1", unit: "KGM", basis: "dry", moisture: "0.1" }, { value: "1", unit: "KGM", basis: "wet", moisture: "1" }]) {
    assert.throws(() => quantity(wrong), JSON.stringify(wrong));
  }
});

test("a wet mass is a dry one only with its moisture", () => {
  assert.equal(String(dry(tonnes("100", { basis: "wet", moisture: "0.08" }))), "92000000000");
  assert.equal(dry(tonnes("100", { basis: "wet" })), undefined);
});

test("the metal in a compound is its share by atomic weight", () => {
  assert.equal(metalShare("Co3O4").text(4), "0.7342");
  assert.equal(metalShare("LCE").text(4), "0.1879");
  const oxide = grade({ analyte: "Co3O4", value: "50", unit: "P1", basis: "dry" });
  assert.equal(contained(tonnes("1"), [oxide], "Co").over(Rational.of(1000000)).text(1), "367.1");
  const own = grade({ analyte: "Co", value: "30", unit: "P1", basis: "dry" });
  assert.equal(String(contained(tonnes("1"), [oxide, own], "Co")), "300000000", "its own grade before that of its compound");
  assert.equal(contained(tonnes("1", { basis: "wet" }), [own], "Co"), undefined, "no moisture, no dry mass");
});
