package org.assay.attestation;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The attestation types; the name is the second {@code type} of the credential. */
public enum AttestationType {
  IDENTITY_ANCHOR("IdentityAnchor"),
  ACCREDITATION("Accreditation"),
  LOT_ORIGIN("LotOrigin"),
  TRANSFORMATION("Transformation"),
  CUSTODY_TRANSFER("CustodyTransfer"),
  ASSAY("Assay"),
  ESG_CONFORMITY("EsgConformity"),
  EXPORT_CERTIFICATE("ExportCertificate"),
  REVOCATION("Revocation"),
  MINE_PERMIT("MinePermit"),
  SITE_INSPECTION("SiteInspection"),
  FACILITY_RECORD("FacilityRecord"),
  BLEND_SPLIT("BlendSplit"),
  IMPORT_CONFIRMATION("ImportConfirmation"),
  MASS_BALANCE_STATEMENT("MassBalanceStatement"),
  DUE_DILIGENCE_REPORT("DueDiligenceReport"),
  OWNERSHIP_CONTROL("OwnershipControl"),
  PAYMENT_DISCLOSURE("PaymentDisclosure"),
  CARBON_FOOTPRINT("CarbonFootprint"),
  RECYCLED_CONTENT("RecycledContent"),
  INCIDENT("Incident"),
  CHALLENGE("Challenge"),
  CUSTODY_RECEIPT("CustodyReceipt"),
  POLICY("Policy");

  private static final Map<String, AttestationType> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(AttestationType::typeName, Function.identity()));

  private final String typeName;

  AttestationType(String typeName) {
    this.typeName = typeName;
  }

  /** The name in credentials. */
  public String typeName() {
    return typeName;
  }

  /** The type of a name; empty if there is none. */
  public static Optional<AttestationType> fromName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
