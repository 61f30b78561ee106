@org.jspecify.annotations.NullMarked
package org.assay.traceability.portfolio;
