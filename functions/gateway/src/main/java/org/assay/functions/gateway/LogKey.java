package org.assay.functions.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.assay.aws.AwsSettings;
import org.assay.ledger.tlog.FileNoteSigner;
import org.assay.ledger.tlog.NoteSigner;

/**
 * Finds the key that signs checkpoints, as {@code ASSAY_LOG_KEY} names it: {@code kms:<key>} or
 * {@code file:<path>}.
 */
public final class LogKey {
  private static final String KMS = "kms:";
  private static final String FILE = "file:";

  private LogKey() {}

  /**
   * The signing key of a deployment; one in a file is made where it is missing.
   *
   * @throws IllegalArgumentException if the variable is missing or names no key
   * @throws IOException if the file cannot be read or made
   */
  public static NoteSigner open(Deployment deployment, Map<String, String> environment)
      throws IOException {
    String key = environment.getOrDefault("ASSAY_LOG_KEY", "");
    if (key.startsWith(KMS)) {
      return deployment
          .stores()
          .kmsSigner(
              AwsSettings.from(environment), key.substring(KMS.length()), deployment.logOrigin());
    }
    if (key.startsWith(FILE)) {
      return FileNoteSigner.open(Path.of(key.substring(FILE.length())), deployment.logOrigin());
    }
    throw new IllegalArgumentException(
        "the environment variable ASSAY_LOG_KEY is neither kms:<key> nor file:<path>");
  }
}
