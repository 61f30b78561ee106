/** A supply network that was made up, and what a slow and simple computation says of its lots. */
@org.jspecify.annotations.NullMarked
package org.assay.traceability.network;
