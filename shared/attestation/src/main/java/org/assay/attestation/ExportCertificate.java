package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.quantity.Quantity;

/**
 * A government's leave to export one lot.
 *
 * <p>Issued by the national authority of the issuing country, by two persons: one verifies, another
 * validates. Source: ICGLR Export Certificate (MD.03), from which come the 90 days, the two persons
 * and the shipment within the term.
 *
 * @param certificateNumber the authority's number
 * @param lot the lot, exactly one
 * @param mineral the mineral that it is traded for
 * @param hs its commodity code
 * @param exporter who sends it
 * @param importer who receives it
 * @param quantity how much may leave
 * @param origins the countries it was extracted in, at least one, each once
 * @param issuingCountry whose certificate it is
 * @param destination where it goes
 * @param shipmentDate when it leaves, within the term
 * @param verifiedBy the person who verified
 * @param validatedBy the person who validated, somebody else
 * @param issuedOn the first day of the term
 * @param expiresOn the last day, after the first and at most {@value #MAX_TERM_DAYS} days later
 */
public record ExportCertificate(
    String certificateNumber,
    LotId lot,
    Mineral mineral,
    HsCode hs,
    Did exporter,
    Did importer,
    Quantity quantity,
    List<CountryCode> origins,
    CountryCode issuingCountry,
    CountryCode destination,
    LocalDate shipmentDate,
    String verifiedBy,
    String validatedBy,
    LocalDate issuedOn,
    LocalDate expiresOn)
    implements Attestation {
  /** The longest term, in days. */
  public static final int MAX_TERM_DAYS = 90;

  public ExportCertificate {
    Invariants.text(certificateNumber, 128, "/certificateNumber");
    requireNonNull(lot);
    requireNonNull(mineral);
    requireNonNull(hs);
    requireNonNull(exporter);
    requireNonNull(importer);
    requireNonNull(quantity);
    Invariants.size(origins, 1, 64, "/origins");
    origins = List.copyOf(origins);
    Invariants.noRepeats(origins, Reason.SCHEMA_VIOLATION, "/origins", "country");
    requireNonNull(issuingCountry);
    requireNonNull(destination);
    Invariants.text(verifiedBy, 128, "/verifiedBy");
    Invariants.text(validatedBy, 128, "/validatedBy");
    Invariants.require(
        !sameName(verifiedBy, validatedBy),
        Reason.PARTIES_NOT_DISTINCT,
        "/validatedBy",
        "the certificate is validated by the person who verified it",
        "a second person has to validate it");
    Invariants.day(issuedOn, "/issuedOn");
    Invariants.day(expiresOn, "/expiresOn");
    Invariants.day(shipmentDate, "/shipmentDate");
    Invariants.require(
        expiresOn.isAfter(issuedOn),
        Reason.DATES_INCONSISTENT,
        "/expiresOn",
        "it expires on " + expiresOn + ", which is not after its issue on " + issuedOn,
        "end it from " + issuedOn.plusDays(1) + " to " + issuedOn.plusDays(MAX_TERM_DAYS));
    Invariants.require(
        !expiresOn.isAfter(issuedOn.plusDays(MAX_TERM_DAYS)),
        Reason.DATES_INCONSISTENT,
        "/expiresOn",
        "it expires on " + expiresOn + ", more than 90 days after its issue on " + issuedOn,
        "end it by " + issuedOn.plusDays(MAX_TERM_DAYS));
    Invariants.require(
        !shipmentDate.isBefore(issuedOn) && !shipmentDate.isAfter(expiresOn),
        Reason.DATES_INCONSISTENT,
        "/shipmentDate",
        "the shipment on "
            + shipmentDate
            + " is outside the term from "
            + issuedOn
            + " to "
            + expiresOn,
        "ship it from " + issuedOn + " to " + expiresOn);
  }

  /** Whether two spellings are of one name, so that a capital or a space makes no second person. */
  private static boolean sameName(String one, String other) {
    return folded(one).equals(folded(other));
  }

  private static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s.,]+", " ")
        .strip();
  }

  @Override
  public AttestationType type() {
    return AttestationType.EXPORT_CERTIFICATE;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(issuingCountry);
  }

  @Override
  public Set<Mineral> minerals() {
    return Set.of(mineral);
  }

  @Override
  public Set<LotId> lots() {
    return Set.of(lot);
  }

  static ExportCertificate read(JsonFields in) throws RejectedException {
    String certificateNumber = in.text("certificateNumber");
    LotId lot = in.lot("lot");
    Mineral mineral = in.mineral("mineral");
    HsCode hs = in.value("hs", HsCode::new);
    Did exporter = in.did("exporter");
    Did importer = in.did("importer");
    Quantity quantity = in.quantity("quantity");
    List<CountryCode> origins = in.values("origins", CountryCode::new);
    CountryCode issuingCountry = in.country("issuingCountry");
    CountryCode destination = in.country("destination");
    LocalDate shipmentDate = in.date("shipmentDate");
    String verifiedBy = in.text("verifiedBy");
    String validatedBy = in.text("validatedBy");
    LocalDate issuedOn = in.date("issuedOn");
    LocalDate expiresOn = in.date("expiresOn");
    return in.build(
        () ->
            new ExportCertificate(
                certificateNumber,
                lot,
                mineral,
                hs,
                exporter,
                importer,
                quantity,
                origins,
                issuingCountry,
                destination,
                shipmentDate,
                verifiedBy,
                validatedBy,
                issuedOn,
                expiresOn));
  }

  void write(ObjectNode out) {
    out.put("certificateNumber", certificateNumber);
    out.put("lot", lot.value());
    out.put("mineral", mineral.code());
    out.put("hs", hs.digits());
    out.put("exporter", exporter.value());
    out.put("importer", importer.value());
    out.set("quantity", quantity.toJson());
    ArrayNode countries = out.putArray("origins");
    origins.forEach(country -> countries.add(country.value()));
    out.put("issuingCountry", issuingCountry.value());
    out.put("destination", destination.value());
    out.put("shipmentDate", shipmentDate.toString());
    out.put("verifiedBy", verifiedBy);
    out.put("validatedBy", validatedBy);
    out.put("issuedOn", issuedOn.toString());
    out.put("expiresOn", expiresOn.toString());
  }
}
