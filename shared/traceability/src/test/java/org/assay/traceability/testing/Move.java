package org.assay.traceability.testing;

import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assay.traceability.testing.Say.transfer;
import static org.assay.traceability.testing.Say.wet;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.assay.attestation.Attestation;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Quantity;

/**
 * Something that one of two parties may say of a few lots, sensible or not.
 *
 * @param ends whether a batch ends with it
 */
public record Move(int kind, int by, int from, int to, int kilograms, boolean isWet, boolean ends) {
  /** How many lots there are. */
  public static final int LOTS = 4;

  /** Sequences of up to thirty. */
  public static Arbitrary<List<Move>> sequences() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, LOTS - 1),
            Arbitraries.integers().between(0, LOTS - 1),
            Arbitraries.integers().between(1, 9),
            Arbitraries.integers().between(0, 9).map(n -> n == 0),
            Arbitraries.of(true, false))
        .as(Move::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  /** One of the lots. */
  public static LotId name(int number) {
    return lot("lot-" + number);
  }

  /** What it says, by one of two. */
  public Attestation said(List<Actor> actors) {
    Actor actor = actors.get(by);
    String mass = Integer.toString(kilograms);
    Quantity quantity = isWet ? wet(mass, "0.1") : dry(mass);
    return switch (kind) {
      case 0 -> origin(name(from), actor.did(), quantity, percent("Co", "10"));
      case 1 -> transfer(name(from), actor.did(), actors.get(1 - by).did(), quantity);
      default ->
          making(
              "refining",
              input(name(from), quantity),
              output(from == to ? lot("new-" + from) : name(to), quantity, percent("Co", "10")));
    };
  }
}
