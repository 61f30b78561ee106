// Whether a key could sign at an entry, and whether an issuer could say what it says there. All is judged by the registry, as
// of the entry. The functions give a sentence with what speaks against it, or undefined where nothing does.

import { sha256hex } from "./hash.js";
import { isSignedBy } from "./jws.js";
import { keyOfDid } from "./keys.js";
import { includesAll, isSameMethod } from "./registry.js";
import { jurisdiction, methods, mineralsOf } from "./statement.js";
import { NotSupported } from "./webcrypto.js";
import { keyOfPath } from "./x509.js";

export const CLOCK_SKEW = 5 * 60 * 1000;

/**
 * What speaks against the signature of an attestation.
 * @param {import("./registry.js").Registry} registry
 * @param {import("./bundle.js").Recorded} recorded
 * @returns {Promise<string | undefined>}
 * @throws {import("./webcrypto.js").NotSupported}
 */
export async function objectionToSignature(registry, { statement, index, at }) {
  const { jws } = statement;
  const method = standing(registry, jws.header.kid, index, at);
  if (typeof method === "string") return method;
  let key = method.key;
  if (!key) {
    try {
      key = await keyOfPath(jws.header.x5c, method.authority, jws.header.did, at);
    } catch (e) {
      if (e instanceof NotSupported) throw e;
      return `the certificates do not vouch for the key: ${e.message}`;
    }
    const revoked = [method.authority.der, ...jws.header.x5c].flatMap((der) => registry.certificateRevocations(jws.header.did, sha256hex(der)));
    if (revoked.some(({ index: since, since: time }) => index > since || (time !== undefined && at >= time))) {
      return "a certificate was revoked in the ledger";
    }
  }
  return (await isSignedBy(jws, key)) ? undefined : `the signature is not one of ${jws.header.kid} over these bytes`;
}

/** The registered key of a name that could sign at an entry, or a sentence why it could not. */
function standing(registry, kid, index, at) {
  const did = kid.slice(0, kid.indexOf("#"));
  const registered = registry.key(kid);
  let own;
  try {
    own = keyOfDid(did);
  } catch {
    return `${did} does not hold a supported key`;
  }
  const isBefore = own?.id === kid && (registry.registeredAt(did) ?? index) >= index;
  if (!registered && !isBefore) return `no key ${kid} is registered in the ledger`;
  if (registry.isDisavowed(kid, at)) return `the key ${kid} counts as compromised since before this entry`;
  if (!isBefore && !registered.term.holds(index)) return `the key ${kid} could no longer sign at this entry, or not yet`;
  return isBefore ? own : registered;
}

/** What speaks against a charter, its signatures among it. */
export async function objectionToCharter(registry, { statement, index, at }) {
  const { charter, jws } = statement;
  const now = registry.charter;
  if (charter.version !== (now?.version ?? 0) + 1) return `the next charter has version ${(now?.version ?? 0) + 1}`;
  if (now && now.log !== charter.log) return `a log keeps its name: ${now.log}`;
  for (const member of charter.members) {
    const reused = objectionToKeys(registry, member.methods);
    if (reused) return reused;
  }
  const asListed = new Set();
  const asMember = new Set();
  for (const signature of jws.signatures) {
    const { kid, did } = signature.header;
    const listed = charter.members.filter((member) => member.did === did).flatMap((member) => member.methods).filter((method) => method.id === kid && method.key);
    for (const method of listed) if (await isSignedBy(signature, method.key)) asListed.add(did);
    if (registry.isMember(did, index)) {
      const method = standing(registry, kid, index, at);
      if (typeof method === "string") return method;
      if (method.key && (await isSignedBy(signature, method.key))) asMember.add(did);
    }
  }
  const absent = charter.members.find((member) => !registry.isMember(member.did, index) && !asListed.has(member.did));
  if (absent) return `${absent.did} did not sign it with a key that it lists for it`;
  if (asMember.size < (now?.threshold ?? 0)) return `${asMember.size} of the ${now.threshold} members needed signed it with keys in force`;
  return undefined;
}

/**
 * What speaks against what an attestation says being its issuer's to say.
 * @param {import("./registry.js").Registry} registry
 * @param {import("./bundle.js").Recorded} recorded
 * @returns {string | undefined}
 */
