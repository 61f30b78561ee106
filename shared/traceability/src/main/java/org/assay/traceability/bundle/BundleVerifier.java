package org.assay.traceability.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.assay.ledger.Digest;
import org.assay.ledger.tlog.Checkpoint;
import org.assay.ledger.tlog.ConsistencyProof;
import org.assay.ledger.tlog.SignedNote;
import org.assay.traceability.bundle.BundleFinding.Code;
import org.assay.traceability.bundle.CarriedEvidence.Line;
import org.assay.traceability.registry.Entered;
import org.assay.traceability.statement.CharterStatement;
import org.assay.traceability.statement.Statement;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Tracer;
import org.assay.traceability.trace.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Verifies evidence bundles, docs/bundle.md: with what it trusts and the file, without a network
 * and without asking anybody. Immutable and thread-safe.
 */
public final class BundleVerifier {
  /** The most bytes that a bundle may have. */
  public static final int MAX_BYTES = Bundle.MAX_BYTES;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TrustAnchors trust;

  public BundleVerifier(TrustAnchors trust) {
    this.trust = trust;
  }

  /** Verifies a bundle; whatever the bytes are, this answers. */
  public Verification verify(byte[] file) {
    return verify(file, Optional.empty());
  }

  /**
   * As {@link #verify(byte[])}, and that the log grew from an earlier checkpoint without a change.
   *
   * @param earlier a signed note of the trusted log
   */
  public Verification verify(byte[] file, Optional<byte[]> earlier) {
    Run run = new Run();
    try {
      run.verify(file, earlier);
    } catch (BundleFault fault) {
      run.found = fault.finding();
      if (!fault.finding().code().leavesOpen()) {
        run.trace = null;
        run.shown = null;
        run.on = null;
      }
    }
    return run.result();
  }

