package org.assay.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the emulators' class paths are written down: files that Maven makes in {@code
 * infra/local/dynamodb} and {@code infra/local/s3}.
 *
 * @param dynamoDb the file with the class path of DynamoDB Local
 * @param s3 the file with the class path of S3Proxy
 */
public record EmulatorPaths(Path dynamoDb, Path s3) {
  /** The system property that names the root of the repository. */
  public static final String HOME = "assay.home";

  /** The system properties that name the two files themselves. */
  public static final String DYNAMODB = "assay.dynamodb.classpath";

  public static final String S3 = "assay.s3.classpath";

  /**
   * The files that the system properties name, or else those under the root of the repository, or
   * else under the working directory.
   */
  public static EmulatorPaths find() {
    Path home = Path.of(System.getProperty(HOME, ""));
    return new EmulatorPaths(
        orElse(System.getProperty(DYNAMODB), home, "dynamodb"),
        orElse(System.getProperty(S3), home, "s3"));
  }

  private static Path orElse(@Nullable String given, Path home, String module) {
    return given != null
        ? Path.of(given)
        : home.resolve("infra/local/" + module + "/target/" + module + ".classpath")
            .toAbsolutePath()
            .normalize();
  }

  /**
   * Reads a class path.
   *
   * @throws IOException if the file or a jar that it names is missing, saying how to get them
   */
  static List<String> read(Path file) throws IOException {
    String remedy =
        "; fetch it with: mvn -pl infra/local/dynamodb,infra/local/s3 generate-resources";
    if (!Files.isRegularFile(file)) {
      throw new IOException("the class path file " + file + " of an emulator is missing" + remedy);
    }
    List<String> jars = List.of(Files.readString(file).strip().split(File.pathSeparator));
    for (String jar : jars) {
      if (!Files.exists(Path.of(jar))) {
        throw new IOException(jar + ", which " + file + " names, is missing" + remedy);
      }
    }
    return jars;
  }
}
