/**
 * How much of the metals of several lots comes from one country, stage by stage: a figure of a
 * portfolio, which binds no single lot.
 */
@org.jspecify.annotations.NullMarked
package org.assay.traceability.portfolio;
