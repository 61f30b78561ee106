package org.assay.traceability.bundle;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Ref;
import org.assay.ledger.tlog.Checkpoint;
import org.assay.ledger.tlog.SignedNote;
import org.assay.traceability.statement.Statement;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.Tracer;

/** Changes bundles as somebody would who knows the format, with a digest that fits. */
final class Edits {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Edits() {}

  /** A bundle with other members, under a digest that fits them. */
  static byte[] sealed(byte[] bundle, Consumer<ObjectNode> change) {
    ObjectNode json = parse(bundle);
    change.accept(json);
    return BundleWriter.seal(json);
  }

  /** A bundle with other members, under the digest that it had. */
  static byte[] unsealed(byte[] bundle, Consumer<ObjectNode> change) {
    ObjectNode json = parse(bundle);
    change.accept(json);
    return CanonicalJson.bytes(json);
  }

  static ObjectNode parse(byte[] bundle) {
    try {
      return (ObjectNode) JSON.readTree(bundle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Bundle read(byte[] bundle) {
    try {
      return BundleFile.read(bundle).bundle();
    } catch (BundleFault e) {
      throw new AssertionError(e.finding().toString(), e);
    }
  }

  /**
   * A bundle with fewer subjects or entries, in good order otherwise, and with the answer that
   * follows: what somebody would make who leaves out what does not suit them.
   *
   * @param subjects changes the entries by name of the subject
   */
  static byte[] leavingOut(byte[] bundle, Consumer<Map<String, List<Long>>> subjects) {
    Bundle all = read(bundle);
    Map<String, List<Long>> lists = new LinkedHashMap<>();
    all.subjects().forEach(each -> lists.put(each.subject().id(), new ArrayList<>(each.entries())));
    subjects.accept(lists);
    TreeSet<Long> kept = new TreeSet<>();
    lists.values().forEach(kept::addAll);
    List<Digest> hashes = new ArrayList<>();
    List<Bundle.Item> items = new ArrayList<>();
    for (Bundle.Item item : all.entries()) {
      if (kept.contains(Entry.decode(item.entry()).index())) {
        items.add(
            new Bundle.Item(
                item.entry(),
                item.path().stream()
                    .map(all.hashes()::get)
                    .map(
                        hash -> {
                          if (!hashes.contains(hash)) {
                            hashes.add(hash);
                          }
                          return hashes.indexOf(hash);
                        })
                    .toList(),
                item.statement()));
      }
    }
    Bundle fewer =
        new Bundle(
            all.lot(),
            all.checkpoint(),
            items,
            hashes,
            all.subjects().stream()
                .filter(each -> lists.containsKey(each.subject().id()))
                .map(
                    each ->
                        new Bundle.About(
                            each.subject(),
                            each.salt(),
                            requireNonNull(lists.get(each.subject().id()))))
                .toList(),
            all.notFollowed(),
            all.answer(),
            all.consistency());
    return answered(fewer);
  }

  /** A bundle with the answer that follows, if one does. */
  static byte[] answered(Bundle bundle) {
    try {
      TreeMap<Long, CarriedEvidence.Line> lines = new TreeMap<>();
      for (Bundle.Item item : bundle.entries()) {
        Entry entry = Entry.decode(item.entry());
        lines.put(entry.index(), new CarriedEvidence.Line(entry, Statement.read(item.statement())));
      }
      byte[] note = bundle.checkpoint().getBytes(StandardCharsets.UTF_8);
      long size = Checkpoint.parse(SignedNote.parse(note).text()).size();
      Evidence evidence = new CarriedEvidence(bundle, lines).evidence(size);
      return BundleWriter.write(
          new Bundle(
              bundle.lot(),
              bundle.checkpoint(),
              bundle.entries(),
              bundle.hashes(),
              bundle.subjects(),
              bundle.notFollowed(),
              Answer.of(Tracer.trace(evidence), Bundled.DAY),
              bundle.consistency()));
    } catch (Exception e) {
      // No answer follows; the old one must do.
      return BundleWriter.write(bundle);
    }
  }

  static Ref ref(Bundle.Item item) {
    Entry entry = Entry.decode(item.entry());
    return new Ref(entry.index(), Ref.NO_BLOCK, entry.at(), entry.statement());
  }
}
