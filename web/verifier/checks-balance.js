// What went into a step against what came out of it: no metal comes from nothing, and none goes nowhere.

import { CLOSING, judge, usualRecovery } from "./bounds.js";
import { kg, percentText } from "./checks-lots.js";
import { processOf } from "./lots.js";
import { contained, dry, grade, metalOf, metalOfMineral, quantity } from "./quantity.js";
import { Rational, sum } from "./rational.js";
import { isConversion } from "./statement.js";

const HALF = new Rational(1n, 2n);

/** @typedef {{ recorded: any, process: string, where: string, facility: string, inputs: any[], outputs: any[], losses: any[] }} Step */

/** @param {import("./evidence.js").Evidence} evidence @param {import("./checks.js").Checks} checks */
export function checkBalances(evidence, checks) {
  for (const recorded of steps(evidence)) checkStep(evidence, readStep(recorded), checks);
}

/** The steps upstream, in the order of the ledger, each once. */
export function steps(evidence) {
  const all = new Map();
  for (const { origin } of evidence.lots.values()) if (origin && isConversion(origin.statement)) all.set(origin.index, origin);
  return [...all.values()].sort((a, b) => a.index - b.index);
}

function readStep(recorded) {
  const { says } = recorded.statement;
  const process = processOf(recorded.statement);
  const goods = (each) => ({ ...each, quantity: quantity(each.quantity), grades: (each.grades ?? []).map(grade) });
  return {
    recorded, process, facility: says.facility.name, where: `${process} at ${says.facility.name}`,
    inputs: says.inputs.map(goods), outputs: says.outputs.map(goods), losses: (says.losses ?? []).map(goods),
  };
}

function checkStep(evidence, step, checks) {
  const used = usedBy(evidence, step);
  const compared = new Set();
  const metals = new Set(step.outputs.flatMap((output) => output.grades.map((each) => metalOf(each.analyte))));
  for (const metal of [...metals].sort()) {
    const flow = flowOf(evidence, step, metal);
    if (!flow) continue;
    const usual = usualRecovery(metal, step.process);
    const [result, end] = judgeMetal(flow, usual);
    // What is not known can only add to what went in, so what is known may be enough.
    if (!flow.isComplete && result !== "PASS") continue;
    compared.add(metal);
    checks.add("BALANCE", result, step.facility, used,
      `${kg(flow.out)} of ${metal} came out of ${step.where}${flow.lost.sign ? `, ${kg(flow.lost)} were lost` : ""}, and ${flow.isComplete ? "" : "at least "}${kg(flow.in)} went in${end}`, "C3");
    if (usual && flow.isComplete && flow.in.sign > 0) {
      const recovery = flow.out.over(flow.in).rounded(6);
      checks.add("RECOVERY", judgeRecovery(recovery, usual, flow), step.facility, used,
        `${step.where} recovers ${percentText(recovery, 1)} of the ${metal}, and ${percentText(usual.low, 1)} to ${percentText(usual.high, 1)} are usual`, "C4");
    }
  }
  if (step.process === "split" || step.process === "blend") {
    checkMass(step, checks);
    checkKind(evidence, step, checks);
  } else {
    checkCompared(evidence, step, compared, checks);
  }
}

/** The statement of a step and those that say what went in. */
function usedBy(evidence, step) {
  const origins = step.inputs.map((input) => evidence.lots.get(input.lot)?.origin).filter((origin) => origin);
  return [...new Set([step.recorded, ...origins])];
}

function milligrams(of, grades, metal) {
  return contained(of, grades, metal)?.rounded(0);
}

/** How much of a metal went in, came out and was lost; undefined where no product tells of it. */
function flowOf(evidence, step, metal) {
  const ins = step.inputs.map((input) => {
    const lot = evidence.lots.get(input.lot)?.description;
    return lot && milligrams(input.quantity, lot.grades, metal);
  });
  const outs = step.outputs.map((output) => milligrams(output.quantity, output.grades, metal));
  const losses = step.losses.map((loss) => milligrams(loss.quantity, loss.grades, metal));
  if (outs.every((each) => each === undefined)) return undefined;
  const known = (all) => sum(all.filter((each) => each !== undefined));
  return {
    in: known(ins), out: known(outs), lost: known(losses),
    isComplete: !ins.includes(undefined),
    isAnalysed: !outs.includes(undefined) && !losses.includes(undefined),
    isMain: step.outputs.some((output) => metalOfMineral(output.mineral) === metal),
    isByProduct: step.inputs.every((input) => {
      const lot = evidence.lots.get(input.lot)?.description;
      return !lot || metalOfMineral(lot.mineral) !== metal;
    }),
  };
}

