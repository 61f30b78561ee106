package org.assay.functions.query;

import java.util.Optional;
import java.util.OptionalLong;
import org.assay.functions.gateway.Problem;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.traceability.trace.TraceLimits;

/** Numbers that a query names. */
final class QueryNumber {
  private static final int MAX_DEPTH = 1_000;

  private QueryNumber() {}

  /** How many steps to follow. */
  static int depth(ProxyRequest request) throws Refusal {
    return (int) of(request, "depth", 1, MAX_DEPTH).orElse(TraceLimits.DEFAULT.depth());
  }

  /**
   * A number in its bounds; empty if the query does not name it.
   *
   * @throws Refusal if it is none, or out of its bounds
   */
  static OptionalLong of(ProxyRequest request, String name, long least, long most) throws Refusal {
    Optional<String> given = request.query(name);
    if (given.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong value =
        given.get().matches("[0-9]{1,15}")
            ? OptionalLong.of(Long.parseLong(given.get()))
            : OptionalLong.empty();
    if (value.isEmpty() || value.getAsLong() < least || value.getAsLong() > most) {
      throw new Refusal(
          Problem.of(
              "parameter-invalid",
              "A parameter is out of range",
              400,
              name + " is a number from " + least + " to " + most + "."));
    }
    return value;
  }
}
