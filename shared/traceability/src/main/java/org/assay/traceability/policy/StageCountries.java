package org.assay.traceability.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.assay.attestation.CountryCode;
import org.assay.attestation.RejectedException;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.jspecify.annotations.Nullable;

/**
 * E1: none of some stages was done to any of the metal in some countries. The metal is the one that
 * the lot is traded for; its other metals count where the policy says so, since what is asked of a
 * material is not asked of each trace in it.
 *
 * @param stages the stages that are asked about
 * @param countries where they must not have been done
 * @param isEveryMetal whether the other metals of the lot count too
 * @param claimedException an exception that is claimed; its text is not part of the rule, so that
 *     what would fail without it is not known
 */
record StageCountries(
    Set<Stage> stages,
    Set<CountryCode> countries,
    boolean isEveryMetal,
    @Nullable String claimedException)
    implements PolicyRule {
  static final String ID = "E1";

  static StageCountries read(Parameters in) throws RejectedException {
    Optional<String> exception = in.optionalText("claimedException");
    return new StageCountries(
        in.stages("stages"),
        in.countries("countries"),
        in.flag("everyMetal"),
        exception.orElse(null));
  }

  @Override
  public Finding judge(Case subject) {
    StagePlaces found = StagePlaces.of(subject, stages, isEveryMetal, countries::contains);
    Check.Result result = found.result();
    String asked = stages.stream().map(Stage::code).collect(Collectors.joining(", "));
    String sentence =
        switch (result) {
          case FAIL -> String.join("; ", found.excluded());
          case UNKNOWN -> String.join("; ", found.open());
          default ->
              "what was done of these stages ("
                  + asked
                  + ") was done "
                  + found.countries()
                  + ", and nothing in "
                  + StagePlaces.list(countries);
        };
    if (claimedException != null && result != Check.Result.PASS) {
      return new Finding(
          ID,
          Check.Result.UNKNOWN,
          found.used(),
          List.of("the text of the exception: " + claimedException),
          found.numbers(),
          "the exception "
              + claimedException
              + " is claimed, and this rule does not have its text; without it: "
              + sentence);
    }
    return new Finding(ID, result, found.used(), found.open(), found.numbers(), sentence);
  }
}
