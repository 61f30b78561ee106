package org.assay.traceability.trace;

/**
 * The ids of the rules that are not classes of their own, as {@code docs/rules} lists them. Ids are
 * public and stay. Letters A to F are those of the catalogue; L is what a ledger and a chain of
 * lots need before any of them says something.
 */
final class RuleId {
  /** The signature holds, by a key in force at the entry. */
  static final String SIGNED = "A1";

  /** The issuer is accredited for the type, country and mineral. */
  static final String ACCREDITED = "A2";

  /** What accredits the issuer was in force at the entry. */
  static final String IN_FORCE = "A3";

  /** No lot is made from itself, and the whole chain was looked at. */
  static final String BOUNDED = "C8";

  /** Extraction, processing, shipment and receipt follow each other. */
  static final String ORDER = "D1";

  /** Nothing is open that was reported or disputed. */
  static final String OPEN_ISSUE = "F4";

  /** The ledger holds the statement where its index says, chained to the entry before. */
  static final String RECORDED = "L1";

  /** No entry of the lot is left out. */
  static final String COMPLETE = "L2";

  /** The statement was not revoked. */
  static final String STANDS = "L3";

  /** The lot comes forth, and once. */
  static final String BROUGHT_FORTH = "L4";

  /** Whoever uses or hands over a lot holds it. */
  static final String HELD = "L5";

  /** Whoever a lot was sent to confirms it. */
  static final String RECEIVED = "L6";

  /** Who may attest what follows from the registry's statements. */
  static final String REGISTERED = "L8";

  /** A facility's own assessment is not a bad one. */
  static final String ASSESSED = "L7";

  private RuleId() {}
}
