package org.assay.traceability.portfolio;

import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.MetalOrigin;

/**
 * What a lot adds to the total of a metal.
 *
 * @param milligrams above zero
 */
record Part(LotId lot, Rational milligrams, MetalOrigin origin) {}
