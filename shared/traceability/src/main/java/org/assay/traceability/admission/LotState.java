package org.assay.traceability.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.assay.attestation.Attestation;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;
import org.assay.ledger.IntegrityFault;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger keeps of a lot so that nobody consumes more of it than there is (invariant I5),
 * whoever asks first.
 *
 * @param mineral what it is of; null until a statement brings the lot forth
 * @param holder who has it; null until somebody is said to
 * @param basis wet or dry, as it was first measured; null until then
 * @param issued how much there was, in milligrams; null until a statement brings the lot forth
 * @param consumed how much of it went into other lots, in milligrams
 */
public record LotState(
    @Nullable Mineral mineral,
    @Nullable Did holder,
    @Nullable MassBasis basis,
    @Nullable Long issued,
    long consumed) {
  /** A lot of which nothing is known. */
  public static final LotState UNKNOWN = new LotState(null, null, null, null, 0);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The state after an attestation by an issuer. */
  LotState after(Attestation said, LotId lot, Did issuer) {
    if (said instanceof LotOrigin origin) {
      return issued(origin.mineral(), origin.operator(), origin.quantity());
    }
    if (said instanceof CustodyTransfer transfer) {
      return new LotState(mineral, transfer.to(), basis, issued, consumed);
    }
    if (said instanceof LotConversion conversion) {
      for (Transformation.Input input : conversion.inputs()) {
        if (input.lot().equals(lot)) {
          return consumed(input.quantity());
        }
      }
      for (Transformation.Output output : conversion.outputs()) {
        if (output.lot().equals(lot)) {
          return issued(output.mineral(), issuer, output.quantity());
        }
      }
    }
    return this;
  }

  private LotState issued(Mineral of, Did by, Quantity quantity) {
    return new LotState(of, by, quantity.basis(), quantity.mass().milligrams(), consumed);
  }

  private LotState consumed(Quantity quantity) {
    return new LotState(
        mineral,
        holder,
        quantity.basis(),
        issued,
        Math.addExact(consumed, quantity.mass().milligrams()));
  }

  /** The bytes that the index keeps. */
  byte[] encode() {
    ObjectNode json = JSON.createObjectNode();
    json.put("mineral", mineral == null ? null : mineral.code());
    json.put("holder", holder == null ? null : holder.value());
    json.put("basis", basis == null ? null : basis.name());
    json.put("issued", issued);
    json.put("consumed", consumed);
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new IllegalStateException("a lot's state is always JSON", e);
    }
  }

  /**
   * Reads what the index keeps.
   *
   * @throws IntegrityFault if that is no lot's state
   */
  public static LotState decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      return UNKNOWN;
    }
    try {
      JsonNode json = JSON.readTree(bytes);
      String mineral = json.path("mineral").textValue();
      String holder = json.path("holder").textValue();
      String basis = json.path("basis").textValue();
      return new LotState(
          mineral == null ? null : Mineral.fromCode(mineral).orElseThrow(),
          holder == null ? null : new Did(holder),
          basis == null ? null : MassBasis.valueOf(basis),
          json.path("issued").isNull() ? null : Long.valueOf(json.path("issued").longValue()),
          json.path("consumed").longValue());
    } catch (IOException | RuntimeException e) {
      throw new IntegrityFault("the index keeps a state of a lot that cannot be read", e);
    }
  }
}