export function objectionToAuthority(registry, recorded) {
  const { statement, index, at } = recorded;
  if (!registry.charter) return "nobody is a member yet";
  switch (statement.type) {
    case "IdentityAnchor":
      return objectionToAnchor(registry, statement, index, at);
    case "Accreditation":
      return objectionToAccreditation(registry, statement, index, at);
    case "Revocation":
      return objectionToRevocation(registry, statement, index, at);
    case "Policy":
      return objectionToPolicy(registry, statement, index);
    default:
      return objectionToScope(registry, statement.issuer, statement.type, jurisdiction(statement), mineralsOf(statement), index, at);
  }
}

function covers({ scope }, type, country, minerals) {
  return scope.types.includes(type) && scope.countries.includes(country) && includesAll(scope.minerals, minerals);
}

function objectionToScope(registry, issuer, type, country, minerals, index, at) {
  if (registry.speaksFor(issuer, [country], index)) return undefined;
  const isAllowed = registry.grants(issuer).some((grant) =>
    covers(grant, type, country, minerals) && registry.isBelieved(grant) && registry.isInForce(grant, [country], index, at));
  return isAllowed ? undefined : `${issuer} had no accreditation in force for ${type} in ${country}${minerals.length ? ` about ${minerals.join(", ")}` : ""}`;
}

/** Whether an issuer has an accreditation that would allow what it said, were it in force at the entry. */
export function wasEverAccredited(registry, { statement }) {
  return registry.grants(statement.issuer).some((grant) =>
    registry.isBelieved(grant) && covers(grant, statement.type, jurisdiction(statement), mineralsOf(statement)));
}

/** A name of a key is never given to another key, nor back to one that ended. */
function objectionToKeys(registry, named) {
  const reused = named.find((method) => {
    const known = registry.key(method.id);
    return known && (known.term.until !== undefined || !isSameMethod(known, method));
  });
  return reused && `${reused.id} named another key before, or ended`;
}

function objectionToAnchor(registry, { says, issuer }, index, at) {
  const named = methods(says, says.did);
  const reused = objectionToKeys(registry, named);
  if (reused) return reused;
  const known = registry.party(says.did);
  if (issuer === says.did) {
    return known?.countries.includes(says.country) ? undefined : "a party can register itself in no country";
  }
  const own = keyOfDid(says.did);
  if (own && named.some((method) => !isSameMethod(own, method) && !registry.key(method.id))) return `${says.did} is its own key; nobody else gives it another`;
  if (known?.mandates.length > 0) return `${says.did} is a member, and changes its keys itself or by charter`;
  if (known && issuer !== known.registrar && !registry.speaksFor(issuer, known.countries, index)) return `${says.did} was registered by ${known.registrar}`;
  return objectionToScope(registry, issuer, "IdentityAnchor", says.country, [], index, at);
}

function objectionToAccreditation(registry, statement, index, at) {
  const { says, issuer } = statement;
  if (says.accredited === issuer) return `${issuer} accredits itself`;
  if (!says.accredited.startsWith("did:key:") && !registry.party(says.accredited)) return `${says.accredited} is not registered in the ledger`;
  if (registry.speaksFor(issuer, says.countries, index) || registry.grantThatAllows(statement, index, at)) return undefined;
  return `${issuer} may not give accreditations for all of these types, countries and minerals until then`;
}

function objectionToRevocation(registry, { says, issuer }, index, at) {
  const { target } = says;
  const whose = target.statement ? target.statement.issuer : target.key ? target.key.slice(0, target.key.indexOf("#")) : target.issuer;
  const isOwn = isOver(registry, issuer, whose, index);
  if (!isOwn && !(target.statement ? isAccreditorOf(registry, issuer, whose) : isRegistrarOf(registry, issuer, whose, index, at))) {
    return `${issuer} is not ${whose}, its accreditor, its registrar or the member of its country`;
  }
  if (target.key && !registry.key(target.key)) return `no key ${target.key} is registered in the ledger`;
  if (target.certificate && !registry.party(whose)?.keys.some((key) => key.authority)) return `no certificate authority of ${whose} is registered`;
  return undefined;
}

/** Members alone have policies; whoever has the first version of one has the others. */
function objectionToPolicy(registry, { says, issuer }, index) {
  if (!registry.isMember(issuer, index)) return `${issuer} is no member, and only members have policies`;
  const versions = registry.policies.get(says.policyId) ?? [];
  if (versions.length > 0 && versions[0] !== issuer) return `the policy ${says.policyId} is that of ${versions[0]}`;
  return says.version.whole === versions.length + 1 ? undefined : `the next version of ${says.policyId} is ${versions.length + 1}`;
}

