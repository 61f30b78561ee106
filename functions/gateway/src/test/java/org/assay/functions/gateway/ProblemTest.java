package org.assay.functions.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.attestation.Rejection.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
  @Test
  void aRejectionIsToldWithCausePlaceAndRemedy() throws IOException {
    ProxyResponse response =
        Problem.of(
                Rejection.of(Reason.MASS_UNIT_MISSING, "The quantity has no unit.")
                    .at("/credentialSubject/quantity")
                    .remedy("Add \"unit\": \"KGM\".")
                    .violations(List.of(new Violation("/a", "is wrong"))))
            .with("line", IntNode.valueOf(3))
            .toResponse();

    assertThat(response.status()).isEqualTo(422);
    assertThat(response.header("Content-Type")).hasValue("application/problem+json");
    assertThat(EventJson.MAPPER.readTree(response.body()))
        .isEqualTo(
            EventJson.MAPPER.readTree(
                """
                {"type":"urn:assay:problem:mass-unit-missing","title":"A mass has no unit","status":422,
                 "detail":"The quantity has no unit.","pointer":"/credentialSubject/quantity",
                 "remedy":"Add \\"unit\\": \\"KGM\\".","errors":[{"pointer":"/a","detail":"is wrong"}],"line":3}
                """));
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonIsAProblemOfItsOwnType(Reason reason) {
    Problem problem = Problem.of(Rejection.of(reason, "Because."));

    assertThat(problem.type()).isEqualTo("urn:assay:problem:" + reason.slug());
    assertThat(problem.title()).isEqualTo(reason.title());
    assertThat(problem.status()).isIn(400, 403, 409, 413, 422);
    assertThat(problem.toJson().has("pointer")).isFalse();
  }

  /** Clients branch on these, so a change must be seen to be one. */
  @Test
  void theStatusOfAReasonIsPublic() {
    Map<Integer, Long> counts = new TreeMap<>();
    for (Reason reason : Reason.values()) {
      counts.merge(Problem.status(reason), 1L, Long::sum);
    }
    assertThat(counts.keySet()).containsExactly(400, 403, 409, 413, 422);
    assertThat(counts.values().stream().mapToLong(n -> n).sum()).isEqualTo(Reason.values().length);

    assertThat(Problem.status(Reason.NOT_A_JWS)).isEqualTo(400);
    assertThat(Problem.status(Reason.ALG_NONE)).isEqualTo(400);
    assertThat(Problem.status(Reason.BAD_SIGNATURE)).isEqualTo(422);
    assertThat(Problem.status(Reason.UNKNOWN_KEY)).isEqualTo(403);
    assertThat(Problem.status(Reason.NOT_ACCREDITED_FOR_COUNTRY)).isEqualTo(403);
    assertThat(Problem.status(Reason.STATEMENT_TOO_LARGE)).isEqualTo(413);
    assertThat(Problem.status(Reason.SCHEMA_VIOLATION)).isEqualTo(422);
    for (Reason held :
        List.of(
            Reason.LOT_EXISTS,
            Reason.OVER_CONSUMED,
            Reason.NOT_HOLDER,
            Reason.ID_CONFLICT,
            Reason.CHARTER_EXISTS)) {
      assertThat(Problem.status(held)).as(held.slug()).isEqualTo(409);
    }
  }

  @Test
  void aFurtherMemberCannotHideAStandardOne() {
    Problem problem = Problem.of("x", "X", 400, "x");
    assertThatThrownBy(() -> problem.with("status", IntNode.valueOf(200)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
