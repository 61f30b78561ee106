package org.assay.local;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The folder that an embedded exchange keeps its data in, held by one process at a time. The
 * operating system lets go of it when the process ends, however it ends.
 */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;
  private final Credentials credentials;

  /** The only credentials that the folder's stores accept. */
  record Credentials(String accessKeyId, String secretAccessKey) {
    @Override
    public String toString() {
      return accessKeyId;
    }
  }

  private DataFolder(Path path, FileChannel lock, Credentials credentials) {
    this.path = path;
    this.lock = lock;
    this.credentials = credentials;
  }

  /**
   * Opens the folder, making it where it is missing.
   *
   * @throws IOException if it cannot be written or another process uses it
   */
  static DataFolder open(Path folder) throws IOException {
    Path path = Files.createDirectories(folder).toRealPath();
    FileChannel channel =
        FileChannel.open(
            path.resolve("exchange.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!tryLock(channel)) {
        throw new IOException(
            "another exchange is using the folder " + path + "; end it or choose another folder");
      }
      // What a killed run left behind; nothing in it outlives a run.
      deleteTree(path.resolve("run"));
      return new DataFolder(path, channel, credentials(path.resolve("credentials.properties")));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  Credentials credentials() {
    return credentials;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /** Writes a file that only its owner may read, where the file system knows owners. */
  static void writeSecret(Path file, Properties properties) throws IOException {
    StringWriter text = new StringWriter();
    properties.store(text, null);
    Files.deleteIfExists(file);
    Files.createFile(file);
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(file, text.toString());
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // This JVM has it.
    }
  }

  private static Credentials credentials(Path file) throws IOException {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    } else {
      // DynamoDB Local takes letters and digits alone in a key id.
      properties.setProperty("accessKeyId", "ASSAY" + randomHex(8).toUpperCase(Locale.ROOT));
      properties.setProperty("secretAccessKey", randomHex(20));
      writeSecret(file, properties);
    }
    String id = properties.getProperty("accessKeyId");
    String secret = properties.getProperty("secretAccessKey");
    if (id == null || secret == null) {
      throw new IOException(
          file + " lacks accessKeyId or secretAccessKey; delete it to get new ones");
    }
    return new Credentials(id, secret);
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
