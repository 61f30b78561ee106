// Traces as the exchange answers them, made up for tests.

const DIGEST = (n) => n.toString(16).padStart(64, "0");

/** A trace of so many lots, each of the columns made of some of the next. */
export function wide(count, columns) {
  const perColumn = Math.ceil(count / columns);
  const id = (i) => `urn:assay:lot:made-up:${i}`;
  const upstream = [];
  const steps = [];
  for (let i = 0; i < count; i++) {
    const says = { lot: id(i), facility: { id: `urn:f:${i % 50}`, name: `Works ${i % 50}`, country: ["CD", "FI", "AU", "ID", "CL"][i % 5] }, operator: "did:web:miner.example" };
    const column = i === 0 ? 0 : 1 + Math.floor((i - 1) / perColumn);
    const isMade = column < columns && i + 1 < count;
    const inputs = i === 0 ? Array.from({ length: Math.min(perColumn, count - 1) }, (_, k) => 1 + k) : [i + perColumn, i + perColumn + 1].filter((k) => k < count);
    const statement = { type: isMade && inputs.length ? "Transformation" : "LotOrigin", issuer: "did:web:miner.example", id: `urn:s:${i}`, index: i, at: "2026-11-24T08:00:00.123Z", statement: DIGEST(i + 1), says: inputs.length ? { ...says, outputs: [{ lot: id(i) }] } : says };
    upstream.push({ lot: id(i), mineral: "cobalt", form: "ore", quantity: { value: "1000", unit: "KGM", basis: "dry" }, grades: [], consumed: "10", left: "990", statements: [statement] });
    if (inputs.length) steps.push({ index: i, statement: DIGEST(i + 1), process: "refining", facility: says.facility.name, country: says.facility.country, inputs: inputs.map(id), outputs: [id(i)] });
  }
  const checks = upstream.flatMap((lot, i) => ["SIGNATURE", "AUTHORITY", "CHAIN"].map((rule) => ({ rule, result: i === 7 && rule === "SIGNATURE" ? "FAIL" : "PASS", about: "did:web:miner.example", statements: [DIGEST(i + 1)], sentence: `${rule} of ${lot.lot}` })));
  return { ...empty(id(0)), verdict: "FAIL", reasons: ["SIGNATURE of urn:assay:lot:made-up:7"], upstream, steps, checks };
}

/** A trace of one lot of which nothing is known but what is given. */
export function empty(lot) {
  return { lot, verdict: "UNKNOWN", reasons: [`no statement brings forth ${lot}`], asOf: 12, origin: { metals: [] }, upstream: [], steps: [], missing: [], notFollowed: [], downstream: [], facilities: [], checks: [], policies: [] };
}

/** Each string of it is markup that would run, were it not text. */
export function hostile(lot) {
  const evil = "<img src=x onerror=\"alert(1)\"><script>alert(2)</script>";
  const statement = { type: "LotOrigin", issuer: evil, id: evil, index: 1, at: "2026-11-24T08:00:00.123Z", statement: DIGEST(1), says: { lot, [evil]: evil, facility: { id: "urn:f:1", name: evil, country: "CD" }, list: [evil, { a: evil }], __proto__x: evil } };
  return {
    ...empty(lot), reasons: [evil],
    origin: { metals: [{ metal: evil, weighedBy: "METAL", kilograms: evil, custodyModelStatedThroughout: false, stages: [{ stage: evil, through: [], countries: [{ country: "CD", share: "1", percent: "100" }], shares: [{ kind: "PLACE", country: "CD", facility: "urn:f:1", name: evil, share: "1", percent: "100" }] }] }] },
    upstream: [{ lot, mineral: evil, form: evil, quantity: { value: evil, unit: evil, basis: evil }, grades: [{ analyte: evil, value: evil, basis: evil }], consumed: evil, left: evil, statements: [statement] }],
    missing: [`urn:${evil}`],
    checks: [{ rule: "SIGNATURE", id: evil, result: "FAIL", about: lot, statements: [DIGEST(1)], missing: [evil], sentence: evil }],
    policies: [{ policy: evil, version: evil, title: evil, applies: true, verdict: "FAIL", reasons: [evil], checks: [{ rule: "POLICY", result: "FAIL", sentence: evil, about: lot }] }],
  };
}
