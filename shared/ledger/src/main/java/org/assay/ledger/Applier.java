package org.assay.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derives the index rows of a block that somebody else committed, from the block and its
 * statements, and writes them: what a writer does for one that stopped between its commit and its
 * rows. Thread-safe.
 */
final class Applier<C extends Candidate, R> {
  private final IndexStore index;
  private final StatementStore statements;
  private final Admission<C, R> admission;

  Applier(IndexStore index, StatementStore statements, Admission<C, R> admission) {
    this.index = index;
    this.statements = statements;
    this.admission = admission;
  }

  /** Writes the rows of a block; those of every block before it must be written. */
  void apply(Block block) {
    apply(List.of(block));
  }

  /** As {@link #apply(Block)} for blocks that follow each other, one at least, in fewer calls. */
  void apply(List<Block> blocks) {
    index.apply(update(blocks));
  }

  private IndexUpdate update(List<Block> blocks) {
    Map<Digest, C> candidates = candidates(blocks);
    Set<Subject> subjects = new LinkedHashSet<>();
    candidates.values().forEach(candidate -> subjects.addAll(candidate.subjects()));
    Map<Subject, SubjectHead> heads = index.heads(subjects);

    Map<Subject, SubjectHead.Growth> grown = new LinkedHashMap<>();
    Map<Digest, Ref> rows = new HashMap<>();
    for (Block block : blocks) {
      grow(block, candidates, heads, grown, rows);
    }
    List<SubjectHead.Chunk> chunks = new ArrayList<>();
    List<SubjectHead> newHeads = new ArrayList<>();
    for (SubjectHead.Growth growth : grown.values()) {
      chunks.addAll(growth.filled());
      newHeads.add(growth.head());
    }
    return new IndexUpdate(blocks.get(blocks.size() - 1).number(), rows, chunks, newHeads);
  }

  private void grow(
      Block block,
      Map<Digest, C> candidates,
      Map<Subject, SubjectHead> heads,
      Map<Subject, SubjectHead.Growth> grown,
      Map<Digest, Ref> rows) {
    for (int i = 0; i < block.entries().size(); i++) {
      Entry entry = block.entries().get(i);
      C candidate = candidate(candidates, entry);
      Ref ref = new Ref(entry.index(), block.number(), entry.at(), entry.statement());
      rows.put(candidate.identity(), ref);
      if (candidate.subjects().size() != entry.links().size()) {
        throw new IntegrityFault(
            "entry " + entry.index() + ": its links are not those of its statement");
      }
      for (int k = 0; k < entry.links().size(); k++) {
        Link link = entry.links().get(k);
        Subject subject = candidate.subjects().get(k);
        SubjectHead.Growth growth =
            grown.computeIfAbsent(subject, s -> growth(s, heads.get(s), link, block, entry));
        if (link.seq() < growth.count()) {
          continue; // Another applier wrote this subject's row already.
        }
        if (!link.equals(growth.nextLink())) {
          throw new IntegrityFault(
              "entry " + entry.index() + ": its link to " + subject + " does not follow");
        }
        growth.add(ref, admission.fold(candidate, subject, growth.state(), entry.at()));
      }
    }
  }

  private static SubjectHead.Growth growth(
      Subject subject, @Nullable SubjectHead head, Link link, Block block, Entry entry) {
    if (head != null) {
      return new SubjectHead.Growth(head);
    }
    Salt salt = block.salts().get(link.tag());
    if (salt == null || !salt.tag(subject).equals(link.tag())) {
      throw new IntegrityFault("entry " + entry.index() + ": no salt for its link to " + subject);
    }
    return new SubjectHead.Growth(subject, salt);
  }

  private static <C> C candidate(Map<Digest, C> candidates, Entry entry) {
    C candidate = candidates.get(entry.statement());
    if (candidate == null) {
      throw new IntegrityFault(
          "entry " + entry.index() + ": its statement " + entry.statement() + " is missing");
    }
    return candidate;
  }

  private Map<Digest, C> candidates(List<Block> blocks) {
    List<Digest> digests =
        blocks.stream().flatMap(block -> block.entries().stream()).map(Entry::statement).toList();
    Map<Digest, C> candidates = new LinkedHashMap<>();
    statements
        .getAll(digests)
        .forEach((digest, statement) -> candidates.put(digest, admission.read(statement)));
    return candidates;
  }
}
