package org.assay.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.assay.attestation.RejectedException;
import org.assay.attestation.SignedStatement;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.X509Certificates;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay sign}. */
@Command(
    name = "sign",
    description = {
      "Check credentials as the exchange will, and sign them. All of them, or none: where one does"
          + " not hold, nothing is written.",
      "Sign once and keep the result: where an id is left out, each signing draws a new one, and what"
          + " was submitted with another id is another statement.",
      ""
    },
    footer = {
      "",
      "A file holds one credential, or many one after another, as JSON. A credential may leave out"
          + " @context, id, issuer, validFrom and credentialSchema:",
      "",
      "  {\"type\":[\"VerifiableCredential\",\"LotOrigin\"],\"credentialSubject\":{",
      "    \"lot\":\"urn:assay:lot:cd:mine:1\",\"operator\":\"did:web:mine.example\",",
      "    \"facility\":{\"id\":\"urn:assay:facility:cd:mine\",\"name\":\"Mine\",\"country\":\"CD\"},",
      "    \"mineral\":\"cobalt\",\"form\":\"hydroxide\",",
      "    \"quantity\":{\"value\":\"12500\",\"unit\":\"KGM\",\"basis\":\"wet\",\"moisture\":\"0.085\"},",
      "    \"grades\":[{\"analyte\":\"Co\",\"value\":\"30.5\",\"unit\":\"P1\",\"basis\":\"dry\"}],",
      "    \"extractedFrom\":\"2026-05-01\",\"extractedTo\":\"2026-05-31\"}}",
      "",
      "Exit status: 0 signed, 1 some does not hold, 3 could not be written, 64 wrong usage."
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required.
final class SignCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final int MAX_CHAIN = 256 * 1024;
  private static final int MOST_FAULTS = 10;

  private final Terminal terminal;
  private final Clock clock;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Credentials to sign.")
  private List<Path> files;

  @Mixin private final SignerOptions signer = new SignerOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the statements go, one a line (standard output, which - names too).")
  private @Nullable Path out;

  @Option(names = "--force", description = "Write over --out if it is there.")
  private boolean force;

  @Option(
      names = "--x5c",
      paramLabel = "CHAIN.pem",
      description = "Certificates to send along, the one of the key first.")
  private @Nullable Path chain;

  SignCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    Path target = out == null || out.toString().equals("-") ? null : out.toAbsolutePath();
    if (target != null && Files.exists(target) && !force) {
      throw Failure.usage(
          out
              + " is there already. Signing again gives new ids to what has none; to do it all the"
              + " same, add --force");
    }
    Run run = new Run(signer.signingKey(), certificates());
    Path temporary =
        target == null
            ? Files.createTempFile("assay-sign", ".jws")
            : Files.createTempFile(target.getParent(), ".assay-sign", ".jws");
    try {
      try (OutputStream signed = new BufferedOutputStream(Files.newOutputStream(temporary))) {
        for (Path file : files) {
          run.sign(file, signed);
        }
      }
      if (run.faults > 0) {
        terminal.say(
            run.faults + " of " + run.count + " credentials do not hold, so nothing is signed.");
        return ExitStatus.REFUSED;
      }
      if (run.count == 0) {
        throw Failure.usage("there is no credential in " + files);
      }
      if (target == null) {
        Files.copy(temporary, terminal.out());
        terminal.out().flush();
      } else {
        UserFiles.moveOver(temporary, target);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
    run.report(target == null ? "" : " to " + out);
    return ExitStatus.OK;
  }

  private List<X509Certificate> certificates() {
    if (chain == null) {
      return List.of();
    }
    try {
      return X509Certificates.fromPem(
          new String(UserFiles.read(chain, MAX_CHAIN), java.nio.charset.StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw Failure.usage(chain + ": " + e.getMessage(), e);
    }
  }

  /** One call of the command. */
  private final class Run {
    private final SigningKey key;
    private final List<X509Certificate> x5c;
    private final CredentialDraft drafts =
        new CredentialDraft(signer.kid().did(), clock, UUID::randomUUID);
    private final Map<String, Integer> filledIn = new TreeMap<>();
    private int count;
    private int faults;

    private Run(SigningKey key, List<X509Certificate> x5c) {
      this.key = key;
      this.x5c = x5c;
    }

    private void sign(Path file, OutputStream signed) throws IOException {
      int inFile = 0;
      try (MappingIterator<JsonNode> credentials =
          JSON.readerFor(JsonNode.class).readValues(Files.newInputStream(file))) {
        while (credentials.hasNextValue()) {
          JsonNode written = credentials.nextValue();
          count++;
          inFile++;
          try {
            signed.write(sign(written));
            signed.write('\n');
          } catch (RejectedException e) {
            fault(file + ", credential " + inFile + ": " + Rejections.text(e.rejection()));
          }
        }
      } catch (JsonProcessingException e) {
        throw Failure.usage(
            file
                + ", line "
                + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                + ": not JSON: "
                + e.getOriginalMessage(),
            e);
      } catch (IOException e) {
        throw Failure.usage(file + ": " + UserFiles.reason(e), e);
      }
    }

    private byte[] sign(JsonNode written) throws RejectedException {
      if (!(written instanceof ObjectNode object)) {
        throw Failure.usage("a credential is a JSON object, not " + written.getNodeType());
      }
      if (object.path("type").asText().equals("Charter")) {
        throw Failure.usage("a charter is signed by: assay charter FILE");
      }
      CredentialDraft.Checked checked = drafts.complete(object);
      byte[] jws;
      try {
        jws = CompactJws.sign(signer.kid(), CompactJws.STATEMENT_TYP, checked.payload(), key, x5c);
      } catch (IllegalArgumentException e) {
        throw Failure.usage(String.valueOf(e.getMessage()), e);
      }
      // Holds that the issuer is whose key signs, as the exchange will.
      SignedStatement.parse(jws);
      checked.filledIn().forEach(name -> filledIn.merge(name, 1, Integer::sum));
      return jws;
    }

    private void fault(String text) {
      faults++;
      if (faults <= MOST_FAULTS) {
        terminal.say(text);
      }
    }

    private void report(String where) {
      terminal.say("Signed " + Words.count(count, "statement") + where + ".");
      if (!filledIn.isEmpty()) {
        terminal.say(
            "Filled in: "
                + filledIn.entrySet().stream()
                    .map(
                        each ->
                            each.getKey()
                                + (each.getValue() == count ? "" : " (" + each.getValue() + ")"))
                    .collect(Collectors.joining(", "))
                + ".");
      }
    }
  }
}
