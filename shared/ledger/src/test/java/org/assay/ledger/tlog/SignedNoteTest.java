package org.assay.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.assay.ledger.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the examples of C2SP signed-note and of golang.org/x/mod/sumdb/note. */
class SignedNoteTest {
  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final NoteKey PETER =
      NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  private static final String PETERS =
      "\u2014 PeterNeumann"
          + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  private static final NoteKey ENOCH =
      NoteKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");
  private static final String ENOCHS =
      "\u2014 EnochRoot"
          + " rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

  private static SignedNote note(String note) {
    return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theExamplesAreVerified() {
    NoteKey foo =
        NoteKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    String example =
        """
        This is an example message.

        \u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
        """;

    assertThat(note(example).verified(foo)).isEqualTo("This is an example message.\n");
    assertThat(note(TEXT + "\n" + PETERS).verified(PETER)).isEqualTo(TEXT);
    assertThat(note(TEXT + "\n" + ENOCHS).verified(ENOCH)).isEqualTo(TEXT);
    assertThat(note(TEXT + "\n" + PETERS + ENOCHS).verified(ENOCH)).isEqualTo(TEXT);
    assertThat(note(TEXT + "\n" + PETERS + ENOCHS).verified(PETER)).isEqualTo(TEXT);
  }

  @Test
  void theSignaturesOfTheExamplesComeOutOfTheirPrivateKeys() {
    FileNoteSigner peter =
        FileNoteSigner.of(
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
            PETER);
    FileNoteSigner tessera = FileNoteSigner.of(TesseraLog.SECRET, NoteKey.parse(TesseraLog.KEY));
    Checkpoint checkpoint =
        new Checkpoint("example.com/log/testdata", 1, new Naive(TesseraLog.ENTRIES).root(0, 1));

    assertThat(SignedNote.sign(TEXT, peter)).isEqualTo(TEXT + "\n" + PETERS);
    assertThat(SignedNote.sign(TEXT, peter)).isEqualTo(SignedNote.sign(TEXT, peter));
    assertThat(SignedNote.sign(checkpoint.text(), tessera)).isEqualTo(TesseraLog.CHECKPOINT_1);
  }

  @Test
  void aTextWithoutALineBreakAtItsEndIsNotSigned() {
    FileNoteSigner tessera = FileNoteSigner.of(TesseraLog.SECRET, NoteKey.parse(TesseraLog.KEY));

    assertThatThrownBy(() -> SignedNote.sign("text", tessera))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tesserasCheckpointIsVerified() {
    String text = note(TesseraLog.CHECKPOINT_1).verified(NoteKey.parse(TesseraLog.KEY));

    assertThat(Checkpoint.parse(text))
        .isEqualTo(
            new Checkpoint(
                "example.com/log/testdata", 1, new Naive(TesseraLog.ENTRIES).root(0, 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        " PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
        "",
        "+",
        "++",
      })
  void aKeyInAnyOtherFormIsRefused(String key) {
    assertThatThrownBy(() -> NoteKey.parse(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a+b", "a\tb", "a\u00a0b", "a\u0085b", "a\u2003b", "a\nb"})
  void noKeyHasANameWithASpaceOrAPlus(String name) {
    assertThatThrownBy(() -> new NoteKey(name, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyIsItsNameAndItsBytes() {
    assertThat(NoteKey.parse(PETER.toString())).isEqualTo(PETER).hasSameHashCodeAs(PETER);
    assertThat(PETER).isNotEqualTo(ENOCH);
    assertThatThrownBy(() -> new NoteKey("a", new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChangedTextIsRefused() {
    String changed = TEXT.replace("cryptography", "Cryptography") + "\n" + PETERS;

    assertThatThrownBy(() -> note(changed).verified(PETER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not hold");
  }

  @Test
  void aNoteThatTheKeyDidNotSignIsRefused() {
    assertThatThrownBy(() -> note(TEXT + "\n" + ENOCHS).verified(PETER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not signed by PeterNeumann");
  }

  @Test
  void signaturesThatShareOnlyTheNameOrOnlyTheIdArePassedOver() {
    String sameName = line("PeterNeumann", new byte[] {1, 2, 3, 4}, new byte[64]);
    String sameId = line("Other", PETER.id(), new byte[64]);
    String anotherKind = line("Other", new byte[] {9, 9, 9, 9}, new byte[2428]);

    assertThat(note(TEXT + "\n" + sameName + sameId + anotherKind + PETERS).verified(PETER))
        .isEqualTo(TEXT);
    assertThatThrownBy(() -> note(TEXT + "\n" + sameName).verified(PETER))
        .hasMessageContaining("not signed by PeterNeumann");
    assertThatThrownBy(() -> note(TEXT + "\n" + sameId).verified(PETER))
        .hasMessageContaining("not signed by PeterNeumann");
  }

  @Test
  void oneBadSignatureInTheKeysNameSpoilsTheNote() {
    for (byte[] bad : new byte[][] {new byte[64], new byte[1], new byte[65]}) {
      String line = line("PeterNeumann", PETER.id(), bad);

      assertThatThrownBy(() -> note(TEXT + "\n" + PETERS + line).verified(PETER))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("does not hold");
      assertThatThrownBy(() -> note(TEXT + "\n" + line + PETERS).verified(PETER))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String line(String name, byte[] id, byte[] signature) {
    byte[] blob = Arrays.copyOf(id, id.length + signature.length);
    System.arraycopy(signature, 0, blob, id.length, signature.length);
    return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(blob) + "\n";
  }

  @Test
  void theTextGoesToTheLastEmptyLine() {
    FileNoteSigner tessera = FileNoteSigner.of(TesseraLog.SECRET, NoteKey.parse(TesseraLog.KEY));
    String text = "first\n\n\u2014 not a signature\n\nlast\n";

    assertThat(note(SignedNote.sign(text, tessera)).verified(tessera.key())).isEqualTo(text);
  }

  @Test
  void whatIsNoNoteIsRefused() {
    for (String bad :
        new String[] {
          "",
          "\n",
          "\n\n",
          TEXT,
          TEXT + PETERS,
          TEXT + "\n",
          TEXT + "\n" + PETERS.stripTrailing(),
          TEXT + "\n" + PETERS + "\n",
          TEXT + "\n" + PETERS + "more\n",
          TEXT + "\n" + PETERS.replace('\u2014', '-'),
          TEXT + "\n" + PETERS.replace("\u2014 ", "\u2014"),
          TEXT + "\n" + PETERS.replace("\u2014 ", "\u2014  "),
          TEXT + "\n" + PETERS.replace("PeterNeumann", "Peter+Neumann"),
          TEXT + "\n" + PETERS.replace("PeterNeumann", "Peter\u00a0Neumann"),
          TEXT + "\n" + PETERS.replace("PeterNeumann ", "PeterNeumann"),
          TEXT + "\n" + PETERS.replace("PeterNeumann ", "PeterNeumann  "),
          TEXT + "\n" + PETERS.replace("=\n", "\n"),
          TEXT + "\n" + PETERS.replace("=\n", "= \n"),
          // The last character before the padding has two bits that say nothing.
          TEXT + "\n" + PETERS.replace("nAM=", "nAN="),
          TEXT + "\n" + PETERS.replace("x08go/", "x08go_"),
          TEXT + "\n\u2014 PeterNeumann \n",
          TEXT + "\n\u2014 PeterNeumann x08gow==\n",
          TEXT.replace(" ", "\t") + "\n" + PETERS,
          TEXT.replace("\n", "\r\n") + "\n" + PETERS,
          TEXT + "\0\n\n" + PETERS,
          TEXT + "\n" + PETERS.repeat(65),
        }) {
      assertThatThrownBy(() -> note(bad))
          .as("<%s>", bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aNoteThatIsNotUtf8OrTooLargeIsRefused() {
    byte[] latin = (TEXT + "\n" + PETERS).getBytes(StandardCharsets.UTF_8);
    latin[0] = (byte) 0xff;
    assertThatThrownBy(() -> SignedNote.parse(latin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UTF-8");

    int room = SignedNote.MAX_BYTES - (PETERS.getBytes(StandardCharsets.UTF_8).length + 2);
    String largest = "a".repeat(room) + "\n\n" + PETERS;
    assertThat(largest.getBytes(StandardCharsets.UTF_8)).hasSize(64 * 1024);
    assertThatThrownBy(() -> note(largest).verified(PETER)).hasMessageContaining("does not hold");
    assertThatThrownBy(() -> note("a" + largest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most");
  }

  @Test
  void aNoteWithManySignaturesIsRead() {
    assertThat(note(TEXT + "\n" + ENOCHS.repeat(63) + PETERS).verified(PETER)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 70_000, Long.MAX_VALUE})
  void aCheckpointIsReadBack(long size) {
    Checkpoint checkpoint = new Checkpoint("log.example/2026", size, Digest.of());

    assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
    assertThat(Checkpoint.parse(checkpoint.text() + "extension\nanother\n")).isEqualTo(checkpoint);
  }

  @Test
  void whatIsNoCheckpointIsRefused() {
    String root = "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n";
    for (String bad :
        new String[] {
          "",
          "log\n",
          "log\n1\n",
          "log\n" + root,
          "\n1\n" + root,
          "log\n1\n" + root.strip(),
          "log\n01\n" + root,
          "log\n00\n" + root,
          "log\n+1\n" + root,
          "log\n-1\n" + root,
          "log\n-0\n" + root,
          "log\n 1\n" + root,
          "log\n1 \n" + root,
          "log\n1.0\n" + root,
          "log\n0x1\n" + root,
          "log\n\u0661\n" + root,
          "log\n\n" + root,
          "log\n9223372036854775808\n" + root,
          "log\n99999999999999999999\n" + root,
          "log\n1\n\n",
          "log\n1\n" + root.replace("ek=", "el="),
          "log\n1\n" + root.replace("=", ""),
          "log\n1\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN\n",
          "log\n1\n" + root + "\n",
          "log\n1\n" + root + "\nextension\n",
          "log\n1\n" + root + "extension",
          "log\r\n1\r\n" + root,
        }) {
      assertThatThrownBy(() -> Checkpoint.parse(bad))
          .as("<%s>", bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Checkpoint("", 1, Digest.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Checkpoint("a\nb", 1, Digest.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Checkpoint("a", -1, Digest.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSignatureWithAZeroBehindItIsAnotherSpellingAndRefused() {
    byte[] signature =
        FileNoteSigner.of(TesseraLog.SECRET, NoteKey.parse(TesseraLog.KEY))
            .sign(TEXT.getBytes(StandardCharsets.UTF_8));
    NoteKey key = NoteKey.parse(TesseraLog.KEY);
    String whole = line(key.name(), key.id(), signature);
    String longer = line(key.name(), key.id(), Arrays.copyOf(signature, 65));

    assertThat(note(TEXT + "\n" + whole).verified(key)).isEqualTo(TEXT);
    assertThatThrownBy(() -> note(TEXT + "\n" + longer).verified(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not hold");
  }
}
