package org.assay.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What came of work that went on beside. */
public final class Joined {
  private Joined() {}

  /** The result, once it is there; a failure is thrown as it was. */
  public static <T> T result(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }
}
