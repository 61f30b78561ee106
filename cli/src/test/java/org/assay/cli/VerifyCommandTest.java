package org.assay.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.attestation.LotId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Shell shell = new Shell();

  @TempDir private Path folder;

  private static String example(String name) {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/examples/bundles"))) {
      here = requireNonNull(here.getParent());
    }
    return here.resolve("docs/examples/bundles").resolve(name).toString();
  }

  private int verify(String name, String... more) {
    List<String> args =
        new java.util.ArrayList<>(
            List.of("verify", example(name), "--trust", example("trust.json")));
    args.addAll(List.of(more));
    return shell.run(args.toArray(String[]::new));
  }

  @Test
  void theExitStatusIsThatOfTheFormat() {
    assertThat(verify("pass.assay.json")).as(shell.err()).isZero();
    assertThat(shell.out())
        .startsWith("VERIFIED  the evidence holds, and the verdict is PASS.")
        .contains("Checked:", "NOT CHECKED:");
    assertThat(verify("fail.assay.json")).isEqualTo(2);
    assertThat(shell.out()).startsWith("FAIL  ").contains("  - ", "It was a mistake.");
    assertThat(verify("unknown.assay.json")).isEqualTo(2);
    assertThat(shell.out()).startsWith("UNKNOWN  ");
    assertThat(verify("bad-entry.assay.json")).isEqualTo(1);
    assertThat(shell.out())
        .startsWith("NOT VERIFIED  ")
        .contains("inclusion at /entries/2: ")
        .doesNotContain("verdict that follows is");
    assertThat(verify("bad-version.assay.json")).isEqualTo(3);
    assertThat(shell.out()).startsWith("CANNOT SAY  ");
  }

  @Test
  void programsGetJson() throws IOException {
    assertThat(verify("bad-statement.assay.json", "--json")).isEqualTo(1);
    JsonNode bad = JSON.readTree(shell.out());
    assertThat(bad.path("status").asText()).isEqualTo("EVIDENCE_FAILS");
    assertThat(bad.path("exit").asInt()).isEqualTo(1);
    assertThat(bad.at("/finding/code").asText()).isEqualTo("statement");
    assertThat(bad.at("/finding/place").asText()).isEqualTo("/entries/3/statement");
    assertThat(bad.has("verdict")).isFalse();

    assertThat(verify("pass.assay.json", "--json")).isZero();
    JsonNode good = JSON.readTree(shell.out());
    assertThat(good.path("verdict").asText()).isEqualTo("PASS");
    assertThat(good.path("on").asText()).isEqualTo("2026-11-26");
    assertThat(good.path("notChecked")).isNotEmpty();
  }

  @Test
  void growthIsShownWhereItIsAskedFor() {
    assertThat(verify("pass-since.assay.json", "--since", example("earlier.checkpoint"))).isZero();
    assertThat(shell.out()).contains("the log grew from size");
    assertThat(verify("pass.assay.json", "--since", example("earlier.checkpoint"))).isEqualTo(3);
    assertThat(shell.out())
        .startsWith("CANNOT SAY")
        .contains("no-proof at /consistency: ", "by it the verdict is PASS");
  }

  @Test
  void aPolicyThatIsNotRecordedCannotBeAnsweredFor() {
    assertThat(verify("pass.assay.json", "--policy", "no-such-policy")).isEqualTo(3);
    assertThat(shell.err()).contains("no policy no-such-policy is recorded");
  }

  @Test
  void wrongUsageIs64() throws IOException {
    Path none = folder.resolve("none");
    Path noTrust = Files.writeString(folder.resolve("trust"), "{}");
    for (String[] wrong :
        List.of(
            new String[] {"verify"},
            new String[] {"verify", example("pass.assay.json")},
            new String[] {"verify", none.toString(), "--trust", example("trust.json")},
            new String[] {"verify", example("pass.assay.json"), "--trust", none.toString()},
            new String[] {"verify", example("pass.assay.json"), "--trust", noTrust.toString()},
            new String[] {"trust"},
            new String[] {"trust", "--log-key", "x"},
            new String[] {"bundle"},
            new String[] {"bundle", "urn:lot:1"})) {
      assertThat(shell.run(wrong)).as(String.join(" ", wrong)).isEqualTo(64);
      assertThat(shell.err()).startsWith("assay: ");
    }
    assertThat(verify("pass.assay.json", "--policy", "NO!")).isEqualTo(64);
    assertThat(verify("pass.assay.json", "--on", "2026-12-01")).isEqualTo(64);
    assertThat(verify("pass.assay.json", "--log", none.toString())).isEqualTo(64);
  }

  @Test
  void aLogThatIsNotTheBundlesCannotSay() {
    assertThat(verify("pass.assay.json", "--log", folder.toString())).isEqualTo(3);
    assertThat(shell.err()).contains("tile/entries/000.p/");
  }

  @Test
  void aBundlesFileIsNamedAfterItsLotAndStaysInTheFolder() {
    assertThat(BundleCommand.fileName(new LotId("urn:assay:lot:1/../x")))
        .isEqualTo("urn-assay-lot-1-..-x.assay.json");
  }
}
