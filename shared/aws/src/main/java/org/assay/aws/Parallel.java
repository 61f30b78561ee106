package org.assay.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assay.ledger.Joined;

/**
 * Calls that go on at the same time, a bounded number of them, the caller's thread among those that
 * make them.
 */
final class Parallel {
  private static final int LANES = 16;

  private Parallel() {}

  /** Makes a call for each of the inputs; the first failure is thrown as it was. */
  static <A> void forEach(List<A> inputs, Consumer<A> call, Executor executor) {
    List<Boolean> unused =
        all(
            inputs,
            input -> {
              call.accept(input);
              return true;
            },
            executor);
  }

  /**
   * The results of a call for each of the inputs, in their order; the first failure is thrown as it
   * was.
   */
  static <A, B> List<B> all(List<A> inputs, Function<A, B> call, Executor executor) {
    AtomicReferenceArray<B> results = new AtomicReferenceArray<>(inputs.size());
    AtomicInteger next = new AtomicInteger();
    Runnable lane =
        () -> {
          for (int i = next.getAndIncrement(); i < inputs.size(); i = next.getAndIncrement()) {
            try {
              results.set(i, call.apply(inputs.get(i)));
            } catch (RuntimeException e) {
              next.set(inputs.size());
              throw e;
            }
          }
        };
    List<CompletableFuture<Void>> others = new ArrayList<>();
    for (int i = 1; i < Math.min(LANES, inputs.size()); i++) {
      others.add(CompletableFuture.runAsync(lane, executor));
    }
    others.add(CompletableFuture.runAsync(lane, Runnable::run));
    // Every lane has ended when this returns or throws: what comes next may rest on nothing being
    // under way.
    CompletableFuture<Void> all = CompletableFuture.allOf(others.toArray(CompletableFuture[]::new));
    Object unused = Joined.result(all);
    List<B> ordered = new ArrayList<>(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      ordered.add(results.get(i));
    }
    return ordered;
  }

  /** Views of a list, each of so many elements but the last. */
  static <T> List<List<T>> slices(List<T> all, int size) {
    List<List<T>> slices = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      slices.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return slices;
  }
}
