/** Whole exchanges, used through HTTP alone: what partners, buyers and attackers do. */
@org.jspecify.annotations.NullMarked
package org.assay.local.e2e;
