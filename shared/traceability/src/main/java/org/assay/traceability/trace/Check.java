package org.assay.traceability.trace;

import java.util.List;
import org.assay.ledger.Digest;

/**
 * One thing that was looked at.
 *
 * @param rule what kind of check it is
 * @param result what came of it
 * @param about the lot, facility or issuer that it is about
 * @param statements the statements that it rests on
 * @param sentence what was found, for a person
 */
public record Check(
    Rule rule, Result result, String about, List<Digest> statements, String sentence) {
  /** The kinds of checks; the name is public. */
  public enum Rule {
    /**
     * The signature is one of the named key over the very bytes, and the key was in force at the
     * entry.
     */
    SIGNATURE,
    /** The issuer could say this, at the entry. */
    AUTHORITY,
    /**
     * The statement is the one that its entry names, and the entry is chained to the one before it.
     */
    CHAIN,
    /** The entries of a subject are all there, by the links between them. */
    COMPLETENESS,
    /** The statement was not revoked. */
    REVOCATION,
    /** What happened later is not dated earlier. */
    TIME_ORDER,
    /** There is a statement that brings the lot forth. */
    ORIGIN,
    /** Not more of a lot is consumed than there was. */
    CONSUMPTION,
    /** Whoever used or handed over a lot held it. */
    CUSTODY,
    /** Not more metal comes out of a step than went in. */
    BALANCE,
    /** An export certificate agrees with its lot. */
    CERTIFICATE,
    /** What others measured of a lot agrees with what its origin says. */
    AGREEMENT,
    /** A facility on the way conforms to a standard. */
    CONFORMITY,
    /** A permit allowed what was mined. */
    PERMIT,
    /** Nothing bad that was reported of a lot or facility on the way is still open. */
    INCIDENT,
    /** Nobody disputes a statement that the answer rests on. */
    DISPUTE,
    /** No lot is made from itself. */
    CYCLE,
    /** The whole chain was looked at. */
    LIMIT
  }

  /** What comes of a check. */
  public enum Result {
    PASS,
    /** Worth a look; it does not change the verdict. */
    WARN,
    FAIL,
    UNKNOWN
  }

  public Check {
    statements = List.copyOf(statements);
  }
}