  private static Checkpoint checkpoint(byte[] note, TrustAnchors trust) {
    Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).verified(trust.log()));
    if (!checkpoint.origin().equals(trust.log().name())) {
      throw new IllegalArgumentException("it is of the log " + checkpoint.origin());
    }
    return checkpoint;
  }

  /** One verification. */
  private final class Run {
    private final List<String> checked = new ArrayList<>();
    private @Nullable BundleFinding found;
    private @Nullable Trace trace;
    private @Nullable Shown shown;
    private @Nullable LocalDate on;

    void verify(byte[] file, Optional<byte[]> earlier) throws BundleFault {
      BundleFile.Read read = BundleFile.read(file);
      Bundle bundle = read.bundle();
      checked.add("the file is a bundle for " + bundle.lot() + " in its one form");
      Checkpoint checkpoint = checkpoint(bundle);
      SortedMap<Long, Line> lines = new CarriedEntries(bundle).check(checkpoint);
      checked.add(
          lines.size()
              + " entries are in the log under that checkpoint, each names the statement that is"
              + " here, and links leave none of a lot or of the registry out, from the first to"
              + " the last of each");
      Evidence evidence = new CarriedEvidence(bundle, lines).evidence(checkpoint.size());
      checkCharter(bundle, evidence);
      Trace derived = Tracer.trace(evidence);
      trace = derived;
      shown = shown(bundle, checkpoint, lines);
      checked.add(
          "every signature and authority was judged at its entry's time, and the verdict that"
              + " follows is "
              + derived.verdict());
      checkAnswer(bundle, derived);
      if (earlier.isPresent()) {
        checkGrowth(bundle, checkpoint, earlier.get());
      }
      if (!read.isWhole()) {
        throw new BundleFault(
            Code.DIGEST, "/digest", "the file is not as it was made: its digest is another");
      }
    }

    private Shown shown(Bundle bundle, Checkpoint checkpoint, SortedMap<Long, Line> lines) {
      Map<Digest, List<Long>> byTag = CarriedEvidence.byTag(lines);
      List<Shown.About> all = new ArrayList<>();
      for (Bundle.About about : bundle.subjects()) {
        Digest tag = about.salt().tag(about.subject());
        all.add(new Shown.About(about.subject(), tag, byTag.getOrDefault(tag, List.of())));
      }
      return new Shown(checkpoint, all);
    }

    private Checkpoint checkpoint(Bundle bundle) throws BundleFault {
      try {
        Checkpoint checkpoint =
            BundleVerifier.checkpoint(bundle.checkpoint().getBytes(StandardCharsets.UTF_8), trust);
        if (checkpoint.size() < 1) {
          throw new IllegalArgumentException("it is of an empty log");
        }
        checked.add(
            "the checkpoint of "
                + checkpoint.origin()
                + " at size "
                + checkpoint.size()
                + " is signed by the trusted key");
        return checkpoint;
      } catch (IllegalArgumentException e) {
        throw new BundleFault(
            Code.CHECKPOINT, "/checkpoint", "the checkpoint does not hold: " + e.getMessage());
      }
    }

    private void checkCharter(Bundle bundle, Evidence evidence) throws BundleFault {
      List<Entered> registered = evidence.registered().statements();
      Entered first = registered.get(0);
      boolean isTrusted =
          first.ref().index() == 0
              && first.statement() instanceof CharterStatement charter
              && charter.statement().equals(trust.charter())
              && charter.charter().log().equals(trust.log().name());
      if (!isTrusted) {
        throw new BundleFault(
            Code.REGISTRY,
            "/subjects/" + place(bundle),
            "the registry does not begin with the trusted charter "
                + trust.charter()
                + " but with "
                + first.ref().statement());
      }
      checked.add(
          "who may attest what follows from the trusted charter and "
              + (registered.size() - 1)
              + " statements after it");
    }

    private int place(Bundle bundle) {
      for (int i = 0; i < bundle.subjects().size(); i++) {
        if (bundle.subjects().get(i).subject().equals(Statement.REGISTRY)) {
          return i;
        }
      }
      throw new IllegalStateException("the registry was found before");
    }

    private void checkAnswer(Bundle bundle, Trace derived) throws BundleFault {
      JsonNode given = bundle.answer();
      if (!given.path("rules").isIntegralNumber() || given.path("rules").asInt() != Answer.RULES) {
        found =
            new BundleFinding(
                Code.RULES,
                "/answer/rules",
                "the answer was given by version "
                    + given.path("rules").asText("?")
                    + " of the rules, and this verifier has version "
                    + Answer.RULES
                    + ": by those the verdict is "
                    + derived.verdict());
        return;
      }
      LocalDate day = day(given, derived.evidence());
      on = day;
      JsonNode expected = normal(Answer.of(derived, day));
      Optional<String> differs = JsonDifference.first(expected, given, "/answer");
      if (differs.isPresent()) {
        throw new BundleFault(
            Code.ANSWER,
            differs.get(),
            "the answer in the file is not the one that follows from the evidence; the verdict"
                + " that follows is "
                + derived.verdict());
      }
      checked.add("the answer in the file is the one that follows");
    }

    /** A day that is no day, or too early, is found where it is. */
    private LocalDate day(JsonNode given, Evidence evidence) throws BundleFault {
      try {
        LocalDate on = LocalDate.parse(given.path("on").asText());
        LocalDate earliest = Answer.earliest(evidence);
        if (!on.isBefore(earliest) && on.getYear() <= 9999) {
          return on;
        }
      } catch (DateTimeException e) {
        // Said below.
      }
      throw new BundleFault(
          Code.ANSWER, "/answer/on", "not a day from that of the newest entry on");
    }

    /** Numbers as they are when they are read, whatever they were made from. */
    private JsonNode normal(JsonNode json) {
      try {
        return JSON.readTree(CanonicalJson.bytes(json));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void checkGrowth(Bundle bundle, Checkpoint newer, byte[] note) throws BundleFault {
      Checkpoint older;
      try {
        older = BundleVerifier.checkpoint(note, trust);
      } catch (IllegalArgumentException e) {
        throw new BundleFault(
            Code.CONSISTENCY,
            "/consistency",
            "the earlier checkpoint does not hold: " + e.getMessage());
      }
      if (older.size() == newer.size() && older.root().equals(newer.root())) {
        checked.add("the earlier checkpoint is the same");
        return;
      }
      if (older.size() == newer.size()) {
        throw new BundleFault(
            Code.CONSISTENCY, "/checkpoint", "two checkpoints of one size have two roots");
      }
      Bundle.Consistency growth = bundle.consistency();
      if (growth == null || growth.size() != older.size() || older.size() < 1) {
        leaveOpen(
            new BundleFinding(
                Code.NO_PROOF,
                "/consistency",
                "the bundle has no proof from size "
                    + older.size()
                    + " to "
                    + newer.size()
                    + "; ask for one made later, with ?since="
                    + older.size()));
        return;
      }
      boolean holds = false;
      try {
        holds =
            new ConsistencyProof(older.size(), newer.size(), growth.path())
                .holds(older.root(), newer.root());
      } catch (IllegalArgumentException e) {
        // No proof is like that.
      }
      if (!holds) {
        throw new BundleFault(
            Code.CONSISTENCY,
            "/consistency",
            "the log did not grow from size " + older.size() + " without a change");
      }
      checked.add("the log grew from size " + older.size() + " without a change");
    }

    private void leaveOpen(BundleFinding open) {
      if (found == null) {
        found = open;
      }
    }

    Verification result() {
      BundleFinding finding = found;
      Trace derived = trace;
      Verification.Status status =
          finding != null && !finding.code().leavesOpen()
              ? Verification.Status.EVIDENCE_FAILS
              : finding != null || derived == null
                  ? Verification.Status.CANNOT_SAY
                  : derived.verdict() == Verdict.PASS
                      ? Verification.Status.VERIFIED
                      : Verification.Status.NOT_PASS;
      return new Verification(status, finding, derived, shown, on, checked, notChecked());
    }

    private List<String> notChecked() {
      List<String> open = new ArrayList<>();
      open.add(
          "that nothing was recorded of a lot, or of the registry, after the last entry shown:"
              + " links lead backwards; look through the public log with --log");
      open.add("that nothing else was said of a facility: its other entries are not in a bundle");
      open.add("that the log shows everybody the same history: there are no witnesses yet");
      open.add("that what was said is true: only who said it, when, and that they might");
      return open;
    }
  }
}
