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

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

  /** A sequence of up to thirty, the same for the same number. */
  public static List<Move> sequence(long number) {
    // Numbers that follow each other give java.util.Random beginnings that are alike.
    Random random = new Random(number * 0x9e3779b97f4a7c15L);
    List<Move> moves = new ArrayList<>();
    for (int count = 1 + random.nextInt(30); count > 0; count--) {
      moves.add(
          new Move(
              random.nextInt(5),
              random.nextInt(2),
              random.nextInt(LOTS),
              random.nextInt(LOTS),
              1 + random.nextInt(9),
              random.nextInt(10) == 0,
              random.nextBoolean()));
    }
    return moves;
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
