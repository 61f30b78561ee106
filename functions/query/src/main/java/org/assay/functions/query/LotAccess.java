package org.assay.functions.query;

import java.util.Map;
import java.util.Optional;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.Problem;
import org.assay.functions.gateway.ReadAccess;
import org.assay.functions.gateway.Reader;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.LotEvidence;

/**
 * About which lots a reader is answered: a member about all, others about what they have part in.
 */
final class LotAccess {
  private LotAccess() {}

  /**
   * The lot that a path names.
   *
   * @throws Refusal if it names none, or the reader's share link is for another
   */
  static LotId named(Map<String, String> path, Reader reader) throws Refusal {
    String id = path.getOrDefault("id", "");
    if (!LotId.isValid(id)) {
      throw new Refusal(
          Problem.of(
                  "lot-invalid", "The lot id is not one", 400, "A lot is named by an absolute URI.")
              .remedy("Percent-encode the whole lot id as one part of the path."));
    }
    LotId lot = new LotId(id);
    requireLink(reader, lot);
    return lot;
  }

  /**
   * @throws Refusal if the reader's share link is for another lot
   */
  static void requireLink(Reader reader, LotId lot) throws Refusal {
    if (reader.isShutOutOf(lot)) {
      throw new Refusal(ReadAccess.forbidden("The share link is for another lot."));
    }
  }

  /**
   * @param pointer where the question names the lot, as a JSON Pointer; empty if that is not in it
   * @throws Refusal if nothing is recorded of the lot, or the reader has no part in it
   */
  static void require(Reader reader, Evidence evidence, String pointer) throws Refusal {
    Optional<LotEvidence> lot = evidence.upstream(evidence.lot());
    if (lot.isEmpty()) {
      Problem problem =
          Problem.of(
                  "lot-unknown",
                  "Nothing is recorded of the lot",
                  404,
                  "No statement is about " + evidence.lot() + ".")
              .remedy("Check the spelling; letters in upper and lower case differ.");
      throw new Refusal(pointer.isEmpty() ? problem : problem.at(pointer));
    }
    requirePart(reader, lot.get());
  }

  /**
   * @throws Refusal if the reader has no part in the lot
   */
  static void requirePart(Reader reader, LotEvidence lot) throws Refusal {
    if (!reader.isMember() && !hasPart(reader, lot)) {
      throw new Refusal(
          ReadAccess.forbidden(reader.party() + " has no part in " + lot.lot() + "."));
    }
  }

  private static boolean hasPart(Reader reader, LotEvidence lot) {
    return lot.statements().stream()
        .anyMatch(
            recorded ->
                recorded.issuer().equals(reader.party())
                    || lot.holderAfter(recorded.ref()).filter(reader.party()::equals).isPresent());
  }
}
