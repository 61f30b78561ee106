package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.assay.attestation.Charter;
import org.assay.attestation.Did;
import org.assay.attestation.RejectedException;
import org.assay.attestation.jws.GeneralJws;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.VerificationKey;
import org.assay.attestation.jws.VerificationMethod;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay charter}. */
@Command(
    name = "charter",
    description = {
      "Add a signature to a charter, and say who has still to sign. The first to sign gives the"
          + " charter itself; its signatures go to a file beside it with the ending .jws, which is"
          + " handed on from founder to founder, and submitted when all have signed.",
      ""
    },
    footer = {
      "",
      "  {\"type\":\"Charter\",\"version\":1,\"log\":\"localhost/assay\",\"name\":\"Cobalt coalition\",",
      "    \"threshold\":2,\"validFrom\":\"2026-01-01T00:00:00Z\",\"members\":[",
      "    {\"did\":\"did:web:mines.example.cd\",\"name\":\"DR Congo\",\"countries\":[\"CD\"],",
      "     \"verificationMethod\":[ what assay keygen printed ]},",
      "    {\"did\":\"did:web:registry.example.fi\",\"name\":\"Finland\",\"countries\":[\"FI\"],",
      "     \"verificationMethod\":[ … ]}]}",
      "",
      "Exit status: 0 signed, 1 it does not hold, 3 could not be written, 64 wrong usage."
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required.
final class CharterCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Terminal terminal;

  @Parameters(
      paramLabel = "FILE",
      description = "The charter, or the file with the signatures of those before.")
  private Path file;

  @Mixin private final SignerOptions signer = new SignerOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the signatures go (FILE with the ending .jws).")
  private @Nullable Path out;

  CharterCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    SigningKey key = signer.signingKey();
    byte[] given = UserFiles.read(file, GeneralJws.MAX_LENGTH);
    try {
      boolean isSigned = isSigned(given);
      Path target = out != null ? out : isSigned ? file : UserFiles.withEnding(file, ".jws");
      byte @Nullable [] before = isSigned ? given : null;
      Charter charter;
      if (before != null) {
        charter = Charter.parse(GeneralJws.parse(before).payload());
      } else {
        charter = Charter.parse(given);
        if (Files.exists(target)) {
          before = signaturesOf(charter, target);
        }
      }
      requireListed(charter, key);
      byte[] after = add(before, charter, key);
      UserFiles.replace(target, UserFiles.line(after));
      report(charter, GeneralJws.parse(after), target);
      return ExitStatus.OK;
    } catch (RejectedException e) {
      terminal.say("assay: " + file + ": " + Rejections.text(e.rejection()));
      return ExitStatus.REFUSED;
    }
  }

  private static boolean isSigned(byte[] bytes) {
    try {
      return JSON.readTree(bytes).has("signatures");
    } catch (IOException e) {
      return false; // Charter.parse will say what is wrong with it.
    }
  }

  /** The signatures that are there, if they are under this very charter. */
  private static byte[] signaturesOf(Charter charter, Path target) throws RejectedException {
    byte[] bytes = UserFiles.read(target, GeneralJws.MAX_LENGTH);
    if (!Charter.parse(GeneralJws.parse(bytes).payload()).equals(charter)) {
      throw Failure.usage(
          target
              + " holds signatures under another charter; move it away if those no longer count,"
              + " or give another --out");
    }
    return bytes;
  }

  /** In a first charter every member signs with a key that the charter lists for it. */
  private void requireListed(Charter charter, SigningKey key) {
    KeyId kid = signer.kid();
    Optional<VerificationKey> listed = listed(charter, kid);
    if (listed.isPresent() && !listed.get().equals(key.publicKey())) {
      throw Failure.usage("the charter lists another key as " + kid);
    }
    if (listed.isEmpty() && charter.version() == 1) {
      throw Failure.usage("the charter lists no key " + kid + ", so its signature would not count");
    }
  }

  private static Optional<VerificationKey> listed(Charter charter, KeyId kid) {
    return charter.member(kid.did()).stream()
        .flatMap(member -> member.verificationMethod().stream())
        .filter(method -> method.id().equals(kid))
        .map(VerificationMethod::material)
        .filter(VerificationMethod.PublicJwk.class::isInstance)
        .map(material -> ((VerificationMethod.PublicJwk) material).key())
        .findFirst();
  }

  /** The signatures before, of whose bytes none changes, and one more. */
  private byte[] add(byte @Nullable [] before, Charter charter, SigningKey key) throws IOException {
    KeyId kid = signer.kid();
    if (before == null) {
      return GeneralJws.sign(charter.toJson(), GeneralJws.CHARTER_TYP, Map.of(kid, key));
    }
    ObjectNode jws = (ObjectNode) JSON.readTree(before);
    byte[] payload = java.util.Base64.getUrlDecoder().decode(jws.path("payload").asText());
    JsonNode mine =
        JSON.readTree(GeneralJws.sign(payload, GeneralJws.CHARTER_TYP, Map.of(kid, key)))
            .path("signatures")
            .path(0);
    ArrayNode signatures = (ArrayNode) jws.path("signatures");
    // Signing is deterministic, so a second signature with the same key is the same.
    for (JsonNode signature : signatures) {
      if (signature.equals(mine)) {
        terminal.say(kid + " had signed it already.");
        return jws.toString().getBytes(StandardCharsets.UTF_8);
      }
    }
    signatures.add(mine);
    return jws.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void report(Charter charter, GeneralJws jws, Path target) {
    List<Did> signed = new ArrayList<>();
    for (GeneralJws.Signature signature : jws.signatures()) {
      KeyId kid = signature.header().kid();
      Optional<VerificationKey> listed = listed(charter, kid);
      if (listed.filter(signature::isSignedBy).isPresent()) {
        signed.add(kid.did());
      } else {
        terminal.say("The signature of " + kid + " is not one of a key that the charter lists.");
      }
    }
    List<Did> missing =
        charter.members().stream()
            .map(Charter.Member::did)
            .filter(did -> !signed.contains(did))
            .toList();
    terminal.say("Signed by " + names(signed) + ", in " + target + ".");
    if (charter.version() > 1) {
      terminal.say(
          "It takes as many members of the charter before as that one's threshold says, and every"
              + " member that is new."
              + (missing.isEmpty() ? "" : " Not signed by " + names(missing) + "."));
    } else if (missing.isEmpty()) {
      terminal.say("All have signed. Submit it: assay submit " + target);
    } else {
      terminal.say("Still to sign: " + names(missing) + ".");
    }
  }

  private static String names(List<Did> dids) {
    return dids.isEmpty()
        ? "nobody"
        : dids.stream().map(Did::value).collect(Collectors.joining(", "));
  }
}
