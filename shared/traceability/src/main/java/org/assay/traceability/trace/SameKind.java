package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.HsCode;
import org.assay.attestation.ImportConfirmation;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.jspecify.annotations.Nullable;

/**
 * Rule B1: whoever speaks of a lot speaks of one mineral, under one commodity code. A lot changes
 * its form by a transformation only, so codes may differ within a heading, where countries draw the
 * line in other places, and nowhere else.
 */
final class SameKind {
  static final String ID = "B1";

  private static final int HEADING = 4;

  private SameKind() {}

  /** Whether something is said of the mineral that the lot is. */
  static Finding judgeMineral(LotId lot, Mineral mineral, Mineral said, List<Recorded> used) {
    boolean agrees = said == mineral;
    return new Finding(
        ID,
        agrees ? Check.Result.PASS : Check.Result.FAIL,
        used,
        List.of(),
        List.of(),
        agrees
            ? lot + " is " + mineral.code() + " wherever it is spoken of"
            : "it is said of " + said.code() + ", and " + lot + " is " + mineral.code());
  }

  /**
   * Holds all that is said of a lot against what it came forth as.
   *
   * @param mineral what it came forth as, and
   * @param hs under which code; null where that was not said
   * @param others what else is said of it, at least one
   */
  static Finding judge(
      LotId lot,
      Mineral mineral,
      @Nullable HsCode hs,
      List<Recorded> others,
      Commodities commodities,
      List<Recorded> used) {
    for (Recorded other : others) {
      Set<Mineral> said = other.said().minerals();
      if (!said.isEmpty() && !said.contains(mineral)) {
        return judgeMineral(lot, mineral, said.iterator().next(), used);
      }
    }
    Set<HsCode> codes = new LinkedHashSet<>();
    if (hs != null) {
      codes.add(hs);
    }
    others.forEach(other -> addCode(other, codes));
    Check.Result worst = Check.Result.PASS;
    List<String> missing = new ArrayList<>();
    String end = "";
    HsCode first = null;
    for (HsCode code : codes) {
      Set<Mineral> known = commodities.minerals(code, mineral);
      if (!known.isEmpty() && !known.contains(mineral)) {
        return new Finding(
            ID,
            Check.Result.FAIL,
            used,
            List.of(),
            List.of(),
            lot + " is " + mineral.code() + ", and the code " + code + " is for other goods");
      }
      if (first == null) {
        first = code;
      }
      if (!first.agreesWith(code) && !heading(first).equals(heading(code))) {
        worst = Check.Result.WARN;
        end =
            ", but under the codes "
                + first
                + " and "
                + code
                + ", with no statement of what was made of it";
      } else if (known.isEmpty() && worst == Check.Result.PASS) {
        worst = Check.Result.UNKNOWN;
        missing.add("what goods the code " + code + " is for");
        end = ", under the code " + code + ", which is not in the table of codes";
      }
    }
    return new Finding(
        ID,
        worst,
        used,
        worst == Check.Result.UNKNOWN ? missing : List.of(),
        List.of(),
        lot + " is " + mineral.code() + " wherever it is spoken of" + end);
  }

  private static void addCode(Recorded other, Set<HsCode> codes) {
    if (other.said() instanceof ExportCertificate certificate) {
      codes.add(certificate.hs());
    } else if (other.said() instanceof ImportConfirmation arrived) {
      codes.add(arrived.hs());
    }
  }

  private static String heading(HsCode code) {
    return code.digits().substring(0, HEADING);
  }
}