function judgeMetal(flow, usual) {
  const accounted = flow.out.plus(flow.lost);
  const surplus = judge(CLOSING, accounted.minus(flow.in), flow.in);
  if (surplus !== "PASS") {
    return [surplus, flow.in.sign === 0 ? ": there was none" : `: ${percentText(accounted.minus(flow.in).over(flow.in), 1)} more than there was`];
  }
  const gap = flow.in.minus(accounted);
  const shortfall = judge(CLOSING, gap, flow.in);
  if (!flow.isMain || !flow.isComplete || shortfall === "PASS") return ["PASS", ""];
  if (usual && flow.in.sign > 0) {
    const recovery = flow.out.over(flow.in).rounded(6);
    if (isUsual(recovery, usual)) return ["PASS", ", which is what such a step recovers"];
  }
  const end = `: ${percentText(gap.over(flow.in), 1)} of it went where no statement says`;
  const isOpen = shortfall === "FAIL" && (!flow.isAnalysed || flow.isByProduct);
  return [isOpen ? "UNKNOWN" : shortfall, end];
}

function isUsual(recovery, { low, high }) {
  return recovery.compare(low) >= 0 && recovery.compare(high) <= 0;
}

function judgeRecovery(recovery, usual, flow) {
  if (isUsual(recovery, usual)) return "PASS";
  const isTooLow = recovery.compare(usual.low.times(HALF)) < 0;
  const isTooHigh = recovery.compare(Rational.of(1).plus(CLOSING.fail)) > 0;
  if (isTooLow && !flow.isAnalysed) return "UNKNOWN";
  return isTooLow || isTooHigh ? "FAIL" : "WARN";
}

/** Nothing is added to what is only split or blended, and nothing is lost. */
function checkMass(step, checks) {
  const all = [step.inputs, step.outputs, step.losses].map((each) => each.map((goods) => goods.quantity));
  const isDry = all.flat().every((each) => dry(each));
  const isComparable = isDry || new Set(all.flat().map((each) => each.basis)).size === 1;
  // Where only the losses lack a moisture, nothing is compared; the sums are then of no consequence.
  const [into, out, lost] = all.map((each) => sum(each.map((of) => (isDry ? dry(of) : of.mass))));
  const accounted = out.plus(lost);
  const surplus = judge(CLOSING, accounted.minus(into), into);
  const shortfall = judge(CLOSING, into.minus(accounted), into);
  const result = !isComparable ? "UNKNOWN" : surplus === "PASS" ? shortfall : surplus;
  checks.add("BALANCE", result, step.facility, [step.recorded],
    `${kg(out)} came out of the ${step.where}, and ${kg(into)} went in${isComparable ? "" : ": some of it wet and some dry, which cannot be compared"}`, "C3");
}

/** What is put together or taken apart stays of one mineral, and in a blend or split statement of one form. */
function checkKind(evidence, step, checks) {
  const minerals = new Set();
  const after = step.outputs[0].form;
  for (const input of step.inputs) {
    const lot = evidence.lots.get(input.lot)?.description;
    if (!lot) return; // It is missing, and said to be.
    minerals.add(lot.mineral);
    if (step.recorded.statement.type === "BlendSplit" && lot.form !== after) {
      checks.add("BALANCE", "FAIL", step.facility, [step.recorded], `${input.lot} is ${lot.form}, and ${after} came out of the ${step.where}`);
    }
  }
  for (const output of step.outputs) {
    if (!minerals.has(output.mineral)) {
      checks.add("BALANCE", "FAIL", step.facility, [step.recorded], `${output.lot} is ${output.mineral}, which no lot of the ${step.process} was`);
    }
  }
}

/** Each product that leads on must have been held against what went in by what it has most of. */
function checkCompared(evidence, step, compared, checks) {
  for (const output of step.outputs) {
    const main = output.grades.reduce((most, each) => (most && most.fraction.compare(each.fraction) >= 0 ? most : each), undefined);
    if (!(main && compared.has(metalOf(main.analyte))) && evidence.lots.has(output.lot)) {
      checks.add("BALANCE", "UNKNOWN", step.facility, [step.recorded],
        `what came out of ${step.where} as ${output.lot} cannot be held against what went in: grades or moistures are missing`);
    }
  }
}

