#!/usr/bin/env node
// node web/verifier/cli.js BUNDLE --trust FILE [--since CHECKPOINT] [--json]
// Exit status: 0 the evidence holds and the verdict is PASS; 1 something does not hold; 2 the verdict is not PASS; 3 cannot say;
// 64 wrong usage.

import { readFile } from "node:fs/promises";
import { parseTrust } from "./trust.js";
import { verify } from "./verify.js";

const USAGE = "usage: node web/verifier/cli.js BUNDLE --trust FILE [--since CHECKPOINT] [--json]";

/** A mistake of whoever called. */
class Usage extends Error {}

function parse(args) {
  const options = { json: false };
  for (let i = 0; i < args.length; i++) {
    const name = { "--trust": "trust", "--since": "since" }[args[i]];
    if (name) {
      if (args[++i] === undefined || name in options) throw new Usage(`${args[i - 1]} needs one file`);
      options[name] = args[i];
    } else if (args[i] === "--json") {
      options.json = true;
    } else if (args[i].startsWith("-") || options.bundle !== undefined) {
      throw new Usage(`what is ${args[i]}?`);
    } else {
      options.bundle = args[i];
    }
  }
  if (!options.bundle || !options.trust) throw new Usage("a bundle and a trust file are needed");
  return options;
}

async function read(file, encoding) {
  try {
    return await readFile(file, encoding);
  } catch (e) {
    throw new Usage(`${file} cannot be read: ${e.code ?? e.message}`);
  }
}

/** Text of a statement may hold what moves a terminal's cursor. */
function visible(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function report(result) {
  const lines = [`${result.outcome}${result.verdict ? `; the verdict is ${result.verdict}` : ""}`];
  if (result.lot) lines.push(`lot: ${result.lot}`);
  if (result.finding) lines.push(`${result.finding.code}${result.finding.place ? ` at ${result.finding.place}` : ""}: ${result.finding.sentence}`);
  for (const check of result.checks ?? []) if (check.result === "FAIL" || check.result === "UNKNOWN") lines.push(`${check.result} ${check.rule}: ${check.sentence}`);
  lines.push("", "checked:", ...result.checked.map((each) => `  ${each.name}: ${each.sentence}`));
  lines.push("not checked:", ...result.notChecked.map((each) => `  ${each}`));
  return lines.map(visible).join("\n");
}

async function main() {
  let options;
  let trust;
  let file;
  let since;
  try {
    options = parse(process.argv.slice(2));
    trust = await read(options.trust);
    file = await read(options.bundle);
    since = options.since && (await read(options.since, "utf8"));
    try {
      trust = parseTrust(trust);
    } catch (e) {
      throw new Usage(`${options.trust}: ${e.message}`);
    }
  } catch (e) {
    if (!(e instanceof Usage)) throw e;
    console.error(`${visible(e.message)}\n${USAGE}`);
    return 64;
  }
  const result = await verify(file, trust, { since });
  const { status, outcome, verdict, lot, finding, checkpoint, checked, notChecked, checks, origin } = result;
  console.log(options.json ? JSON.stringify({ status, outcome, verdict, lot, finding, checkpoint, checked, notChecked, checks, origin }, null, 1) : report(result));
  return status;
}

process.exitCode = await main();
