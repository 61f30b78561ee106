// Exact numbers: fractions of whole numbers, always in lowest terms with a denominator above zero.

const DECIMAL = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,4}))?$/;
const MAX_DIGITS = 60;

function gcd(a, b) {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

export class Rational {
  /** @param {bigint} numerator @param {bigint} [denominator] not 0 */
  constructor(numerator, denominator = 1n) {
    if (denominator === 0n) throw new Error("a division by zero");
    const sign = denominator < 0n ? -1n : 1n;
    const common = gcd(numerator, denominator) || 1n;
    this.n = (sign * numerator) / common;
    this.d = (sign * denominator) / common;
    Object.freeze(this);
  }

  static of(value) {
    return new Rational(BigInt(value));
  }

  /**
   * Reads a decimal number, as a JSON number or a string of the same grammar.
   * @param {unknown} value a string, or something that `toString`s to one
   */
  static parse(value) {
    const match = DECIMAL.exec(String(value));
    if (!match) throw new Error(`not a decimal number: ${String(value).slice(0, 40)}`);
    const [, sign, whole, fraction = "", exponent = "0"] = match;
    const digits = whole + fraction;
    const scale = fraction.length - Number(exponent);
    if (digits.length > 2 * MAX_DIGITS || Math.abs(scale) > 2 * MAX_DIGITS) throw new Error("a number has too many digits");
    const number = BigInt(sign + digits);
    return scale > 0 ? new Rational(number, 10n ** BigInt(scale)) : new Rational(number * 10n ** BigInt(-scale));
  }

  plus(other) {
    return new Rational(this.n * other.d + other.n * this.d, this.d * other.d);
  }

  minus(other) {
    return new Rational(this.n * other.d - other.n * this.d, this.d * other.d);
  }

  times(other) {
    return new Rational(this.n * other.n, this.d * other.d);
  }

  over(other) {
    return new Rational(this.n * other.d, this.d * other.n);
  }

  get abs() {
    return this.n < 0n ? new Rational(-this.n, this.d) : this;
  }

  get sign() {
    return this.n === 0n ? 0 : this.n < 0n ? -1 : 1;
  }

  /** -1, 0 or 1, as this is less, equal or more. */
  compare(other) {
    const difference = this.n * other.d - other.n * this.d;
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
  }

  equals(other) {
    return this.n === other.n && this.d === other.d;
  }

  /** The largest whole number that is not above. */
  floor() {
    const q = this.n / this.d;
    return this.n < 0n && q * this.d !== this.n ? q - 1n : q;
  }

  /** To so many decimals, half to even. */
  rounded(decimals) {
    const scale = 10n ** BigInt(decimals);
    const scaled = this.times(Rational.of(scale));
    const down = scaled.floor();
    const half = scaled.minus(Rational.of(down)).compare(HALF);
    return new Rational(half > 0 || (half === 0 && down % 2n !== 0n) ? down + 1n : down, scale);
  }

  /** In decimals, rounded to so many, without zeros at the end. */
  text(decimals) {
    const { n, d } = this.rounded(decimals);
    const scaled = (n * 10n ** BigInt(decimals)) / d;
    const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, "0");
    const whole = digits.slice(0, digits.length - decimals);
    const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
    return `${scaled < 0n ? "-" : ""}${whole}${fraction ? `.${fraction}` : ""}`;
  }

  /** How many bits it takes to write. */
  get bits() {
    return bitLength(this.n) + bitLength(this.d);
  }

  toString() {
    return this.d === 1n ? String(this.n) : `${this.n}/${this.d}`;
  }
}

function bitLength(number) {
  const text = (number < 0n ? -number : number).toString(16);
  return text === "0" ? 0 : 4 * (text.length - 1) + (32 - Math.clz32(parseInt(text[0], 16)));
}

export const ZERO = Rational.of(0);
export const ONE = Rational.of(1);
const HALF = new Rational(1n, 2n);

/** @param {Rational[]} all */
export function sum(all) {
  return all.reduce((total, each) => total.plus(each), ZERO);
}
