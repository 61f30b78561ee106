package org.assay.traceability.registry;

import static org.assay.attestation.AttestationType.ASSAY;
import static org.assay.attestation.AttestationType.LOT_ORIGIN;
import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.leave;
import static org.assay.traceability.testing.Say.lot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assay.attestation.Charter;
import org.assay.attestation.Did;
import org.assay.ledger.Digest;
import org.assay.ledger.IndexRow;
import org.assay.ledger.IndexStore;
import org.assay.ledger.IndexUpdate;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.assay.ledger.testing.FaultyStores.Operation;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;

/** The registry read from the ledger: cold, warm, and as it was. */
class RegistryReaderTest {
  /** All that a registry holds, to be compared. */
  private record Content(
      long size,
      Optional<Charter> charter,
      List<Party> parties,
      Map<Did, List<Grant>> grants,
      Map<Digest, Withdrawal> withdrawals) {
    static Content of(Registry registry, List<Ref> all) {
      Map<Did, List<Grant>> grants = new LinkedHashMap<>();
      registry.parties().forEach(party -> grants.put(party.did(), registry.grants(party.did())));
      Map<Digest, Withdrawal> withdrawals = new LinkedHashMap<>();
      all.forEach(
          ref ->
              registry
                  .withdrawal(ref.statement())
                  .ifPresent(found -> withdrawals.put(ref.statement(), found)));
      return new Content(
          registry.size(),
          registry.charter(),
          List.copyOf(registry.parties()),
          grants,
          withdrawals);
    }
  }

  private final TestExchange exchange = TestExchange.founded();
  private final List<Ref> refs = new ArrayList<>();

  private Content cold() {
    return Content.of(new RegistryReader(exchange.index, exchange.statements).current(), refs);
  }

  /** 150 entries of every kind, so that the subject has two full chunks and more. */
  private void fill(RegistryReader warm) {
    for (int i = 0; i < 37; i++) {
      Actor actor = Actor.web("party-" + i);
      refs.add(exchange.accept(exchange.congo, Say.anchor(actor.did(), CD, actor.method())));
      Ref grant = exchange.accept(exchange.congo, leave(actor.did(), LOT_ORIGIN, ASSAY));
      refs.add(grant);
      Actor next = actor.withKey("key-2");
      refs.add(exchange.accept(actor, Say.anchor(actor.did(), CD, actor.method(), next.method())));
      refs.add(
          exchange.accept(
              exchange.congo,
              i % 2 == 0
                  ? Say.revoke(exchange.recorded(grant))
                  : Say.revoke(actor.kid(), exchange.clock.instant())));
      // Not of the registry:
      exchange.accept(exchange.congo, Say.origin(lot("lot-" + i), actor.did(), dry("1")));
      if (i % 5 == 0) {
        assertThat(Content.of(warm.current(), refs)).as("after %s", refs.size()).isEqualTo(cold());
      }
    }
  }

  @Test
  void oneThatWasReadBitByBitIsTheOneThatIsReadAtOnce() {
    RegistryReader warm = new RegistryReader(exchange.index, exchange.statements);
    fill(warm);

    assertThat(warm.current().size()).isEqualTo(1 + 4 * 37);
    assertThat(Content.of(warm.current(), refs)).isEqualTo(cold());
    exchange.check();
  }

  @Test
  void asOfAnySizeItIsWhatItWasThen() {
    RegistryReader warm = new RegistryReader(exchange.index, exchange.statements);
    Map<Long, Content> then = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      Actor actor = Actor.web("party-" + i);
      refs.add(exchange.accept(exchange.congo, Say.anchor(actor.did(), CD, actor.method())));
      Ref last = exchange.accept(exchange.congo, leave(actor.did(), LOT_ORIGIN));
      refs.add(last);
      then.put(last.index() + 1, Content.of(warm.current(), refs));
      Ref revoked = exchange.accept(exchange.congo, Say.revoke(exchange.recorded(last)));
      refs.add(revoked);
      then.put(revoked.index() + 1, Content.of(warm.current(), refs));
      exchange.accept(exchange.congo, Say.revoke(actor.kid(), TestExchange.START.minusSeconds(i)));
    }

