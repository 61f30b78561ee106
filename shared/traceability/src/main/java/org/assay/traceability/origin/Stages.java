package org.assay.traceability.origin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which process is of which stages, read from a table with its source. Thread-safe. */
public final class Stages {
  private static final String TABLE = "stages-v1.json";
  private static final Stages CURRENT = read();

  private final Map<String, Set<Stage>> stages;

  private Stages(Map<String, Set<Stage>> stages) {
    this.stages = stages;
  }

  /** The table in force. */
  public static Stages current() {
    return CURRENT;
  }

  /** The stages of a process, perhaps none; empty where the table does not have the process. */
  public Optional<Set<Stage>> of(String process) {
    return Optional.ofNullable(stages.get(process));
  }

  private static Stages read() {
    try (InputStream in = Stages.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is not on the class path");
      }
      JsonNode table = JsonMapper.builder().build().readTree(in);
      Map<String, Set<Stage>> stages = new HashMap<>();
      table
          .path("stages")
          .fields()
          .forEachRemaining(
              row -> {
                Stage stage = Stage.valueOf(row.getKey().toUpperCase(Locale.ROOT));
                row.getValue()
                    .forEach(
                        process ->
                            stages
                                .computeIfAbsent(
                                    process.asText(), any -> EnumSet.noneOf(Stage.class))
                                .add(stage));
              });
      table.path("noStage").forEach(process -> stages.put(process.asText(), new HashSet<>()));
      return new Stages(Map.copyOf(stages));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
