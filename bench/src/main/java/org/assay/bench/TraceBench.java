package org.assay.bench;

import static org.assay.functions.gateway.testing.TestCoalition.FI;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;
import org.assay.aws.AwsStores;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.ledger.BlockStore;
import org.assay.ledger.IndexStore;
import org.assay.ledger.Outcome;
import org.assay.ledger.Salt;
import org.assay.ledger.Sequencer;
import org.assay.ledger.SequencerSettings;
import org.assay.ledger.StatementStore;
import org.assay.traceability.admission.AttestationAdmission;
import org.assay.traceability.admission.Submission;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.EvidenceReader;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Tracer;

/**
 * What it takes to answer about a lot with a thousand ancestors and more: the first time, again,
 * and after one more statement; at several depths.
 */
final class TraceBench {
  private static final String LOG = "log.example/bench";
  private static final int BATCH = 400;
  private static final int MINES = 40;

  private final TestCoalition coalition = new TestCoalition(LOG);
  private final AtomicInteger rounds = new AtomicInteger();
  private final AwsStores stores;
  private final Sequencer<Submission, Rejection> sequencer;
  private final RegistryReader registries;
  private final Random random = new Random(17);
  private final List<byte[]> waiting = new ArrayList<>();

  private TraceBench(AwsStores stores) {
    this.stores = stores;
    this.registries = new RegistryReader(stores.index(), stores.statements());
    this.sequencer =
        new Sequencer<>(
            stores.blocks(),
            stores.index(),
            stores.statements(),
            stores.pending(),
            new AttestationAdmission(registries),
            () -> {
              byte[] salt = new byte[Salt.LENGTH];
              random.nextBytes(salt);
              return new Salt(salt);
            },
            Clock.systemUTC(),
            ForkJoinPool.commonPool(),
            SequencerSettings.DEFAULT);
  }

