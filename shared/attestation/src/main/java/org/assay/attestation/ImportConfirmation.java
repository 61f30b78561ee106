package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.quantity.Quantity;

/**
 * Says that what an export certificate let go has arrived, and how much of it: it closes the
 * certificate.
 *
 * <p>Issued by the customs of the country of import, or the importer with its leave. Source: ICGLR
 * operation 7 (import).
 *
 * @param certificateNumber the number of the export certificate
 * @param issuingCountry whose certificate it is
 * @param lot the lot
 * @param mineral the mineral that it is traded for
 * @param hs its commodity code
 * @param importer who received it
 * @param quantity how much arrived
 * @param country the country it was brought into, another one
 * @param importedOn the day on which it was
 */
public record ImportConfirmation(
    String certificateNumber,
    CountryCode issuingCountry,
    LotId lot,
    Mineral mineral,
    HsCode hs,
    Did importer,
    Quantity quantity,
    CountryCode country,
    LocalDate importedOn)
    implements Attestation {

  public ImportConfirmation {
    Invariants.text(certificateNumber, 128, "/certificateNumber");
    requireNonNull(issuingCountry);
    requireNonNull(lot);
    requireNonNull(mineral);
    requireNonNull(hs);
    requireNonNull(importer);
    requireNonNull(quantity);
    requireNonNull(country);
    Invariants.day(importedOn, "/importedOn");
    Invariants.require(
        !country.equals(issuingCountry),
        Reason.PARTIES_NOT_DISTINCT,
        "/country",
        "the lot would be brought into " + country + ", whose export certificate it has",
        "name the country of import, and as issuingCountry the one that certified the export");
  }

  @Override
  public AttestationType type() {
    return AttestationType.IMPORT_CONFIRMATION;
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

  static ImportConfirmation read(JsonFields in) throws RejectedException {
    String certificateNumber = in.text("certificateNumber");
    CountryCode issuingCountry = in.country("issuingCountry");
    LotId lot = in.lot("lot");
    Mineral mineral = in.mineral("mineral");
    HsCode hs = in.value("hs", HsCode::new);
    Did importer = in.did("importer");
    Quantity quantity = in.quantity("quantity");
    CountryCode country = in.country("country");
    LocalDate importedOn = in.date("importedOn");
    return in.build(
        () ->
            new ImportConfirmation(
                certificateNumber,
                issuingCountry,
                lot,
                mineral,
                hs,
                importer,
                quantity,
                country,
                importedOn));
  }

  void write(ObjectNode out) {
    out.put("certificateNumber", certificateNumber);
    out.put("issuingCountry", issuingCountry.value());
    out.put("lot", lot.value());
    out.put("mineral", mineral.code());
    out.put("hs", hs.digits());
    out.put("importer", importer.value());
    out.set("quantity", quantity.toJson());
    out.put("country", country.value());
    out.put("importedOn", importedOn.toString());
  }
}
