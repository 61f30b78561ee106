package org.assay.ledger.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.LogStore;
import org.assay.ledger.tlog.EntryBundle;
import org.assay.ledger.tlog.TilePath;
import org.junit.jupiter.api.Test;

/** What every {@link LogStore} must do. */
public abstract class LogStoreContract {
  private static final String PATH = "tile/0/x001/x234/067.p/5";

  /** An empty store. */
  protected abstract LogStore freshStore();

  @Test
  public void aFileIsReadBack() {
    LogStore store = freshStore();

    store.put(PATH, tile(5, 1));

    assertThat(store.get(PATH)).hasValueSatisfying(is(tile(5, 1)));
  }

  @Test
  public void thereIsNothingWhereNobodyPut() {
    LogStore store = freshStore();
    store.put(PATH, tile(5, 1));

    assertThat(store.get("tile/0/x001/x234/067")).isEmpty();
    assertThat(store.get("tile/0/x001/x234/067.p/4")).isEmpty();
    assertThat(store.get(LogStore.CHECKPOINT)).isEmpty();
  }

  @Test
  public void puttingTheSameBytesAgainChangesNothing() {
    LogStore store = freshStore();
    store.put(PATH, tile(5, 1));

    store.put(PATH, tile(5, 1));
    store.putAll(Map.of(PATH, tile(5, 1)));

    assertThat(store.get(PATH)).hasValueSatisfying(is(tile(5, 1)));
  }

  @Test
  public void otherBytesInTheSamePlaceAreAnIntegrityFaultAndChangeNothing() {
    LogStore store = freshStore();
    store.put(PATH, tile(5, 1));

    assertThatThrownBy(() -> store.put(PATH, tile(5, 2)))
        .isInstanceOf(IntegrityFault.class)
        .hasMessageContaining(PATH);
    assertThatThrownBy(() -> store.putAll(Map.of(PATH, tile(5, 2))))
        .isInstanceOf(IntegrityFault.class)
        .hasMessageContaining(PATH);

    assertThat(store.get(PATH)).hasValueSatisfying(is(tile(5, 1)));
  }

  @Test
  public void oneFileThatDiffersAmongManyIsFound() {
    LogStore store = freshStore();
    store.putAll(many(40, 1));
    Map<String, byte[]> again = many(60, 1);
    again.put("tile/0/027", tile(256, 99));

    assertThatThrownBy(() -> store.putAll(again))
        .isInstanceOf(IntegrityFault.class)
        .hasMessageContaining("tile/0/027");
    assertThat(store.get("tile/0/027")).hasValueSatisfying(is(tile(256, 28)));
  }

  @Test
  public void manyArePutAndReadAtOnceAndMissingOnesLeftOut() {
    LogStore store = freshStore();
    Map<String, byte[]> files = many(120, 7);
    store.putAll(files);
    store.putAll(Map.of());
    List<String> asked = new ArrayList<>(files.keySet());
    asked.addAll(List.of("tile/0/500", "tile/1/000.p/1", "tile/0/003"));

    Map<String, byte[]> found = store.getAll(asked);

    assertThat(found).containsOnlyKeys(files.keySet());
    files.forEach((path, content) -> assertThat(found.get(path)).as(path).isEqualTo(content));
    assertThat(store.getAll(List.of())).isEmpty();
  }

  @Test
  public void bundlesOfEntriesAndTilesOfEveryLevelLieApart() {
    LogStore store = freshStore();
    Map<String, byte[]> files = new HashMap<>();
    for (int level = 0; level <= 7; level++) {
      files.put(new TilePath(level, 3, 2).toString(), tile(2, level));
    }
    files.put(
        new TilePath(TilePath.ENTRIES, 3, 2).toString(),
        EntryBundle.encode(List.of(new byte[0], new byte[65_535])));

    store.putAll(files);

    files.forEach(
        (path, content) -> assertThat(store.get(path)).as(path).hasValueSatisfying(is(content)));
  }

  @Test
  public void theCheckpointIsReplaced() {
    LogStore store = freshStore();

    store.putCheckpoint(bytes("one\n"));
    assertThat(store.get(LogStore.CHECKPOINT)).hasValueSatisfying(is(bytes("one\n")));
    store.putCheckpoint(bytes("two \u2014\n"));
    store.putCheckpoint(bytes("two \u2014\n"));

    assertThat(store.get(LogStore.CHECKPOINT)).hasValueSatisfying(is(bytes("two \u2014\n")));
    assertThat(store.getAll(List.of(LogStore.CHECKPOINT))).containsOnlyKeys(LogStore.CHECKPOINT);
  }

  @Test
  public void whoChangesAnArrayAfterwardsDoesNotChangeWhatIsStored() {
    LogStore store = freshStore();
    byte[] content = tile(5, 1);
    store.put(PATH, content);

    content[0]++;
    store.get(PATH).orElseThrow()[1]++;

    assertThat(store.get(PATH)).hasValueSatisfying(is(tile(5, 1)));
  }

  @Test
  public void ofManyWritersOfOneFileThoseWithOtherBytesFail() {
    LogStore store = freshStore();
    for (int round = 0; round < 5; round++) {
      String path = new TilePath(0, round, 5).toString();
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int writer = 0; writer < 16; writer++) {
        byte[] content = tile(5, writer % 2);
        writers.add(() -> isPut(store, path, content));
      }

      List<Boolean> wrote = TestLedger.together(writers);

      byte[] there = store.get(path).orElseThrow();
      for (int writer = 0; writer < 16; writer++) {
        assertThat(wrote.get(writer))
            .as("writer %s", writer)
            .isEqualTo(Arrays.equals(there, tile(5, writer % 2)));
      }
    }
  }

  private static boolean isPut(LogStore store, String path, byte[] content) {
    try {
      store.put(path, content);
      return true;
    } catch (IntegrityFault e) {
      return false;
    }
  }

  private static Map<String, byte[]> many(int files, int seed) {
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < files; i++) {
      many.put(new TilePath(0, i, 256).toString(), tile(256, seed + i));
    }
    return many;
  }

  private static byte[] tile(int width, int seed) {
    byte[] content = new byte[width * Digest.LENGTH];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Consumer<byte[]> is(byte[] expected) {
    return read -> assertThat(read).isEqualTo(expected);
  }
}
