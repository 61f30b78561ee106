// Checks an evidence bundle in the order of docs/bundle.md. It believes nothing but the trust file: the founders' charter and
// the log's key.

import { replay } from "./authority.js";
import { Fault, readCheckpoint, readEntries, readForm, readSubjects, requireDigest, requireWhatBelongs, unwrap } from "./bundle.js";
import { isSame } from "./bytes.js";
import { compareAnswer } from "./compare.js";
import { Evidence, statementsOf } from "./evidence.js";
import { isConsistent } from "./merkle.js";
import { originOf } from "./origin.js";
import { Registry } from "./registry.js";
import { trace } from "./trace.js";
import { NotSupported } from "./webcrypto.js";

/** The version of the exchange's rules of which some are derived here (trace.js says which). */
export const RULES = 2;

/** What no run of this verifier checks, whatever it finds. */
export const NEVER_CHECKED = [
  "that statements follow their JSON Schemas beyond what the answer takes from them (the exchange does when they are submitted)",
  "the wording of the answer's sentences (its results, and what each rests on, are compared)",
  "that a subject's last entry is its newest, and that the checkpoint is the only one: that takes the log itself",
];

/**
 * @typedef {object} Result
 * @property {0 | 1 | 2 | 3} status as `assay verify` has it
 * @property {"HOLDS" | "DOES NOT HOLD" | "CANNOT SAY"} outcome of the evidence
 * @property {string} [verdict] which follows from the evidence, where what is derived here decides it
 * @property {{ code: string, place: string, sentence: string }} [finding] the first thing that does not hold, or can't be told
 * @property {{ name: string, sentence: string }[]} checked what was checked and holds
 * @property {string[]} notChecked
 * @property {import("./checks.js").Check[]} [checks]
 * @property {any} [origin]
 * @property {Evidence} [evidence]
 */

/**
 * @param {Uint8Array} file
 * @param {{ charter: string, log: import("./note.js").NoteKey }} trust
 * @param {{ since?: string, progress?: (step: string) => void }} [options] `since`: an earlier checkpoint, whole
 * @returns {Promise<Result>}
 */
export async function verify(file, trust, { since, progress = () => {} } = {}) {
  /** @type {any} */
  const result = { checked: [], notChecked: [...NEVER_CHECKED] };
  const done = (name, sentence) => {
    result.checked.push({ name, sentence });
    progress(name);
  };
  try {
    await run(file, trust, since, result, done);
    const isOpen = result.finding !== undefined;
    result.outcome = isOpen ? "CANNOT SAY" : "HOLDS";
    result.status = isOpen ? 3 : result.verdict === "PASS" ? 0 : 2;
  } catch (e) {
    const fault = e instanceof Fault ? e : new Fault("form", "", e.message, e instanceof NotSupported);
    if (!(e instanceof Fault) && !(e instanceof NotSupported)) fault.code = "statement"; // a member that its schema would have asked for
    result.finding = { code: e instanceof NotSupported ? "platform" : fault.code, place: fault.place, sentence: fault.message };
    result.outcome = fault.isOpen ? "CANNOT SAY" : "DOES NOT HOLD";
    result.status = fault.isOpen ? 3 : 1;
    if (!fault.isOpen) delete result.verdict;
    result.notChecked.unshift("anything after what was found: the steps are taken in order, and the first that fails is the finding");
  }
  return result;
}

