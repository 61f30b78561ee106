package org.assay.traceability.bundle;

/**
 * What does not hold of a bundle.
 *
 * @param code what kind of thing it is
 * @param place where: a JSON Pointer (RFC 6901) into the bundle, or {@code byte N}
 * @param sentence for a person
 */
public record BundleFinding(Code code, String place, String sentence) {
  /** The kinds of findings; the name in lower case is public. */
  public enum Code {
    /** It is not a file of this format. */
    FORM,
    /** It is of a version that this verifier does not know. */
    VERSION,
    /** It is spelt in another way than its one. */
    CANONICAL,
    /** A list is not in its order, or has something twice or too much. */
    ORDER,
    /** The checkpoint is not one of the trusted log. */
    CHECKPOINT,
    /** An entry is none. */
    ENTRY,
    /** An entry is not in the log. */
    INCLUSION,
    /** An entry does not follow the one before it. */
    CHAIN,
    /** A statement is not the one that its entry names. */
    STATEMENT,
    /** An entry is left out, or is not about what it is said to be about. */
    LINK,
    /** A subject is missing, or does not belong there. */
    SUBJECT,
    /** An entry that nothing names. */
    UNUSED,
    /** The registry does not begin with the trusted charter. */
    REGISTRY,
    /** The answer was given by rules that this verifier does not have. */
    RULES,
    /** The answer is not the one that follows from the evidence. */
    ANSWER,
    /** The log did not grow from the earlier checkpoint. */
    CONSISTENCY,
    /** There is no proof from the earlier checkpoint. */
    NO_PROOF,
    /** The log has an entry that belongs into the bundle. */
    LEFT_OUT,
    /** The file is not as it was made. */
    DIGEST;

    /** The public name. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Whether it leaves open what the verifier was asked, and shows nothing to be wrong. */
    boolean leavesOpen() {
      return this == VERSION || this == RULES || this == NO_PROOF;
    }
  }

  @Override
  public String toString() {
    return code.text() + " at " + place + ": " + sentence;
  }
}
