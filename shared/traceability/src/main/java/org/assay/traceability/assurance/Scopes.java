package org.assay.traceability.assurance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assay.traceability.origin.Stage;

/** Which words of a scope cover which stage, read from a table with its source. Thread-safe. */
final class Scopes {
  private static final String TABLE = "scopes-v1.json";
  private static final Scopes CURRENT = read();

  private final Map<Stage, Set<String>> words;
  private final Set<String> withoutStage;
  private final Set<String> handling;

  private Scopes(Map<Stage, Set<String>> words, Set<String> withoutStage, Set<String> handling) {
    this.words = Map.copyOf(words);
    this.withoutStage = Set.copyOf(withoutStage);
    this.handling = Set.copyOf(handling);
  }

  static Scopes current() {
    return CURRENT;
  }

  /**
   * Whether a scope covers what is done.
   *
   * @param scope the words of the scope; none where it is not limited
   * @param process what is done
   * @param stage the stage that it is of; empty where it is of none
   */
  boolean cover(List<String> scope, String process, Optional<Stage> stage) {
    Set<String> covering =
        stage.map(each -> words.getOrDefault(each, Set.of())).orElse(withoutStage);
    return scope.isEmpty()
        || handling.contains(process)
        || scope.stream().anyMatch(word -> word.equals(process) || covering.contains(word));
  }

  private static Scopes read() {
    try (InputStream in = Scopes.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is not on the class path");
      }
      JsonNode table = JsonMapper.builder().build().readTree(in);
      Map<Stage, Set<String>> words = new TreeMap<>();
      table
          .path("words")
          .fields()
          .forEachRemaining(
              row ->
                  words.put(
                      Stage.valueOf(row.getKey().toUpperCase(Locale.ROOT)), texts(row.getValue())));
      return new Scopes(words, texts(table.path("noStage")), texts(table.path("handling")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