    then.forEach(
        (size, content) ->
            assertThat(
                    Content.of(
                        new RegistryReader(exchange.index, exchange.statements).asOf(size), refs))
                .as("as of %s", size)
                .isEqualTo(content));
    then.forEach(
        (size, content) ->
            assertThat(Content.of(warm.asOf(size), refs)).as("as of %s", size).isEqualTo(content));
    assertThat(new RegistryReader(exchange.index, exchange.statements).asOf(0).charter()).isEmpty();
  }

  @Test
  void whatIsSharedIsNotChangedByWhatComes() {
    RegistryReader warm = new RegistryReader(exchange.index, exchange.statements);
    Registry before = warm.current();
    Content content = Content.of(before, refs);
    exchange.registered("actor", CD);
    warm.current();

    assertThat(Content.of(before, refs)).isEqualTo(content);
    assertThat(warm.known()).isNotSameAs(before);
  }

  @Test
  void nothingIsReadWhereNothingIsNew() {
    RegistryReader warm = new RegistryReader(exchange.stores.index(), exchange.stores.statements());
    Registry known = warm.current();
    exchange.accept(exchange.congo, Say.origin(lot("a"), exchange.congo.did(), dry("1")));
    int reads = exchange.stores.count(Operation.STATEMENT_GET);

    assertThat(warm.current()).isSameAs(known);
    assertThat(exchange.stores.count(Operation.STATEMENT_GET)).isEqualTo(reads);
  }

  @Test
  void aHeadThatIsOlderThanWhatIsKnownGivesTheOlderRegistry() {
    RegistryReader warm = new RegistryReader(exchange.index, exchange.statements);
    Subject registry = new Subject("registry");
    SubjectHead head = exchange.index.heads(List.of(registry)).get(registry);
    exchange.registered("actor", CD);
    warm.current();

    assertThat(warm.at(Optional.ofNullable(head)).parties()).hasSize(2);
    assertThat(warm.known().parties()).hasSize(3);
    assertThat(warm.at(Optional.empty()).charter()).isEmpty();
  }

  @Test
  void aStatementThatIsMissingStopsIt() {
    Ref ref =
        exchange.accept(
            exchange.congo, Say.anchor(Actor.web("x").did(), CD, Actor.web("x").method()));
    exchange.statements.tamper(ref.statement(), new byte[] {1});

    assertThatThrownBy(() -> new RegistryReader(exchange.index, exchange.statements).current())
        .isInstanceOf(IntegrityFault.class);
  }

  @Test
  void aChunkOfEntriesThatIsMissingStopsIt() {
    RegistryReader warm = new RegistryReader(exchange.index, exchange.statements);
    fill(warm);
    IndexStore holed = new WithoutChunk(exchange.index, 1);
    RegistryReader reader = new RegistryReader(holed, exchange.statements);

    assertThatThrownBy(reader::current)
        .isInstanceOf(IntegrityFault.class)
        .hasMessageContaining("registry");
    assertThatThrownBy(() -> reader.asOf(20)).isInstanceOf(IntegrityFault.class);
  }

  private record WithoutChunk(IndexStore rows, long missing) implements IndexStore {
    @Override
    public long applied() {
      return rows.applied();
    }

    @Override
    public Map<Subject, SubjectHead> heads(Collection<Subject> subjects) {
      return rows.heads(subjects);
    }

    @Override
    public Map<Digest, Ref> statements(Collection<Digest> identities) {
      return rows.statements(identities);
    }

    @Override
    public List<SubjectHead.Chunk> chunks(Subject subject, long from) {
      return rows.chunks(subject, from).stream()
          .filter(chunk -> chunk.number() != missing)
          .toList();
    }

    @Override
    public void apply(IndexUpdate update) {
      rows.apply(update);
    }

    @Override
    public void scan(int segment, int segments, Consumer<IndexRow> found) {
      rows.scan(segment, segments, found);
    }

    @Override
    public void clear() {
      rows.clear();
    }

    @Override
    public IndexStore shut() {
      return rows.shut();
    }

    @Override
    public void open(long block) {
      rows.open(block);
    }
  }
}
