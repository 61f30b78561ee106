package org.assay.attestation;

import java.util.Optional;
import java.util.Set;

/**
 * What a credential says about its subject. Implementations are immutable and cannot be built in
 * breach of the rules that one statement can be held to; rules that need other statements (who may
 * say it, what a lot still holds) are not theirs.
 *
 * <p>Constructors throw {@link InvalidValueException}, whose pointer is relative to {@code
 * credentialSubject}.
 */
public sealed interface Attestation
    permits IdentityAnchor,
        Accreditation,
        LotOrigin,
        LotConversion,
        CustodyTransfer,
        Assay,
        EsgConformity,
        ExportCertificate,
        Revocation,
        MinePermit,
        SiteInspection,
        FacilityRecord,
        ImportConfirmation,
        MassBalanceStatement,
        DueDiligenceReport,
        OwnershipControl,
        PaymentDisclosure,
        CarbonFootprint,
        RecycledContent,
        Incident,
        Challenge,
        CustodyReceipt,
        Policy {

  /** Which attestation this is. */
  AttestationType type();

  /**
   * The country whose accreditation covers it. Empty for a {@link Revocation}, since who may revoke
   * follows from what is revoked, and for a {@link Policy}, which any member may issue.
   */
  Optional<CountryCode> jurisdiction();

  /** The minerals it is about; empty if it is not about minerals. */
  Set<Mineral> minerals();

  /** Every lot it is about, in the order in which it names them. */
  Set<LotId> lots();

  /** Every facility it is about, in the order in which it names them. */
  default Set<FacilityId> facilities() {
    return Set.of();
  }
}
