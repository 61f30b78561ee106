package org.assay.ledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assay.ledger.Admission;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.Candidate;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.IndexStore;
import org.assay.ledger.Link;
import org.assay.ledger.Position;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.StatementStore;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.jspecify.annotations.Nullable;

/**
 * Replays a ledger from its first block, with nothing of the sequencer's own code, and holds
 * everything that is stored against what follows from blocks and statements: chain, tree, links,
 * tags, salts, digests, the domain's rules and the index rows. Whoever writes must have stopped,
 * and the rows of the last block must be finished.
 */
public final class LedgerCheck<C extends Candidate, R> {
  private final StatementStore statements;
  private final Admission<C, R> admission;

  private Position position = Position.START;
  private final List<byte[]> leaves = new ArrayList<>();
  private final Map<Digest, Ref> byIdentity = new HashMap<>();
  private final Map<Digest, Ref> byStatement = new HashMap<>();
  private final Map<Subject, History> histories = new TreeMap<>();
  private final Set<Digest> tags = new HashSet<>();

  /** All that is derived for one subject. */
  private static final class History {
    final Salt salt;
    final List<Ref> refs = new ArrayList<>();
    byte @Nullable [] state;

    History(Salt salt) {
      this.salt = salt;
    }

    SubjectHead head(Subject subject) {
      int full = refs.size() / SubjectHead.CHUNK * SubjectHead.CHUNK;
      return new SubjectHead(
          subject,
          salt,
          refs.size(),
          refs.get(refs.size() - 1).index(),
          refs.subList(full, refs.size()),
          state);
    }

    List<SubjectHead.Chunk> chunks(Subject subject) {
      List<SubjectHead.Chunk> chunks = new ArrayList<>();
      for (int i = 0; i < refs.size() / SubjectHead.CHUNK; i++) {
        chunks.add(
            new SubjectHead.Chunk(
                subject, i, refs.subList(i * SubjectHead.CHUNK, (i + 1) * SubjectHead.CHUNK)));
      }
      return chunks;
    }
  }

  /**
   * What a replay found.
   *
   * @param entries how many entries there are
   * @param blocks how many blocks
   * @param statements where each statement is, by its digest
   * @param heads what is derived for each subject
   */
  public record Replay(
      long entries, long blocks, Map<Digest, Ref> statements, Map<Subject, SubjectHead> heads) {
    /** The head of a subject that some entry touches. */
    public SubjectHead head(Subject subject) {
      SubjectHead head = heads.get(subject);
      if (head == null) {
        throw new AssertionError("no entry touches " + subject);
      }
      return head;
    }
  }

  private LedgerCheck(StatementStore statements, Admission<C, R> admission) {
    this.statements = statements;
    this.admission = admission;
  }

  /**
   * Checks everything.
   *
   * @throws AssertionError if something is not as it must be
   */
  public static <C extends Candidate, R> Replay verify(
      BlockStore blocks, StatementStore statements, IndexStore index, Admission<C, R> admission) {
    LedgerCheck<C, R> check = new LedgerCheck<>(statements, admission);
    long number = 0;
    for (Optional<Block> block = blocks.read(0); block.isPresent(); ) {
      check.block(number, block.get());
      block = blocks.read(++number);
    }
    assertThat(blocks.readAll(List.of(number + 1, number + 2, number + 3)))
        .as("blocks behind the first missing one, %s", number)
        .isEmpty();
    assertThat(check.position.edge().root())
        .as("root of all %s entries", check.leaves.size())
        .isEqualTo(NaiveMerkle.root(check.leaves));
    check.rows(index);
    Map<Subject, SubjectHead> heads = new TreeMap<>();
    check.histories.forEach((subject, history) -> heads.put(subject, history.head(subject)));
    return new Replay(check.leaves.size(), number, Map.copyOf(check.byStatement), heads);
  }

