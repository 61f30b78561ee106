package org.assay.traceability.policy;

import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.HAPPENED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assay.attestation.AttestationType;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Policy;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Quantity;
import org.assay.ledger.Ref;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.registry.RegisteredPolicy;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Trace;
import org.jspecify.annotations.Nullable;

/** One operator with works in two countries, and policies that judge its lots. */
final class Works {
  static final LocalDate TODAY = LocalDate.parse("2026-11-24");

  final TestExchange exchange = TestExchange.founded();
  final Actor operator = exchange.operator("op");

  Works() {
    exchange.accept(
        exchange.finland,
        Say.accreditation(
            operator.did(),
            Set.of(AttestationType.LOT_ORIGIN, AttestationType.TRANSFORMATION),
            List.of(FI),
            Set.of(Mineral.COBALT, Mineral.COPPER),
            false));
  }

  /** A lot of cobalt out of the ground. */
  void mined(CountryCode country, LotId lot, Quantity quantity, Grade... grades) {
    exchange.accept(
        operator, Say.origin(lot, country, Mineral.COBALT, operator.did(), quantity, grades));
  }

  /** Inputs and outputs of a process. */
  Ref made(CountryCode country, String process, Object... lots) {
    return madeBy(null, country, process, lots);
  }

  /** Inputs and outputs of a process, kept apart by a model. */
  Ref madeBy(@Nullable CustodyModel model, CountryCode country, String process, Object... lots) {
    List<Transformation.Input> inputs = new ArrayList<>();
    List<Transformation.Output> outputs = new ArrayList<>();
    for (Object each : lots) {
      if (each instanceof Transformation.Input input) {
        inputs.add(input);
      } else {
        outputs.add((Transformation.Output) each);
      }
    }
    return exchange.accept(
        operator,
        new Transformation(
            Say.facility(country),
            process,
            inputs,
            outputs,
            List.of(),
            HAPPENED.minusSeconds(3600),
            HAPPENED,
            model));
  }

  /** The case of a lot, today. */
  Case subject(LotId lot) {
    return subject(lot, TODAY);
  }

  Case subject(LotId lot, LocalDate on) {
    Trace trace = exchange.trace(lot);
    return new Case(trace, Origin.of(trace), on);
  }

  /** What a rule finds about a lot, today. */
  Finding judge(LotId lot, String rule, String parameters) {
    return rule(rule, parameters).judge(subject(lot));
  }

  static PolicyRule rule(String rule, String parameters) {
    try {
      return PolicyRules.rule(requirement(rule, true, parameters), "");
    } catch (RejectedException e) {
      throw new AssertionError(e.rejection().toString(), e);
    }
  }

  static Policy.Requirement requirement(String rule, boolean isMandatory, String parameters) {
    return new Policy.Requirement(rule, isMandatory, null, null, (ObjectNode) json(parameters));
  }

  /** A policy for any lot, in force since the year began. */
  static Policy policy(String id, int version, Policy.Requirement... requirements) {
    return policy(
        id, version, LocalDate.parse("2026-01-01"), null, Policy.Scope.any(), requirements);
  }

  static Policy policy(
      String id,
      int version,
      LocalDate from,
      @Nullable LocalDate until,
      Policy.Scope scope,
      Policy.Requirement... requirements) {
    return new Policy(
        id,
        version,
        "The policy " + id,
        "What it asks is in its requirements.",
        List.of(new Policy.Source("A law", "https://law.example/" + id)),
        from,
        until,
        scope,
        List.of(requirements));
  }

  /** The newest version of a policy. */
  RegisteredPolicy newest(String id) {
    List<RegisteredPolicy> versions = exchange.registry().versions(id);
    return versions.get(versions.size() - 1);
  }

  /** JSON, with single quotes for double ones. */
  static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
