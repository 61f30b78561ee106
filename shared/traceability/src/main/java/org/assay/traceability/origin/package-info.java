/**
 * Where the metal of a lot comes from, and where it was worked: exact shares by country and
 * facility, with what is not known as a share of its own.
 */
@org.jspecify.annotations.NullMarked
package org.assay.traceability.origin;
