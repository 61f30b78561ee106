package org.assay.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a message for the person who called it; not a fault of the program. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private Failure(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The command line is wrong, or a file that it names is. */
  public static Failure usage(String message) {
    return new Failure(ExitStatus.USAGE, message, null);
  }

  /** As {@link #usage(String)}, with the cause for {@code --debug}. */
  public static Failure usage(String message, Throwable cause) {
    return new Failure(ExitStatus.USAGE, message, cause);
  }

  /** What was asked for is refused. */
  public static Failure refused(String message) {
    return new Failure(ExitStatus.REFUSED, message, null);
  }

  /** What was asked for could not be done, or not to its end. */
  public static Failure couldNot(String message) {
    return new Failure(ExitStatus.COULD_NOT, message, null);
  }

  /** As {@link #couldNot(String)}, with the cause for {@code --debug}. */
  public static Failure couldNot(String message, Throwable cause) {
    return new Failure(ExitStatus.COULD_NOT, message, cause);
  }

  /** The exit status of the process. */
  public int status() {
    return status;
  }
}
