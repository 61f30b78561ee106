// Checks bundles away from the page, which stays usable meanwhile.

import { traceJson } from "../verifier/report.js";
import { parseTrust } from "../verifier/trust.js";
import { verify } from "../verifier/verify.js";

/**
 * @param {{ file: Uint8Array, trust: string, since?: string }} question
 * @param {(step: string) => void} progress
 */
export async function check({ file, trust, since }, progress) {
  const result = await verify(file, parseTrust(trust), { since, progress });
  const { status, outcome, verdict, lot, finding, checkpoint, checked, notChecked } = result;
  return { status, outcome, verdict, lot, finding, checkpoint, checked, notChecked, trace: result.evidence && result.answer && result.status !== 1 ? traceJson(result) : undefined };
}

if (typeof WorkerGlobalScope !== "undefined" && globalThis instanceof WorkerGlobalScope) {
  globalThis.addEventListener("message", async ({ data }) => {
    try {
      globalThis.postMessage({ result: await check(data, (step) => globalThis.postMessage({ step })) });
    } catch (e) {
      globalThis.postMessage({ error: e.message });
    }
  });
}

