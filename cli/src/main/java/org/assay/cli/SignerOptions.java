package org.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.attestation.jws.DidKey;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SigningKey;
import picocli.CommandLine.Option;

/** Whose key signs. */
@SuppressWarnings("NullAway.Init") // Both are required, so picocli sets them.
final class SignerOptions {
  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY.pem",
      description = "The private key: a PEM file (PKCS#8), as assay keygen writes it.")
  private Path key;

  @Option(
      names = "--kid",
      required = true,
      paramLabel = "DID#NAME",
      description = "The name under which the key is registered.")
  private KeyId kid;

  KeyId kid() {
    return kid;
  }

  /**
   * Reads the key.
   *
   * @throws Failure if there is none in the file, or a {@code did:key} stands for another one
   */
  SigningKey signingKey() {
    return read(key, kid);
  }

  static SigningKey read(Path file, KeyId kid) {
    SigningKey read;
    try {
      read = SigningKey.fromPem(Files.readString(file));
    } catch (IOException e) {
      throw Failure.usage("the key " + file + " can't be read: " + UserFiles.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(file + ": " + e.getMessage());
    }
    if (kid.did().isKey() && !isOf(kid, read)) {
      throw Failure.usage(file + " is not the key that " + kid + " stands for");
    }
    return read;
  }

  private static boolean isOf(KeyId kid, SigningKey key) {
    try {
      return kid.equals(DidKey.keyId(key.publicKey()));
    } catch (IllegalArgumentException e) {
      return false; // A key of ML-DSA has no did:key.
    }
  }
}
