package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.util.List;
import org.assay.ledger.Digest;

/**
 * One thing that was looked at.
 *
 * @param rule what kind of check it is
 * @param id the id of the rule in the catalogue of rules ({@code docs/rules}); never empty
 * @param result what came of it
 * @param isMandatory whether the verdict depends on it. What is not mandatory is shown with what
 *     was found, FAIL and UNKNOWN too, and changes nothing of the verdict: a policy may require it
 * @param about the lot, facility or issuer that it is about
 * @param statements the statements that it rests on
 * @param missing what it would have taken to say more, each in words
 * @param numbers what was compared
 * @param sentence what was found, for a person
 */
public record Check(
    Rule rule,
    String id,
    Result result,
    boolean isMandatory,
    String about,
    List<Digest> statements,
    List<String> missing,
    List<Figure> numbers,
    String sentence) {
  /**
   * A number that was compared.
   *
   * @param name what it is
   * @param unit a unit's symbol; empty for a share
   */
  public record Figure(String name, BigDecimal value, String unit) {}

  /** The kinds of checks; the name is public. */
  public enum Rule {
    /**
     * The signature is one of the named key over the very bytes, and the key was in force at the
     * entry.
     */
    SIGNATURE,
    /** The issuer could say this, at the entry. */
    AUTHORITY,
    /** The statement is the one that its entry names, and the entry is the ledger's. */
    CHAIN,
    /** The entries of a subject are all there, by the links between them. */
    COMPLETENESS,
    /** Who may say what follows from the registry's statements, each its issuer's to make. */
    REGISTRY,
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
    /** The metal that goes into a step comes out of it, no more and no less. */
    BALANCE,
    /** A step recovers what such steps recover. */
    RECOVERY,
    /** An export certificate agrees with its lot. */
    CERTIFICATE,
    /** What others measured of a lot agrees with what its origin says. */
    AGREEMENT,
    /** Whoever judges a lot or a facility is not whoever is judged. */
    INDEPENDENCE,
    /** A facility brings forth or takes in no more than it can. */
    CAPACITY,
    /** The legs of a lot's way join, and the countries between are named. */
    ROUTE,
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
    LIMIT,
    /** A lot meets a requirement of a policy. */
    POLICY
  }

  /** What comes of a check. */
  public enum Result {
    PASS,
    /** Worth a look; it does not change the verdict. */
    WARN,
    FAIL,
    UNKNOWN
  }

  /**
   * @throws IllegalArgumentException if the rule has no id
   */
  public Check {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a check without the id of its rule");
    }
    statements = List.copyOf(statements);
    missing = List.copyOf(missing);
    numbers = List.copyOf(numbers);
  }

  /** Whether the verdict suffers by it. */
  public boolean isDecisive() {
    return isMandatory && (result == Result.FAIL || result == Result.UNKNOWN);
  }
}
