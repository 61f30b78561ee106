package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says that somebody may attest certain things in certain countries about certain minerals, for the
 * term of its credential, which must have an end.
 *
 * <p>Issued by a member for its own countries, or by whoever a member has accredited with {@code
 * mayAccredit}; nobody accredits themselves. Source: UNTP {@code authorisation}; ISO/IEC 17011.
 *
 * @param accredited who may
 * @param types what may be attested, at least one
 * @param countries where, at least one, each once
 * @param minerals about which; with none, nothing that is about a mineral may be attested
 * @param mayAccredit whether the accredited may pass on what it was granted
 */
public record Accreditation(
    Did accredited,
    Set<AttestationType> types,
    List<CountryCode> countries,
    Set<Mineral> minerals,
    boolean mayAccredit)
    implements Attestation {

  public Accreditation {
    requireNonNull(accredited);
    Invariants.size(types, 1, AttestationType.values().length, "/types");
    Invariants.size(countries, 1, 256, "/countries");
    Invariants.noRepeats(countries, Reason.SCHEMA_VIOLATION, "/countries", "country");
    types = Invariants.ordered(AttestationType.class, types);
    countries = List.copyOf(countries);
    minerals = Invariants.ordered(Mineral.class, minerals);
  }

  @Override
  public AttestationType type() {
    return AttestationType.ACCREDITATION;
  }

  /** The first of the countries. */
  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(countries.get(0));
  }

  @Override
  public Set<LotId> lots() {
    return Set.of();
  }

  static Accreditation read(JsonFields in) throws RejectedException {
    Did accredited = in.did("accredited");
    EnumSet<AttestationType> types = EnumSet.noneOf(AttestationType.class);
    types.addAll(in.codes("types", AttestationType::fromName));
    List<CountryCode> countries = in.values("countries", CountryCode::new);
    EnumSet<Mineral> minerals = EnumSet.noneOf(Mineral.class);
    minerals.addAll(in.codes("minerals", Mineral::fromCode));
    boolean mayAccredit = in.node("mayAccredit").asBoolean(false);
    return in.build(() -> new Accreditation(accredited, types, countries, minerals, mayAccredit));
  }

  void write(ObjectNode out) {
    out.put("accredited", accredited.value());
    ArrayNode typeNames = out.putArray("types");
    types.forEach(type -> typeNames.add(type.typeName()));
    ArrayNode codes = out.putArray("countries");
    countries.forEach(country -> codes.add(country.value()));
    ArrayNode mineralCodes = out.putArray("minerals");
    minerals.forEach(mineral -> mineralCodes.add(mineral.code()));
    out.put("mayAccredit", mayAccredit);
  }
}
