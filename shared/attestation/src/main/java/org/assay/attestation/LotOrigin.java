package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.quantity.DeclaredMetal;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Says that a lot came out of the ground at a place, and how much of it there is: the beginning of
 * every trace.
 *
 * <p>Issued by the mining authority of the country or whoever it accredits, such as a tag authority
 * or the operator. Source: ICGLR Lot (MD.12); OECD Due Diligence Guidance step 1C.
 *
 * @param lot the lot, which nothing else originates
 * @param facility the mine
 * @param operator who works the mine, and holds the lot at first
 * @param mineral the mineral that the lot is traded for
 * @param form what it is, in kebab-case, such as {@code ore} or {@code concentrate}
 * @param hs its commodity code, where known
 * @param quantity how much was issued; no more can ever be consumed
 * @param grades its declared grades, each analyte once
 * @param extractedFrom the first day of extraction
 * @param extractedTo the last day of extraction
 * @param scale artisanal or large-scale, where known
 * @param contained what it is said to contain, where that is said; each analyte once
 */
public record LotOrigin(
    LotId lot,
    Facility facility,
    Did operator,
    Mineral mineral,
    String form,
    @Nullable HsCode hs,
    Quantity quantity,
    List<Grade> grades,
    LocalDate extractedFrom,
    LocalDate extractedTo,
    @Nullable MiningScale scale,
    List<DeclaredMetal> contained)
    implements Attestation {

  public LotOrigin {
    requireNonNull(lot);
    requireNonNull(facility);
    requireNonNull(operator);
    requireNonNull(mineral);
    Invariants.code(form, "/form");
    Goods.requireGradesFit(quantity, grades);
    grades = List.copyOf(grades);
    Invariants.day(extractedFrom, "/extractedFrom");
    Invariants.day(extractedTo, "/extractedTo");
    Invariants.require(
        !extractedTo.isBefore(extractedFrom),
        Reason.DATES_INCONSISTENT,
        "/extractedTo",
        "the extraction ends on " + extractedTo + ", before it begins on " + extractedFrom,
        "end it on " + extractedFrom + " or later");
    Goods.requireContainedFits(quantity, contained);
    contained = List.copyOf(contained);
  }

  /** A lot of which it is not said what it contains. */
  public LotOrigin(
      LotId lot,
      Facility facility,
      Did operator,
      Mineral mineral,
      String form,
      @Nullable HsCode hs,
      Quantity quantity,
      List<Grade> grades,
      LocalDate extractedFrom,
      LocalDate extractedTo,
      @Nullable MiningScale scale) {
    this(
        lot,
        facility,
        operator,
        mineral,
        form,
        hs,
        quantity,
        grades,
        extractedFrom,
        extractedTo,
        scale,
        List.of());
  }

  @Override
  public AttestationType type() {
    return AttestationType.LOT_ORIGIN;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(facility.country());
  }

  @Override
  public Set<Mineral> minerals() {
    return Set.of(mineral);
  }

  @Override
  public Set<LotId> lots() {
    return Set.of(lot);
  }

  @Override
  public Set<FacilityId> facilities() {
    return Set.of(facility.id());
  }

  static LotOrigin read(JsonFields in) throws RejectedException {
    LotId lot = in.lot("lot");
    Facility facility = Facility.read(in.object("facility"));
    Did operator = in.did("operator");
    Mineral mineral = in.mineral("mineral");
    String form = in.text("form");
    HsCode hs = in.optionalValue("hs", HsCode::new);
    Quantity quantity = in.quantity("quantity");
    List<Grade> grades = in.grades("grades");
    LocalDate from = in.date("extractedFrom");
    LocalDate to = in.date("extractedTo");
    MiningScale scale = in.optionalCoded("scale", MiningScale::fromCode);
    List<DeclaredMetal> contained = in.contained("contained");
    return in.build(
        () ->
            new LotOrigin(
                lot, facility, operator, mineral, form, hs, quantity, grades, from, to, scale,
                contained));
  }

  void write(ObjectNode out) {
    out.put("lot", lot.value());
    facility.write(out.putObject("facility"));
    out.put("operator", operator.value());
    out.put("mineral", mineral.code());
    out.put("form", form);
    if (hs != null) {
      out.put("hs", hs.digits());
    }
    out.set("quantity", quantity.toJson());
    Goods.writeGrades(out, grades);
    Goods.writeContained(out, contained);
    out.put("extractedFrom", extractedFrom.toString());
    out.put("extractedTo", extractedTo.toString());
    if (scale != null) {
      out.put("scale", scale.code());
    }
  }
}
