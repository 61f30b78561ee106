package org.assay.traceability.registry;

import org.assay.ledger.Ref;
import org.assay.traceability.statement.Statement;

/** A statement, of either kind, and where it is recorded. */
public record Entered(Statement statement, Ref ref) {}
