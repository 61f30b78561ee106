package org.assay.traceability.admission;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assay.traceability.testing.Say.transfer;
import static org.assay.traceability.testing.Say.wet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.assay.attestation.Attestation;
import org.assay.attestation.AttestationType;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.jws.CompactJws;
import org.assay.ledger.Outcome;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever sends a wrong statement learns from the answer alone what to change: where it is wrong,
 * and what, with the numbers of the case, would make it right.
 */
class RemedyTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final LotId ORE = lot("ore");
  private static final LotId MADE = lot("made");

  private final TestExchange exchange = TestExchange.founded();
  private final Actor miner = exchange.operator("miner");
  private final Actor other = exchange.operator("other");

  RemedyTest() {
    exchange.accept(miner, origin(ORE, miner.did(), dry("1000"), percent("Co", "10")));
  }

  private Rejection refused(byte[] statement) {
    Outcome<Rejection> outcome = exchange.process().submit(List.of(statement)).get(0);
    if (outcome instanceof Outcome.Refused<Rejection> refused) {
      return refused.reason();
    }
    throw new AssertionError("not refused, but " + outcome);
  }

  private Attestation good(String type) {
    return switch (type) {
      case "origin" -> origin(MADE, miner.did(), wet("1000", "0.1"), percent("Co", "10"));
      case "making" ->
          making("leaching", input(ORE, dry("10")), output(MADE, dry("3"), percent("Co", "30")));
      case "transfer" -> transfer(ORE, miner.did(), other.did(), dry("1000"));
      default -> Say.certificate(ORE, Mineral.COBALT, miner.did(), dry("1000"));
    };
  }

  /** A statement of which one member of the subject is another one. */
  private byte[] edited(String type, String pointer, String value) throws IOException {
    Actor issuer = type.equals("certificate") ? exchange.congo : miner;
    ObjectNode payload =
        (ObjectNode) JSON.readTree(exchange.credential(issuer, good(type)).toJson());
    int cut = pointer.lastIndexOf('/');
    JsonNode parent = payload.at("/credentialSubject" + pointer.substring(0, cut));
    ((ObjectNode) parent).set(pointer.substring(cut + 1), JSON.readTree(value));
    return CompactJws.sign(
        issuer.kid(), CompactJws.STATEMENT_TYP, JSON.writeValueAsBytes(payload), issuer.key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "origin | /quantity/unit | \"t\" | mass-unit-unsupported | /quantity/unit | write TNE",
        "origin | /quantity/unit | \"\" | mass-unit-missing | /quantity/unit | KGM (kilogram)",
        "origin | /quantity/value | \"-1\" | mass-not-positive | /quantity/value | what was weighed",
        "origin | /quantity/value | \"0\" | mass-not-positive | /quantity/value | what was weighed",
        "origin | /quantity/value | 1e30 | mass-out-of-range | /quantity/value | TNE is tonnes",
        "origin | /quantity/value | 1e99 | mass-out-of-range | /quantity/value | round it",
        "origin | /quantity/value | \"NaN\" | mass-out-of-range | /quantity/value | 12.5",
        "origin | /quantity/value | \"0.00000012\" | mass-out-of-range | /quantity/value | round it",
        "origin | /quantity/moisture | \"8.5\" | moisture-out-of-range | /quantity/moisture | 0.085",
        "origin | /quantity/basis | \"dry\" | basis-mismatch | /quantity/moisture | leave the moisture",
        "origin | /quantity | {\"value\":1,\"unit\":\"KGM\",\"basis\":\"wet\"} | moisture-missing"
            + " | /quantity | 0.085",
        "origin | /grades/0/value | \"305\" | grade-out-of-range | /grades/0/value | 30.5",
        "origin | /grades/0/unit | \"ppm\" | grade-unit-unsupported | /grades/0/unit | 10000 ppm",
        "origin | /contained | [{\"analyte\":\"Co\",\"value\":\"2\",\"unit\":\"TNE\"}]"
            + " | mass-out-of-range | /contained/0/value | at most 1000 kg",
        "origin | /extractedTo | \"2026-09-01\" | dates-inconsistent | /extractedTo | 2026-10-01",
        "origin | /extractedTo | \"2026-02-30\" | schema-violation | /extractedTo | YYYY-MM-DD",
        "origin | /extractedTo | \"2027-01-01\" | dates-inconsistent | /extractedTo | once it has",
        "origin | /mineral | \"unobtainium\" | schema-violation | /mineral | the schema is",
        "making | /endedAt | \"2026-01-01T00:00:00Z\" | dates-inconsistent | /endedAt"
            + " | 2026-11-01T05:00:00Z",
        "making | /inputs/0/quantity/value | \"1001\" | over-consumed | /inputs/0/quantity"
            + " | at most 1000 kg",
        "making | /inputs/0/quantity/basis | \"wet\" | basis-mismatch"
            + " | /inputs/0/quantity/basis | give the mass dry",
        "making | /outputs/0/lot | \"urn:test:lot:ore\" | lot-repeated | /outputs/0/lot | of its own",
        "transfer | /to | \"did:web:miner.example\" | parties-not-distinct | /to | another receiver",
        "transfer | /from | \"did:web:third.example\" | not-holder | /from | did:web:third.example",
        "transfer | /mineral | \"copper\" | mineral-mismatch | /mineral | traded for",
        "certificate | /validatedBy | \"a. mbuyi\" | parties-not-distinct | /validatedBy | second",
        "certificate | /expiresOn | \"2027-06-01\" | dates-inconsistent | /expiresOn | 2027-01-30",
        "certificate | /shipmentDate | \"2026-10-01\" | dates-inconsistent | /shipmentDate"
            + " | from 2026-11-01 to 2027-01-15",
      })
  void theAnswerSaysWhereItIsWrongAndWhatWouldBeRight(
      String type, String at, String value, String reason, String pointer, String remedy)
      throws IOException {
    Rejection rejection = refused(edited(type, at, value));

    assertThat(rejection.reason().slug()).as(rejection.detail()).isEqualTo(reason);
    assertThat(rejection.pointer()).isEqualTo("/credentialSubject" + pointer);
    assertThat(rejection.remedy()).contains(remedy);
  }

  private static Stream<Reason> ofTheLedger() {
    return Stream.of(
        Reason.NOT_HOLDER,
        Reason.LOT_EXISTS,
        Reason.OVER_CONSUMED,
        Reason.NOT_ACCREDITED_FOR_TYPE,
        Reason.NOT_ACCREDITED_FOR_COUNTRY,
        Reason.NOT_ACCREDITED_FOR_MINERAL,
        Reason.NOT_RECEIVER,
        Reason.TARGET_UNKNOWN,
        Reason.SELF_ACCREDITATION,
        Reason.PARTY_UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("ofTheLedger")
  void whatTheLedgerSpeaksAgainstSaysSoToo(Reason reason) {
    Rejection rejection = refused(wrong(reason));

    assertThat(rejection.reason()).as(rejection.detail()).isEqualTo(reason);
    assertThat(rejection.pointer()).isNotNull();
    assertThat(rejection.remedy()).isNotBlank();
  }

  private byte[] wrong(Reason reason) {
    return switch (reason) {
      case NOT_HOLDER ->
          exchange.say(other, making("leaching", input(ORE, dry("1")), output(MADE, dry("1"))));
      case LOT_EXISTS -> exchange.say(miner, origin(ORE, miner.did(), dry("1")));
      case OVER_CONSUMED -> {
        exchange.accept(
            miner, making("leaching", input(MADE, dry("5")), output(lot("x"), dry("1"))));
        yield exchange.say(miner, origin(MADE, miner.did(), dry("4")));
      }
      case NOT_ACCREDITED_FOR_TYPE -> exchange.say(miner, Say.assay(ORE, Mineral.COBALT));
      case NOT_ACCREDITED_FOR_COUNTRY ->
          exchange.say(miner, origin(MADE, Say.ZM, Mineral.COBALT, miner.did(), dry("1")));
      case NOT_ACCREDITED_FOR_MINERAL ->
          exchange.say(miner, origin(MADE, CD, Mineral.TIN, miner.did(), dry("1")));
      case NOT_RECEIVER -> {
        var sent = exchange.accept(miner, transfer(ORE, miner.did(), other.did(), dry("1000")));
        yield exchange.say(miner, Say.receipt(exchange.recorded(sent), dry("1000")));
      }
      case TARGET_UNKNOWN -> {
        var sent = exchange.say(miner, transfer(ORE, miner.did(), other.did(), dry("1000")));
        yield exchange.say(other, Say.receipt(read(sent), dry("1000")));
      }
      case SELF_ACCREDITATION -> exchange.say(miner, Say.leave(miner.did(), AttestationType.ASSAY));
      default ->
          exchange.say(exchange.congo, Say.leave(Actor.web("nobody").did(), AttestationType.ASSAY));
    };
  }

  private static AttestationStatement read(byte[] bytes) {
    try {
      return (AttestationStatement) Statement.read(bytes);
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }
}