async function run(file, trust, since, result, done) {
  const bytes = await unwrap(file);
  const form = readForm(bytes);
  const { json } = form;
  result.lot = json.lot;
  done("form", `the file is a bundle of version 1 in its one spelling, of ${bytes.length} bytes`);

  const checkpoint = await readCheckpoint(json.checkpoint, trust.log);
  result.checkpoint = { origin: checkpoint.origin, size: checkpoint.size, note: json.checkpoint };
  done("checkpoint", `${checkpoint.origin} signed the checkpoint of ${checkpoint.size} entries`);

  const recorded = readEntries(form, checkpoint);
  done("entries", `${recorded.size} entries are in the checkpoint's tree, each with the statement that it names`);

  const subjects = readSubjects(form, recorded);
  done("subjects", `${subjects.size} subjects: of the registry and of each lot, no entry between the first and the last is left out`);

  const upstream = requireWhatBelongs(json.lot, subjects, form.notFollowed, recorded);
  done("belongs", `all ${upstream.length} lots upstream are there, and nothing that has no part in the answer`);

  const { registry, replayed, registered } = await readRegistry(subjects, trust, checkpoint);
  done("registry", `the charter is the trusted one, and ${registered.length - replayed.passedOver.length} of ${registered.length} statements of the registry were their issuers' to make`);

  const evidence = new Evidence({ ...form, lot: json.lot, checkpoint, recorded, subjects, answer: json.answer }, upstream, registry);
  const checks = await trace(evidence, registered, replayed);
  result.evidence = evidence;
  result.checks = checks.all;
  result.origin = originOf(evidence, checks.all);
  result.answer = json.answer;
  const unable = [...new Set([...checks.unable, ...replayed.open.map((each) => each.sentence)])];
  if (unable.length > 0) {
    // What could not be checked cannot be compared: a difference would be this platform's and not the file's.
    result.finding = { code: "platform", place: "", sentence: `not everything could be checked here: ${unable.join("; ")}` };
    result.notChecked.unshift("the answer in the file");
  } else {
    const compared = compareAnswer(json.answer, result, recorded, RULES);
    result.verdict = compared.verdict;
    result.notChecked.unshift(...compared.notChecked);
    if (compared.open) result.finding = compared.open;
    if (compared.open?.place !== "/answer/rules") done("answer", `${checks.all.length} checks of the answer and its shares of origin are those that follow${result.verdict ? `, and so is its verdict, ${result.verdict}` : ""}`);
  }

  if (since !== undefined) await requireConsistency(form, checkpoint, since, trust, done);
  else if (form.consistency) result.notChecked.push("the proof of consistency that the file brings along: no earlier checkpoint was given to begin at");
  requireDigest(json);
  done("digest", "the digest is that of the file");
}

async function readRegistry(subjects, trust, checkpoint) {
  const place = `/subjects/${[...subjects.keys()].indexOf("registry")}`;
  const registered = subjects.get("registry").recorded;
  const first = registered[0];
  if (!first || first.index !== 0) throw new Fault("registry", place, "the registry does not begin with entry 0");
  if (first.statement.type !== "Charter" || first.statement.digest !== trust.charter) throw new Fault("registry", place, "entry 0 is not the trusted charter");
  if (first.statement.charter.log !== checkpoint.origin) throw new Fault("registry", place, "the charter is of another log");
  const lots = [...subjects.values()].filter((subject) => subject.name.startsWith("lot:"));
  const facilities = [...subjects.values()].filter((subject) => subject.name.startsWith("facility:")).map((subject) => subject.recorded);
  const registry = new Registry();
  const replayed = await replay(registry, registered, statementsOf(lots, facilities));
  if (!registry.charter && replayed.open.length === 0) throw new Fault("registry", place, `the charter counts for nothing: ${replayed.passedOver[0]?.sentence}`);
  return { registry, replayed, registered };
}

async function requireConsistency(form, checkpoint, since, trust, done) {
  const earlier = await readCheckpoint(since, trust.log, "--since");
  if (earlier.size > checkpoint.size) throw new Fault("no-proof", "/checkpoint", "the checkpoint that was given is the larger one", true);
  if (earlier.size === checkpoint.size) {
    if (!isSame(earlier.root, checkpoint.root)) throw new Fault("consistency", "/checkpoint", "two checkpoints of one size have two roots");
    done("consistency", "the earlier checkpoint is the same");
    return;
  }
  if (form.consistency?.size !== earlier.size) throw new Fault("no-proof", "/consistency", `the file has no proof from ${earlier.size} entries on; ask for one with ?since=${earlier.size}`, true);
  if (!isConsistent(earlier.size, earlier.root, checkpoint.size, checkpoint.root, form.consistency.path)) {
    throw new Fault("consistency", "/consistency", "the log did not grow from the earlier checkpoint to this one");
  }
  done("consistency", `the log of ${earlier.size} entries grew to this one, and none of them changed`);
}
