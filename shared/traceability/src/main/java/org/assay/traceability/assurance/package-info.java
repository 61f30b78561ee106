/**
 * How well what is said of a lot is assured: what counts of that which was said of the facilities
 * in its chain, who assessed it, and what is open. It decides no verdict by itself.
 */
@NullMarked
package org.assay.traceability.assurance;

import org.jspecify.annotations.NullMarked;
