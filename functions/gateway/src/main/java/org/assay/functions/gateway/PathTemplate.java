package org.assay.functions.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with named parts, written as API Gateway writes it: {@code /v1/lots/{id}/bundle}, where
 * {@code {id}} stands for one segment, and {@code /tile/{rest+}}, where {@code {rest+}} stands for
 * one or more and comes last.
 */
public final class PathTemplate implements Comparable<PathTemplate> {
  private final String template;
  private final List<String> segments;

  /**
   * @throws IllegalArgumentException if the template does not start with a slash, or a greedy part
   *     is not its last
   */
  public PathTemplate(String template) {
    this.template = template;
    this.segments = split(template);
    for (int i = 0; i < segments.size(); i++) {
      if (isGreedy(segments.get(i)) && i < segments.size() - 1) {
        throw new IllegalArgumentException("a greedy part comes last: " + template);
      }
    }
  }

  /**
   * Matches a path that is still percent-encoded, so that an encoded slash stays inside its
   * segment; each part is decoded once.
   *
   * @return the named parts, decoded; empty where the path does not match
   * @throws IllegalArgumentException if the path matches and a part is not percent-encoded UTF-8
   */
  public Optional<Map<String, String>> match(String rawPath) {
    List<String> parts = split(rawPath);
    boolean greedy = !segments.isEmpty() && isGreedy(segments.get(segments.size() - 1));
    if (greedy ? parts.size() < segments.size() : parts.size() != segments.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isNamed(segment) ? parts.get(i).isEmpty() : !segment.equals(parts.get(i))) {
        return Optional.empty();
      }
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isGreedy(segment)) {
        String rest = String.join("/", parts.subList(i, parts.size()));
        found.put(segment.substring(1, segment.length() - 2), decode(rest));
      } else if (isNamed(segment)) {
        found.put(segment.substring(1, segment.length() - 1), decode(parts.get(i)));
      }
    }
    return Optional.of(found);
  }

  /** Puts the template first that API Gateway prefers: a literal segment before a named one. */
  @Override
  public int compareTo(PathTemplate other) {
    for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
      int byRank = Integer.compare(rank(segments.get(i)), rank(other.segments.get(i)));
      if (byRank != 0) {
        return byRank;
      }
    }
    int byLength = Integer.compare(other.segments.size(), segments.size());
    return byLength != 0 ? byLength : template.compareTo(other.template);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathTemplate that && template.equals(that.template);
  }

  @Override
  public int hashCode() {
    return template.hashCode();
  }

  @Override
  public String toString() {
    return template;
  }

  /** Decodes percent-encoding (RFC 3986 §2.1) once; a plus sign is a plus sign. */
  static String decode(String encoded) {
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.put(bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new IllegalArgumentException("% is not followed by two hexadecimal digits");
      }
      decoded.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("percent-encoded bytes are not UTF-8", e);
    }
  }

  private static List<String> split(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path starts with a slash: " + path);
    }
    return path.length() == 1 ? List.of() : Arrays.asList(path.substring(1).split("/", -1));
  }

  private static boolean isNamed(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static boolean isGreedy(String segment) {
    return isNamed(segment) && segment.endsWith("+}");
  }

  private static int rank(String segment) {
    return isGreedy(segment) ? 2 : isNamed(segment) ? 1 : 0;
  }
}
