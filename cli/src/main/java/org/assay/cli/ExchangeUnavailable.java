package org.assay.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where no answer came, or none that can be read, after as many attempts as there are.
 * Whether what was sent was recorded is not known; sending it again is free.
 */
public final class ExchangeUnavailable extends IOException {
  private static final long serialVersionUID = 1L;

  public ExchangeUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
