/**
 * Evidence bundles (docs/bundle.md): {@link org.assay.traceability.bundle.BundleMaker} puts all
 * that an answer rests on into one file, and {@link org.assay.traceability.bundle.BundleVerifier}
 * checks it without the exchange.
 */
@org.jspecify.annotations.NullMarked
package org.assay.traceability.bundle;
