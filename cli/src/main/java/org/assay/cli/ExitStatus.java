package org.assay.cli;

/** What the exit status of {@code assay} means. */
public final class ExitStatus {
  /** All went well; of a trace, that the verdict is PASS. */
  public static final int OK = 0;

  /** Something was looked at and refused. */
  public static final int REFUSED = 1;

  /** The verdict is not PASS. */
  public static final int NOT_PASS = 2;

  /** It could not be finished, or no answer could be had. */
  public static final int COULD_NOT = 3;

  /** The command line is wrong, or names a file that cannot be used (sysexits, EX_USAGE). */
  public static final int USAGE = 64;

  private ExitStatus() {}
}
