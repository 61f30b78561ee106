package org.assay.traceability.assurance;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Did;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.ImportConfirmation;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.quantity.ContainedMetal;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.trace.Bounds;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Trusted;

/**
 * Of what share of a lot's mass somebody vouches who has no part in it: neither made it nor ever
 * held it. An authority that states the origin of a lot that another mines, one that certifies its
 * export, or one that confirms its import, each says how much there was. A laboratory weighs a
 * sample and not the lot, and a certificate of a site or its books bind no single lot.
 */
final class ThirdPartyMass {
  private final Trusted trusted;
  private final Set<Recorded> used = new LinkedHashSet<>();

  ThirdPartyMass(Trace trace) {
    this.trusted = new Trusted(trace);
  }

  /** The statements that vouched for something. */
  Set<Recorded> used() {
    return used;
  }

  /**
   * The share, from 0 to 1. Where several vouch for a part of the lot the largest part counts: they
   * may have seen the same part.
   */
  Rational of(LotEvidence lot) {
    Optional<LotEvidence.Description> description = lot.description();
    if (description.isEmpty()) {
      return Rational.ZERO;
    }
    Set<Did> interested = lot.interested();
    Rational share = Rational.ZERO;
    for (Recorded recorded : lot.statements()) {
      if (interested.contains(recorded.issuer()) || !trusted.relies(recorded)) {
        continue;
      }
      Rational vouched =
          quantity(recorded)
              .map(quantity -> share(quantity, description.get().quantity()))
              .orElse(Rational.ZERO);
      if (vouched.signum() > 0) {
        used.add(recorded);
      }
      share = vouched.compareTo(share) > 0 ? vouched : share;
    }
    return share;
  }

  private static Optional<Quantity> quantity(Recorded recorded) {
    if (recorded.said() instanceof LotOrigin origin) {
      return Optional.of(origin.quantity());
    }
    if (recorded.said() instanceof ExportCertificate certificate) {
      return Optional.of(certificate.quantity());
    }
    return recorded.said() instanceof ImportConfirmation arrived
        ? Optional.of(arrived.quantity())
        : Optional.empty();
  }

  /**
   * What is short of the lot by no more than scales differ is all of it; what is more is another.
   */
  private static Rational share(Quantity seen, Quantity lot) {
    Optional<Rational> share = ratio(seen, lot);
    Rational tolerance = Rational.of(Bounds.current().agreement().pass());
    if (share.isEmpty() || share.get().compareTo(Rational.ONE.plus(tolerance)) > 0) {
      return Rational.ZERO;
    }
    return share.get().compareTo(Rational.ONE.minus(tolerance)) >= 0 ? Rational.ONE : share.get();
  }

  private static Optional<Rational> ratio(Quantity seen, Quantity lot) {
    if (seen.basis() == lot.basis()) {
      return ratio(Rational.of(seen.mass().milligrams()), Rational.of(lot.mass().milligrams()));
    }
    return ContainedMetal.dry(seen)
        .flatMap(part -> ContainedMetal.dry(lot).flatMap(whole -> ratio(part, whole)));
  }

  private static Optional<Rational> ratio(Rational part, Rational whole) {
    return whole.signum() > 0 ? Optional.of(part.dividedBy(whole)) : Optional.empty();
  }
}
