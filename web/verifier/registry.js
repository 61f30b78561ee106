// Who is known and who may say what, as the statements of the registry say it, in their order. It keeps what was, not only
// what is, so that one registry answers for every entry. Terms are bounded by indexes: entries of one block have one time.

import { isSameKey } from "./keys.js";
import { instant, methods, text, texts } from "./statement.js";

export const MAX_DEPTH = 3;

/** From which entry to which something holds; `since`: a time from which it is not believed although it held. */
class Term {
  constructor(from, until, since) {
    this.from = from;
    this.until = until;
    this.since = since;
  }

  holds(index) {
    return this.from < index && (this.until === undefined || index <= this.until);
  }

  isDisavowed(at) {
    return this.since !== undefined && at >= this.since;
  }

  /** Ended by an entry; an end that is there already stays, and of two times of compromise the earlier counts. */
  ended(index, since) {
    const earliest = since === undefined || this.since < since ? this.since : since;
    return new Term(this.from, this.until ?? index, earliest);
  }
}

/**
 * @typedef {{ id: string, key?: import("./keys.js").PublicKey, authority?: any, introducedBy?: string, introducedAt: number, term: Term }} RegisteredKey
 * @typedef {{ did: string, name: string, registrar?: string, countries: string[], mandates: { countries: string[], term: Term }[], keys: RegisteredKey[] }} Party
 * @typedef {{ statement: string, id: string, accreditor: string, accredited: string, signedWith: string, recordedAt: number, scope: any,
 *   validFrom: number, validUntil: number, parent?: string, depth: number, term: Term }} Grant
 */

export class Registry {
  constructor() {
    /** @type {Map<string, Party>} */
    this.parties = new Map();
    /** @type {Map<string, Grant[]>} */
    this.given = new Map();
    /** @type {Map<string, { by: string, says: any, index: number, at: number }>} */
    this.withdrawals = new Map();
    this.revokedCertificates = new Map();
    /** @type {Map<string, string[]>} the issuers of the versions of each policy */
    this.policies = new Map();
    this.charter = undefined;
  }

  party(did) {
    return this.parties.get(did);
  }

  grants(did) {
    return this.given.get(did) ?? [];
  }

  /** How a statement was revoked; undefined if it was not. */
  withdrawal(digest) {
    return this.withdrawals.get(digest);
  }

  /** @returns {RegisteredKey | undefined} */
  key(kid) {
    return this.party(kid.slice(0, kid.indexOf("#")))?.keys.find((key) => key.id === kid);
  }

  /** How a certificate was revoked as one that vouches for an issuer. */
  certificateRevocations(issuer, digest) {
    return this.revokedCertificates.get(`${issuer} ${digest}`) ?? [];
  }

  isMember(did, index) {
    return this.party(did)?.mandates.some((mandate) => mandate.term.holds(index)) ?? false;
  }

  /** Whether a party is a member that speaks for all of the countries at an entry. */
  speaksFor(did, countries, index) {
    return this.party(did)?.mandates.some((mandate) => mandate.term.holds(index) && includesAll(mandate.countries, countries)) ?? false;
  }

  /** The index of the entry that first made a party's keys known; until then, a did:key is its own. */
  registeredAt(did) {
    const party = this.party(did);
    return party && Math.min(Infinity, ...party.keys.map((key) => key.term.from));
  }

  /** Whether what a key signed is not believed: it was compromised by then, or the key that brought it was. */
  isDisavowed(kid, at) {
    const seen = new Set();
    for (let next = kid, when = at; next !== undefined && !seen.has(next); ) {
      seen.add(next);
      const known = this.key(next);
      if (!known) return false;
      if (known.term.isDisavowed(when)) return true;
      next = known.introducedBy;
      when = known.introducedAt;
    }
    return false;
  }

  /** An accreditation, the one above it, and so on up to the one that a member gave. @returns {Grant[]} */
  chain(grant) {
    const chain = [];
    for (let next = grant; next; ) {
      chain.push(next);
      const { parent, accreditor } = next;
      next = parent && this.grants(accreditor).find((above) => above.statement === parent);
    }
    return chain;
  }

  /** Whether an accreditation, and each that it rests on, is in force for countries at an entry. */
  isInForce(grant, countries, index, at) {
    const chain = this.chain(grant);
    const root = chain[chain.length - 1];
    return root.parent === undefined && this.speaksFor(root.accreditor, countries, index) &&
      chain.every(({ term, validFrom, validUntil }) => term.holds(index) && !term.isDisavowed(at) && at >= validFrom && at < validUntil);
  }

  /** Whether an accreditation, and each that it rests on, is still believed to have been given by its accreditor. */
  isBelieved(grant) {
    return this.chain(grant).every((each) => !this.isDisavowed(each.signedWith, each.recordedAt));
  }

  /** The accreditation that lets the issuer of another one give it; undefined if it is a member or there is none. */
  grantThatAllows({ issuer, says, validUntil }, index, at) {
    if (this.speaksFor(issuer, says.countries, index)) return undefined;
    return this.grants(issuer).find((grant) =>
      grant.scope.mayAccredit === true && containsScope(grant.scope, says) && validUntil <= grant.validUntil && grant.depth < MAX_DEPTH &&
      this.isInForce(grant, says.countries, index, at) && this.isBelieved(grant));
  }