  private void block(long number, Block block) {
    assertThat(block.number()).isEqualTo(number);
    block.checkFollows(position);
    Admission.Session<C, R> session = admission.open(new ReplayedView());
    Set<Digest> unusedSalts = new HashSet<>(block.salts().keySet());
    Digest prev = position.chain();
    Instant at = position.at();
    for (int i = 0; i < block.entries().size(); i++) {
      Entry entry = block.entries().get(i);
      byte[] bytes = block.encodedEntries().get(i);
      String where = "block " + number + ", entry " + entry.index();
      assertThat(Entry.decode(bytes)).as(where).isEqualTo(entry);
      assertThat(entry.index()).as("%s: index", where).isEqualTo(leaves.size());
      assertThat(entry.prev()).as("%s: prev", where).isEqualTo(prev);
      assertThat(entry.at()).as("%s: at", where).isAfterOrEqualTo(at);
      entry(where, number, entry, block.salts(), unusedSalts, session);
      leaves.add(bytes);
      prev = Digest.of(bytes);
      at = entry.at();
    }
    assertThat(unusedSalts).as("block %s: salts of nothing", number).isEmpty();
    position = block.position();
  }

  private void entry(
      String where,
      long number,
      Entry entry,
      Map<Digest, Salt> salts,
      Set<Digest> unusedSalts,
      Admission.Session<C, R> session) {
    Optional<byte[]> statement = statements.get(entry.statement());
    assertThat(statement).as("%s: its statement", where).isPresent();
    byte[] bytes = statement.orElseThrow();
    assertThat(Digest.of(bytes)).as("%s: digest", where).isEqualTo(entry.statement());
    C candidate = admission.read(bytes);
    Ref ref = new Ref(entry.index(), number, entry.at(), entry.statement());
    assertThat(byIdentity.put(candidate.identity(), ref)).as("%s: recorded twice", where).isNull();
    byStatement.put(entry.statement(), ref);
    assertThat(session.objection(candidate, entry.at(), new ReplayedStates()))
        .as("%s: objection", where)
        .isEmpty();

    assertThat(entry.links()).as("%s: links", where).hasSameSizeAs(candidate.subjects());
    for (int k = 0; k < entry.links().size(); k++) {
      Link link = entry.links().get(k);
      Subject subject = candidate.subjects().get(k);
      History history = histories.get(subject);
      if (history == null) {
        Salt salt = salts.get(link.tag());
        if (salt == null) {
          throw new AssertionError(where + ": no salt for " + subject);
        }
        history = new History(salt);
        histories.put(subject, history);
        assertThat(unusedSalts.remove(link.tag())).as("%s: salt used once", where).isTrue();
        assertThat(tags.add(link.tag())).as("%s: tag of its own", where).isTrue();
      }
      long last = history.refs.isEmpty() ? -1 : history.refs.get(history.refs.size() - 1).index();
      assertThat(link)
          .as("%s: link to %s", where, subject)
          .isEqualTo(new Link(history.salt.tag(subject), history.refs.size(), last));
      history.refs.add(ref);
      history.state = admission.fold(candidate, subject, history.state, entry.at());
    }
    session.admitted(candidate, ref);
  }

  private void rows(IndexStore index) {
    assertThat(index.applied()).as("mark of the last block").isEqualTo(position.block());
    assertThat(index.statements(byIdentity.keySet()))
        .as("rows of the statements")
        .isEqualTo(byIdentity);
    Map<Subject, SubjectHead> heads = new LinkedHashMap<>();
    histories.forEach((subject, history) -> heads.put(subject, history.head(subject)));
    assertThat(index.heads(heads.keySet())).as("heads").isEqualTo(heads);
    histories.forEach(
        (subject, history) ->
            assertThat(index.chunks(subject, 0))
                .as("chunks of %s", subject)
                .isEqualTo(history.chunks(subject)));
  }

  /** The ledger as the replay has it so far. */
  private final class ReplayedView implements Admission.View {
    private final Position there = position;
    private final Map<Subject, SubjectHead> heads = new HashMap<>();

    ReplayedView() {
      for (Subject subject : admission.standing()) {
        History history = histories.get(subject);
        if (history != null) {
          heads.put(subject, history.head(subject));
        }
      }
    }

    @Override
    public Position position() {
      return there;
    }

    @Override
    public Optional<SubjectHead> standing(Subject subject) {
      return Optional.ofNullable(heads.get(subject));
    }
  }

  private final class ReplayedStates implements Admission.States {
    @Override
    public byte @Nullable [] of(Subject subject) {
      History history = histories.get(subject);
      return history == null ? null : history.state;
    }

    @Override
    public boolean isKnown(Subject subject) {
      return histories.containsKey(subject);
    }

    @Override
    public Optional<Ref> reference(Digest identity) {
      return Optional.ofNullable(byIdentity.get(identity));
    }
  }
}
