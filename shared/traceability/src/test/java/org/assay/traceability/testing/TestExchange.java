package org.assay.traceability.testing;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.assay.attestation.Accreditation;
import org.assay.attestation.Attestation;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Charter;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Credential;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.LotId;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.jws.GeneralJws;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SigningKey;
import org.assay.ledger.Admission;
import org.assay.ledger.Outcome;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.Sequencer;
import org.assay.ledger.SequencerSettings;
import org.assay.ledger.testing.FaultyStores;
import org.assay.ledger.testing.InMemoryBlockStore;
import org.assay.ledger.testing.InMemoryIndexStore;
import org.assay.ledger.testing.InMemoryPendingStore;
import org.assay.ledger.testing.InMemoryStatementStore;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.ledger.testing.SettableClock;
import org.assay.ledger.testing.TestLedger;
import org.assay.traceability.admission.AttestationAdmission;
import org.assay.traceability.admission.LotState;
import org.assay.traceability.admission.Reception;
import org.assay.traceability.admission.Submission;
import org.assay.traceability.registry.Authority;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.EvidenceReader;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * An exchange in memory whose members are the Congo and Finland, with stores that fail where a test
 * wants it. Each {@link #process()} knows nothing but the stores.
 */
public final class TestExchange {
  public static final String LOG = "log.example/test";
  public static final Instant START = Instant.parse("2026-11-24T08:00:00.123Z");

  /** When accreditations and conformities end for which a test gives no end. */
  public static final Instant TERM_END = START.plus(Duration.ofDays(365));

  private static final SequencerSettings SETTINGS =
      TestLedger.settings(200, Duration.ofMillis(2), Duration.ofSeconds(20));

  private static final ExecutorService EXECUTOR =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "test-exchange");
            thread.setDaemon(true);
            return thread;
          });

  public final InMemoryBlockStore blocks = new InMemoryBlockStore();
  public final InMemoryStatementStore statements = new InMemoryStatementStore();
  public final InMemoryIndexStore index = new InMemoryIndexStore();
  public final FaultyStores stores =
      new FaultyStores(blocks, statements, index, new InMemoryPendingStore());
  public final SettableClock clock = new SettableClock(START);
  public final Actor congo;
  public final Actor finland;

  private final AtomicLong nextId = new AtomicLong(1);
  private final AtomicLong nextSalt = new AtomicLong();
  private final Process process = process();

  private final boolean isSeeded;

  private TestExchange(boolean isSeeded) {
    this.isSeeded = isSeeded;
    this.congo = actor("mines.cd");
    this.finland = actor("mines.fi");
  }

  private Actor actor(String name) {
    return isSeeded ? Actor.seeded(name) : Actor.web(name);
  }

  /** With no charter yet. */
  public static TestExchange empty() {
    return new TestExchange(false);
  }

  /** With the charter of the two members. */
  public static TestExchange founded() {
    TestExchange exchange = new TestExchange(false);
    exchange.accept(exchange.charter());
    return exchange;
  }

  /**
   * As {@link #founded}, and the same to the last bit each time, as long as it is told the same.
   */
  public static TestExchange seeded() {
    TestExchange exchange = new TestExchange(true);
    Map<Actor, Set<CountryCode>> members = new LinkedHashMap<>();
    members.put(exchange.congo, Set.of(Say.CD));
    members.put(exchange.finland, Set.of(Say.FI));
    exchange.accept(exchange.charter(1, 2, members, List.of(exchange.congo, exchange.finland)));
    return exchange;
  }

  // What is said.

  /** A credential of now, under a new id. */
  public Credential credential(Actor issuer, Attestation said) {
    return credential(issuer, said, clock.instant(), null);
  }

  /** A credential under a new id; what needs an end has {@link #TERM_END} unless it says so. */
  public Credential credential(
      Actor issuer, Attestation said, Instant from, @Nullable Instant until) {
    boolean needsEnd = said instanceof Accreditation || said instanceof EsgConformity;
    Instant end = until == null && needsEnd ? TERM_END : until;
    String id = "urn:uuid:00000000-0000-4000-8000-%012x".formatted(nextId.getAndIncrement());
    return new Credential(id, issuer.did(), from, end, said);
  }

  /** A statement of now. */
  public byte[] say(Actor issuer, Attestation said) {
    return issuer.sign(credential(issuer, said));
  }

  /** A statement with a term. */
  public byte[] say(Actor issuer, Attestation said, Instant from, @Nullable Instant until) {
    return issuer.sign(credential(issuer, said, from, until));
  }

  /** The first charter, signed by both members. */
  public byte[] charter() {
    return charter(
        1, 2, Map.of(congo, Set.of(Say.CD), finland, Set.of(Say.FI)), List.of(congo, finland));
  }

  /** A charter. */
  public byte[] charter(
      int version, int threshold, Map<Actor, Set<CountryCode>> members, List<Actor> signers) {
    return sign(
        new Charter(
            version,
            LOG,
            "Test coalition",
            threshold,
            START,
            members.entrySet().stream()
                .map(
                    member ->
                        new Charter.Member(
                            member.getKey().did(),
                            "Member " + member.getKey().did(),
                            member.getValue(),
                            List.of(member.getKey().method())))
                .toList()),
        signers);
  }

  /** A charter with signatures. */
  public static byte[] sign(Charter charter, List<Actor> signers) {
    Map<KeyId, SigningKey> keys = new LinkedHashMap<>();
    signers.forEach(signer -> keys.put(signer.kid(), signer.key()));
    return GeneralJws.sign(charter.toJson(), GeneralJws.CHARTER_TYP, keys);
  }

  // What becomes of it.

  /** Submits a statement that must be recorded; says where. */
  public Ref accept(byte[] statement) {
    return process.accept(statement);
  }

  /** Says and submits a statement that must be recorded. */
  public Ref accept(Actor issuer, Attestation said) {
    return accept(say(issuer, said));
  }

  /** Why a statement is refused; empty if it was recorded now. */
  public Optional<Reason> refusal(byte[] statement) {
    Outcome<Rejection> outcome = process.submit(List.of(statement)).get(0);
    if (outcome instanceof Outcome.Refused<Rejection> refused) {
      return Optional.of(refused.reason().reason());
    }
    if (outcome instanceof Outcome.Sequenced<Rejection>) {
      return Optional.empty();
    }
    throw new AssertionError("neither refused nor recorded, but " + outcome);
  }

  /** Why a statement of now is refused; empty if it was recorded. */
  public Optional<Reason> refusal(Actor issuer, Attestation said) {
    return refusal(say(issuer, said));
  }

  /** Makes a party of a country known, by its member. */
  public Actor registered(String name, CountryCode country) {
    Actor actor = actor(name);
    accept(
        country.equals(Say.FI) ? finland : congo, Say.anchor(actor.did(), country, actor.method()));
    return actor;
  }

  /** A Congolese party that may bring forth, make and hand over cobalt and copper. */
  public Actor operator(String name) {
    Actor actor = registered(name, Say.CD);
    accept(
        congo,
        Say.leave(
            actor.did(),
            AttestationType.LOT_ORIGIN,
            AttestationType.TRANSFORMATION,
            AttestationType.CUSTODY_TRANSFER,
            AttestationType.CUSTODY_RECEIPT));
    return actor;
  }

  /** A recorded attestation. */
  public AttestationStatement recorded(Ref ref) {
    try {
      return (AttestationStatement) Statement.read(statements.get(ref.statement()).orElseThrow());
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }

  /** What a recorded attestation is refused for when it is judged again by what is known now. */
  public Optional<Reason> judgedAgain(Ref ref) {
    return signatureJudgedAgain(ref)
        .or(
            () ->
                Authority.objection(registry(), recorded(ref), ref.index(), ref.at())
                    .map(Rejection::reason));
  }

  /** As {@link #judgedAgain}, but for the signature alone. */
  public Optional<Reason> signatureJudgedAgain(Ref ref) {
    try {
      Signatures.verify(registry(), recorded(ref).jws(), ref.index(), ref.at());
      return Optional.empty();
    } catch (RejectedException e) {
      return Optional.of(e.rejection().reason());
    }
  }

  /** The registry as of now, read by somebody who knows nothing yet. */
  public Registry registry() {
    return new RegistryReader(index, statements).current();
  }

  /** What the index keeps of a lot. */
  public LotState state(LotId lot) {
    return Optional.ofNullable(
            index.heads(List.of(AttestationStatement.lot(lot))).get(AttestationStatement.lot(lot)))
        .map(head -> LotState.decode(head.state()))
        .orElse(LotState.UNKNOWN);
  }

  /** The evidence for a lot as of now. */
  public Evidence evidence(LotId lot) {
    EvidenceReader reader = reader();
    return reader.read(lot, reader.size(), TraceLimits.DEFAULT);
  }

  /** Reads evidence through the stores that count and fail. */
  public EvidenceReader reader() {
    return new EvidenceReader(
        stores.blocks(),
        stores.index(),
        stores.statements(),
        new RegistryReader(stores.index(), stores.statements()));
  }

  /** The answer about a lot as of now. */
  public Trace trace(LotId lot) {
    return Tracer.trace(evidence(lot));
  }

  /** A new process. */
  public Process process() {
    RegistryReader registries = new RegistryReader(stores.index(), stores.statements());
    return new Process(
        registries,
        new AttestationAdmission(registries, new Reception(LOG, registries, clock)),
        false);
  }

  /** A process that records whatever it is given: what a dishonest writer would do. */
  public Process accomplice() {
    RegistryReader registries = new RegistryReader(stores.index(), stores.statements());
    return new Process(registries, new Blind(new AttestationAdmission(registries)), true);
  }

  private Salt salt() {
    return new Salt(
        ByteBuffer.allocate(Salt.LENGTH)
            .putLong(0x7e57_7e57_7e57_7e57L)
            .putLong(nextSalt.getAndIncrement())
            .array());
  }

  /** Judges the whole ledger again, and holds the index against what follows from it. */
  public LedgerCheck.Replay check() {
    return LedgerCheck.verify(
        blocks, statements, index, new Rejudging(new RegistryReader(index, statements)));
  }

  /** A process of the exchange, with what it remembers. */
  public final class Process {
    public final RegistryReader registries;
    private final Sequencer<Submission, Rejection> sequencer;
    private final boolean isBlind;

    private Process(
        RegistryReader registries, Admission<Submission, Rejection> admission, boolean isBlind) {
      this.registries = registries;
      this.isBlind = isBlind;
      this.sequencer =
          new Sequencer<>(
              stores.blocks(),
              stores.index(),
              stores.statements(),
              stores.pending(),
              admission,
              TestExchange.this::salt,
              clock,
              EXECUTOR,
              SETTINGS);
    }

    /** Checks signatures by what the ledger says now, then as {@link #submit(List, Registry)}. */
    public List<Outcome<Rejection>> submit(List<byte[]> received) {
      return submit(received, registries.current());
    }

    /** Checks signatures by a registry, stores and submits statements together. */
    public List<Outcome<Rejection>> submit(List<byte[]> received, Registry registry) {
      List<Submission> good = new ArrayList<>();
      Map<Integer, Outcome<Rejection>> bad = new TreeMap<>();
      for (int i = 0; i < received.size(); i++) {
        try {
          good.add(read(received.get(i), registry));
        } catch (RejectedException e) {
          bad.put(i, new Outcome.Refused<>(e.rejection()));
        }
      }
      stores.statements().putAll(good.stream().map(each -> each.content().bytes()).toList());
      List<Outcome<Rejection>> outcomes = new ArrayList<>(sequencer.submit(good));
      bad.forEach(outcomes::add);
      return outcomes;
    }

    /** Submits a statement that must be recorded; says where. */
    public Ref accept(byte[] statement) {
      Outcome<Rejection> outcome = submit(List.of(statement)).get(0);
      if (outcome instanceof Outcome.Sequenced<Rejection> sequenced) {
        return sequenced.ref();
      }
      throw new AssertionError("not recorded, but " + outcome);
    }

    private Submission read(byte[] bytes, Registry registry) throws RejectedException {
      Statement statement = Statement.read(bytes);
      return new Submission(
          statement,
          !isBlind && statement instanceof AttestationStatement attestation
              ? Signatures.verify(registry, attestation.jws(), Long.MAX_VALUE, clock.instant())
              : null);
    }
  }
}
