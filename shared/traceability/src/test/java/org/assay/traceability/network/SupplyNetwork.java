package org.assay.traceability.network;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.HAPPENED;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assay.attestation.Attestation;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Grade;
import org.assay.ledger.Outcome;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;

/**
 * Cobalt from many mines through traders, smelters that take in hundreds of lots at once, splits
 * and blends, with transfers and receipts, and with what goes wrong: lots that come from nowhere,
 * statements that were revoked, lots of which more is used than there was, and lots that are made
 * from each other. The same seed gives the same network. What is kept here is what the generator
 * did, not what the ledger says of it.
 */
final class SupplyNetwork {
  private static final int BATCH = 400;
  private static final int MINES = 40;

  /** How a lot came to be; {@code inputs} are kilograms. */
  record Source(int statement, String process, String place, Map<String, Integer> inputs) {}

  final Map<String, Source> sources = new LinkedHashMap<>();
  final Map<String, Integer> mass = new HashMap<>();

  /** In thousandths of a percent; only of lots whose statement says so. */
  final Map<String, Integer> declared = new HashMap<>();

  /** In thousandths of a percent, said or not. */
  private final Map<String, Integer> grade = new HashMap<>();

  /** What is consumed of a lot, by the number of the statement. */
  final Map<String, Map<Integer, Integer>> consumed = new HashMap<>();

  /** Every statement that touches a lot, by number. */
  final Map<String, List<Integer>> touching = new HashMap<>();

  final Set<Integer> revoked = new HashSet<>();

  /** Lots that were sent, that nobody confirmed and that the receiver did not use. */
  final Set<String> open = new HashSet<>();

  final Map<String, String> madeFromEachOther = new HashMap<>();

  private final Map<Integer, List<String>> broughtForth = new HashMap<>();
  private final Map<String, Actor> holder = new HashMap<>();
  private final Map<String, Integer> left = new HashMap<>();
  private final List<AttestationStatement> said = new ArrayList<>();
  private final List<Actor> saidBy = new ArrayList<>();
  private final List<byte[]> waiting = new ArrayList<>();
  private final TestExchange exchange;
  private final TestExchange.Process process;
  private final Random random;
  private final int statements;
  private final int fanIn;
  private final List<Actor> miners;
  private final List<Actor> smelters;
  private final Map<Actor, List<String>> stocks = new HashMap<>();
  private int next;

  SupplyNetwork(TestExchange exchange, long seed, int statements) {
    this.exchange = exchange;
    this.process = exchange.accomplice();
    this.random = new Random(seed * 0x9e3779b97f4a7c15L);
    this.statements = statements;
    this.fanIn = Math.min(250, statements / 40);
    this.miners = List.of(exchange.operator("miner-1"), exchange.operator("miner-2"));
    this.smelters = List.of(exchange.operator("smelter-1"), exchange.operator("smelter-2"));
    while (said.size() < statements) {
      campaign();
    }
    submit();
  }

  int size() {
    return said.size();
  }

  static Facility facility(String name) {
    return new Facility(new FacilityId("urn:test:facility:" + name), "The " + name, CD);
  }

  // What happens.

  /** A smelter buys from many, smelts, and what comes out is split, sold on and blended. */
  private void campaign() {
    Actor smelter = smelters.get(random.nextInt(2));
    List<String> bought = new ArrayList<>();
    int count = 1 + fanIn / 2 + random.nextInt(fanIn / 2);
    for (int i = 0; i < count && said.size() < statements; i++) {
      Actor miner = miners.get(random.nextInt(2));
      String parcel = random.nextInt(3) == 0 ? mined(miner) : gathered(miner);
      sent(parcel, miner, smelter);
      bought.add(parcel);
    }
    if (random.nextInt(3) == 0) {
      bought.add(fromNowhere());
    }
    if (bought.isEmpty()) {
      return;
    }
    List<String> stock =
        new ArrayList<>(made("smelting", smelter, "smelter", used(bought, 1.0), 3));
    for (int i = 2 + random.nextInt(8); i > 0; i--) {
      String process = random.nextBoolean() ? "split" : random.nextBoolean() ? "blend" : "refining";
      List<String> from = new ArrayList<>();
      for (int n = process.equals("split") ? 1 : 1 + random.nextInt(3); n > 0; n--) {
        from.add(stock.get(random.nextInt(stock.size())));
      }
      // What others of its campaigns left is blended in now and then: so chains grow deep.
      if (process.equals("blend") && !sources.isEmpty()) {
        earlier(smelter).ifPresent(from::add);
      }
      Map<String, Integer> inputs = used(from, 0.3 + 0.7 * random.nextDouble());
      if (!inputs.isEmpty()) {
        stock.addAll(made(process, smelter, "refinery-" + random.nextInt(5), inputs, 3));
      }
    }
    mishap(smelter, stock);
    stocks.computeIfAbsent(smelter, any -> new ArrayList<>()).addAll(stock);
  }

