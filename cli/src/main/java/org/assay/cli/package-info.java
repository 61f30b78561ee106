/**
 * The command {@code assay}: a partner's side, a buyer's side, and a whole exchange on one machine.
 */
@org.jspecify.annotations.NullMarked
package org.assay.cli;
