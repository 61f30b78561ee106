package org.assay.traceability.bundle;

/** Carries a finding out of the checks. */
final class BundleFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient BundleFinding finding;

  BundleFault(BundleFinding.Code code, String place, String sentence) {
    super(sentence);
    this.finding = new BundleFinding(code, place, sentence);
  }

  BundleFinding finding() {
    return finding;
  }
}
