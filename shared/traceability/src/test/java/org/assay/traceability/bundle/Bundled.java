package org.assay.traceability.bundle;

import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.loss;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assay.traceability.testing.Say.transfer;
import static org.assay.traceability.testing.Say.wet;

import java.time.Duration;
import java.time.LocalDate;
import java.util.OptionalLong;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.ledger.Ref;
import org.assay.ledger.testing.InMemoryLogStore;
import org.assay.ledger.testing.InMemoryPublicationStore;
import org.assay.ledger.tlog.FileNoteSigner;
import org.assay.ledger.tlog.Publisher;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.SeededKeys;
import org.assay.traceability.testing.TestExchange;
import org.assay.traceability.trace.TraceLimits;

/** An exchange with a public log, the same each time, and bundles of its lots. */
final class Bundled {
  /** In order. */
  static final LotId GOOD = lot("sulfate");

  /** What {@link #GOOD} is made from. */
  static final LotId ORE = lot("ore");

  static final LotId HYDROXIDE = lot("hydroxide");

  /** Its origin was revoked. */
  static final LotId REVOKED = lot("revoked");

  /** Nothing says where it comes from. */
  static final LotId UNEXPLAINED = lot("unexplained");

  static final LocalDate DAY = LocalDate.parse("2026-11-26");

  final TestExchange exchange = TestExchange.seeded();
  final Actor miner = exchange.operator("miner");
  final Actor refiner = exchange.operator("refiner");
  final FileNoteSigner signer;

  /** The checkpoint of a time before the last entries. */
  final String earlier;

  final InMemoryLogStore log = new InMemoryLogStore();
  private final InMemoryPublicationStore publications = new InMemoryPublicationStore();
  private final Publisher publisher;

  Bundled() {
    try {
      this.signer = SeededKeys.logKey(TestExchange.LOG);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    this.publisher = new Publisher(exchange.blocks, publications, log, signer);
    exchange.accept(miner, origin(ORE, miner.did(), wet("1000", "0.1"), percent("Co", "10")));
    exchange.accept(exchange.congo, Say.conformity(Say.CD, Mineral.COBALT));
    exchange.accept(
        miner,
        making(
            "leaching",
            input(ORE, wet("1000", "0.1")),
            output(HYDROXIDE, dry("250"), percent("Co", "30")),
            loss("tailings", dry("650"), percent("Co", "2.3"))));
    this.earlier = publish();
    exchange.clock.move(Duration.ofHours(30));
    exchange.accept(miner, transfer(HYDROXIDE, miner.did(), refiner.did(), dry("250")));
    Ref revoked =
        exchange.accept(miner, origin(REVOKED, miner.did(), dry("5"), percent("Co", "10")));
    exchange.accept(
        refiner,
        making(
            "refining",
            input(HYDROXIDE, dry("250")),
            output(GOOD, dry("350"), percent("Co", "20.8"))));
    exchange.accept(exchange.congo, Say.revoke(exchange.recorded(revoked)));
    exchange.accept(
        miner,
        making(
            "leaching",
            input(lot("unheard-of"), dry("100")),
            output(UNEXPLAINED, dry("50"), percent("Co", "20"))));
    exchange.registered("late-comer", Say.CD);
    publish();
  }

  /** The checkpoint of now. */
  String publish() {
    return publisher.publish().orElseThrow().checkpoint();
  }

  TrustAnchors trust() {
    return new TrustAnchors(
        signer.key(), exchange.blocks.read(0).orElseThrow().entries().get(0).statement());
  }

  byte[] bundle(LotId lot) {
    return bundle(lot, OptionalLong.empty());
  }

  byte[] bundle(LotId lot, OptionalLong since) {
    return bundle(lot, since, TraceLimits.DEFAULT);
  }

  byte[] bundle(LotId lot, OptionalLong since, TraceLimits limits) {
    BundleMaker maker = new BundleMaker(exchange.reader(), publications, log);
    return maker.make(maker.gather(lot, limits).orElseThrow(), since, DAY);
  }

  Verification verify(byte[] bundle) {
    return new BundleVerifier(trust()).verify(bundle);
  }
}
