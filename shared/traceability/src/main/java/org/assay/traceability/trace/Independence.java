package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Did;

/**
 * Rule A6: a laboratory or an auditor is not whom it judges, does not control it, is not controlled
 * by it, and is not controlled by the same holder.
 */
final class Independence {
  static final String ID = "A6";

  private Independence() {}

  /**
   * @param recorded what a laboratory, an auditor or an inspector says
   * @param isGovernment whether its issuer speaks for the country
   * @param isOwn whether it says itself that it is an assessment of one's own
   * @param judged whose lot or facility it is about; maybe nobody that is known
   */
  static Finding judge(
      Recorded recorded,
      boolean isGovernment,
      boolean isOwn,
      Set<Did> judged,
      Ownership ownership) {
    Did issuer = recorded.issuer();
    String name = StatementChecks.name(recorded);
    if (judged.contains(issuer)) {
      return new Finding(
          ID,
          isOwn ? Check.Result.WARN : Check.Result.FAIL,
          List.of(recorded),
          List.of(),
          List.of(),
          name + " is about what is its issuer's own" + (isOwn ? ", and says so" : ""));
    }
    List<Recorded> used = new ArrayList<>(List.of(recorded));
    Set<String> over = ownership.controllers(issuer);
    ownership.of(issuer).ifPresent(used::add);
    for (Did party : judged) {
      ownership.of(party).ifPresent(used::add);
      Optional<String> common =
          ownership.controllers(party).stream().filter(over::contains).findFirst();
      if (common.isPresent()) {
        return new Finding(
            ID,
            Check.Result.FAIL,
            used,
            List.of(),
            List.of(),
            name + " is about " + party + ": " + common.get() + " controls both");
      }
    }
    if (isGovernment) {
      return new Finding(
          ID, Check.Result.PASS, used, List.of(), List.of(), name + " comes from the country");
    }
    List<String> missing = new ArrayList<>();
    if (judged.isEmpty()) {
      missing.add("whose it is");
    }
    if (ownership.of(issuer).isEmpty()) {
      missing.add("who owns " + issuer);
    }
    judged.stream()
        .filter(party -> ownership.of(party).isEmpty())
        .sorted()
        .forEach(party -> missing.add("who owns " + party));
    return new Finding(
        ID,
        missing.isEmpty() ? Check.Result.PASS : Check.Result.UNKNOWN,
        used,
        missing,
        List.of(),
        missing.isEmpty()
            ? name + " comes from somebody whom nobody controls who controls what it is about"
            : "whether "
                + name
                + " comes from somebody independent cannot be told: no statement says "
                + String.join(", nor ", missing));
  }
}
