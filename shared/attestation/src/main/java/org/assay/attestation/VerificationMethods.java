package org.assay.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.jws.VerificationMethod;

/** The keys of one DID, as an identity anchor and a charter list them. */
final class VerificationMethods {
  static final String MEMBER = "verificationMethod";

  private VerificationMethods() {}

  static void require(Did did, List<VerificationMethod> methods) {
    Invariants.size(methods, 1, IdentityAnchor.MAX_METHODS, "/" + MEMBER);
    for (int i = 0; i < methods.size(); i++) {
      Invariants.require(
          methods.get(i).id().did().equals(did),
          Reason.SCHEMA_VIOLATION,
          "/" + MEMBER + "/" + i + "/id",
          "the key " + methods.get(i).id() + " is not one of " + did);
    }
    Invariants.noRepeats(
        methods.stream().map(VerificationMethod::id).toList(),
        Reason.SCHEMA_VIOLATION,
        "/" + MEMBER,
        "/id",
        "the key");
  }

  static List<VerificationMethod> read(JsonFields in, Did did) throws RejectedException {
    List<VerificationMethod> methods = new ArrayList<>();
    JsonNode array = in.node(MEMBER);
    for (int i = 0; i < array.size(); i++) {
      try {
        methods.add(VerificationMethod.fromJson(array.get(i), did));
      } catch (IllegalArgumentException e) {
        throw Rejection.of(Reason.SCHEMA_VIOLATION, String.valueOf(e.getMessage()))
            .at(in.at(MEMBER) + "/" + i)
            .toException();
      }
    }
    return methods;
  }
}
