// Calls of the exchange's interface (infra/openapi.yaml). Nothing but answers to the reader's own questions is fetched.

/** What the exchange refuses, in its own words (RFC 9457). */
export class Problem extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `the exchange answered ${status}`);
    this.status = status;
    this.remedy = problem.remedy;
    this.title = problem.title;
  }
}

async function call(base, path, { token, accept, ...options } = {}) {
  let response;
  const headers = { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...(accept ? { Accept: accept } : {}), ...options.headers };
  try {
    response = await fetch(base + path, { ...options, headers, credentials: "omit", referrerPolicy: "no-referrer", redirect: "error" });
  } catch {
    throw new Problem(0, { title: "The exchange cannot be reached", detail: `${base || "The exchange"} did not answer.`, remedy: "Check the address. A page opened from a file may only ask an exchange that allows it; download the evidence bundle and drop it here instead." });
  }
  if (response.ok) return response;
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // No problem document: its status says what there is to say.
  }
  throw new Problem(response.status, problem);
}

/** The trace of a lot, with what each policy in force makes of it; a large one comes in pages, whose lists follow each other. */
export async function fetchTrace({ base, lot, token }) {
  const path = `/v1/lots/${encodeURIComponent(lot)}?policy=all`;
  const ask = async (more) => (await call(base, path + more, { token, accept: "application/json" })).json();
  const trace = await ask("");
  for (let page = 1; page < (trace.pages ?? 1); page++) {
    const next = await ask(`&page=${page}&asOf=${trace.asOf}${trace.evaluatedOn ? `&on=${trace.evaluatedOn}` : ""}`);
    for (const name of ["upstream", "steps", "downstream", "facilities", "checks"]) trace[name] = [...trace[name], ...next[name]];
  }
  return trace;
}

/** What parties are called, by their DIDs; empty for whoever may not ask. */
export async function fetchNames({ base, token }) {
  try {
    const { parties } = await (await call(base, "/v1/members", { token, accept: "application/json" })).json();
    return Object.fromEntries(parties.map((party) => [party.did, party.name]));
  } catch {
    return {};
  }
}

/** The evidence bundle of a lot. @returns {Promise<Uint8Array>} */
export async function fetchBundle({ base, lot, token }) {
  return new Uint8Array(await (await call(base, `/v1/lots/${encodeURIComponent(lot)}/bundle`, { token, accept: "application/json" })).arrayBuffer());
}

/** The checkpoint that is public now. @returns {Promise<string>} */
export async function fetchCheckpoint(base) {
  return (await call(base, "/checkpoint")).text();
}

/** Hands in signed statements, one a line, or one alone. */
export async function submit(base, body, type) {
  const response = await call(base, "/v1/attestations", { method: "POST", body, headers: { "Content-Type": type } });
  const text = await response.text();
  return type === "application/jsonl" ? text.split("\n").filter(Boolean).map((line) => JSON.parse(line)) : [JSON.parse(text)];
}

/** A receipt as a file; undefined while no checkpoint covers the statement. */
export async function fetchReceipt(base, digest, token) {
  const response = await call(base, `/v1/attestations/${digest}/receipt`, { token });
  return response.status === 202 ? undefined : response.text();
}
