package org.assay.ledger.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.ledger.Admission;
import org.assay.ledger.Candidate;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Link;
import org.assay.ledger.Ref;
import org.assay.ledger.RightEdge;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The part of the audit that is done entry by entry, in their order: tree, links, each statement
 * once, and what the domain keeps of the subjects. Not thread-safe.
 */
final class Replay<C extends Candidate> implements Admission.States, Judge.Recorded {
  private final Judge<C> judge;
  private final Findings findings;
  private final EntrySource source;
  private final Verification<C> verification;
  private final Checkpoints checkpoints;
  private final LogFiles files;
  private final long published;
  private final TreeGrowth tree;
  private final Doubts gaps = new Doubts();
  private final Doubts doubts = new Doubts();
  private final Histories histories;
  private final Identities identities;
  private final Set<Digest> standingTags = new HashSet<>();
  private Judge.Rules<C> rules;
  private boolean areRulesWhole = true;
  private Map<Digest, Salt> salts = new HashMap<>();
  private long newestFirst;
  private long newestBlock = -1;
  private long runs;
  private long size;

  /**
   * @param published the size of the checkpoint, up to which there are files
   */
  Replay(
      Judge<C> judge,
      Findings findings,
      EntrySource source,
      Verification<C> verification,
      Checkpoints checkpoints,
      LogFiles files,
      long published,
      RunKey key,
      Scratch scratch) {
    this.judge = judge;
    this.findings = findings;
    this.source = source;
    this.verification = verification;
    this.checkpoints = checkpoints;
    this.files = files;
    this.published = published;
    this.rules = judge.start();
    this.histories = new Histories(key, scratch, gaps);
    this.identities = new Identities(key, scratch);
    this.tree =
        new TreeGrowth(
            (path, content) -> {
              if (size < published) {
                files.expect(path, content);
              }
            });
  }

  void take(List<Batch.Item<C>> items) {
    for (Batch.Item<C> item : items) {
      if (item.isFirst()) {
        begin(item.run());
      }
      entry(item);
      if (item.isLast()) {
        end(item.run());
      }
    }
    verification.flush(rules, areRulesWhole);
  }

  private void begin(Run run) {
    long first = run.entries().get(0).index();
    runs++;
    newestFirst = first;
    newestBlock = Math.max(newestBlock, run.block());
    salts = run.salts() == null ? new HashMap<>() : new HashMap<>(run.salts());
    if (run.block() < 0) {
      doubts.add(first, run.size());
    }
    if (run.jump()) {
      gaps.add(size, first);
      doubts.add(size, first);
      noRules();
    }
  }

  /** From here on something is not known of who may say what. */
  private void noRules() {
    verification.flush(rules, areRulesWhole);
    areRulesWhole = false;
  }

  private void end(Run run) {
    RightEdge stated = run.edge();
    if (run.jump() && stated != null) {
      tree.jump(stated);
      checkpoints.reached(tree);
    } else if (stated != null && !tree.edge().equals(stated)) {
      findings.add(
          run.object(), -1, Invariant.I8, "its right edge of the tree is not that of the entries");
    }
    if (!salts.isEmpty()) {
      findings.add(
          run.object(), -1, Invariant.I8, "it has a salt of no subject that first appears in it");
    }
  }

  private void entry(Batch.Item<C> item) {
    Entry entry = item.entry();
    Run run = item.run();
    if (!run.jump()) {
      tree.append(item.encoded(), item.leaf());
      checkpoints.reached(tree);
      if (tree.size() == published && tree.isWhole()) {
        tree.partial().forEach(files::expect);
      }
    }
    size = entry.index() + 1;
    Batch.Fault fault = item.fault();
    if (fault != null) {
      findings.add(
          "statement " + entry.statement(), entry.index(), fault.invariant(), fault.sentence());
    }
    Ref ref = new Ref(entry.index(), run.block(), entry.at(), entry.statement());
    C candidate = item.candidate();
    List<Subject> subjects = candidate == null ? List.of() : candidate.subjects();
    if (candidate != null && subjects.size() != entry.links().size()) {
      findings.add(
          run.object(),
          entry.index(),
          Invariant.I2,
          "it has "
              + entry.links().size()
              + " links, but its statement touches "
              + subjects.size()
              + " subjects");
      subjects = List.of();
    }
    if (candidate != null) {
      contradiction(item, candidate);
    }
    links(item, subjects, ref);
    if (candidate == null) {
      if (fault != null && isStanding(entry)) {
        noRules();
      }
      return;
    }
    fold(item, candidate, subjects);
    long before = identities.add(candidate.identity(), ref, run.block() >= 0);
    if (before >= 0) {
      findings.add(
          "statement " + entry.statement(),
          entry.index(),
          Invariant.I3,
          "the same statement has the entry " + before + " already");
    }
    judge(item, candidate, ref);
  }

