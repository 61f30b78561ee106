package org.assay.ledger.audit;

/**
 * Something that an audit did not look at.
 *
 * @param what the thing
 * @param why the reason
 */
public record Unchecked(String what, String why) {}
