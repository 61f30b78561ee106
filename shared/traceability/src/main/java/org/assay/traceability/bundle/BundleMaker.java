package org.assay.traceability.bundle;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.attestation.LotId;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.LogStore;
import org.assay.ledger.Publication;
import org.assay.ledger.PublicationStore;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;
import org.assay.ledger.tlog.Checkpoint;
import org.assay.ledger.tlog.InclusionProof;
import org.assay.ledger.tlog.MerkleTree;
import org.assay.ledger.tlog.SignedNote;
import org.assay.ledger.tlog.TileHashes;
import org.assay.traceability.bundle.CarriedEvidence.Line;
import org.assay.traceability.statement.Statement;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.EvidenceReader;
import org.assay.traceability.trace.Placement;
import org.assay.traceability.trace.SubjectEvidence;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Makes evidence bundles, as of the newest checkpoint, from what the stores hold. What it answers
 * is derived from the bundle itself, as a verifier will derive it. Thread-safe.
 */
public final class BundleMaker {
  private final EvidenceReader reader;
  private final PublicationStore publications;
  private final LogStore log;

  public BundleMaker(EvidenceReader reader, PublicationStore publications, LogStore log) {
    this.reader = reader;
    this.publications = publications;
    this.log = log;
  }

  /**
   * The evidence for a lot, as of a checkpoint.
   *
   * @param publication the checkpoint
   * @param evidence what the ledger held of the lot then
   */
  public record Gathered(Publication publication, Evidence evidence) {}

  /** The evidence for a lot as of the newest checkpoint; empty while there is none. */
  public Optional<Gathered> gather(LotId lot, TraceLimits limits) {
    return publications
        .newest()
        .map(newest -> new Gathered(newest, reader.read(lot, newest.size(), limits)));
  }

  /**
   * The bytes of a bundle.
   *
   * @param since the size of an earlier checkpoint from which growth is shown, from 1 to the
   *     bundle's; or empty
   * @param on the day for which the answer is given, UTC; the day of the newest entry counts where
   *     that is later
   * @throws IntegrityFault if something that belongs into it is missing in the stores
   */
  public byte[] make(Gathered gathered, OptionalLong since, LocalDate on) {
    Parts parts = new Parts(gathered);
    Bundle unanswered = parts.bundle(since);
    Trace trace;
    try {
      trace =
          Tracer.trace(
              new CarriedEvidence(unanswered, parts.lines).evidence(parts.checkpoint.size()));
    } catch (BundleFault e) {
      throw new IntegrityFault("what the index lists is no bundle: " + e.finding(), e);
    }
    LocalDate earliest = Answer.earliest(trace.evidence());
    return BundleWriter.write(
        new Bundle(
            unanswered.lot(),
            unanswered.checkpoint(),
            unanswered.entries(),
            unanswered.hashes(),
            unanswered.subjects(),
            unanswered.notFollowed(),
            Answer.of(trace, on.isBefore(earliest) ? earliest : on),
            unanswered.consistency()));
  }

  /** What one bundle is put together from. */
  private final class Parts {
    private final Evidence evidence;
    private final Publication publication;
    private final Checkpoint checkpoint;
    private final SortedMap<Long, Line> lines = new TreeMap<>();

    Parts(Gathered gathered) {
      this.evidence = gathered.evidence();
      this.publication = gathered.publication();
      byte[] note = publication.checkpoint().getBytes(StandardCharsets.UTF_8);
      this.checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
      evidence.registered().statements().forEach(each -> add(each.statement(), each.ref()));
      evidence.statements().forEach(each -> add(each.statement(), each.ref()));
    }

    private void add(Statement statement, Ref ref) {
      Placement place = evidence.places().get(ref.index());
      if (!(place instanceof Placement.Held held)) {
        throw new IntegrityFault("entry " + ref.index() + " is not in the ledger as indexed");
      }
      lines.put(ref.index(), new Line(held.entry(), statement));
    }

    Bundle bundle(OptionalLong since) {
      TileHashes tiles = new TileHashes(log, checkpoint.size());
      List<Digest> hashes = new ArrayList<>();
      return new Bundle(
          evidence.lot(),
          publication.checkpoint(),
          items(tiles, hashes),
          hashes,
          subjects(),
          evidence.notFollowed().stream().sorted().toList(),
          BundleWriter.nothing(),
          since.isPresent() ? growth(tiles, since.getAsLong()) : null);
    }

    private List<Bundle.Item> items(TileHashes tiles, List<Digest> hashes) {
      List<InclusionProof> proofs =
          tiles.read(
              tree ->
                  lines.keySet().stream()
                      .map(index -> tree.inclusion(index, checkpoint.size()))
                      .toList());
      Map<Digest, Integer> places = new HashMap<>();
      List<Bundle.Item> items = new ArrayList<>();
      int i = 0;
      for (Line line : lines.values()) {
        InclusionProof proof = proofs.get(i++);
        byte[] entry = line.entry().encode();
        if (!proof.holds(MerkleTree.leafHash(entry), checkpoint.root())) {
          throw new IntegrityFault(
              "the log's tiles do not lead from entry " + proof.index() + " to the checkpoint");
        }
        List<Integer> path = new ArrayList<>();
        for (Digest hash : proof.path()) {
          path.add(
              places.computeIfAbsent(
                  hash,
                  fresh -> {
                    hashes.add(fresh);
                    return hashes.size() - 1;
                  }));
        }
        items.add(new Bundle.Item(entry, path, line.statement().bytes()));
      }
      return items;
    }

    private List<Bundle.About> subjects() {
      Map<Subject, Bundle.About> subjects = new TreeMap<>();
      evidence
          .registered()
          .salt()
          .ifPresent(
              salt ->
                  subjects.put(
                      Statement.REGISTRY,
                      new Bundle.About(
                          Statement.REGISTRY,
                          salt,
                          evidence.registered().statements().stream()
                              .map(each -> each.ref().index())
                              .toList())));
      evidence.upstream().values().forEach(lot -> put(lot.subject(), subjects));
      Map<Digest, List<Long>> byTag = CarriedEvidence.byTag(lines);
      evidence.facilities().values().forEach(facility -> putFacility(facility, byTag, subjects));
      return List.copyOf(subjects.values());
    }

    private void put(SubjectEvidence subject, Map<Subject, Bundle.About> into) {
      into.put(
          subject.subject(),
          new Bundle.About(
              subject.subject(),
              subject.salt(),
              subject.statements().stream().map(each -> each.ref().index()).toList()));
    }

    /** With what is in the bundle for another reason too. */
    private void putFacility(
        SubjectEvidence subject, Map<Digest, List<Long>> byTag, Map<Subject, Bundle.About> into) {
      List<Long> indexes =
          byTag.getOrDefault(subject.salt().tag(subject.subject()), List.of()).stream()
              .filter(index -> isAboutTheFacility(lines.get(index)))
              .toList();
      into.put(subject.subject(), new Bundle.About(subject.subject(), subject.salt(), indexes));
    }

    private static boolean isAboutTheFacility(@Nullable Line line) {
      return line != null && CarriedEvidence.place(line.statement()).isEmpty();
    }

    private Bundle.@Nullable Consistency growth(TileHashes tiles, long since) {
      if (since < 1 || since > checkpoint.size()) {
        throw new IllegalArgumentException("no log of " + since + " entries grew into this one");
      }
      return new Bundle.Consistency(
          since, tiles.read(tree -> tree.consistency(since, checkpoint.size())).path());
    }
  }
}
