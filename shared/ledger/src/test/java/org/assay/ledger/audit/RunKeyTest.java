package org.assay.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assay.ledger.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunKeyTest {
  @Test
  void itIsTheSipHashOfItsAuthors() {
    // Aumasson and Bernstein 2012, appendix A.
    RunKey key = new RunKey(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    byte[] input = new byte[15];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) i;
    }
    assertThat(key.hash(input)).isEqualTo(0xa129ca6149be45e5L);
  }

  @Test
  void aTableFindsWhatWasPutIntoItHoweverOftenItGrew(@TempDir Path folder) {
    RunKey key = RunKey.draw();
    try (Scratch scratch = new Scratch(folder)) {
      SlotTable table = new SlotTable(scratch, 5);
      for (int i = 0; i < 20_000; i++) {
        long at = table.add(key.key(digest(i)));
        table.putLong(at, SlotTable.CONTENT, i);
      }
      for (int i = 0; i < 20_000; i++) {
        long at = table.find(key.key(digest(i)));
        assertThat(table.getLong(at, SlotTable.CONTENT)).isEqualTo(i);
      }
      assertThat(table.find(key.key(digest(20_000)))).isEqualTo(-1);
    }
  }

  @Test
  void aStateThatGrowsIsTheOneThatWasPutLast(@TempDir Path folder) {
    try (Scratch scratch = new Scratch(folder)) {
      StateFile states = new StateFile(scratch);
      long one = 0;
      long other = states.put(0, new byte[] {7});
      for (int length = 1; length < 5_000; length += 97) {
        one = states.put(one, new byte[length]);
        assertThat(states.get(one)).hasSize(length).containsOnly(0);
      }
      assertThat(states.get(other)).containsExactly(7);
      assertThat(states.get(states.put(one, null))).isNull();
    }
  }

  private static Digest digest(int i) {
    return Digest.of(Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
  }
}
