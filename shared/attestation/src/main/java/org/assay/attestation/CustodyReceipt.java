package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.quantity.Quantity;

/**
 * Says that a lot has arrived, and how much of it: the receiver's half of a custody transfer, which
 * is open until then.
 *
 * <p>Issued by the receiver that the transfer names, with leave of the authority of the country
 * where it arrived. Source: UNTP 0.7 {@code MoveEvent}; ICGLR lot, date of reception.
 *
 * @param transfer the custody transfer that is confirmed
 * @param lot the lot
 * @param mineral the mineral that it is traded for
 * @param quantity how much arrived
 * @param country the country where it arrived
 * @param receivedAt when it arrived, to the millisecond
 */
public record CustodyReceipt(
    Revocation.StatementTarget transfer,
    LotId lot,
    Mineral mineral,
    Quantity quantity,
    CountryCode country,
    Instant receivedAt)
    implements Attestation {

  public CustodyReceipt {
    requireNonNull(transfer);
    requireNonNull(lot);
    requireNonNull(mineral);
    requireNonNull(quantity);
    requireNonNull(country);
    receivedAt = Invariants.instant(receivedAt, "/receivedAt");
  }

  @Override
  public AttestationType type() {
    return AttestationType.CUSTODY_RECEIPT;
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

  static CustodyReceipt read(JsonFields in) throws RejectedException {
    Revocation.StatementTarget transfer = Revocation.StatementTarget.read(in.object("transfer"));
    LotId lot = in.lot("lot");
    Mineral mineral = in.mineral("mineral");
    Quantity quantity = in.quantity("quantity");
    CountryCode country = in.country("country");
    Instant receivedAt = in.instant("receivedAt");
    return in.build(
        () -> new CustodyReceipt(transfer, lot, mineral, quantity, country, receivedAt));
  }

  void write(ObjectNode out) {
    transfer.write(out.putObject("transfer"));
    out.put("lot", lot.value());
    out.put("mineral", mineral.code());
    out.set("quantity", quantity.toJson());
    out.put("country", country.value());
    out.put("receivedAt", receivedAt.toString());
  }
}
