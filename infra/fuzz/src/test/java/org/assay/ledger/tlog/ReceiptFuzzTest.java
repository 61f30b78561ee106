package org.assay.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.fuzz.ParserFuzz;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Position;
import org.assay.ledger.testing.Chain;

class ReceiptFuzzTest extends ParserFuzz {
  private static final NoteKey KEY = NoteKey.parse(TesseraLog.KEY);
  private static final FileNoteSigner SIGNER = FileNoteSigner.of(TesseraLog.SECRET, KEY);

  private final byte[] statement = bytes("a statement");
  private final byte[] entry;
  private final List<byte[]> seeds = new ArrayList<>();

  ReceiptFuzzTest() {
    Block block = Chain.block(Position.START, 6, "a");
    List<byte[]> entries = new ArrayList<>(block.encodedEntries());
    Entry last = block.entries().get(5);
    entry = new Entry(6, last.at(), block.chain(), Digest.of(statement), last.links()).encode();
    entries.add(entry);
    entries.addAll(block.encodedEntries());
    Naive tree = new Naive(entries);
    for (int size : List.of(7, 8, 13)) {
      Checkpoint checkpoint = new Checkpoint(KEY.name(), size, tree.root(0, size));
      InclusionProof proof = new InclusionProof(6, size, tree.path(6, 0, size));
      Receipt receipt = new Receipt(entry, proof, SignedNote.sign(checkpoint.text(), SIGNER));
      receipt.verify(statement, KEY);
      seeds.add(bytes(receipt.text()));
    }
  }

  @Override
  protected List<byte[]> seeds() {
    return List.copyOf(seeds);
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Optional<Receipt> accepted =
        accepted(IllegalArgumentException.class, () -> Receipt.parse(input));
    if (accepted.isEmpty()) {
      return;
    }
    Receipt receipt = accepted.get();
    assertThat(bytes(receipt.text())).isEqualTo(input);
    Optional<Entry> verified =
        accepted(IllegalArgumentException.class, () -> receipt.verify(statement, KEY));
    if (verified.isPresent()) {
      assertThat(receipt.entry()).as("a receipt of another entry").isEqualTo(entry);
      // Only the note may differ, by lines of other signers.
      String head = text(input).substring(0, text(input).indexOf("\n\n"));
      assertThat(seeds.stream().map(ParserFuzz::text)).anyMatch(seed -> seed.startsWith(head));
    }
    assertThat(accepted(IllegalArgumentException.class, () -> receipt.verify(bytes("x"), KEY)))
        .isEmpty();
  }
}