  /**
   * @param args how many lots, and at which depths; by default a thousand at 4, 8 and 16
   */
  static void run(String[] args) throws Exception {
    int lots = args.length == 0 ? 1_000 : Integer.parseInt(args[0]);
    List<Integer> depths = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      depths.add(Integer.valueOf(args[i]));
    }
    if (depths.isEmpty()) {
      depths.addAll(List.of(4, 8, 16));
    }
    try (Stores embedded = Stores.start()) {
      for (int depth : depths) {
        try (AwsStores stores = embedded.fresh(embedded.settings())) {
          new TraceBench(stores).measure(lots, depth);
        }
      }
    }
  }

  private void measure(int lots, int depth) throws RejectedException {
    for (byte[] founding : coalition.founding()) {
      submit(List.of(founding));
    }
    submit(
        List.of(
            coalition.finland.says(
                TestCoalition.accreditation(coalition.refiner, FI, AttestationType.LOT_ORIGIN))));
    List<LotId> made = network(lots, depth);
    LotId last = made.get(made.size() - 1);
    System.out.printf("%n%,d lots at depth %d:%n", made.size(), depth);
    // Whatever the JVM compiles, it has compiled by then.
    for (int i = 0; i < 3; i++) {
      answer(reader(), last);
    }
    EvidenceReader reader = reader();
    report("the first time", reader, last);
    report("again", reader, last);
    List<byte[]> one = List.of(coalition.refiner.says(split(made.get(0))));
    submit(one);
    report("after one more statement upstream", reader, last);
    Evidence evidence = reader.read(last, reader.size(), TraceLimits.DEFAULT);
    report("of a lot that shares half of them", reader, made.get(made.size() - 2));
    evaluate(evidence);
  }

  private void evaluate(Evidence evidence) {
    int times = 20;
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      if (Tracer.trace(evidence).checks().isEmpty()) {
        throw new IllegalStateException("nothing was checked");
      }
    }
    long traced = System.nanoTime();
    Trace trace = Tracer.trace(evidence);
    long begun = System.nanoTime();
    for (int i = 0; i < times; i++) {
      if (Origin.of(trace).metals().isEmpty()) {
        throw new IllegalStateException("no metals");
      }
    }
    System.out.printf(
        "  judging alone, signatures known to hold: %.1f ms; shares alone: %.1f ms%n",
        (traced - began) / 1e6 / times, (System.nanoTime() - begun) / 1e6 / times);
  }

  private EvidenceReader reader() {
    return new EvidenceReader(
        counted(BlockStore.class, stores.blocks()),
        counted(IndexStore.class, stores.index()),
        counted(StatementStore.class, stores.statements()),
        new RegistryReader(
            counted(IndexStore.class, stores.index()),
            counted(StatementStore.class, stores.statements())));
  }

  /** Counts what is asked of a store: a round each, however many calls at once it takes. */
  private <T> T counted(Class<T> type, T store) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              rounds.incrementAndGet();
              try {
                return method.invoke(store, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static Trace answer(EvidenceReader reader, LotId lot) {
    Trace trace = Tracer.trace(reader.read(lot, reader.size(), TraceLimits.DEFAULT));
    Origin unused = Origin.of(trace);
    return trace;
  }

  private void report(String what, EvidenceReader reader, LotId lot) {
    CallMeter.reset();
    rounds.set(0);
    long began = System.nanoTime();
    Evidence evidence = reader.read(lot, reader.size(), TraceLimits.DEFAULT);
    long read = System.nanoTime();
    Trace trace = Tracer.trace(evidence);
    long judged = System.nanoTime();
    Origin origin = Origin.of(trace);
    long end = System.nanoTime();
    Map<String, Long> calls = CallMeter.counts();
    System.out.printf(
        "  %-34s %s, %,d lots upstream, %d places; %,.0f ms (reading %,.0f, judging %,.0f, shares"
            + " %,.0f); %d rounds, calls %s%n",
        what,
        trace.verdict(),
        evidence.upstream().size(),
        origin.metals().get(0).stages().values().iterator().next().of().size(),
        (end - began) / 1e6,
        (read - began) / 1e6,
        (judged - read) / 1e6,
        (end - judged) / 1e6,
        rounds.get(),
        calls);
  }

  // What is recorded.

  /** Lots in levels, each made from some of the level before, a third of them from two. */
  private List<LotId> network(int lots, int depth) throws RejectedException {
    int[] widths = widths(lots, depth);
    List<LotId> all = new ArrayList<>();
    List<LotId> level = new ArrayList<>();
    int[] mass = new int[widths[depth]];
    int[] grade = new int[widths[depth]];
    for (int k = 0; k < widths[depth]; k++) {
      LotId lot = TestCoalition.newLot("ore");
      mass[k] = 500 + random.nextInt(1_000);
      grade[k] = 5_000 + random.nextInt(20_000);
      say(coalition.refiner.says(mined(lot, mass[k] + 1, grade[k])));
      level.add(lot);
    }
    all.addAll(level);
    for (int i = depth - 1; i >= 0; i--) {
      int width = widths[i];
      List<List<Transformation.Input>> inputs = new ArrayList<>();
      for (int j = 0; j < width; j++) {
        inputs.add(new ArrayList<>());
      }
      int[] total = new int[width];
      long[] metal = new long[width];
      for (int k = 0; k < level.size(); k++) {
        int parent = (int) ((long) k * width / level.size());
        boolean isShared = k % 3 == 0 && width > 1;
        int half = isShared ? mass[k] / 2 : 0;
        for (int n = 0; n < (isShared ? 2 : 1); n++) {
          int to = (parent + n) % width;
          int part = n == 0 ? mass[k] - half : half;
          inputs.get(to).add(new Transformation.Input(level.get(k), dry(part)));
          total[to] += part;
          metal[to] += (long) part * grade[k];
        }
      }
      List<LotId> next = new ArrayList<>();
      grade = new int[width];
      for (int j = 0; j < width; j++) {
        LotId lot = TestCoalition.newLot("blend");
        grade[j] = (int) (metal[j] / total[j]);
        say(coalition.refiner.says(made("blend", inputs.get(j), lot, total[j], grade[j])));
        next.add(lot);
      }
      mass = total;
      level = next;
      all.addAll(level);
    }
    submit(List.copyOf(waiting));
    waiting.clear();
    return all;
  }

  /** From one lot to the most, each level so many times as wide as the one after it. */
  private static int[] widths(int lots, int depth) {
    double low = 1;
    double high = lots;
    int[] widths = new int[depth + 1];
    for (int tries = 0; tries < 100; tries++) {
      double ratio = (low + high) / 2;
      int sum = 0;
      for (int i = 0; i <= depth; i++) {
        widths[i] = (int) Math.min(lots, Math.round(Math.pow(ratio, i)));
        sum += widths[i];
      }
      if (sum > lots) {
        high = ratio;
      } else {
        low = ratio;
      }
    }
    return widths;
  }

  private LotOrigin mined(LotId lot, int kilograms, int thousandths) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return new LotOrigin(
        lot,
        mine(random.nextInt(MINES)),
        coalition.refiner.did(),
        Mineral.COBALT,
        "hydroxide",
        null,
        dry(kilograms),
        List.of(grade(thousandths)),
        today.minusDays(60),
        today.minusDays(30),
        null);
  }

  private static Facility mine(int number) {
    return new Facility(
        new FacilityId("urn:assay:facility:fi:mine-" + number), "Mine " + number, FI);
  }

  private static Transformation made(
      String process,
      List<Transformation.Input> inputs,
      LotId lot,
      int kilograms,
      int thousandths) {
    Instant now = Instant.now();
    return new Transformation(
        TestCoalition.refinery(),
        process,
        inputs,
        List.of(
            new Transformation.Output(
                lot,
                Mineral.COBALT,
                "hydroxide",
                null,
                dry(kilograms),
                List.of(grade(thousandths)))),
        List.of(),
        now.minus(Duration.ofDays(5)),
        now.minus(Duration.ofDays(4)));
  }

  /** The one kilogram of an ore that nothing is made from. */
  private static Transformation split(LotId of) {
    return made(
        "split",
        List.of(new Transformation.Input(of, dry(1))),
        TestCoalition.newLot("rest"),
        1,
        5_000);
  }

  private static Quantity dry(int kilograms) {
    return Quantity.dry(Mass.ofKilograms(kilograms));
  }

  private static Grade grade(int thousandths) {
    return Grade.percent("Co", BigDecimal.valueOf(thousandths, 3).toPlainString(), MassBasis.DRY);
  }

  private void say(byte[] statement) throws RejectedException {
    waiting.add(statement);
    if (waiting.size() == BATCH) {
      submit(List.copyOf(waiting));
      waiting.clear();
    }
  }

  private void submit(List<byte[]> statements) throws RejectedException {
    stores.statements().putAll(statements);
    List<Submission> submissions = new ArrayList<>();
    Registry registry = registries.current();
    for (byte[] bytes : statements) {
      Statement statement = Statement.read(bytes);
      submissions.add(
          new Submission(
              statement,
              statement instanceof AttestationStatement attestation
                  ? Signatures.verify(registry, attestation.jws(), Long.MAX_VALUE, Instant.now())
                  : null));
    }
    for (Outcome<Rejection> outcome : sequencer.submit(submissions)) {
      if (!(outcome instanceof Outcome.Sequenced<Rejection>)) {
        throw new IllegalStateException("not recorded: " + outcome);
      }
    }
  }
}
