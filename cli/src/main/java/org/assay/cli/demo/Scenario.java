package org.assay.cli.demo;

import java.time.Instant;
import java.util.List;
import org.assay.traceability.trace.Verdict;

/**
 * The whole story, ready to be submitted and asked about. The same every time but for the keys and
 * the dates, which count back from now.
 *
 * @param coalition who takes part
 * @param charter with which it begins
 * @param chapters what is submitted then, in order; all of it is admitted
 * @param secondUse what is submitted last, and refused: a lot cannot be used twice
 * @param expectations what the answers should be
 */
record Scenario(
    Coalition coalition,
    byte[] charter,
    List<Chapter> chapters,
    Said secondUse,
    List<Expectation> expectations) {
  Scenario {
    charter = charter.clone();
    chapters = List.copyOf(chapters);
    expectations = List.copyOf(expectations);
  }

  @Override
  public byte[] charter() {
    return charter.clone();
  }

  /**
   * Makes keys, and signs everything with them.
   *
   * @param log the name of the log that the charter is for
   */
  static Scenario at(Instant now, String log) {
    Timeline timeline = new Timeline(now);
    Coalition coalition = new Coalition(timeline);
    Supply supply = new Supply(coalition, timeline);
    Doubts doubts = new Doubts(coalition, timeline);
    return new Scenario(
        coalition,
        coalition.charter(log),
        List.of(
            new Chapter("Members register those of their countries", coalition.registrations()),
            new Chapter("and say who may attest what", coalition.accreditations()),
            new Demands(coalition, timeline).policies(),
            supply.cobalt(),
            supply.nickel(),
            supply.manganese(),
            supply.precursor(),
            doubts.laundering(),
            doubts.stolenKey(),
            doubts.missingOrigin()),
        doubts.secondUse(supply.pohang),
        List.of(
            new Expectation(Lots.PRECURSOR.id(), "cathode precursor", Verdict.PASS, ""),
            new Expectation(
                Lots.LAUNDERED_SULPHATE.id(),
                "cobalt sulphate from Incheon",
                Verdict.FAIL,
                "more than there was"),
            new Expectation(
                Lots.LIKASI_HYDROXIDE.id(),
                "cobalt hydroxide from Likasi",
                Verdict.FAIL,
                "counts as compromised"),
            new Expectation(
                Lots.KOBE_BLEND.id(),
                "nickel sulphate from Kobe",
                Verdict.UNKNOWN,
                "no statement says where it comes from")));
  }
}
