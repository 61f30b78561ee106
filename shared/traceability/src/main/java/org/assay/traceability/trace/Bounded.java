package org.assay.traceability.trace;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A map that forgets what nobody asked for the longest once it is full. Thread-safe. */
final class Bounded<K, V> {
  private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final long capacity;
  private final ToLongFunction<V> weight;
  private long used;

  /**
   * @param capacity how much all values may weigh together
   * @param weight of a value, always the same for it
   */
  Bounded(long capacity, ToLongFunction<V> weight) {
    this.capacity = capacity;
    this.weight = weight;
  }

  synchronized @Nullable V get(K key) {
    return entries.get(key);
  }

  synchronized void put(K key, V value) {
    V before = entries.put(key, value);
    used += weight.applyAsLong(value) - (before == null ? 0 : weight.applyAsLong(before));
    Iterator<V> eldest = entries.values().iterator();
    while (used > capacity && eldest.hasNext()) {
      used -= weight.applyAsLong(eldest.next());
      eldest.remove();
    }
  }

  /** How much all values weigh together, at most the capacity. */
  synchronized long used() {
    return used;
  }
}
