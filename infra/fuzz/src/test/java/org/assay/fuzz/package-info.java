/** Hostile input to every parser of what comes from outside, and what must hold of it. */
@NullMarked
package org.assay.fuzz;

import org.jspecify.annotations.NullMarked;
