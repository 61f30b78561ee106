package org.assay.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.assay.attestation.Policy;
import org.assay.traceability.policy.StandardPolicies;

/** What is asked of lots: policies that come with the software, which a member makes its own. */
final class Demands {
  /** That every stage was done in the coalition. */
  static final String COALITION_ORIGIN = "coalition-origin";

  /** What the U.S. Department of Defense asks of magnets, tantalum and tungsten. */
  static final String MAGNETS = "dfars-252.225-7052";

  private static final long ASKED = 168;

  private final Coalition coalition;
  private final Timeline timeline;

  Demands(Coalition coalition, Timeline timeline) {
    this.coalition = coalition;
    this.timeline = timeline;
  }

  /** Canada has them recorded, for its battery makers. */
  Chapter policies() {
    Scribe scribe = new Scribe(timeline);
    return new Chapter(
        "Canada records what it asks of lots, as policies",
        List.of(
            scribe.say(coalition.canada, COALITION_ORIGIN, ASKED, coalitionOrigin()),
            scribe.say(coalition.canada, MAGNETS, ASKED, standard(MAGNETS))));
  }

  private static Policy standard(String name) {
    return StandardPolicies.named(name).orElseThrow().policy();
  }

  /** The example with this coalition in its place, and for every metal of a lot. */
  private Policy coalitionOrigin() {
    Policy example = standard(COALITION_ORIGIN);
    LocalDate founded = LocalDate.ofInstant(timeline.at(ASKED), ZoneOffset.UTC);
    Policy.Requirement asked = example.requirements().get(0);
    ObjectNode parameters = asked.parameters();
    parameters.put("instrument", Coalition.NAME).put("everyMetal", true);
    ArrayNode members = parameters.putArray("members");
    coalition
        .members()
        .forEach(
            member ->
                members
                    .addObject()
                    .put("country", member.country().value())
                    .put("from", founded.toString()));
    return new Policy(
        example.policyId(),
        1,
        "Coalition origin",
        "Whatever was mined, refined, separated, melted or produced of the metals was so in members"
            + " of the coalition.",
        List.of(new Policy.Source("The charter of the demonstration", "https://charter.example/")),
        founded,
        null,
        example.scope(),
        List.of(new Policy.Requirement(asked.rule(), true, null, null, parameters)));
  }
}
