package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a statement that is refused: what is wrong, where, and what would make it right.
 *
 * @param reason the cause, of which there is a stable public name
 * @param detail what happened in this case, for a person
 * @param pointer where in the payload, as a JSON Pointer (RFC 6901); null where it is not about one
 *     place
 * @param remedy what would make it right; null where the detail says it all
 * @param violations further places with their messages, for a payload that breaks its schema more
 *     than once
 */
public record Rejection(
    Reason reason,
    String detail,
    @Nullable String pointer,
    @Nullable String remedy,
    List<Violation> violations) {

  /** One place in a payload and what is wrong there. */
  public record Violation(String pointer, String message) {
    public Violation {
      requireNonNull(pointer);
      requireNonNull(message);
    }
  }

  public Rejection {
    requireNonNull(reason);
    requireNonNull(detail);
    violations = List.copyOf(violations);
  }

  /** A rejection that is not about one place in the payload. */
  public static Rejection of(Reason reason, String detail) {
    return new Rejection(reason, detail, null, null, List.of());
  }

  /** This rejection, about the place that a JSON Pointer names. */
  public Rejection at(String where) {
    return new Rejection(reason, detail, where, remedy, violations);
  }

  /** This rejection, with what would make it right. */
  public Rejection remedy(String text) {
    return new Rejection(reason, detail, pointer, text, violations);
  }

  /** This rejection, with every place that is wrong. */
  public Rejection violations(List<Violation> all) {
    return new Rejection(reason, detail, pointer, remedy, all);
  }

  /**
   * This rejection, seen from further out: the pointers, so far relative to some value, become
   * relative to whatever holds that value at {@code prefix}.
   */
  public Rejection within(String prefix) {
    return new Rejection(
        reason,
        detail,
        pointer == null ? prefix : prefix + pointer,
        remedy,
        violations.stream().map(v -> new Violation(prefix + v.pointer(), v.message())).toList());
  }

  /** Wraps this rejection for throwing. */
  public RejectedException toException() {
    return new RejectedException(this);
  }
}
