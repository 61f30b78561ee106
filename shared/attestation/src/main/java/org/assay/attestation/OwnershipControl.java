package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says who owns and controls a party, as of a day.
 *
 * <p>Issued by the register of the country, or the party with its leave. Source: DOE guidance on
 * foreign entities of concern (25 % of each kind by itself); OBBBA on prohibited foreign entities
 * (25 %, 40 % and 15 % of debt).
 *
 * @param party who is owned
 * @param country the country whose register backs it
 * @param asOf the day on which it is so
 * @param holders who owns or controls it, each holder once for each kind
 * @param debtShare how much of its debt covered foreign entities hold, from 0 to 1, where known
 * @param contractControl whether somebody controls it by contract or licence
 * @param sites the facilities that it runs, in the country
 */
public record OwnershipControl(
    Did party,
    CountryCode country,
    LocalDate asOf,
    List<Holder> holders,
    @Nullable BigDecimal debtShare,
    boolean contractControl,
    List<Facility> sites)
    implements Attestation {

  /**
   * Somebody who owns or controls a share.
   *
   * @param name what the holder is called
   * @param party the holder, where it has a DID
   * @param country the holder's country
   * @param kind what the share is of
   * @param share the share, from 0 to 1
   * @param government whether the holder is a government or held by one
   */
  public record Holder(
      String name,
      @Nullable Did party,
      CountryCode country,
      ControlKind kind,
      BigDecimal share,
      boolean government) {
    public Holder {
      Invariants.text(name, 256, "/name");
      requireNonNull(country);
      requireNonNull(kind);
      share = Invariants.share(share, "/share");
    }

    private static Holder read(JsonFields in) throws RejectedException {
      String name = in.text("name");
      Did party = in.optionalValue("party", Did::new);
      CountryCode country = in.country("country");
      ControlKind kind = in.coded("kind", ControlKind::fromCode);
      BigDecimal share = in.decimal("share");
      boolean government = in.node("government").asBoolean(false);
      return in.build(() -> new Holder(name, party, country, kind, share, government));
    }

    private void write(ObjectNode out) {
      out.put("name", name);
      if (party != null) {
        out.put("party", party.value());
      }
      out.put("country", country.value());
      out.put("kind", kind.code());
      out.put("share", share.toPlainString());
      out.put("government", government);
    }
  }

  public OwnershipControl {
    requireNonNull(party);
    requireNonNull(country);
    Invariants.day(asOf, "/asOf");
    Invariants.size(holders, 0, 64, "/holders");
    holders = List.copyOf(holders);
    if (debtShare != null) {
      debtShare = Invariants.share(debtShare, "/debtShare");
    }
    Invariants.size(sites, 0, 64, "/sites");
    sites = List.copyOf(sites);
    Invariants.noRepeats(
        sites.stream().map(Facility::id).toList(),
        Reason.SCHEMA_VIOLATION,
        "/sites",
        "/id",
        "facility");
    Invariants.noRepeats(
        holders.stream().map(holder -> List.of(holder.name(), holder.kind())).toList(),
        Reason.SCHEMA_VIOLATION,
        "/holders",
        "/name",
        "holder");
    for (ControlKind kind : ControlKind.values()) {
      Invariants.require(
          total(holders, kind).compareTo(BigDecimal.ONE) <= 0,
          Reason.NUMBER_OUT_OF_RANGE,
          "/holders",
          "the shares of " + kind.code() + " are more than the whole",
          "they come to " + total(holders, kind).toPlainString() + ", and may come to 1");
    }
    Invariants.inCountry(sites, country, "/sites");
  }

  @Override
  public AttestationType type() {
    return AttestationType.OWNERSHIP_CONTROL;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(country);
  }

  @Override
  public Set<Mineral> minerals() {
    return Set.of();
  }

  @Override
  public Set<LotId> lots() {
    return Set.of();
  }

  @Override
  public Set<FacilityId> facilities() {
    Set<FacilityId> ids = new LinkedHashSet<>();
    sites.forEach(site -> ids.add(site.id()));
    return Collections.unmodifiableSet(ids);
  }

  private static BigDecimal total(List<Holder> holders, ControlKind kind) {
    return holders.stream()
        .filter(holder -> holder.kind() == kind)
        .map(Holder::share)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static OwnershipControl read(JsonFields in) throws RejectedException {
    Did party = in.did("party");
    CountryCode country = in.country("country");
    LocalDate asOf = in.date("asOf");
    List<Holder> holders = new ArrayList<>();
    for (JsonFields each : in.objects("holders")) {
      holders.add(Holder.read(each));
    }
    BigDecimal debtShare = in.has("debtShare") ? in.decimal("debtShare") : null;
    boolean contractControl = in.node("contractControl").asBoolean(false);
    List<Facility> sites = new ArrayList<>();
    for (JsonFields each : in.objects("sites")) {
      sites.add(Facility.read(each));
    }
    return in.build(
        () ->
            new OwnershipControl(party, country, asOf, holders, debtShare, contractControl, sites));
  }

  void write(ObjectNode out) {
    out.put("party", party.value());
    out.put("country", country.value());
    out.put("asOf", asOf.toString());
    ArrayNode holdersArray = out.putArray("holders");
    holders.forEach(each -> each.write(holdersArray.addObject()));
    if (debtShare != null) {
      out.put("debtShare", debtShare.toPlainString());
    }
    out.put("contractControl", contractControl);
    ArrayNode sitesArray = out.putArray("sites");
    sites.forEach(each -> each.write(sitesArray.addObject()));
  }
}
