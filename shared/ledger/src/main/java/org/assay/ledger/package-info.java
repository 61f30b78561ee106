/**
 * What is recorded: entries in a hash chain, committed in blocks by one conditional write each, and
 * the ports that a store must serve. Nothing here knows of minerals: a statement is a digest, and
 * what it is about is a subject.
 */
@org.jspecify.annotations.NullMarked
package org.assay.ledger;
