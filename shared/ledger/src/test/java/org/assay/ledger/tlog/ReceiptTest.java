package org.assay.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {
  private static final FileNoteSigner SIGNER =
      FileNoteSigner.of(TesseraLog.SECRET, NoteKey.parse(TesseraLog.KEY));
  private static final NoteKey KEY = SIGNER.key();
  private static final List<byte[]> ENTRIES = entries();
  private static final Naive NAIVE = new Naive(ENTRIES);

  private static List<byte[]> entries() {
    List<byte[]> entries = new ArrayList<>();
    Digest chain = Digest.ZERO;
    for (int index = 0; index < 40; index++) {
      byte[] entry =
          new Entry(
                  index,
                  Instant.parse("2026-11-24T08:00:00.123Z"),
                  chain,
                  Digest.of(statement(index)),
                  List.of(new Link(Digest.of(new byte[] {1, 2}), index, index - 1)))
              .encode();
      entries.add(entry);
      chain = Digest.of(entry);
    }
    return entries;
  }

  private static byte[] statement(int index) {
    return bytes("statement " + index);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String checkpoint(String origin, int size) {
    return SignedNote.sign(new Checkpoint(origin, size, NAIVE.root(0, size)).text(), SIGNER);
  }

  private static Receipt receipt(int index, int size) {
    return new Receipt(
        ENTRIES.get(index),
        new InclusionProof(index, size, NAIVE.path(index, 0, size)),
        checkpoint(KEY.name(), size));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 33, 40})
  void everyReceiptIsReadBackAndVerified(int size) {
    for (int index = 0; index < size; index++) {
      Receipt receipt = receipt(index, size);

      Receipt read = Receipt.parse(bytes(receipt.text()));

      assertThat(read.text()).isEqualTo(receipt.text());
      assertThat(read.entry()).isEqualTo(ENTRIES.get(index));
      assertThat(read.proof()).isEqualTo(receipt.proof());
      assertThat(read.checkpoint()).isEqualTo(receipt.checkpoint());
      assertThat(read.verify(statement(index), KEY)).isEqualTo(Entry.decode(ENTRIES.get(index)));
    }
  }

  /**
   * Every byte of a receipt counts: the signature covers the checkpoint, the root the entry and the
   * path, and all else has one spelling. Only in a line of another key's signature could anything
   * be changed, and these receipts have none.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 33})
  void noByteCanBeChangedAddedOrLeftOut(int size) {
    int index = size / 2;
    byte[] text = bytes(receipt(index, size).text());
    for (int at = 0; at < text.length; at++) {
      for (int value :
          new int[] {
            text[at] ^ 1,
            text[at] ^ 0x20,
            text[at] + 1,
            'A',
            '0',
            '1',
            '=',
            ' ',
            '\n',
            '\r',
            0,
            0xff
          }) {
        if ((byte) value != text[at]) {
          byte[] changed = text.clone();
          changed[at] = (byte) value;
          assertRefused(changed, index, "byte " + at + " changed to " + (value & 0xff));
        }
      }
      byte[] shorter = new byte[text.length - 1];
      System.arraycopy(text, 0, shorter, 0, at);
      System.arraycopy(text, at + 1, shorter, at, shorter.length - at);
      assertRefused(shorter, index, "without byte " + at);
      for (int value : new int[] {'A', '0', '\n', ' '}) {
        byte[] longer = new byte[text.length + 1];
        System.arraycopy(text, 0, longer, 0, at);
        longer[at] = (byte) value;
        System.arraycopy(text, at, longer, at + 1, text.length - at);
        assertRefused(longer, index, value + " put before byte " + at);
      }
    }
    for (int length = 0; length < text.length; length++) {
      byte[] torn = new byte[length];
      System.arraycopy(text, 0, torn, 0, length);
      assertRefused(torn, index, "the first " + length + " bytes");
    }
  }

  private static void assertRefused(byte[] receipt, int index, String what) {
    try {
      Receipt.parse(receipt).verify(statement(index), KEY);
    } catch (IllegalArgumentException e) {
      return;
    }
    throw new AssertionError(what + " is accepted: " + new String(receipt, StandardCharsets.UTF_8));
  }

  @Test
  void anotherStatementIsRefused() {
    assertThatThrownBy(() -> receipt(3, 8).verify(statement(4), KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another statement");
  }

  @Test
  void anotherKeyIsRefusedAlsoUnderTheSameName() {
    byte[] other = new byte[32];
    other[0] = 9;
    for (NoteKey key :
        List.of(
            NoteKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"),
            new NoteKey(KEY.name(), other))) {
      assertThatThrownBy(() -> receipt(3, 8).verify(statement(3), key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not signed by");
    }
  }

  @Test
  void theCheckpointOfAnotherLogIsRefusedAlsoUnderTheSameKey() {
    Receipt receipt =
        new Receipt(
            ENTRIES.get(3),
            new InclusionProof(3, 8, NAIVE.path(3, 0, 8)),
            checkpoint("log.example/another", 8));

    assertThatThrownBy(() -> receipt.verify(statement(3), KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("log.example/another");
  }

  @Test
  void aProofForAnotherSizeIsRefusedEvenIfItsHashesLeadToTheRoot() {
    // A tree of 7 and one of 8 have the same way from leaf 0 where the size is not compared.
    Receipt receipt =
        new Receipt(
            ENTRIES.get(0),
            new InclusionProof(0, 8, NAIVE.path(0, 0, 7)),
            checkpoint(KEY.name(), 7));
    assertThat(receipt.proof().holds(NAIVE.root(0, 1), NAIVE.root(0, 7))).isTrue();

    assertThatThrownBy(() -> receipt.verify(statement(0), KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another size");
  }

  @Test
  void theHashesOfAnotherSizeOrAnotherPlaceAreRefused() {
    for (InclusionProof bad :
        List.of(
            new InclusionProof(3, 8, NAIVE.path(3, 0, 7)),
            new InclusionProof(3, 8, NAIVE.path(2, 0, 8)))) {
      assertThatThrownBy(
              () ->
                  new Receipt(ENTRIES.get(3), bad, checkpoint(KEY.name(), 8))
                      .verify(statement(3), KEY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("do not lead");
    }
    assertThatThrownBy(
            () ->
                new Receipt(
                        ENTRIES.get(3),
                        new InclusionProof(2, 8, NAIVE.path(2, 0, 8)),
                        checkpoint(KEY.name(), 8))
                    .verify(statement(3), KEY))
        .hasMessageContaining("the entry has index 3, the proof 2");
  }

  @Test
  void whatIsNoReceiptIsRefused() {
    String text = receipt(3, 8).text();
    String head = "c2sp.org/tlog-proof@v1\n";
    String hash = "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n";
    for (String bad :
        new String[] {
          "",
          head,
          head + "\n",
          head + "\n\n",
          head + "\n" + TesseraLog.CHECKPOINT_1,
          head + "index 0\n\n" + TesseraLog.CHECKPOINT_1,
          head + "extra \n\n" + TesseraLog.CHECKPOINT_1,
          text.replace("@v1", "@v2"),
          text.replace("index 3", "index 03"),
          text.replace("index 3", "index +3"),
          text.replace("index 3", "index -3"),
          text.replace("index 3", "index 8"),
          text.replace("index 3", "index 9223372036854775808"),
          text.replace("index 3", "index 3\nindex 3"),
          text.replace("index 3\n", "index 3\n" + hash.repeat(64)),
          text.substring(0, text.lastIndexOf("\n\n") + 1),
        }) {
      assertThatThrownBy(() -> Receipt.parse(bytes(bad)))
          .as("<%s>", bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
    byte[] tooLarge = new byte[Receipt.MAX_BYTES + 1];
    assertThatThrownBy(() -> Receipt.parse(tooLarge)).hasMessageContaining("at most");
  }

  @Test
  void aLineOfAnotherKeyUnderTheCheckpointMayBeThere() {
    String cosigned =
        receipt(3, 8).text()
            + "\u2014 EnochRoot"
            + " rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    assertThat(Receipt.parse(bytes(cosigned)).verify(statement(3), KEY).index()).isEqualTo(3);
  }

  @Test
  void whoChangesAnArrayAfterwardsDoesNotChangeTheReceipt() {
    byte[] entry = ENTRIES.get(3).clone();
    Receipt receipt =
        new Receipt(
            entry, new InclusionProof(3, 8, NAIVE.path(3, 0, 8)), checkpoint(KEY.name(), 8));

    entry[0]++;
    receipt.entry()[1]++;

    assertThat(receipt.entry()).isEqualTo(ENTRIES.get(3));
  }
}
