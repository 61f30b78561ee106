package org.assay.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.assay.cli.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoIT {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int demo(String... args) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false);
    return new CommandLine(new DemoCommand(terminal, Clock.systemUTC()))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              terminal.say(String.valueOf(e.getMessage()));
              return 64;
            })
        .execute(args);
  }

  @Test
  void theWholeStoryComesOutAsToldAndIsKeptInItsFolder(@TempDir Path data) {
    assertThat(demo("--exit", "--data", data.toString()))
        .as("%s%s", out.toString(UTF_8), err.toString(UTF_8))
        .isZero();
    assertThat(out.toString(UTF_8))
        .contains(
            "PASS  urn:assay:lot:kr-pohang-2026-p622-041",
            "FAIL  urn:assay:lot:kr-incheon-2026-cs009",
            "52.3 % more than there was",
            "FAIL  urn:assay:lot:cd-likasi-2026-007-h",
            "UNKNOWN  urn:assay:lot:jp-kobe-2026-b006",
            "UNDER POLICIES  urn:assay:lot:kr-pohang-2026-p622-041",
            "PASS  Coalition origin (coalition-origin@1)",
            "DOES NOT APPLY  DFARS 252.225-7052",
            "REFUSED  urn:assay:lot:fi-kokkola-2026-cs031",
            "409 over-consumed",
            "which is stopped now",
            "VERIFIED  the evidence holds, and the verdict is PASS.",
            "With one bit of it changed",
            "All of it came out as it should")
        .doesNotContain("not as it should be");
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(Files.exists(data.resolve("buyer-CA.pem"))).isTrue();

    assertThat(demo("--exit", "--data", data.toString())).isEqualTo(64);
    assertThat(err.toString(UTF_8)).contains("holds an exchange already", "assay serve --data");
  }
}
