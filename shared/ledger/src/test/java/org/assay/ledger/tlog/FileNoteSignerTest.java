package org.assay.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.assay.ledger.testing.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNoteSignerTest {
  private static final String ORIGIN = "log.example/2026";
  private static final byte[] TEXT = "text\n".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("keys/log.key");
  }

  @Test
  void theFileIsMadeOnceAndForItsOwnerAlone() throws IOException {
    FileNoteSigner made = FileNoteSigner.open(file(), ORIGIN);
    byte[] before = Files.readAllBytes(file());

    FileNoteSigner reopened = FileNoteSigner.open(file(), ORIGIN);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    assertThat(reopened.key()).isEqualTo(made.key());
    assertThat(reopened.sign(TEXT)).isEqualTo(made.sign(TEXT)).isEqualTo(made.sign(TEXT));
    assertThat(made.key().verifies(TEXT, reopened.sign(TEXT))).isTrue();
    assertThat(made.key().name()).isEqualTo(ORIGIN);
    try (var files = Files.list(directory.resolve("keys"))) {
      assertThat(files).as("nothing is left beside it").containsExactly(file());
    }
  }

  @Test
  void twoFilesHaveTwoKeys() throws IOException {
    assertThat(FileNoteSigner.open(directory.resolve("a"), ORIGIN).key())
        .isNotEqualTo(FileNoteSigner.open(directory.resolve("b"), ORIGIN).key());
  }

  @Test
  void whoeverOpensItAtTheSameMomentHasTheSameKey() {
    for (int round = 0; round < 20; round++) {
      Path file = directory.resolve("log" + round);
      List<Callable<NoteKey>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tasks.add(() -> FileNoteSigner.open(file, ORIGIN).key());
      }

      assertThat(new HashSet<>(TestLedger.together(tasks))).hasSize(1);
    }
  }

  @Test
  void anotherLogsKeyIsRefused() throws IOException {
    FileNoteSigner.open(file(), ORIGIN);

    assertThatThrownBy(() -> FileNoteSigner.open(file(), "log.example/2027"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("log.example/2027")
        .hasMessageContaining(ORIGIN);
  }

  @Test
  void aDamagedFileIsRefusedAndStaysAsItIs() throws IOException {
    FileNoteSigner.open(file(), ORIGIN);
    FileNoteSigner.open(directory.resolve("other"), ORIGIN);
    List<String> lines = Files.readAllLines(file());
    List<String> others = Files.readAllLines(directory.resolve("other"));
    String secret = lines.get(0);
    String base64 = secret.split("\\+", 5)[4];
    for (List<String> damaged :
        List.of(
            List.<String>of(),
            List.of(""),
            List.of(secret),
            List.of(lines.get(1), secret),
            List.of(secret, secret),
            List.of(secret, lines.get(1), ""),
            List.of(secret, others.get(1)),
            List.of(secret.substring(0, secret.length() - 4), lines.get(1)),
            List.of(secret + "AAAA", lines.get(1)),
            List.of(secret.replace("PRIVATE+KEY", "PUBLIC+KEY"), lines.get(1)),
            List.of(secret.replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+"), lines.get(1)),
            List.of(secret.replace(ORIGIN, "log.example/2027"), lines.get(1)),
            List.of(secret, lines.get(1).substring(1)),
            List.of("\u00e9" + secret, lines.get(1)))) {
      Files.write(file(), damaged, StandardCharsets.ISO_8859_1);

      assertThatThrownBy(() -> FileNoteSigner.open(file(), ORIGIN))
          .as("%s", damaged)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file() + " does not hold the signing key of " + ORIGIN)
          .hasMessageNotContaining(base64.substring(0, 12));
      assertThat(Files.readAllLines(file(), StandardCharsets.ISO_8859_1)).isEqualTo(damaged);
    }
  }

  @Test
  void itsTextHidesTheSecret() {
    FileNoteSigner signer = FileNoteSigner.of(TesseraLog.SECRET, NoteKey.parse(TesseraLog.KEY));

    assertThat(signer).hasToString("signing key of example.com/log/testdata");
  }

  @Test
  void aNameThatNoKeyHasLeavesNoFile() {
    assertThatThrownBy(() -> FileNoteSigner.open(file(), "log example"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file()).doesNotExist();
  }

  @Test
  void aLogWithANameOutsideAsciiHasAKeyToo() throws IOException {
    NoteKey made = FileNoteSigner.open(file(), "bergwerk.example/\u00e4").key();

    assertThat(FileNoteSigner.open(file(), "bergwerk.example/\u00e4").key()).isEqualTo(made);
  }
}
