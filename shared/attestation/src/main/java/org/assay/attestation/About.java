package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What a statement is about that may be about a lot or about a facility. */
public sealed interface About {
  /** The country whose accreditation covers what is said. */
  CountryCode country();

  /** The lot, if it is one. */
  Set<LotId> lots();

  /** The facility, if it is one. */
  Set<FacilityId> facilities();

  /** The mineral of the lot, if it is one. */
  Set<Mineral> minerals();

  /**
   * A lot.
   *
   * @param lot the lot
   * @param mineral the mineral that it is traded for
   * @param country where what is said happened
   */
  record OfLot(LotId lot, Mineral mineral, CountryCode country) implements About {
    public OfLot {
      requireNonNull(lot);
      requireNonNull(mineral);
      requireNonNull(country);
    }

    @Override
    public Set<LotId> lots() {
      return Set.of(lot);
    }

    @Override
    public Set<FacilityId> facilities() {
      return Set.of();
    }

    @Override
    public Set<Mineral> minerals() {
      return Set.of(mineral);
    }
  }

  /** A facility. */
  record OfFacility(Facility facility) implements About {
    public OfFacility {
      requireNonNull(facility);
    }

    @Override
    public CountryCode country() {
      return facility.country();
    }

    @Override
    public Set<LotId> lots() {
      return Set.of();
    }

    @Override
    public Set<FacilityId> facilities() {
      return Set.of(facility.id());
    }

    @Override
    public Set<Mineral> minerals() {
      return Set.of();
    }
  }

  /** Reads what {@link #write} writes. */
  static About read(JsonFields in) throws RejectedException {
    return in.has("facility")
        ? new OfFacility(Facility.read(in.object("facility")))
        : new OfLot(in.lot("lot"), in.mineral("mineral"), in.country("country"));
  }

  /** Writes it as the schema has it. */
  default void write(ObjectNode out) {
    if (this instanceof OfFacility site) {
      site.facility().write(out.putObject("facility"));
    } else if (this instanceof OfLot of) {
      out.put("lot", of.lot().value());
      out.put("mineral", of.mineral().code());
      out.put("country", of.country().value());
    }
  }
}
