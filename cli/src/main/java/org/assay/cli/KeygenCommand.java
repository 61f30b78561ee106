package org.assay.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.assay.attestation.Did;
import org.assay.attestation.RejectedException;
import org.assay.attestation.jws.DidKey;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.VerificationMethod;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code assay keygen}. */
@Command(
    name = "keygen",
    description = {
      "Make a key pair. The private key goes to a file that only you may read; the verification"
          + " method with the public key is printed, and goes into a charter or an identity anchor.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required or has a default.
final class KeygenCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--did",
      required = true,
      paramLabel = "DID",
      description = "Whose key it is: a did:web, or the word key for a new did:key.")
  private String did;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "key-1",
      description = "What the key is called under a did:web (${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--alg",
      paramLabel = "ALG",
      defaultValue = "Ed25519",
      description = "Ed25519, ES256, ES384, ML-DSA-44, ML-DSA-65 or ML-DSA-87 (${DEFAULT-VALUE}).")
  private String algorithm;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The folder for both files, made if it is missing (the current one).")
  private Path folder;

  KeygenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SigningKey key = SigningKey.generate(algorithm());
    KeyId kid = name(key);
    String json =
        new VerificationMethod(kid, new VerificationMethod.PublicJwk(key.publicKey()))
            .toJson()
            .toPrettyString();
    String base =
        kid.did().isKey()
            ? kid.fragment()
            : kid.did().value().replaceAll("[:%]", "-") + "." + kid.fragment();
    Path secret = folder.resolve(base + ".pem");
    Path open = folder.resolve(base + ".json");
    if (Files.exists(open)) {
      throw Failure.usage(open + " is there already; give another --name or --out");
    }
    try {
      Files.createDirectories(folder);
      UserFiles.writeSecret(secret, key.toPem());
    } catch (IOException e) {
      throw Failure.usage(
          secret + " can't be made: " + UserFiles.reason(e) + "; give another --name or --out", e);
    }
    try {
      Files.write(
          open, (json + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw Failure.couldNot(secret + " is made, but " + open + " is not: " + UserFiles.reason(e));
    }
    terminal.out().println(json);
    terminal.say("The private key of " + kid + " is in " + secret + ": keep it to yourself.");
    terminal.say("What is above, and in " + open + ", is its public half.");
    terminal.say("Sign with it: assay sign FILE --key " + secret + " --kid " + kid);
    return ExitStatus.OK;
  }

  /** Read here and not by picocli, which would load all of cryptography to print a help text. */
  private SignatureAlgorithm algorithm() {
    try {
      return SignatureAlgorithm.fromJose(algorithm);
    } catch (RejectedException e) {
      throw Failure.usage("--alg: " + e.rejection().remedy(), e);
    }
  }

  private KeyId name(SigningKey key) {
    try {
      return did.equals("key") ? DidKey.keyId(key.publicKey()) : new KeyId(webDid(), name);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private Did webDid() {
    Did named = new Did(did);
    if (named.isKey()) {
      throw new IllegalArgumentException(
          "a did:key is its own key, so it can't get another; --did key makes a new one");
    }
    return named;
  }
}
