package org.assay.traceability.policy;

import java.util.Set;
import org.assay.attestation.CountryCode;
import org.assay.attestation.DueDiligenceReport;
import org.assay.attestation.RejectedException;

/**
 * A list of conflict-affected and high-risk areas: there is no official one, so a policy names its
 * own.
 *
 * @param id which list
 * @param version its version
 * @param countries the countries that it has; where it has a part of one, the whole country
 */
record AreaList(String id, String version, Set<CountryCode> countries) {
  static AreaList read(Parameters in) throws RejectedException {
    return new AreaList(
        in.text("cahraList"), in.text("cahraVersion"), in.countries("cahraCountries"));
  }

  /** Points out a report that was made by another list. */
  void compare(Found.Builder found, DueDiligenceReport report, Work work) {
    DueDiligenceReport.CahraList used = report.cahraList();
    if (!used.id().equals(id) || !used.version().equals(version)) {
      found.warns(
          "the due diligence of "
              + work.facility().name()
              + " used the list "
              + used.id()
              + " "
              + used.version()
              + " and not "
              + this);
    }
  }

  @Override
  public String toString() {
    return id + " " + version;
  }
}
