package org.assay.local.child;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Runs another main class for as long as the parent process lives.
 *
 * <p>The parent holds the other end of standard input. However the parent ends, even by {@code kill
 * -9}, the operating system closes that end, and the child reads the end of its input. A lock on a
 * file keeps a new child from opening data that an orphan of a moment ago is still writing.
 */
public final class ChildGuard {
  private ChildGuard() {}

  /**
   * @param args the file to lock, the main class, and its arguments
   */
  @SuppressWarnings("resource") // The lock is held until the process ends.
  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(ChildGuard::endWithTheParent, "child-guard");
    watch.setDaemon(true);
    watch.start();
    FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE).lock();
    Class.forName(args[1])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
  }

  private static void endWithTheParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever written; only the end matters.
      }
    } catch (IOException e) {
      // No better than the end of the input.
    }
    // Not exit(): a shutdown hook that hangs must not keep an orphan alive. The stores are made to
    // survive a crash.
    Runtime.getRuntime().halt(0);
  }
}
