package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.jws.VerificationMethod;

/**
 * Ties a DID to a legal person in a register, and says with which keys it signs. A later anchor of
 * the same DID replaces its keys from then on: those left out end.
 *
 * <p>Issued by the register of the country or its government; a rotation of keys by the DID itself
 * as well. Source: UNTP 0.7 {@code RegisteredIdentity} (Digital Identity Anchor).
 *
 * @param did who is registered
 * @param registeredName the name in the register
 * @param registeredId the number in the register
 * @param idScheme the register, by the name or URI of its numbers
 * @param registerType what the register registers
 * @param country the country of the register
 * @param verificationMethod the keys, 1 to {@value #MAX_METHODS}, each of the DID and each id once
 */
public record IdentityAnchor(
    Did did,
    String registeredName,
    String registeredId,
    String idScheme,
    RegisterType registerType,
    CountryCode country,
    List<VerificationMethod> verificationMethod)
    implements Attestation {
  /** The most keys of one DID. */
  public static final int MAX_METHODS = 16;

  public IdentityAnchor {
    Invariants.text(registeredName, 256, "/registeredName");
    Invariants.text(registeredId, 128, "/registeredId");
    Invariants.text(idScheme, 256, "/idScheme");
    requireNonNull(registerType);
    requireNonNull(country);
    verificationMethod = List.copyOf(verificationMethod);
    VerificationMethods.require(did, verificationMethod);
  }

  @Override
  public AttestationType type() {
    return AttestationType.IDENTITY_ANCHOR;
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

  static IdentityAnchor read(JsonFields in) throws RejectedException {
    Did did = in.did("did");
    String registeredName = in.text("registeredName");
    String registeredId = in.text("registeredId");
    String idScheme = in.text("idScheme");
    RegisterType registerType = in.coded("registerType", RegisterType::fromCode);
    CountryCode country = in.country("country");
    List<VerificationMethod> methods = VerificationMethods.read(in, did);
    return in.build(
        () ->
            new IdentityAnchor(
                did, registeredName, registeredId, idScheme, registerType, country, methods));
  }

  void write(ObjectNode out) {
    out.put("did", did.value());
    out.put("registeredName", registeredName);
    out.put("registeredId", registeredId);
    out.put("idScheme", idScheme);
    out.put("registerType", registerType.code());
    out.put("country", country.value());
    ArrayNode methods = out.putArray(VerificationMethods.MEMBER);
    verificationMethod.forEach(method -> methods.add(method.toJson()));
  }
}
