package org.assay.traceability.origin;

import static java.util.Objects.requireNonNull;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assay.attestation.Attestation;
import org.assay.attestation.Did;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.quantity.Grade;
import org.assay.ledger.Outcome;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds of shares in any network of splits, blends, losses and gaps. */
class OriginPropertiesTest {
  private static final List<String> PROCESSES =
      List.of("blend", "crushing", "refining", "smelting", "separation", "leaching");

  /** Something that brings forth lots, as the test itself keeps it. */
  private record Source(String process, String place, Map<String, Integer> inputs) {}

  /** A network that was made up, and the statements that tell of it. */
  private static final class Made {
    final Random random;
    final Map<String, Source> sources = new LinkedHashMap<>();
    final Map<String, Integer> grades = new LinkedHashMap<>();
    final Map<String, Integer> left = new LinkedHashMap<>();
    final List<Attestation> said = new ArrayList<>();

    Made(Random random, Did operator) {
      this.random = random;
      for (int i = 0; i < 5; i++) {
        String name = "ore-" + i;
        int kilograms = 50 + random.nextInt(500);
        add(name, new Source("mining", "mine-" + i, Map.of()), kilograms, 20 + random.nextInt(40));
        said.add(
            Chains.mined(
                "mine-" + i,
                lot(name),
                operator,
                Mineral.COBALT,
                dry(Integer.toString(kilograms)),
                graded(name)));
      }
      for (int i = 0; i < 12; i++) {
        step(i);
      }
    }

    private void add(String name, Source source, int kilograms, int percent) {
      sources.put(name, source);
      if (random.nextInt(8) > 0) {
        grades.put(name, percent);
      }
      left.put(name, kilograms);
    }

    private Grade[] graded(String name) {
      Integer percent = grades.get(name);
      return percent == null
          ? new Grade[0]
          : new Grade[] {percent("Co", Integer.toString(percent))};
    }

    private void step(int number) {
      Map<String, Integer> inputs = new TreeMap<>();
      List<String> known = new ArrayList<>(left.keySet());
      for (int count = 1 + random.nextInt(3); count > 0; count--) {
        String name = known.get(random.nextInt(known.size()));
        int there = left.getOrDefault(name, 0);
        if (there > 0 && !inputs.containsKey(name)) {
          int used = 1 + random.nextInt(there);
          inputs.put(name, used);
          left.put(name, there - used);
        }
      }
      if (inputs.isEmpty() || random.nextInt(6) == 0) {
        inputs.put("nobody-" + number, 1 + random.nextInt(100));
      }
      String process = PROCESSES.get(random.nextInt(PROCESSES.size()));
      List<Object> lots = new ArrayList<>();
      inputs.forEach((name, kg) -> lots.add(input(lot(name), dry(Integer.toString(kg)))));
      Source source = new Source(process, "plant-" + random.nextInt(4), inputs);
      // No more than half of the mass, and no richer than the poorest input: so no step gives more
      // metal than went in.
      int total = total(inputs);
      int poorest =
          inputs.keySet().stream().mapToInt(in -> grades.getOrDefault(in, 9)).min().orElse(9);
      int outputs = total < 4 ? 1 : 1 + random.nextInt(2);
      for (int i = 0; i < outputs; i++) {
        String name = "lot-" + number + "-" + i;
        int kilograms = Math.max(1, total / 4);
        add(name, source, kilograms, 1 + random.nextInt(poorest));
        lots.add(output(lot(name), dry(Integer.toString(kilograms)), graded(name)));
      }
      said.add(Chains.made(source.place(), process, null, lots.toArray()));
    }
  }

