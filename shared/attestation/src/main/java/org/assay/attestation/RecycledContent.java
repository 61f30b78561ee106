package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says how much of a lot was used before.
 *
 * <p>Issued by the processor, with leave of the authority of the country, with a verifier where
 * there is one. Source: Regulation (EU) 2023/1542 Article 8; UNTP {@code recycledMassFraction}; ISO
 * 22095 for the model.
 *
 * @param lot the lot
 * @param mineral the mineral that it is traded for
 * @param country the country it was made in
 * @param preConsumer the share of the mass that is waste of making things, from 0 to 1
 * @param postConsumer the share of the mass that comes from used things, from 0 to 1
 * @param virgin the share that was mined, where it is said; no more than the rest
 * @param custodyModel the model of the chain of custody that the shares are claimed by
 * @param verifier who verified it
 */
public record RecycledContent(
    LotId lot,
    Mineral mineral,
    CountryCode country,
    BigDecimal preConsumer,
    BigDecimal postConsumer,
    @Nullable BigDecimal virgin,
    CustodyModel custodyModel,
    @Nullable Did verifier)
    implements Attestation {

  public RecycledContent {
    requireNonNull(lot);
    requireNonNull(mineral);
    requireNonNull(country);
    preConsumer = Invariants.share(preConsumer, "/preConsumer");
    postConsumer = Invariants.share(postConsumer, "/postConsumer");
    if (virgin != null) {
      virgin = Invariants.share(virgin, "/virgin");
    }
    requireNonNull(custodyModel);
    Invariants.require(
        preConsumer
                .add(postConsumer)
                .add(virgin == null ? BigDecimal.ZERO : virgin)
                .compareTo(BigDecimal.ONE)
            <= 0,
        Reason.NUMBER_OUT_OF_RANGE,
        "/postConsumer",
        "the shares are more than the whole");
  }

  @Override
  public AttestationType type() {
    return AttestationType.RECYCLED_CONTENT;
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

  static RecycledContent read(JsonFields in) throws RejectedException {
    LotId lot = in.lot("lot");
    Mineral mineral = in.mineral("mineral");
    CountryCode country = in.country("country");
    BigDecimal preConsumer = in.decimal("preConsumer");
    BigDecimal postConsumer = in.decimal("postConsumer");
    BigDecimal virgin = in.has("virgin") ? in.decimal("virgin") : null;
    CustodyModel custodyModel = in.coded("custodyModel", CustodyModel::fromCode);
    Did verifier = in.optionalValue("verifier", Did::new);
    return in.build(
        () ->
            new RecycledContent(
                lot, mineral, country, preConsumer, postConsumer, virgin, custodyModel, verifier));
  }

  void write(ObjectNode out) {
    out.put("lot", lot.value());
    out.put("mineral", mineral.code());
    out.put("country", country.value());
    out.put("preConsumer", preConsumer.toPlainString());
    out.put("postConsumer", postConsumer.toPlainString());
    if (virgin != null) {
      out.put("virgin", virgin.toPlainString());
    }
    out.put("custodyModel", custodyModel.code());
    if (verifier != null) {
      out.put("verifier", verifier.value());
    }
  }
}