/** An accreditor takes back what was said in its name and nothing else. */
function mayTakeBack(registry, issuer, target, index, at) {
  return grantsBehind(registry, target).flatMap((grant) => registry.chain(grant)).some((given) => {
    if (given.accreditor !== issuer) return false;
    const chain = registry.chain(given);
    return chain.length === 1 ? registry.isMember(given.accreditor, index) : registry.isInForce(chain[1], given.scope.countries, index, at);
  });
}

/** The accreditations that let an issuer say what it said, where it was. */
function grantsBehind(registry, { statement, index, at }) {
  if (statement.type === "Accreditation") {
    return registry.grants(statement.says.accredited).filter((grant) => grant.statement === statement.digest && grant.parent !== undefined);
  }
  const country = jurisdiction(statement);
  if (country === undefined || registry.speaksFor(statement.issuer, [country], index)) return [];
  return registry.grants(statement.issuer).filter((grant) =>
    covers(grant, statement.type, country, mineralsOf(statement)) && registry.isInForce(grant, [country], index, at));
}

/** Whether a party decides on another: it is itself, or the member of its country. */
function isOver(registry, issuer, target, index) {
  const party = registry.party(target);
  return issuer === target || (party !== undefined && !registry.isMember(target, index) && registry.speaksFor(issuer, party.countries, index));
}

function isAccreditorOf(registry, issuer, target) {
  return registry.grants(target).flatMap((grant) => registry.chain(grant)).some((grant) => grant.accreditor === issuer);
}

/** Whether a party registered another, and still may: it vouches for keys, not for statements. */
function isRegistrarOf(registry, issuer, target, index, at) {
  const party = registry.party(target);
  return party?.registrar === issuer && registry.grants(issuer).some((grant) =>
    party.countries.every((country) => covers(grant, "IdentityAnchor", country, [])) && registry.isBelieved(grant) &&
    registry.isInForce(grant, party.countries, index, at));
}

/**
 * Replays the registry (docs/bundle.md, step 7). A statement that was not its issuer's to make counts for nothing. Whether a
 * statement about a lot may be revoked takes that statement: such a revocation is judged where the bundle has its target, and
 * is of no consequence where it has not.
 * @param {import("./registry.js").Registry} registry an empty one
 * @param {import("./bundle.js").Recorded[]} all the registry's statements, in order
 * @param {Iterable<import("./bundle.js").Recorded>} evidence the statements that the answer rests on
 * @returns {Promise<{ passedOver: { recorded: any, sentence: string }[], open: { recorded: any, sentence: string }[] }>}
 */
export async function replay(registry, all, evidence) {
  const passedOver = [];
  const open = [];
  const known = new Map();
  const revoking = [];
  for (const recorded of all) {
    known.set(recorded.statement.digest, recorded);
    let sentence;
    try {
      sentence = await objection(registry, recorded, known);
    } catch (e) {
      if (!(e instanceof NotSupported)) throw e;
      open.push({ recorded, sentence: e.message });
      sentence = e.message;
    }
    const target = recorded.statement.says.target?.statement;
    if (sentence !== undefined) passedOver.push({ recorded, sentence });
    else if (target && !known.has(target.digest)) revoking.push(recorded);
    else registry.record(recorded);
  }
  const complete = [];
  for (const target of evidence) {
    for (const each of revoking) {
      if (each.statement.says.target.statement.digest === target.statement.digest && mayRevoke(registry, each, target)) complete.push(each);
    }
  }
  complete.forEach((each) => registry.record(each));
  return { passedOver, open };
}

async function objection(registry, recorded, known) {
  const { statement, at } = recorded;
  if (statement.type === "Charter") return objectionToCharter(registry, recorded);
  const sentence = (await objectionToSignature(registry, recorded)) ??
    (statement.validFrom > at + CLOCK_SKEW ? "it is dated after its entry" : objectionToAuthority(registry, recorded));
  const target = statement.says.target?.statement && known.get(statement.says.target.statement.digest);
  if (sentence !== undefined || !target || target === recorded) return sentence;
  return mayRevoke(registry, recorded, target) ? undefined : "it revokes a statement that is not its issuer's to revoke";
}

/** Whether a revocation names a statement as it is, and its issuer may take it back. */
function mayRevoke(registry, { statement, index, at }, target) {
  const named = statement.says.target.statement;
  if (target.index >= index || named.issuer !== target.statement.issuer || named.id !== target.statement.id) return false;
  const { issuer } = statement;
  return issuer === named.issuer || isOver(registry, issuer, named.issuer, index) || mayTakeBack(registry, issuer, target, index, at);
}
