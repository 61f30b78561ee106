package org.assay.bench;

import org.assay.ledger.testing.Note;

/** A way to get a note into a ledger; it is durable when this returns. */
interface Recorder extends AutoCloseable {
  void record(Note note);

  /** What became of the calls, in a few words. */
  String remarks();

  @Override
  void close();
}