  /** Takes in a statement of the registry that its issuer could make. @param {import("./bundle.js").Recorded} recorded */
  record({ statement, index, at }) {
    if (statement.type === "Charter") this.#charter(statement.charter, index, at);
    else if (statement.type === "IdentityAnchor") this.#anchor(statement, index, at);
    else if (statement.type === "Accreditation") this.#accreditation(statement, index, at);
    else if (statement.type === "Revocation") this.#revocation(statement, index, at);
    else this.policies.set(statement.says.policyId, [...(this.policies.get(statement.says.policyId) ?? []), statement.issuer]);
  }

  #charter(charter, index, at) {
    for (const member of charter.members) {
      const before = this.party(member.did);
      this.parties.set(member.did, {
        did: member.did, name: member.name, countries: member.countries,
        mandates: renewed(before?.mandates ?? [], member.countries, index),
        keys: keysAfter(before, member.methods, undefined, index, at),
      });
    }
    const stay = new Set(charter.members.map((member) => member.did));
    for (const party of this.parties.values()) {
      if (party.mandates.length > 0 && !stay.has(party.did)) {
        this.parties.set(party.did, { ...party, mandates: ended(party.mandates, index), keys: ended(party.keys, index) });
      }
    }
    this.charter = charter;
  }

  #anchor({ says, issuer, jws }, index, at) {
    const before = this.party(says.did);
    const own = issuer === says.did ? before : undefined;
    this.parties.set(says.did, {
      did: says.did,
      // Who changes its own keys does not change what it is called, nor who vouches for that.
      name: own ? own.name : text(says.registeredName),
      registrar: own ? own.registrar : issuer,
      countries: own ? own.countries : [text(says.country)],
      mandates: before?.mandates ?? [],
      keys: keysAfter(before, methods(says, says.did), jws.header.kid, index, at),
    });
  }

  #accreditation(statement, index, at) {
    const { says, issuer, validFrom, validUntil, digest, id, jws } = statement;
    const parent = this.grantThatAllows(statement, index, at);
    const grant = {
      statement: digest, id, accreditor: issuer, accredited: says.accredited, signedWith: jws.header.kid, recordedAt: at, scope: says,
      validFrom, validUntil, parent: parent?.statement, depth: (parent?.depth ?? 0) + 1, term: new Term(index),
    };
    this.given.set(says.accredited, [...this.grants(says.accredited), grant]);
  }

  #revocation({ says, issuer }, index, at) {
    const withdrawal = { by: issuer, says, index, at };
    const since = says.compromisedSince === undefined ? undefined : instant(says.compromisedSince);
    const { target } = says;
    if (target.statement) {
      const { digest } = target.statement;
      if (!this.withdrawals.has(digest)) this.withdrawals.set(digest, withdrawal);
      for (const [did, grants] of this.given) {
        this.given.set(did, grants.map((grant) => (grant.statement === digest ? { ...grant, term: grant.term.ended(index, since) } : grant)));
      }
    } else if (target.key) {
      const party = this.party(target.key.slice(0, target.key.indexOf("#")));
      if (party) {
        const keys = party.keys.map((key) => (key.id === target.key ? { ...key, term: key.term.ended(index, since) } : key));
        this.parties.set(party.did, { ...party, keys });
      }
    } else {
      const name = `${target.issuer} ${target.certificate}`;
      this.revokedCertificates.set(name, [...(this.revokedCertificates.get(name) ?? []), { ...withdrawal, since }]);
    }
  }
}

function renewed(before, countries, index) {
  const last = before[before.length - 1];
  if (last && last.term.until === undefined && isSameSet(last.countries, countries)) return before;
  return [...ended(before, index), { countries, term: new Term(index) }];
}

function ended(all, index) {
  return all.map((each) => ({ ...each, term: each.term.ended(index) }));
}

/** The keys after a statement that names the whole set: those that it leaves out end. */
function keysAfter(before, named, by, index, at) {
  const stay = new Set(named.map((method) => method.id));
  const known = before?.keys ?? [];
  const kept = known.map((key) => (stay.has(key.id) ? key : { ...key, term: key.term.ended(index) }));
  const fresh = named.filter((method) => !known.some((key) => key.id === method.id));
  return [...kept, ...fresh.map((method) => ({ ...method, introducedBy: by, introducedAt: at, term: new Term(index) }))];
}

/** Whether one list has all members of another. */
export function includesAll(all, some) {
  return some.every((each) => all.includes(each));
}

function isSameSet(a, b) {
  return a.length === b.length && includesAll(a, b);
}

/** Whether all that an accreditation allows is allowed by another. */
function containsScope(scope, other) {
  return ["types", "countries", "minerals"].every((name) => includesAll(texts(scope[name]), texts(other[name])));
}

/** Whether two verification methods are one. */
export function isSameMethod(a, b) {
  if (a.id !== b.id) return false;
  if (a.key && b.key) return isSameKey(a.key, b.key);
  return Boolean(a.authority && b.authority) && a.authority.der.join() === b.authority.der.join();
}
