package org.assay.traceability.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.attestation.RejectedException;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Link;
import org.assay.ledger.Subject;
import org.assay.ledger.tlog.Checkpoint;
import org.assay.ledger.tlog.InclusionProof;
import org.assay.ledger.tlog.MerkleTree;
import org.assay.traceability.admission.FacilityState;
import org.assay.traceability.bundle.BundleFinding.Code;
import org.assay.traceability.bundle.CarriedEvidence.Line;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;

/** Checks the entries of a bundle, their statements and their links: steps 3 to 5. */
final class CarriedEntries {
  private final Bundle bundle;
  private final SortedMap<Long, Line> lines = new TreeMap<>();

  CarriedEntries(Bundle bundle) {
    this.bundle = bundle;
  }

  /** The entries by index, once all of them hold. */
  SortedMap<Long, Line> check(Checkpoint checkpoint) throws BundleFault {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < bundle.entries().size(); i++) {
      entries.add(entry(i, checkpoint, i == 0 ? null : entries.get(i - 1)));
    }
    for (int i = 0; i < entries.size(); i++) {
      Line line = new Line(entries.get(i), statement(i, entries.get(i)));
      lines.put(line.entry().index(), line);
    }
    checkLinks();
    return lines;
  }

  private Entry entry(int i, Checkpoint checkpoint, @org.jspecify.annotations.Nullable Entry before)
      throws BundleFault {
    Bundle.Item item = bundle.entries().get(i);
    String place = "/entries/" + i;
    Entry entry;
    try {
      entry = Entry.decode(item.entry());
    } catch (IllegalArgumentException e) {
      throw new BundleFault(Code.ENTRY, place + "/entry", String.valueOf(e.getMessage()));
    }
    if (entry.index() >= checkpoint.size() || (before != null && entry.index() <= before.index())) {
      throw new BundleFault(
          Code.ENTRY,
          place + "/entry",
          "index "
              + entry.index()
              + " is not above the one before, or not below the checkpoint's size "
              + checkpoint.size());
    }
    InclusionProof proof =
        new InclusionProof(
            entry.index(),
            checkpoint.size(),
            item.path().stream().map(bundle.hashes()::get).toList());
    if (!proof.holds(MerkleTree.leafHash(item.entry()), checkpoint.root())) {
      throw new BundleFault(
          Code.INCLUSION,
          place,
          "the hashes do not lead from entry " + entry.index() + " to the checkpoint's root");
    }
    if (before != null) {
      boolean follows =
          entry.index() != before.index() + 1
              || entry.prev().equals(Digest.of(bundle.entries().get(i - 1).entry()));
      if (!follows || entry.at().isBefore(before.at())) {
        throw new BundleFault(
            Code.CHAIN, place, "entry " + entry.index() + " does not follow the one before it");
      }
    }
    return entry;
  }

  private Statement statement(int i, Entry entry) throws BundleFault {
    byte[] bytes = bundle.entries().get(i).statement();
    String place = "/entries/" + i + "/statement";
    if (!Digest.of(bytes).equals(entry.statement())) {
      throw new BundleFault(
          Code.STATEMENT, place, "entry " + entry.index() + " names another statement");
    }
    try {
      return Statement.read(bytes);
    } catch (RejectedException e) {
      throw new BundleFault(Code.STATEMENT, place, "it cannot be read: " + e.rejection().detail());
    }
  }

  private void checkLinks() throws BundleFault {
    Map<Subject, Digest> tags = new HashMap<>();
    bundle.subjects().forEach(each -> tags.put(each.subject(), each.salt().tag(each.subject())));
    Set<Digest> known = new HashSet<>(tags.values());
    Map<Subject, List<Link>> links = new HashMap<>();
    Map<Subject, List<Long>> touching = new HashMap<>();
    int i = 0;
    for (Line line : lines.values()) {
      String place = "/entries/" + i;
      List<Subject> subjects = line.statement().subjects();
      if (subjects.size() != line.entry().links().size()) {
        throw new BundleFault(
            Code.LINK,
            place,
            "entry "
                + line.entry().index()
                + " has "
                + line.entry().links().size()
                + " links, and its statement "
                + subjects.size()
                + " subjects");
      }
      for (int j = 0; j < subjects.size(); j++) {
        Link link = line.entry().links().get(j);
        Digest tag = tags.get(subjects.get(j));
        if (tag == null ? known.contains(link.tag()) : !tag.equals(link.tag())) {
          throw new BundleFault(
              Code.LINK,
              place,
              "link "
                  + j
                  + " of entry "
                  + line.entry().index()
                  + " is not that of "
                  + subjects.get(j));
        }
        if (tag != null) {
          links.computeIfAbsent(subjects.get(j), key -> new ArrayList<>()).add(link);
          touching
              .computeIfAbsent(subjects.get(j), key -> new ArrayList<>())
              .add(line.entry().index());
        }
      }
      i++;
    }
    for (int j = 0; j < bundle.subjects().size(); j++) {
      Subject subject = bundle.subjects().get(j).subject();
      checkLinks(
          j, touching.getOrDefault(subject, List.of()), links.getOrDefault(subject, List.of()));
    }
  }

  private void checkLinks(int j, List<Long> touching, List<Link> links) throws BundleFault {
    Bundle.About about = bundle.subjects().get(j);
    String place = "/subjects/" + j + "/entries";
    boolean isFacility = AttestationStatement.isFacility(about.subject());
    List<Long> belong =
        isFacility ? touching.stream().filter(index -> !bringsForth(index)).toList() : touching;
    if (!belong.equals(about.entries())) {
      Long[] expected = belong.toArray(Long[]::new);
      Long[] listed = about.entries().toArray(Long[]::new);
      throw new BundleFault(
          Code.LINK,
          place + "/" + Arrays.mismatch(expected, listed),
          "the list is not that of the entries that are about " + about.subject());
    }
    if (isFacility && belong.size() > FacilityState.MAX) {
      throw new BundleFault(Code.LINK, place, "it lists more than the newest " + FacilityState.MAX);
    }
    long seq = -1;
    long prev = -1;
    for (int k = 0; k < links.size(); k++) {
      Link link = links.get(k);
      boolean follows = link.seq() == seq + 1 && link.prev() == prev;
      boolean skips = isFacility && link.seq() > seq + 1 && link.prev() > prev;
      if (!follows && !skips) {
        throw new BundleFault(
            Code.LINK,
            isFacility ? "/subjects/" + j : place + "/" + k,
            "entry "
                + touching.get(k)
                + " is the "
                + (link.seq() + 1)
                + ". of "
                + about.subject()
                + ", and the one before it is "
                + (link.prev() < 0 ? "none" : "entry " + link.prev())
                + ", which is not what is shown");
      }
      seq = link.seq();
      prev = touching.get(k);
    }
  }

  private boolean bringsForth(Long index) {
    Line line = lines.get(index);
    return line != null && CarriedEvidence.place(line.statement()).isPresent();
  }
}
