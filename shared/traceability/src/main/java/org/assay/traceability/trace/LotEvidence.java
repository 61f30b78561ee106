package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.attestation.Attestation;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.HsCode;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.DeclaredMetal;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Quantity;
import org.assay.ledger.Ref;
import org.assay.traceability.statement.AttestationStatement;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger holds of one lot. What follows from its statements is worked out once: a lot may
 * have thousands. Thread-safe.
 */
public final class LotEvidence {
  private final LotId lot;
  private final SubjectEvidence subject;
  private final List<Recorded> origins;
  private final List<Recorded> consumers;

  /** By what a statement says, as the one object that it is: to compare two of them is dear. */
  private final Map<Attestation, Quantity> consumption = new IdentityHashMap<>();

  /** Who held the lot from an entry on, by its index. */
  private final NavigableMap<Long, Did> holders = new TreeMap<>();

  /**
   * @throws IllegalArgumentException if the evidence is of another subject: the entries of that say
   *     nothing of what was left out of this one's
   */
  public LotEvidence(LotId lot, SubjectEvidence subject) {
    if (!subject.subject().equals(AttestationStatement.lot(lot))) {
      throw new IllegalArgumentException("entries of " + subject.subject() + " for the lot " + lot);
    }
    this.lot = lot;
    this.subject = subject;
    List<Recorded> found = new ArrayList<>();
    List<Recorded> consuming = new ArrayList<>();
    for (Recorded recorded : subject.statements()) {
      if (bringsForth(recorded)) {
        found.add(recorded);
        holders.put(recorded.ref().index(), broughtForthBy(recorded));
      } else if (recorded.said() instanceof CustodyTransfer transfer) {
        holders.put(recorded.ref().index(), transfer.to());
      }
      Optional<Quantity> consumed = consumedBy(recorded);
      if (consumed.isPresent()) {
        consuming.add(recorded);
        consumption.put(recorded.said(), consumed.get());
      }
    }
    this.origins = List.copyOf(found);
    this.consumers = List.copyOf(consuming);
  }

  public LotId lot() {
    return lot;
  }

  /** All its entries. */
  public SubjectEvidence subject() {
    return subject;
  }

  /**
   * How a lot is described by the statement that brings it forth.
   *
   * @param hs its commodity code; null where none is given
   * @param contained what it is said to contain, where that is said
   */
  public record Description(
      Mineral mineral,
      String form,
      @Nullable HsCode hs,
      Quantity quantity,
      List<Grade> grades,
      List<DeclaredMetal> contained) {}

  public List<Recorded> statements() {
    return subject.statements();
  }

  /** The statement that brings the lot forth: its extraction, or the step that it comes out of. */
  public Optional<Recorded> origin() {
    return origins().stream().findFirst();
  }

  /** Every statement that brings the lot forth, in order; in an honest ledger one at most. */
  List<Recorded> origins() {
    return origins;
  }

  private boolean bringsForth(Recorded recorded) {
    return recorded.said() instanceof LotOrigin
        || (recorded.said() instanceof LotConversion conversion
            && conversion.outputs().stream().anyMatch(output -> output.lot().equals(lot)));
  }

  /** The step that the lot comes out of; empty for a mined or a missing lot. */
  public Optional<LotConversion> madeBy() {
    return origin()
        .filter(recorded -> recorded.said() instanceof LotConversion)
        .map(recorded -> (LotConversion) recorded.said());
  }

  /** What the lot is said to be; empty if nothing brings it forth. */
  public Optional<Description> description() {
    return origin().map(this::describe);
  }

  private Description describe(Recorded recorded) {
    if (recorded.said() instanceof LotOrigin origin) {
      return new Description(
          origin.mineral(),
          origin.form(),
          origin.hs(),
          origin.quantity(),
          origin.grades(),
          origin.contained());
    }
    Transformation.Output output =
        ((LotConversion) recorded.said())
            .outputs().stream().filter(out -> out.lot().equals(lot)).findFirst().orElseThrow();
    return new Description(
        output.mineral(),
        output.form(),
        output.hs(),
        output.quantity(),
        output.grades(),
        output.contained());
  }

  /** The statements that consume some of the lot, in order. */
  public List<Recorded> consumers() {
    return consumers;
  }

  /** How much of the lot one of its statements consumes; empty if it consumes none. */
  public Optional<Quantity> consumption(Recorded recorded) {
    return Optional.ofNullable(consumption.get(recorded.said()));
  }

  private Optional<Quantity> consumedBy(Recorded recorded) {
    return recorded.said() instanceof LotConversion conversion
        ? conversion.inputs().stream()
            .filter(input -> input.lot().equals(lot))
            .map(Transformation.Input::quantity)
            .findFirst()
        : Optional.empty();
  }

  /** How much of the lot is consumed in all, in milligrams on the basis on which it is counted. */
  public long consumedMilligrams() {
    return consumers.stream()
        .mapToLong(recorded -> consumption(recorded).orElseThrow().mass().milligrams())
        .reduce(0, Math::addExact);
  }

  /**
   * Who brought the lot forth: the operator of its mine, or whoever made it; empty if nobody did.
   */
  public Optional<Did> broughtForthBy() {
    return origin().map(LotEvidence::broughtForthBy);
  }

  private static Did broughtForthBy(Recorded origin) {
    return origin.said() instanceof LotOrigin mined ? mined.operator() : origin.issuer();
  }

  /** Who brought the lot forth, and everybody who held it: what they say of it, they declare. */
  public Set<Did> interested() {
    Set<Did> interested = new TreeSet<>();
    broughtForthBy().ifPresent(interested::add);
    for (Recorded transfer : transfers()) {
      interested.add(((CustodyTransfer) transfer.said()).from());
      interested.add(((CustodyTransfer) transfer.said()).to());
    }
    return interested;
  }

  /** The changes of custody, in order. */
  public List<Recorded> transfers() {
    return statements().stream()
        .filter(recorded -> recorded.said() instanceof CustodyTransfer)
        .toList();
  }

  /** Who held the lot before an entry; empty if that does not follow from what is recorded. */
  public Optional<Did> holderBefore(Ref ref) {
    return holderUntil(ref.index());
  }

  /** Who held the lot after an entry; empty if that does not follow from what is recorded. */
  public Optional<Did> holderAfter(Ref ref) {
    return holderUntil(ref.index() + 1);
  }

  private Optional<Did> holderUntil(long index) {
    return Optional.ofNullable(holders.lowerEntry(index)).map(Map.Entry::getValue);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LotEvidence that
        && lot.equals(that.lot)
        && subject.equals(that.subject);
  }

  @Override
  public int hashCode() {
    return Objects.hash(lot, subject);
  }

  @Override
  public String toString() {
    return lot + " with " + subject.statements().size() + " entries";
  }
}
