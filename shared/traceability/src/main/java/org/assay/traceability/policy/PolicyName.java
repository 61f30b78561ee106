package org.assay.traceability.policy;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a policy is asked for by: its id, or its id and a version as {@code id@version}.
 *
 * @param version empty for the one that is in force
 */
public record PolicyName(String id, OptionalInt version) {
  private static final Pattern FORM =
      Pattern.compile("(?<id>[a-z0-9.-]{3,64})(@(?<version>[1-9][0-9]{0,6}))?");

  /** Reads a name; empty if it is none. */
  public static Optional<PolicyName> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = matcher.group("version");
    return Optional.of(
        new PolicyName(
            matcher.group("id"),
            version == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(version))));
  }
}
