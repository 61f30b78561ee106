/** Measurements: each prints its ratio, and what it was measured on, in one run. */
@NullMarked
package org.assay.bench;

import org.jspecify.annotations.NullMarked;
