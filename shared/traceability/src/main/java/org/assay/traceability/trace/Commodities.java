package org.assay.traceability.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.attestation.HsCode;
import org.assay.attestation.Mineral;

/** Which commodity codes a mineral travels under, as data. Thread-safe. */
final class Commodities {
  private static final String TABLE = "commodities-v1.json";
  private static final Commodities CURRENT = new Commodities();

  private final Map<Mineral, List<HsCode>> codes = new EnumMap<>(Mineral.class);
  private final List<HsCode> baskets = new ArrayList<>();

  private Commodities() {
    try (InputStream in = Commodities.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is not on the class path");
      }
      JsonNode table = JsonMapper.builder().build().readTree(in);
      table.path("baskets").forEach(code -> baskets.add(new HsCode(code.asText())));
      for (JsonNode row : table.path("minerals")) {
        List<HsCode> of = new ArrayList<>();
        row.path("hs").forEach(code -> of.add(new HsCode(code.asText())));
        codes.put(Mineral.fromCode(row.path("mineral").asText()).orElseThrow(), List.copyOf(of));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The table in force. */
  static Commodities current() {
    return CURRENT;
  }

  /**
   * The minerals that a code is known to be of; none where the table does not know it, or where it
   * is one that takes other goods as well and is not known to be of this mineral.
   */
  Set<Mineral> minerals(HsCode code, Mineral mineral) {
    Set<Mineral> minerals = EnumSet.noneOf(Mineral.class);
    codes.forEach(
        (each, known) -> {
          if (isAmong(known, code)) {
            minerals.add(each);
          }
        });
    return minerals.contains(mineral) || !isAmong(baskets, code) ? minerals : Set.of();
  }

  private static boolean isAmong(List<HsCode> codes, HsCode code) {
    return codes.stream().anyMatch(each -> code.digits().startsWith(each.digits()));
  }
}
