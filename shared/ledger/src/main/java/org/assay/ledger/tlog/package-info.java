/**
 * The public log: a Merkle tree over the entries (RFC 9162 §2.1), served as static files (C2SP
 * tlog-tiles), with signed checkpoints (C2SP signed-note, tlog-checkpoint) and receipts (C2SP
 * tlog-proof) that other people's tools read.
 */
@org.jspecify.annotations.NullMarked
package org.assay.ledger.tlog;
