package org.assay.traceability.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.assay.attestation.CountryCode;
import org.assay.attestation.RejectedException;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.trace.Finding;
import org.jspecify.annotations.Nullable;

/**
 * E7: whatever was done of some stages was done in members of a coalition. A country counts that is
 * a member on the day for which the policy is to answer.
 *
 * @param instrument what the countries are members of
 * @param members them, with the days of their membership
 * @param stages the stages that are asked about
 * @param isEveryMetal whether the other metals of the lot count too
 */
record CoalitionOrigin(
    String instrument, List<Member> members, Set<Stage> stages, boolean isEveryMetal)
    implements PolicyRule {
  static final String ID = "E7";

  /**
   * A membership.
   *
   * @param from its first day
   * @param until its last one; null where it has no end
   */
  record Member(CountryCode country, LocalDate from, @Nullable LocalDate until) {
    private static Member read(Parameters in) throws RejectedException {
      Optional<LocalDate> until = in.optionalDate("until");
      Member member = new Member(in.country("country"), in.date("from"), until.orElse(null));
      if (member.until() != null && member.until().isBefore(member.from())) {
        throw in.refused(
            "until",
            "the membership ends on " + member.until() + ", before it begins on " + member.from(),
            "put the days in order");
      }
      return member;
    }

    boolean isOn(LocalDate day) {
      return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
  }

  CoalitionOrigin {
    members = List.copyOf(members);
  }

  static CoalitionOrigin read(Parameters in) throws RejectedException {
    List<Member> members = new ArrayList<>();
    for (Parameters each : in.objects("members")) {
      members.add(Member.read(each));
    }
    return new CoalitionOrigin(
        in.text("instrument"), members, in.stages("stages"), in.flag("everyMetal"));
  }

  @Override
  public Finding judge(Case subject) {
    LocalDate on = subject.on();
    StagePlaces found =
        StagePlaces.of(subject, stages, isEveryMetal, country -> !isMember(country, on));
    String asked = stages.stream().map(Stage::code).collect(Collectors.joining(", "));
    String sentence =
        switch (found.result()) {
          case FAIL ->
              String.join("; ", found.excluded()) + ": no member of " + instrument + " on " + on;
          case UNKNOWN -> String.join("; ", found.open());
          default ->
              "what was done of these stages ("
                  + asked
                  + ") was done "
                  + found.countries()
                  + ", all members of "
                  + instrument
                  + " on "
                  + on;
        };
    return new Finding(ID, found.result(), found.used(), found.open(), found.numbers(), sentence);
  }

  private boolean isMember(CountryCode country, LocalDate on) {
    return members.stream().anyMatch(each -> each.country().equals(country) && each.isOn(on));
  }
}
