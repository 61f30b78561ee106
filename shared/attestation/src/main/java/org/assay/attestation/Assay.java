package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.quantity.Grade;
import org.jspecify.annotations.Nullable;

/**
 * Says what a laboratory found in a sample of a lot.
 *
 * <p>Issued by a laboratory (ISO/IEC 17025) that the authority of its country accredits, and that
 * is not the seller. Source: ISO/IEC 17025 §7.8; Catena-X certificate of analysis; 26 CFR 1.45X-4
 * for purities.
 *
 * @param lot the lot that was sampled
 * @param mineral the mineral that it is traded for
 * @param country where the laboratory is
 * @param method the method, as the laboratory calls it
 * @param sampleId the laboratory's number of the sample
 * @param analysedAt when, to the millisecond
 * @param results what was found, an analyte at most once on each basis
 */
public record Assay(
    LotId lot,
    Mineral mineral,
    CountryCode country,
    String method,
    String sampleId,
    Instant analysedAt,
    List<Result> results)
    implements Attestation {

  /**
   * One finding.
   *
   * @param grade what was found
   * @param uncertainty the expanded uncertainty of the grade, absolute, as a fraction of the mass
   *     like the grade itself; null where it is not stated
   */
  public record Result(Grade grade, @Nullable BigDecimal uncertainty) {
    public Result {
      requireNonNull(grade);
      if (uncertainty != null) {
        uncertainty = Grade.checked(uncertainty, "/uncertainty");
      }
    }

    static Result read(JsonNode node, String pointer) throws RejectedException {
      Grade grade = Grade.fromJson(node, pointer);
      JsonNode uncertainty = node.path("uncertainty");
      return new Result(
          grade,
          uncertainty.isMissingNode()
              ? null
              : Grade.fractionFromPercent(uncertainty, pointer + "/uncertainty"));
    }
  }

  public Assay {
    requireNonNull(lot);
    requireNonNull(mineral);
    requireNonNull(country);
    Invariants.text(method, 128, "/method");
    Invariants.text(sampleId, 128, "/sampleId");
    analysedAt = Invariants.instant(analysedAt, "/analysedAt");
    Invariants.size(results, 1, 64, "/results");
    results = List.copyOf(results);
    Invariants.noRepeats(
        results.stream().map(r -> r.grade().analyte() + " " + r.grade().basis().code()).toList(),
        Reason.SCHEMA_VIOLATION,
        "/results",
        "/analyte",
        "the analyte");
  }

  @Override
  public AttestationType type() {
    return AttestationType.ASSAY;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(country);
  }

  @Override
  public Set<Mineral> minerals() {
    return Set.of(mineral);
  }

  @Override
  public Set<LotId> lots() {
    return Set.of(lot);
  }

  static Assay read(JsonFields in) throws RejectedException {
    LotId lot = in.lot("lot");
    Mineral mineral = in.mineral("mineral");
    CountryCode country = in.country("country");
    String method = in.text("method");
    String sampleId = in.text("sampleId");
    Instant analysedAt = in.instant("analysedAt");
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < in.node("results").size(); i++) {
      results.add(Result.read(in.node("results").get(i), in.at("results") + "/" + i));
    }
    return in.build(() -> new Assay(lot, mineral, country, method, sampleId, analysedAt, results));
  }

  void write(ObjectNode out) {
    out.put("lot", lot.value());
    out.put("mineral", mineral.code());
    out.put("country", country.value());
    out.put("method", method);
    out.put("sampleId", sampleId);
    out.put("analysedAt", analysedAt.toString());
    ArrayNode findings = out.putArray("results");
    for (Result result : results) {
      ObjectNode finding = result.grade().toJson();
      if (result.uncertainty() != null) {
        finding.put("uncertainty", Grade.toPercent(result.uncertainty()));
      }
      findings.add(finding);
    }
  }
}
