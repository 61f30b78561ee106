package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Says that a lot went from one holder to another.
 *
 * <p>Issued by the authority of the country it left or whoever it accredits, such as the sender.
 * Source: UNTP 0.7 {@code MoveEvent}; RMAP step 1C for the route.
 *
 * @param lot the lot, whole
 * @param mineral the mineral that it is traded for
 * @param from who gave it
 * @param to who took it, somebody else
 * @param quantity how much was moved
 * @param fromCountry where it left
 * @param toCountry where it went, perhaps the same country
 * @param shippedAt when it left, to the millisecond
 * @param receivedAt when it arrived, not before it left; null while it is under way
 * @param consignment the consignment's number, where there is one
 * @param route the countries it passed, in order
 */
public record CustodyTransfer(
    LotId lot,
    Mineral mineral,
    Did from,
    Did to,
    Quantity quantity,
    CountryCode fromCountry,
    CountryCode toCountry,
    Instant shippedAt,
    @Nullable Instant receivedAt,
    @Nullable String consignment,
    List<CountryCode> route)
    implements Attestation {

  public CustodyTransfer {
    requireNonNull(lot);
    requireNonNull(mineral);
    requireNonNull(from);
    Invariants.require(
        !to.equals(from),
        Reason.PARTIES_NOT_DISTINCT,
        "/to",
        "the lot goes to " + to + ", where it comes from",
        "name another receiver; a lot that stays needs no transfer");
    requireNonNull(quantity);
    requireNonNull(fromCountry);
    requireNonNull(toCountry);
    shippedAt = Invariants.instant(shippedAt, "/shippedAt");
    if (receivedAt != null) {
      receivedAt = Invariants.instant(receivedAt, "/receivedAt");
      Invariants.require(
          !receivedAt.isBefore(shippedAt),
          Reason.DATES_INCONSISTENT,
          "/receivedAt",
          "it arrives at " + receivedAt + ", before it leaves at " + shippedAt,
          "have it arrive at " + shippedAt + " or later");
    }
    Invariants.optionalText(consignment, 128, "/consignment");
    Invariants.size(route, 0, 64, "/route");
    route = List.copyOf(route);
  }

  @Override
  public AttestationType type() {
    return AttestationType.CUSTODY_TRANSFER;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(fromCountry);
  }

  @Override
  public Set<Mineral> minerals() {
    return Set.of(mineral);
  }

  @Override
  public Set<LotId> lots() {
    return Set.of(lot);
  }

  static CustodyTransfer read(JsonFields in) throws RejectedException {
    LotId lot = in.lot("lot");
    Mineral mineral = in.mineral("mineral");
    Did from = in.did("from");
    Did to = in.did("to");
    Quantity quantity = in.quantity("quantity");
    CountryCode fromCountry = in.country("fromCountry");
    CountryCode toCountry = in.country("toCountry");
    Instant shippedAt = in.instant("shippedAt");
    Instant receivedAt = in.optionalInstant("receivedAt");
    String consignment = in.optionalText("consignment");
    List<CountryCode> route = in.values("route", CountryCode::new);
    return in.build(
        () ->
            new CustodyTransfer(
                lot,
                mineral,
                from,
                to,
                quantity,
                fromCountry,
                toCountry,
                shippedAt,
                receivedAt,
                consignment,
                route));
  }

  void write(ObjectNode out) {
    out.put("lot", lot.value());
    out.put("mineral", mineral.code());
    out.put("from", from.value());
    out.put("to", to.value());
    out.set("quantity", quantity.toJson());
    out.put("fromCountry", fromCountry.value());
    out.put("toCountry", toCountry.value());
    out.put("shippedAt", shippedAt.toString());
    if (receivedAt != null) {
      out.put("receivedAt", receivedAt.toString());
    }
    if (consignment != null) {
      out.put("consignment", consignment);
    }
    if (!route.isEmpty()) {
      ArrayNode countries = out.putArray("route");
      route.forEach(country -> countries.add(country.value()));
    }
  }
}
