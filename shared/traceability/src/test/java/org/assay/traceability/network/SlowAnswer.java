package org.assay.traceability.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.traceability.network.SupplyNetwork.Source;
import org.assay.traceability.origin.Whereabouts;
import org.assay.traceability.testing.Say;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Verdict;

/**
 * What follows of a lot from what the generator did, by definitions written down one after the
 * other, without the ledger and with nothing of the code that is tested.
 */
final class SlowAnswer {
  private final SupplyNetwork network;
  final String lot;

  /** The lots that are looked at, those past the limit, and those that come from nowhere. */
  final Set<String> seen = new LinkedHashSet<>();

  final Set<String> past = new TreeSet<>();
  final Set<String> missing = new TreeSet<>();
  private final Map<String, Map<Whereabouts, Fraction>> mined = new HashMap<>();
  private final Map<String, Map<Whereabouts, Fraction>> refined = new HashMap<>();

  /** A fraction in lowest terms, by the school's rules. */
  record Fraction(BigInteger up, BigInteger down) {
    static Fraction of(long up, long down) {
      return reduced(BigInteger.valueOf(up), BigInteger.valueOf(down));
    }

    private static Fraction reduced(BigInteger up, BigInteger down) {
      BigInteger divisor = up.gcd(down);
      return new Fraction(up.divide(divisor), down.divide(divisor));
    }

    Fraction times(Fraction other) {
      return reduced(up.multiply(other.up), down.multiply(other.down));
    }

    Fraction plus(Fraction other) {
      return reduced(
          up.multiply(other.down).add(other.up.multiply(down)), down.multiply(other.down));
    }
  }

  SlowAnswer(SupplyNetwork network, String lot, TraceLimits limits) {
    this.network = network;
    this.lot = lot;
    walk(limits);
    for (String each : seen) {
      if (!network.sources.containsKey(each)) {
        missing.add(each);
      }
    }
  }

  private List<String> inputs(String name) {
    Source source = network.sources.get(name);
    return source == null ? List.of() : List.copyOf(source.inputs().keySet());
  }

  private void walk(TraceLimits limits) {
    Set<String> met = new HashSet<>(Set.of(lot));
    List<String> level = List.of(lot);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth > limits.depth() || met.size() > limits.lots()) {
        past.addAll(level);
        return;
      }
      seen.addAll(level);
      List<String> further = new ArrayList<>();
      for (String each : level) {
        for (String from : inputs(each)) {
          if (met.add(from)) {
            further.add(from);
          }
        }
      }
      level = further;
    }
  }

  long consumed(String name) {
    return network.consumed.getOrDefault(name, Map.of()).values().stream()
        .mapToLong(Integer::longValue)
        .sum();
  }

  /** Of which more is used than there was. */
  Set<String> overused() {
    Set<String> overused = new TreeSet<>();
    for (String each : seen) {
      if (network.sources.containsKey(each) && consumed(each) > network.mass(each)) {
        overused.add(each);
      }
    }
    return overused;
  }

  boolean isCyclic(String name) {
    String other = network.madeFromEachOther.get(name);
    return other != null && seen.contains(name) && seen.contains(other);
  }

  Verdict verdict() {
    boolean isRevoked =
        seen.stream()
            .flatMap(each -> network.touching.getOrDefault(each, List.of()).stream())
            .anyMatch(network.revoked::contains);
    if (isRevoked || !overused().isEmpty() || seen.stream().anyMatch(this::isCyclic)) {
      return Verdict.FAIL;
    }
    boolean isOpen =
        !missing.isEmpty()
            || !past.isEmpty()
            || seen.stream().anyMatch(network.open::contains)
            || seen.stream().anyMatch(each -> !isCompared(each));
    return isOpen ? Verdict.UNKNOWN : Verdict.PASS;
  }

  /** Whether what came out was held against what went in: not where grades lack. */
  private boolean isCompared(String output) {
    Source source = network.sources.get(output);
    if (source == null
        || source.inputs().isEmpty()
        || Set.of("blend", "split").contains(source.process())) {
      return true;
    }
    if (!network.declared.containsKey(output)) {
      return false;
    }
    long in = 0;
    boolean isComplete = true;
    for (Map.Entry<String, Integer> input : source.inputs().entrySet()) {
      Integer grade = seen.contains(input.getKey()) ? network.declared.get(input.getKey()) : null;
      isComplete &= grade != null;
      in += (long) input.getValue() * (grade == null ? 0 : grade);
    }
    long out = 0;
    for (String each : network.outputs(source.statement())) {
      Integer grade = network.declared.get(each);
      out += (long) network.mass(each) * (grade == null ? 0 : grade);
    }
    // What is not known can only add to what went in.
    return isComplete || out * 100 <= in * 102;
  }

  // Where it comes from.

  Map<Whereabouts, Fraction> mined() {
    return shares(lot, "mining", mined);
  }

  Map<Whereabouts, Fraction> refined() {
    return shares(lot, "refining", refined);
  }

  private static Map<Whereabouts, Fraction> all(Whereabouts where) {
    return Map.of(where, Fraction.of(1, 1));
  }

  private static Whereabouts unknown(Whereabouts.Cause cause) {
    return new Whereabouts.Unknown(cause);
  }

  private Map<Whereabouts, Fraction> shares(
      String name, String stage, Map<String, Map<Whereabouts, Fraction>> known) {
    Map<Whereabouts, Fraction> before = known.get(name);
    if (before == null) {
      before = compute(name, stage, known);
      known.put(name, before);
    }
    return before;
  }

  private Map<Whereabouts, Fraction> compute(
      String name, String stage, Map<String, Map<Whereabouts, Fraction>> known) {
    Source source = network.sources.get(name);
    if (past.contains(name)) {
      return all(unknown(Whereabouts.Cause.NOT_FOLLOWED));
    } else if (source == null) {
      return all(unknown(Whereabouts.Cause.MISSING));
    } else if (network.revoked.contains(source.statement())) {
      return all(unknown(Whereabouts.Cause.DOES_NOT_HOLD));
    } else if (isCyclic(name)) {
      return all(unknown(Whereabouts.Cause.CYCLE));
    }
    boolean isHere =
        stage.equals("mining")
            ? source.process().equals("mining")
            : Set.of("smelting", "refining").contains(source.process());
    if (isHere) {
      return all(new Whereabouts.Place(Say.CD, SupplyNetwork.facility(source.place()).id()));
    } else if (source.inputs().isEmpty()) {
      return all(new Whereabouts.NotDone());
    }
    boolean areAllGraded = source.inputs().keySet().stream().allMatch(this::isGraded);
    long whole = 0;
    for (Map.Entry<String, Integer> input : source.inputs().entrySet()) {
      whole += worth(input, areAllGraded);
    }
    Map<Whereabouts, Fraction> shares = new TreeMap<>();
    for (Map.Entry<String, Integer> input : source.inputs().entrySet()) {
      Fraction weight = Fraction.of(worth(input, areAllGraded), whole);
      shares(input.getKey(), stage, known)
          .forEach((where, share) -> shares.merge(where, share.times(weight), Fraction::plus));
    }
    return shares;
  }

  /** A grade counts if the statement that says it does. */
  private boolean isGraded(String name) {
    Source source = network.sources.get(name);
    return source != null
        && seen.contains(name)
        && !network.revoked.contains(source.statement())
        && network.declared.containsKey(name);
  }

  private long worth(Map.Entry<String, Integer> input, boolean areAllGraded) {
    Integer grade = network.declared.get(input.getKey());
    return areAllGraded && grade != null ? (long) input.getValue() * grade : input.getValue();
  }
}
