package org.assay.functions.gateway;

import java.util.Optional;
import org.assay.attestation.Did;
import org.assay.attestation.LotId;

/**
 * Somebody who may read, as a token shows it.
 *
 * @param party who signed the token
 * @param isMember whether it is a member of the charter, which sees everything; another party sees
 *     what it has a part in
 * @param onlyLot the one lot that a share link opens; empty where the token is not narrowed
 */
public record Reader(Did party, boolean isMember, Optional<LotId> onlyLot) {
  /** Whether the token is narrowed to another lot than this. */
  public boolean isShutOutOf(LotId lot) {
    return onlyLot.isPresent() && !onlyLot.get().equals(lot);
  }
}
