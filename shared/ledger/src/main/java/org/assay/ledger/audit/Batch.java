package org.assay.ledger.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.ledger.Candidate;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Merkle;
import org.assay.ledger.StatementStore;
import org.jspecify.annotations.Nullable;

/** Some entries in a row, with all of them that can be found out without those before. */
final class Batch<C extends Candidate> {
  /**
   * An entry.
   *
   * @param run what it came with
   * @param encoded its bytes
   * @param leaf the hash of its leaf
   * @param candidate its statement; null where it was not read
   * @param fault what is wrong with the statement; null where nothing is, or it was not looked for
   */
  record Item<C extends Candidate>(
      Run run,
      Entry entry,
      byte[] encoded,
      Digest leaf,
      @Nullable C candidate,
      @Nullable Fault fault) {
    boolean isFirst() {
      return entry == run.entries().get(0);
    }

    boolean isLast() {
      return entry.index() + 1 == run.size();
    }
  }

  /** What is wrong with a statement. */
  record Fault(Invariant invariant, String sentence) {}

  private record Place(Run run, int at) {
    Entry entry() {
      return run.entries().get(at);
    }
  }

  private final List<Place> places = new ArrayList<>();

  void add(Run run, int at) {
    places.add(new Place(run, at));
  }

  int size() {
    return places.size();
  }

  /**
   * Reads the statements.
   *
   * @param statements null where they cannot be read
   */
  List<Item<C>> prepare(@Nullable StatementStore statements, Judge<C> judge) {
    Map<Digest, Fault> faults = new HashMap<>();
    Map<Digest, byte[]> found = statements == null ? Map.of() : read(statements, faults);
    List<Item<C>> items = new ArrayList<>(places.size());
    for (Place place : places) {
      Entry entry = place.entry();
      byte[] encoded = place.run().encoded().get(place.at());
      C candidate = null;
      Fault fault = faults.get(entry.statement());
      byte[] bytes = found.get(entry.statement());
      if (bytes != null) {
        try {
          candidate = judge.read(bytes);
        } catch (IntegrityFault e) {
          fault = new Fault(Invariant.I8, "it cannot be read: " + e.getMessage());
        }
      } else if (statements != null && fault == null) {
        fault = new Fault(Invariant.I1, "it is recorded, but its bytes are missing");
      }
      if (candidate != null && !candidate.statement().equals(entry.statement())) {
        candidate = null;
        fault = new Fault(Invariant.I8, "the bytes stored under its digest have another");
      }
      items.add(new Item<>(place.run(), entry, encoded, Merkle.leaf(encoded), candidate, fault));
    }
    return items;
  }

  private Map<Digest, byte[]> read(StatementStore statements, Map<Digest, Fault> faults) {
    List<Digest> wanted = places.stream().map(place -> place.entry().statement()).toList();
    try {
      return statements.getAll(wanted);
    } catch (IntegrityFault e) {
      // One of them is damaged; only one by one they say which.
      Map<Digest, byte[]> found = new HashMap<>();
      for (Digest digest : wanted) {
        try {
          statements.get(digest).ifPresent(bytes -> found.put(digest, bytes));
        } catch (IntegrityFault damaged) {
          faults.put(
              digest, new Fault(Invariant.I8, "the bytes stored under its digest have another"));
        }
      }
      return found;
    }
  }
}
