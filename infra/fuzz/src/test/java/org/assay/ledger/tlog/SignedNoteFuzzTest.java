package org.assay.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.assay.fuzz.ParserFuzz;

/** Signed notes, the checkpoints in them, and the keys that check them. */
class SignedNoteFuzzTest extends ParserFuzz {
  private static final NoteKey KEY = NoteKey.parse(TesseraLog.KEY);
  private static final FileNoteSigner SIGNER = FileNoteSigner.of(TesseraLog.SECRET, KEY);
  private static final String TEXT =
      TesseraLog.CHECKPOINT_1.substring(0, TesseraLog.CHECKPOINT_1.indexOf("\n\n") + 1);

  @Override
  protected List<byte[]> seeds() {
    String note = SignedNote.sign(TEXT, SIGNER);
    String others =
        "\u2014 example.com/other AAAAAAAA\n"
            + "\u2014 example.com/log/testdata AAAAAAAAAAAA\n"
            + "\u2014 \u00e9 M9e0lhr9\n";
    return List.of(
        bytes(note),
        bytes(note + others),
        bytes(TEXT),
        bytes(TEXT + "an extension\n"),
        bytes("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"),
        bytes(KEY.toString()));
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Class<IllegalArgumentException> rejection = IllegalArgumentException.class;
    Optional<SignedNote> note = accepted(rejection, () -> SignedNote.parse(input));
    if (note.isPresent()) {
      Optional<String> text = accepted(rejection, () -> note.get().verified(KEY));
      if (text.isPresent()) {
        assertThat(text.get()).as("a note that nobody signed").isEqualTo(TEXT);
      }
    }
    String text = text(input);
    Optional<Checkpoint> checkpoint = accepted(rejection, () -> Checkpoint.parse(text));
    if (checkpoint.isPresent()) {
      // Extension lines may follow.
      assertThat(text).startsWith(checkpoint.get().text());
      assertThat(Checkpoint.parse(checkpoint.get().text())).isEqualTo(checkpoint.get());
    }
    Optional<NoteKey> key = accepted(rejection, () -> NoteKey.parse(text));
    if (key.isPresent()) {
      assertThat(key.get()).hasToString(text);
    }
  }
}
