package org.assay.local.e2e;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Counts the calls to AWS of this JVM. The SDK finds it by the file {@code execution.interceptors}
 * on the class path, so that nothing of the exchange has to know of it. Does nothing until asked.
 */
public final class CallRecorder implements ExecutionInterceptor {
  private static final ExecutionAttribute<Long> BEGAN = new ExecutionAttribute<>("assay.began");
  private static volatile @Nullable Recording recording;

  /** A call, with when it began and ended. */
  private record Call(String name, long began, long ended) {}

  /** The calls of one action. */
  static final class Recording {
    private static final long DELAY_MILLIS = 150;
    private final List<Call> calls = new ArrayList<>();

    private synchronized void add(Call call) {
      calls.add(call);
    }

    /** How often each operation was called. */
    synchronized Map<String, Long> counts() {
      return calls.stream()
          .collect(Collectors.groupingBy(Call::name, TreeMap::new, Collectors.counting()));
    }

    /**
     * How many calls had to wait for one another: the longest row of calls each of which began
     * after the one before had ended.
     */
    int rounds() {
      return rounds(call -> true);
    }

    /** As {@link #rounds()}, up to the end of the first call of an operation. */
    int roundsUntil(String name) {
      long until =
          calls.stream().filter(call -> call.name().equals(name)).findFirst().orElseThrow().ended();
      return rounds(call -> call.ended() <= until);
    }

    /** As {@link #rounds()}, among the calls of one operation. */
    int roundsOf(String name) {
      return rounds(call -> call.name().equals(name));
    }

    /** As {@link #rounds()}, among the calls of all operations but one. */
    int roundsWithout(String name) {
      return rounds(call -> !call.name().equals(name));
    }

    private synchronized int rounds(Predicate<Call> which) {
      int rounds = 0;
      long free = Long.MIN_VALUE;
      for (Call call : calls.stream().sorted(Comparator.comparing(Call::ended)).toList()) {
        if (which.test(call) && call.began() >= free) {
          rounds++;
          free = call.ended();
        }
      }
      return rounds;
    }
  }

  /** Records the calls of an action, each of which is held up, so that it overlaps with others. */
  static Recording during(Runnable action) {
    Recording started = new Recording();
    recording = started;
    try {
      action.run();
    } finally {
      recording = null;
    }
    return started;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (recording == null) {
      return;
    }
    attributes.putAttribute(BEGAN, System.nanoTime());
    try {
      Thread.sleep(Recording.DELAY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    ended(attributes);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    ended(attributes);
  }

  private static void ended(ExecutionAttributes attributes) {
    Recording current = recording;
    Long began = attributes.getAttribute(BEGAN);
    if (current != null && began != null) {
      String name =
          attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
              + "."
              + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
      current.add(new Call(name, began, System.nanoTime()));
    }
  }
}
