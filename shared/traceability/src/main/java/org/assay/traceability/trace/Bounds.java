package org.assay.traceability.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assay.attestation.quantity.Rounded;

/**
 * What is tolerated and what is plausible, as data with its sources. Thread-safe.
 *
 * @param closing how far a step's metal may be from closing
 * @param sameLot how far mass × grade may be from the contained metal of the same lot
 * @param agreement how far what others weighed or analysed of a lot may be from what its origin
 *     says, where a laboratory gives no uncertainty of its own
 * @param recoveries what routes recover, by metal and process
 * @param reporting within which time what has happened should be recorded
 * @param control the share from which on a holder counts as controlling a party
 */
public record Bounds(
    Tolerance closing,
    Tolerance sameLot,
    Tolerance agreement,
    List<RecoveryBand> recoveries,
    Duration reporting,
    BigDecimal control) {
  private static final String TABLE = "bounds-v1.json";
  private static final Bounds CURRENT = read();

  /**
   * As shares of what is compared: up to {@code pass} is measurement, beyond {@code fail} is none.
   */
  public record Tolerance(BigDecimal pass, BigDecimal fail) {
    /** What comes of a difference of so much in so much. */
    public Check.Result judge(BigDecimal difference, BigDecimal of) {
      if (difference.compareTo(of.multiply(pass)) <= 0) {
        return Check.Result.PASS;
      }
      return difference.compareTo(of.multiply(fail)) <= 0 ? Check.Result.WARN : Check.Result.FAIL;
    }

    /**
     * As {@link #judge(BigDecimal, BigDecimal)}, of numbers that were rounded. What rounding may
     * explain is no difference; but where only rounding saves it from failing, the numbers are too
     * rough to tell, and whoever writes few digits gains nothing by it.
     *
     * @param rounding how much of the difference may be rounding
     */
    public Check.Result judge(BigDecimal difference, BigDecimal of, BigDecimal rounding) {
      Check.Result sharp = judge(difference, of);
      Check.Result rough = judge(difference.subtract(rounding), of);
      return sharp == Check.Result.FAIL && rough != Check.Result.FAIL
          ? Check.Result.UNKNOWN
          : rough;
    }

    /** As the other, of how far two rounded numbers are apart. */
    public Check.Result judge(Rounded one, Rounded other) {
      Rounded difference = one.minus(other);
      return judge(difference.value().abs(), other.value().abs(), difference.halfStep());
    }
  }

  /**
   * What share of a metal a route recovers.
   *
   * @param low most recover no less, and
   * @param high no more
   */
  public record RecoveryBand(
      String metal, Set<String> processes, BigDecimal low, BigDecimal high, String source) {
    public RecoveryBand {
      processes = Set.copyOf(processes);
    }

    /** Whether a recovery is one that most have. */
    public boolean holds(BigDecimal recovery) {
      return recovery.compareTo(low) >= 0 && recovery.compareTo(high) <= 0;
    }
  }

  public Bounds {
    recoveries = List.copyOf(recoveries);
  }

  /** Those in force. */
  public static Bounds current() {
    return CURRENT;
  }

  /** What a process recovers of a metal; empty where no source says. */
  public Optional<RecoveryBand> recovery(String metal, String process) {
    return recoveries.stream()
        .filter(band -> band.metal().equals(metal) && band.processes().contains(process))
        .findFirst();
  }

  private static Bounds read() {
    try (InputStream in = Bounds.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is not on the class path");
      }
      JsonNode table = JsonMapper.builder().build().readTree(in);
      List<RecoveryBand> bands = new ArrayList<>();
      for (JsonNode row : table.path("recoveries")) {
        Set<String> processes = new TreeSet<>();
        row.path("processes").forEach(process -> processes.add(process.asText()));
        bands.add(
            new RecoveryBand(
                row.path("metal").asText(),
                processes,
                decimal(row, "low"),
                decimal(row, "high"),
                row.path("source").asText()));
      }
      return new Bounds(
          tolerance(table.path("tolerances").path("closing")),
          tolerance(table.path("tolerances").path("sameLot")),
          tolerance(table.path("tolerances").path("agreement")),
          bands,
          Duration.ofDays(table.path("reporting").path("days").asLong()),
          decimal(table.path("control"), "share"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tolerance tolerance(JsonNode row) {
    return new Tolerance(decimal(row, "pass"), decimal(row, "fail"));
  }

  private static BigDecimal decimal(JsonNode row, String name) {
    return new BigDecimal(row.path(name).asText());
  }
}