  private Optional<String> earlier(Actor smelter) {
    List<String> stock = stocks.getOrDefault(smelter, List.of());
    return stock.isEmpty()
        ? Optional.empty()
        : Optional.of(stock.get(random.nextInt(stock.size())));
  }

  private void mishap(Actor smelter, List<String> stock) {
    String lot = stock.get(random.nextInt(stock.size()));
    switch (random.nextInt(6)) {
      case 0 -> revoke(random.nextInt(said.size()));
      case 1 -> overuse(smelter, lot);
      case 2 -> {
        String one = name("chicken");
        String other = name("egg");
        stock.addAll(fromEachOther(smelter, one, other));
      }
      case 3 -> {
        // Sold to somebody who never says that it came.
        if (left.getOrDefault(lot, 0).equals(mass.get(lot)) && smelter.equals(holder.get(lot))) {
          transfer(lot, smelter, miners.get(0), false);
          open.add(lot);
        }
      }
      default -> {}
    }
  }

  private String name(String kind) {
    return kind + "-" + next++;
  }

  private String mined(Actor miner) {
    String name = name("ore");
    int mine = random.nextInt(MINES);
    know(name, miner, 50 + random.nextInt(500), 5_000 + random.nextInt(20_000));
    LotOrigin origin =
        new LotOrigin(
            lot(name),
            facility("mine-" + mine),
            miner.did(),
            Mineral.COBALT,
            "ore",
            null,
            dry(Integer.toString(mass(name))),
            List.of(grades(name)),
            LocalDate.parse("2026-10-01"),
            LocalDate.parse("2026-10-31"),
            null);
    int number = say(miner, origin, List.of(name));
    sources.put(name, new Source(number, "mining", "mine-" + mine, Map.of()));
    return name;
  }

  /** What a miner blends of a few lots before it sells it. */
  private String gathered(Actor miner) {
    List<String> ores = new ArrayList<>();
    for (int i = 2 + random.nextInt(6); i > 0; i--) {
      ores.add(mined(miner));
    }
    return made("blend", miner, "yard-" + random.nextInt(10), used(ores, 1.0), 1).get(0);
  }

  /** A lot of which no statement says where it comes from. */
  private String fromNowhere() {
    String name = name("nobody");
    left.put(name, 100);
    grade.put(name, 10_000);
    return name;
  }

  private void sent(String name, Actor from, Actor to) {
    // One in forty is not confirmed; that it is used says that it came.
    transfer(name, from, to, random.nextInt(40) > 0);
  }

  private void transfer(String name, Actor from, Actor to, boolean isConfirmed) {
    int number =
        say(
            from,
            Say.transfer(lot(name), from.did(), to.did(), dry(Integer.toString(mass(name)))),
            List.of(name));
    holder.put(name, to);
    if (isConfirmed) {
      say(to, Say.receipt(said.get(number), dry(Integer.toString(mass(name)))), List.of(name));
    }
  }

  /** A share of what is left of each. */
  private Map<String, Integer> used(List<String> names, double share) {
    Map<String, Integer> used = new LinkedHashMap<>();
    for (String name : names) {
      int part = (int) (left.getOrDefault(name, 0) * share);
      if (part > 0 && !open.contains(name)) {
        used.put(name, part);
      }
    }
    return used;
  }

