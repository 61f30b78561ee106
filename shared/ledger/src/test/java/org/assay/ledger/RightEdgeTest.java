package org.assay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.assay.ledger.testing.NaiveMerkle;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightEdgeTest {
  private static final List<byte[]> TESSERA =
      Arrays.stream(
              ("one two three four five six seven eit nain ten"
                      + " ileven twelf threeten fourten fivten")
                  .split(" "))
          .map(text -> text.getBytes(StandardCharsets.US_ASCII))
          .toList();

  /** The checkpoints of the test log of transparency-dev/tessera, testdata/log. */
  @ParameterizedTest
  @CsvSource({
    "1, 0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=",
    "2, T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=",
    "3, Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=",
    "4, zY1lN35vrXYAPixXSd59LsU29xUJtuW4o2dNNg5Y2Co=",
    "7, IrSXADBqJ7EQoUODSDKROySgNveeL6CFhik2w/+fS7U=",
    "15, rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs="
  })
  void theRootsAreThoseOfAnotherLog(int size, String root) {
    RightEdge edge = edge(TESSERA.subList(0, size));

    assertThat(Base64.getEncoder().encodeToString(edge.root().toBytes())).isEqualTo(root);
  }

  @Test
  void theRootIsThatOfTheDefinitionAtEverySize() {
    List<byte[]> entries = new ArrayList<>();
    RightEdge edge = RightEdge.EMPTY;
    for (int size = 0; size <= 300; size++) {
      assertThat(edge.size()).isEqualTo(size);
      assertThat(edge.root()).as("size %s", size).isEqualTo(NaiveMerkle.root(entries));
      byte[] entry = ("entry " + size).getBytes(StandardCharsets.US_ASCII);
      entries.add(entry);
      edge = edge.append(entry);
    }
  }

  @Test
  void theHashesAreTheRootsOfTheCompleteSubtreesLargestFirst() {
    RightEdge edge = edge(TESSERA.subList(0, 11));

    assertThat(edge.hashes())
        .containsExactly(
            NaiveMerkle.root(TESSERA.subList(0, 8)),
            NaiveMerkle.root(TESSERA.subList(8, 10)),
            NaiveMerkle.root(TESSERA.subList(10, 11)));
  }

  @Test
  void theEmptyTreeHasTheHashOfNothing() {
    assertThat(RightEdge.EMPTY.root().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void anEdgeHasAHashForEachBitOfItsSize() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RightEdge(-1, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new RightEdge(0, List.of(Digest.ZERO)));
    assertThatIllegalArgumentException().isThrownBy(() -> new RightEdge(3, List.of(Digest.ZERO)));
    assertThat(new RightEdge(4, List.of(Digest.ZERO)).size()).isEqualTo(4);
  }

  @RepeatedTest(200)
  void anyEntriesGiveTheRootOfTheDefinition(RepetitionInfo repetition) {
    List<byte[]> entries = entries(random(repetition), 0);

    assertThat(edge(entries).root()).isEqualTo(NaiveMerkle.root(entries));
  }

  @RepeatedTest(200)
  void anEdgeThatWasStoredGrowsAsOneThatWasNot(RepetitionInfo repetition) {
    Random random = random(repetition);
    List<byte[]> entries = entries(random, 1);
    int cut = random.nextInt(entries.size() + 1);
    RightEdge before = edge(entries.subList(0, cut));
    RightEdge edge = new RightEdge(before.size(), before.hashes());
    for (byte[] entry : entries.subList(cut, entries.size())) {
      edge = edge.append(entry);
    }

    assertThat(edge).isEqualTo(edge(entries));
  }

  @RepeatedTest(200)
  void oneChangedEntryChangesTheRoot(RepetitionInfo repetition) {
    Random random = random(repetition);
    List<byte[]> entries = entries(random, 1);
    List<byte[]> changed = new ArrayList<>(entries);
    int where = random.nextInt(entries.size());
    changed.set(where, Arrays.copyOf(entries.get(where), entries.get(where).length + 1));

    assertThat(edge(changed).root()).isNotEqualTo(edge(entries).root());
  }

  @Test
  void aNodeCannotPassAsALeaf() {
    Digest one = Digest.of(new byte[] {0}, TESSERA.get(0));
    Digest two = Digest.of(new byte[] {0}, TESSERA.get(1));
    byte[] node = new byte[64];
    System.arraycopy(one.toBytes(), 0, node, 0, 32);
    System.arraycopy(two.toBytes(), 0, node, 32, 32);

    assertThat(edge(List.of(node)).root()).isNotEqualTo(edge(TESSERA.subList(0, 2)).root());
  }

  private static Random random(RepetitionInfo repetition) {
    // Numbers that follow each other give java.util.Random beginnings that are alike.
    return new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L);
  }

  /** Up to seventy, some of them empty and some of them the same. */
  private static List<byte[]> entries(Random random, int least) {
    List<byte[]> entries = new ArrayList<>();
    for (int count = least + random.nextInt(71 - least); count > 0; count--) {
      byte[] entry = new byte[random.nextInt(4) == 0 ? random.nextInt(2) : random.nextInt(300)];
      random.nextBytes(entry);
      entries.add(entry);
    }
    return entries;
  }

  private static RightEdge edge(List<byte[]> entries) {
    RightEdge edge = RightEdge.EMPTY;
    for (byte[] entry : entries) {
      edge = edge.append(entry);
    }
    return edge;
  }
}