  private static int total(Map<String, Integer> inputs) {
    return inputs.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A fraction as a pair, with nothing cleverer than the school's rules. */
  private record Pair(BigInteger up, BigInteger down) {
    static Pair of(long up, long down) {
      return new Pair(BigInteger.valueOf(up), BigInteger.valueOf(down));
    }

    Pair times(Pair other) {
      return new Pair(up.multiply(other.up), down.multiply(other.down));
    }

    Pair plus(Pair other) {
      return new Pair(
          up.multiply(other.down).add(other.up.multiply(down)), down.multiply(other.down));
    }
  }

  /** Walks every path from a lot back to where the stage was done, one at a time. */
  private static void walk(
      Made made, String name, Stage stage, Pair weight, Map<Whereabouts, Pair> into) {
    Source source = made.sources.get(name);
    Whereabouts end = null;
    if (source == null) {
      end = new Whereabouts.Unknown(Whereabouts.Cause.MISSING);
    } else if (done(source.process(), stage)) {
      end = Chains.place(source.place());
    } else if (source.inputs().isEmpty()) {
      end = new Whereabouts.NotDone();
    }
    if (end != null || source == null) {
      into.merge(requireNonNull(end), weight, Pair::plus);
      return;
    }
    boolean areAllGraded = source.inputs().keySet().stream().allMatch(made.grades::containsKey);
    long all = 0;
    for (Map.Entry<String, Integer> input : source.inputs().entrySet()) {
      all += worth(made, input, areAllGraded);
    }
    for (Map.Entry<String, Integer> input : source.inputs().entrySet()) {
      walk(
          made,
          input.getKey(),
          stage,
          weight.times(Pair.of(worth(made, input, areAllGraded), all)),
          into);
    }
  }

  private static long worth(Made made, Map.Entry<String, Integer> input, boolean areAllGraded) {
    Integer grade = made.grades.get(input.getKey());
    return areAllGraded && grade != null ? (long) input.getValue() * grade : input.getValue();
  }

  private static boolean done(String process, Stage stage) {
    return switch (stage) {
      case MINED -> process.equals("mining");
      case REFINED -> List.of("refining", "smelting", "leaching").contains(process);
      case SEPARATED -> process.equals("separation");
      case MELTED -> process.equals("smelting");
      case PRODUCED -> false;
    };
  }

  private static Origin originIn(List<Attestation> order, LotId lot) {
    TestExchange exchange = TestExchange.founded();
    Actor operator = exchange.operator("op");
    List<byte[]> statements = new ArrayList<>();
    order.forEach(each -> statements.add(exchange.say(operator, each)));
    assertThat(exchange.process().submit(statements))
        .allMatch(outcome -> outcome instanceof Outcome.Sequenced);
    return Origin.of(exchange.trace(lot));
  }

  private static Made made(RepetitionInfo repetition) {
    return new Made(
        new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L), Actor.web("op").did());
  }

  @RepeatedTest(40)
  void sharesAreThoseOfEveryPathTakenByItselfAndAddUpToOne(RepetitionInfo repetition) {
    Made made = made(repetition);
    TestExchange exchange = TestExchange.founded();
    Actor operator = exchange.operator("op");
    made.said.forEach(each -> exchange.accept(operator, each));
    for (String name : made.sources.keySet()) {
      MetalOrigin origin = Origin.of(exchange.trace(lot(name))).metals().get(0);
      for (Stage stage : Stage.values()) {
        Map<Whereabouts, Pair> expected = new TreeMap<>();
        walk(made, name, stage, Pair.of(1, 1), expected);
        Shares shares = origin.shares(stage);
        assertThat(shares.of().keySet()).as("%s %s", name, stage).isEqualTo(expected.keySet());
        BigInteger up = BigInteger.ZERO;
        BigInteger down = BigInteger.ONE;
        for (Map.Entry<Whereabouts, Pair> each : expected.entrySet()) {
          BigInteger shareUp = shares.share(each.getKey()).numerator();
          BigInteger shareDown = shares.share(each.getKey()).denominator();
          assertThat(shareUp.multiply(each.getValue().down()))
              .as("%s %s %s", name, stage, each.getKey())
              .isEqualTo(shareDown.multiply(each.getValue().up()));
          up = up.multiply(shareDown).add(shareUp.multiply(down));
          down = down.multiply(shareDown);
        }
        assertThat(up).as("the sum of %s %s", name, stage).isEqualTo(down);
      }
    }
  }

  @RepeatedTest(15)
  void theOrderInWhichStatementsComeChangesNoShare(RepetitionInfo repetition) {
    Made made = made(repetition);
    List<String> names = new ArrayList<>(made.sources.keySet());
    LotId last = lot(names.get(names.size() - 1));
    List<Attestation> shuffled = new ArrayList<>(made.said);
    Collections.shuffle(shuffled, new Random(repetition.getCurrentRepetition()));

    assertThat(originIn(shuffled, last)).isEqualTo(originIn(made.said, last));
  }
}
