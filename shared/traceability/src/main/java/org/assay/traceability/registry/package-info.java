/**
 * Who may say what: the charter's members, the parties they registered, their keys and
 * accreditations, over time.
 */
@org.jspecify.annotations.NullMarked
package org.assay.traceability.registry;