  /** A step that keeps all metal; smelting and refining halve the mass where that is possible. */
  private List<String> made(
      String process, Actor by, String place, Map<String, Integer> inputs, int most) {
    long metal = 0;
    int total = 0;
    for (Map.Entry<String, Integer> input : inputs.entrySet()) {
      total += input.getValue();
      metal += (long) input.getValue() * grade.getOrDefault(input.getKey(), 0);
    }
    boolean isRich = metal / total > 45_000;
    boolean isWork = process.equals("smelting") || process.equals("refining");
    String name = isWork && (isRich || total % 2 == 1) ? "crushing" : process;
    int out = name.equals(process) && isWork ? total / 2 : total;
    int parts = Math.min(out, 1 + random.nextInt(most));
    List<String> outputs = new ArrayList<>();
    List<Object> lots = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      String output = name("lot");
      know(output, by, out / parts + (i < out % parts ? 1 : 0), (int) (metal / out));
      outputs.add(output);
      lots.add(output(lot(output), dry(Integer.toString(mass(output))), grades(output)));
    }
    record(name, by, place, inputs, outputs, lots);
    return outputs;
  }

  private void record(
      String process,
      Actor by,
      String place,
      Map<String, Integer> inputs,
      List<String> outputs,
      List<Object> lots) {
    inputs.forEach((from, kg) -> lots.add(input(lot(from), dry(Integer.toString(kg)))));
    List<String> touched = new ArrayList<>(inputs.keySet());
    touched.addAll(outputs);
    int number = say(by, at(place, process, lots), touched);
    outputs.forEach(output -> sources.put(output, new Source(number, process, place, inputs)));
    broughtForth.put(number, List.copyOf(outputs));
    inputs.forEach(
        (from, kg) -> {
          left.merge(from, -kg, Integer::sum);
          consumed.computeIfAbsent(from, any -> new HashMap<>()).put(number, kg);
        });
  }

  private static Transformation at(String place, String process, List<Object> lots) {
    Transformation made = Say.making(process, lots.toArray());
    return new Transformation(
        facility(place),
        process,
        made.inputs(),
        made.outputs(),
        made.losses(),
        HAPPENED.minusSeconds(3600),
        HAPPENED);
  }

  /** Uses a lot again that is used up. */
  private void overuse(Actor by, String name) {
    if (!open.contains(name)) {
      Map<String, Integer> all = Map.of(name, mass(name));
      made("crushing", by, "yard-0", all, 1);
      made("crushing", by, "yard-1", all, 1);
    }
  }

  private List<String> fromEachOther(Actor by, String one, String other) {
    know(one, by, 100, 10_000);
    know(other, by, 100, 10_000);
    declared.put(one, 10_000);
    declared.put(other, 10_000);
    for (List<String> pair : List.of(List.of(one, other), List.of(other, one))) {
      List<Object> lots = new ArrayList<>();
      lots.add(output(lot(pair.get(0)), dry("100"), percent("Co", "10")));
      record("crushing", by, "yard-9", Map.of(pair.get(1), 100), pair.subList(0, 1), lots);
    }
    madeFromEachOther.put(one, other);
    madeFromEachOther.put(other, one);
    // Something is made of what does not exist, too.
    left.put(one, 10);
    List<String> made = made("crushing", by, "yard-3", Map.of(one, 10), 1);
    left.put(one, 0);
    return made;
  }

  private void revoke(int number) {
    AttestationStatement target = said.get(number);
    if (target.credential().subject() instanceof LotOrigin
        || target.credential().subject() instanceof Transformation) {
      submitLater(exchange.say(saidBy.get(number), Say.revoke(target)));
      revoked.add(number);
    }
  }

  // How it is kept and said.

  private void know(String name, Actor by, int kilograms, int thousandths) {
    mass.put(name, kilograms);
    left.put(name, kilograms);
    grade.put(name, thousandths);
    holder.put(name, by);
    if (random.nextInt(50) > 0) {
      declared.put(name, thousandths);
    }
  }

  /** Whether a lot was made by a smelter, or of what one made. */
  boolean isWorked(String name) {
    Source source = sources.get(name);
    return source != null && !source.inputs().isEmpty() && !source.place().startsWith("yard");
  }

  /** The lots that a statement brings forth. */
  List<String> outputs(int statement) {
    return broughtForth.getOrDefault(statement, List.of());
  }

  int mass(String name) {
    return mass.getOrDefault(name, 0);
  }

  private Grade[] grades(String name) {
    Integer thousandths = declared.get(name);
    return thousandths == null
        ? new Grade[0]
        : new Grade[] {percent("Co", BigDecimal.valueOf(thousandths, 3).toPlainString())};
  }

  private int say(Actor by, Attestation what, List<String> touched) {
    byte[] bytes = exchange.say(by, what);
    int number = said.size();
    try {
      said.add((AttestationStatement) Statement.read(bytes));
    } catch (RejectedException e) {
      throw new AssertionError(e.rejection().detail(), e);
    }
    saidBy.add(by);
    touched.forEach(name -> touching.computeIfAbsent(name, any -> new ArrayList<>()).add(number));
    submitLater(bytes);
    return number;
  }

  private void submitLater(byte[] bytes) {
    waiting.add(bytes);
    if (waiting.size() == BATCH) {
      submit();
    }
  }

  private void submit() {
    for (Outcome<?> outcome : process.submit(List.copyOf(waiting))) {
      if (!(outcome instanceof Outcome.Sequenced<?>)) {
        throw new AssertionError("not recorded, but " + outcome);
      }
    }
    waiting.clear();
  }
}
