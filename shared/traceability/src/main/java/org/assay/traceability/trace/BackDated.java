package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Rule D5: what is recorded long after it happened is worth a look. */
final class BackDated {
  static final String ID = "D5";

  private BackDated() {}

  /**
   * @param happened when what it tells of was over
   * @param reporting within which time it should be recorded
   */
  static Finding judge(Recorded recorded, Instant happened, Duration reporting) {
    Duration since = Duration.between(happened, recorded.ref().at());
    boolean isOld = since.compareTo(reporting) > 0;
    return new Finding(
        ID,
        isOld ? Check.Result.WARN : Check.Result.PASS,
        List.of(recorded),
        List.of(),
        List.of(
            new Check.Figure("recorded after", BigDecimal.valueOf(since.toDays()), "d"),
            new Check.Figure("at most", BigDecimal.valueOf(reporting.toDays()), "d")),
        StatementChecks.name(recorded)
            + " was recorded "
            + since.toDays()
            + " days after what it tells of");
  }
}
