/** Audits the whole ledger on a schedule, and lets an alarm look at what it finds. */
@org.jspecify.annotations.NullMarked
package org.assay.functions.audit;
