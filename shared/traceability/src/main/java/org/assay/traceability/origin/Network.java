package org.assay.traceability.origin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.attestation.LotId;
import org.assay.attestation.Transformation;
import org.assay.ledger.Digest;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Trace;

/** The lots upstream and what they are made from, as far as statements hold. */
final class Network {
  private static final Set<Check.Rule> OF_A_STATEMENT =
      EnumSet.of(
          Check.Rule.SIGNATURE, Check.Rule.AUTHORITY, Check.Rule.CHAIN, Check.Rule.REVOCATION);

  private final Evidence evidence;
  private final Set<Digest> doubtful = new HashSet<>();
  private final Set<String> broughtForthTwice = new HashSet<>();
  private final Set<LotId> cyclic = new TreeSet<>();
  private final List<LotId> order = new ArrayList<>();

  Network(Trace trace) {
    this.evidence = trace.evidence();
    for (Check check : trace.checks()) {
      if (check.isDecisive() && OF_A_STATEMENT.contains(check.rule())) {
        doubtful.addAll(check.statements());
      }
      if (check.rule() == Check.Rule.ORIGIN && check.result() == Check.Result.FAIL) {
        broughtForthTwice.add(check.about());
      }
    }
    sort();
  }

  /** The lots upstream, each after those that it is made from; those of a cycle are left out. */
  List<LotId> order() {
    return order;
  }

  Optional<LotEvidence> lot(LotId lot) {
    return evidence.upstream(lot);
  }

  /** Why nothing is known of where a lot comes from; empty if something is. */
  Optional<Whereabouts.Cause> gap(LotId lot) {
    if (evidence.notFollowed().contains(lot)) {
      return Optional.of(Whereabouts.Cause.NOT_FOLLOWED);
    }
    Optional<Recorded> origin = lot(lot).flatMap(LotEvidence::origin);
    if (origin.isEmpty()) {
      return Optional.of(Whereabouts.Cause.MISSING);
    }
    if (doubtful.contains(origin.get().ref().statement())
        || broughtForthTwice.contains(lot.value())) {
      return Optional.of(Whereabouts.Cause.DOES_NOT_HOLD);
    }
    return cyclic.contains(lot) ? Optional.of(Whereabouts.Cause.CYCLE) : Optional.empty();
  }

  private Collection<LotId> inputs(LotId lot) {
    return lot(lot)
        .flatMap(LotEvidence::madeBy)
        .map(made -> made.inputs().stream().map(Transformation.Input::lot).toList())
        .orElse(List.of());
  }

  /** Kahn's algorithm from the mines on, with what is left of it taken for cycles. */
  private void sort() {
    Map<LotId, Integer> open = new TreeMap<>();
    Map<LotId, List<LotId>> consumers = new HashMap<>();
    for (LotId lot : evidence.upstream().keySet()) {
      int count = 0;
      for (LotId input : inputs(lot)) {
        if (evidence.upstream(input).isPresent()) {
          consumers.computeIfAbsent(input, any -> new ArrayList<>()).add(lot);
          count++;
        }
      }
      open.put(lot, count);
    }
    Deque<LotId> ready = new ArrayDeque<>();
    open.forEach(
        (lot, count) -> {
          if (count == 0) {
            ready.add(lot);
          }
        });
    release(ready, open, consumers);
    cyclic.addAll(core(open.keySet(), consumers));
    for (LotId lot : cyclic) {
      open.remove(lot);
    }
    for (LotId lot : cyclic) {
      for (LotId consumer : consumers.getOrDefault(lot, List.of())) {
        if (isLast(open, consumer)) {
          ready.add(consumer);
        }
      }
    }
    release(ready, open, consumers);
  }

  /** Counts one down, where there is something to count; whether nothing is left then. */
  private static boolean isLast(Map<LotId, Integer> counts, LotId lot) {
    Integer left = counts.computeIfPresent(lot, (any, count) -> count - 1);
    return left != null && left == 0;
  }

  private void release(
      Deque<LotId> ready, Map<LotId, Integer> open, Map<LotId, List<LotId>> consumers) {
    while (!ready.isEmpty()) {
      LotId lot = ready.remove();
      open.remove(lot);
      order.add(lot);
      for (LotId consumer : consumers.getOrDefault(lot, List.of())) {
        if (isLast(open, consumer)) {
          ready.add(consumer);
        }
      }
    }
  }

  /** What of the remaining lots is on a cycle or between two: what goes in again further on. */
  private Set<LotId> core(Set<LotId> remaining, Map<LotId, List<LotId>> consumers) {
    Set<LotId> core = new HashSet<>(remaining);
    Map<LotId, Integer> uses = new HashMap<>();
    for (LotId lot : core) {
      int count = 0;
      for (LotId consumer : consumers.getOrDefault(lot, List.of())) {
        count += core.contains(consumer) ? 1 : 0;
      }
      uses.put(lot, count);
    }
    Deque<LotId> unused = new ArrayDeque<>();
    uses.forEach(
        (lot, count) -> {
          if (count == 0) {
            unused.add(lot);
          }
        });
    while (!unused.isEmpty()) {
      LotId lot = unused.remove();
      core.remove(lot);
      for (LotId input : inputs(lot)) {
        if (core.contains(input) && isLast(uses, input)) {
          unused.add(input);
        }
      }
    }
    return core;
  }
}
