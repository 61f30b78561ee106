package org.assay.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.fuzz.ParserFuzz;
import org.assay.ledger.Entry;
import org.assay.ledger.Position;
import org.assay.ledger.testing.Chain;

/** The paths of the log's files, bundles, and the entries in them. */
class LogFilesFuzzTest extends ParserFuzz {
  @Override
  protected List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String path :
        List.of(
            "tile/0/000",
            "tile/entries/x001/x234/067.p/112",
            "tile/7/x009/x223/x372/x036/x854/x775/807.p/1",
            "tile/8/000",
            "tile/0/000.p/256")) {
      seeds.add(bytes(path));
    }
    List<byte[]> entries = Chain.block(Position.START, 3, "a").encodedEntries();
    seeds.addAll(entries);
    seeds.add(EntryBundle.encode(entries));
    return seeds;
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Optional<TilePath> path = TilePath.parse(text(input));
    if (path.isPresent()) {
      assertThat(path.get()).hasToString(text(input));
      assertThat(text(input)).matches("[a-z0-9./]{10,64}").doesNotContain("..");
    }
    Optional<List<byte[]>> bundle =
        accepted(IllegalArgumentException.class, () -> EntryBundle.decode(input));
    if (bundle.isPresent()) {
      assertThat(EntryBundle.encode(bundle.get())).isEqualTo(input);
    }
    Optional<Entry> entry = accepted(IllegalArgumentException.class, () -> Entry.decode(input));
    if (entry.isPresent()) {
      assertThat(entry.get().encode()).isEqualTo(input);
    }
  }
}
