package org.assay.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
  @ParameterizedTest
  @CsvSource({
    "0,1234067,256,tile/0/x001/x234/067",
    "0,1234067,5,tile/0/x001/x234/067.p/5",
    "7,0,1,tile/7/000.p/1",
    "-1,0,256,tile/entries/000",
    "-1,999,255,tile/entries/999.p/255",
    "1,1000,256,tile/1/x001/000",
    "2,999999,17,tile/2/x999/999.p/17",
    "0,1000000,256,tile/0/x001/x000/000",
    "0,9223372036854775807,256,tile/0/x009/x223/x372/x036/x854/x775/807",
  })
  void aPathIsWrittenAndReadInTheOneSpelling(int level, long number, int width, String text) {
    TilePath path = new TilePath(level, number, width);

    assertThat(path).hasToString(text);
    assertThat(TilePath.parse(text)).contains(path);
    assertThat(path.isFull()).isEqualTo(width == 256);
  }

  @Test
  void whateverIsWrittenIsReadBack() {
    Random random = new Random(70_000);
    for (int i = 0; i < 5_000; i++) {
      TilePath path =
          new TilePath(
              random.nextInt(9) - 1,
              random.nextLong() >>> (1 + random.nextInt(63)),
              1 + random.nextInt(256));

      assertThat(TilePath.parse(path.toString())).contains(path);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "checkpoint",
        "tile",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/000\n",
        "tile//000",
        "tile/00/000",
        "tile/01/000",
        "tile/8/000",
        "tile/9/000",
        "tile/63/000",
        "tile/-1/000",
        "tile/Entries/000",
        "tile/entries/0",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/1000",
        "tile/0/x000/001",
        "tile/0/x000",
        "tile/0/X001/000",
        "tile/0/001/000",
        "tile/0/x001/x000",
        "tile/0/x1/000",
        "tile/0/..",
        "tile/0/../0/000",
        "tile/0/./000",
        "tile/0/%30%30%30",
        "tile/0/00a",
        "tile/0/\u0660\u0660\u0660",
        "tile/0/+00",
        "tile/0/-01",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/00",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000.p/999",
        "tile/0/000.p/1000",
        "tile/0/000.p/-1",
        "tile/0/000.p/+1",
        "tile/0/000.p/1/",
        "tile/0/000.P/1",
        "tile/0/x009/x223/x372/x036/x854/x775/808",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/x001/x000/x000/x000/x000/x000/x000/000",
      })
  void anotherSpellingOrAnotherFileIsRefused(String text) {
    assertThat(TilePath.parse(text)).isEmpty();
  }

  @Test
  void noTileIsOutOfRange() {
    for (TileParts bad :
        List.of(
            new TileParts(-2, 0, 1),
            new TileParts(8, 0, 1),
            new TileParts(0, -1, 1),
            new TileParts(0, 0, 0),
            new TileParts(0, 0, 257))) {
      assertThatThrownBy(() -> new TilePath(bad.level(), bad.number(), bad.width()))
          .as("%s", bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private record TileParts(int level, long number, int width) {}

  @Test
  void aPathIsTheSameWhereverTheMachineStands() {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    try {
      Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(new TilePath(0, 1_234_067, 112)).hasToString("tile/0/x001/x234/067.p/112");
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  @Test
  void seventyThousandEntriesHaveTheFilesOfTheSpecificationsExample() {
    Set<String> level0 = new TreeSet<>();
    Set<String> bundles = new TreeSet<>();
    for (long index = 0; index < 70_000; index++) {
      level0.add(TilePath.holding(0, index, 70_000).toString());
      bundles.add(TilePath.bundleOf(index, 70_000).toString());
    }
    Set<String> level1 = new TreeSet<>();
    for (long index = 0; index < 273; index++) {
      level1.add(TilePath.holding(8, index, 70_000).toString());
    }

    assertThat(level0).hasSize(274).contains("tile/0/000", "tile/0/272", "tile/0/273.p/112");
    assertThat(bundles).hasSize(274).contains("tile/entries/272", "tile/entries/273.p/112");
    assertThat(level1).containsExactly("tile/1/000", "tile/1/001.p/17");
    assertThat(TilePath.holding(16, 0, 70_000)).hasToString("tile/2/000.p/1");
  }

  @Test
  void tesserasTestLogHasTheseFiles() {
    LogEdge edge = new LogEdge();
    Map<String, byte[]> full = new LinkedHashMap<>();

    TesseraLog.ENTRIES.subList(0, 3).forEach(entry -> edge.append(entry, full));

    assertThat(full).isEmpty();
    assertThat(edge.partial()).containsOnlyKeys("tile/entries/000.p/3", "tile/0/000.p/3");
    assertThat(edge.partial().get("tile/entries/000.p/3"))
        .isEqualTo(HexFormat.of().parseHex("00036f6e65000374776f00057468726565"));
    assertThat(edge.partial().get("tile/0/000.p/3"))
        .isEqualTo(
            HexFormat.of()
                .parseHex(
                    "d0d7360ab79f58ab1e1e3fe64ad77e2ea0bc07e36b5f46ed2223edd9298df9e9"
                        + "ab1ab7f07c7c8fe0eff4ba6faa53c7e4412e91a599153e8aa4e01beece5b7825"
                        + "671f146c5e471e8a1a83a3c214ce4ba907b8f3a5888d14cc8cd3ce75bb12ef94"));
  }

  @Test
  void aBundleIsReadBackAndATornOneRefused() {
    List<byte[]> entries = List.of(new byte[0], new byte[] {1}, new byte[65_535], new byte[256]);
    byte[] bundle = EntryBundle.encode(entries);

    List<byte[]> read = EntryBundle.decode(bundle);

    assertThat(read).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(read.get(i)).isEqualTo(entries.get(i));
    }
    assertThat(EntryBundle.decode(new byte[0])).isEmpty();
    for (int cut : List.of(1, 256, 257, 300)) {
      byte[] torn = Arrays.copyOf(bundle, bundle.length - cut);
      assertThatThrownBy(() -> EntryBundle.decode(torn))
          .as("without the last %s bytes", cut)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