  /** Whether an entry may change the rules, as far as its links tell. */
  private boolean isStanding(Entry entry) {
    return standingTags.isEmpty()
        || entry.links().stream().anyMatch(link -> standingTags.contains(link.tag()));
  }

  private void contradiction(Batch.Item<C> item, C candidate) {
    for (Subject subject : candidate.subjects()) {
      if (!histories.isStateKnown(subject)) {
        return;
      }
    }
    judge
        .contradiction(candidate, this)
        .ifPresent(
            objection ->
                findings.add(
                    "statement " + item.entry().statement(),
                    item.entry().index(),
                    objection.invariant(),
                    objection.sentence()));
  }

  private void links(Batch.Item<C> item, List<Subject> subjects, Ref ref) {
    Run run = item.run();
    List<Link> links = item.entry().links();
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      Subject subject = subjects.isEmpty() ? null : subjects.get(i);
      String wrong =
          histories.link(
              link,
              subject,
              ref,
              run.salts() == null ? null : tag -> salts.remove(tag),
              run.block() >= 0);
      if (wrong != null) {
        findings.add(run.object(), item.entry().index(), Invariant.I2, wrong);
      }
      if (subject != null && judge.standing().contains(subject)) {
        standingTags.add(link.tag());
      }
    }
  }

  private void fold(Batch.Item<C> item, C candidate, List<Subject> subjects) {
    for (Subject subject : subjects) {
      byte[] before = histories.state(subject);
      try {
        byte[] after = judge.fold(candidate, subject, before, item.entry().at());
        if (after != before) {
          histories.putState(subject, after);
        }
      } catch (IntegrityFault e) {
        findings.add(
            "statement " + item.entry().statement(),
            item.entry().index(),
            Invariant.I5,
            "nothing that could be kept of " + subject + " follows from it: " + e.getMessage());
      }
    }
  }

  private void judge(Batch.Item<C> item, C candidate, Ref ref) {
    boolean isChange = rules.isChangedBy(candidate);
    if (!isChange && candidate.references().isEmpty()) {
      verification.add(item);
      return;
    }
    verification.flush(rules, areRulesWhole);
    // What nobody had the authority to say gives no authority to others.
    if (verification.judge(rules, item, this, areRulesWhole) && isChange) {
      rules = rules.after(candidate, ref);
    }
  }

  @Override
  public byte @Nullable [] of(Subject subject) {
    return histories.state(subject);
  }

  @Override
  public boolean isKnown(Subject subject) {
    return histories.isKnown(subject);
  }

  @Override
  public Optional<Ref> reference(Digest identity) {
    return find(identity);
  }

  @Override
  public Optional<Ref> find(Digest identity) {
    long index = identities.index(identity);
    return index < 0
        ? Optional.empty()
        : source
            .find(index)
            .map(
                found ->
                    new Ref(index, found.block(), found.entry().at(), found.entry().statement()));
  }

  long size() {
    return size;
  }

  /** How many blocks, or bundles, were replayed. */
  long runs() {
    return runs;
  }

  /** The index of the first entry of the newest block. */
  long newestFirst() {
    return newestFirst;
  }

  /** The number of the newest block; -1 where there is none. */
  long newestBlock() {
    return newestBlock;
  }

  Histories histories() {
    return histories;
  }

  Identities identities() {
    return identities;
  }

  /** The entries whose blocks are not known. */
  Doubts doubts() {
    return doubts;
  }

  /** Whether every entry was there. */
  boolean isWhole() {
    return tree.isWhole();
  }
}
