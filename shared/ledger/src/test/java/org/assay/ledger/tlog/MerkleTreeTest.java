package org.assay.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assay.ledger.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MerkleTreeTest {
  private static final int LARGEST = 130;
  private static final Naive NAIVE = new Naive(entries(LARGEST + 1));
  private static final MerkleTree TREE = new MerkleTree(NAIVE.subtrees());

  private static List<byte[]> entries(int count) {
    Random random = new Random(9162);
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] entry = new byte[random.nextInt(40)];
      random.nextBytes(entry);
      entries.add(entry);
    }
    return entries;
  }

  static IntStream sizes() {
    return IntStream.rangeClosed(1, LARGEST);
  }

  @Test
  void theRootOfNothingIsTheHashOfNothing() {
    assertThat(TREE.root(0)).isEqualTo(Digest.of());
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyLeafHasTheNaiveProofAndItHoldsAlone(int size) {
    Digest root = TREE.root(size);
    assertThat(root).isEqualTo(NAIVE.root(0, size));
    for (int index = 0; index < size; index++) {
      Digest leaf = NAIVE.root(index, index + 1);
      InclusionProof proof = TREE.inclusion(index, size);

      assertThat(proof.path()).isEqualTo(NAIVE.path(index, 0, size));
      assertThat(proof.holds(leaf, root)).as("%s of %s", index, size).isTrue();
      assertThat(proof.holds(flipped(leaf), root)).isFalse();
      assertThat(proof.holds(leaf, flipped(root))).isFalse();
      for (List<Digest> other : damaged(proof.path())) {
        assertThat(new InclusionProof(index, size, other).holds(leaf, root))
            .as("%s of %s with %s for %s", index, size, other, proof.path())
            .isFalse();
      }
      for (int other : others(index, 0, size - 1)) {
        assertThat(new InclusionProof(other, size, proof.path()).holds(leaf, root))
            .as("%s of %s as %s", index, size, other)
            .isFalse();
      }
      for (int other : List.of(size - 1, size + 1)) {
        if (index < other) {
          assertThat(new InclusionProof(index, other, proof.path()).holds(leaf, root(other)))
              .as("%s of %s as of %s", index, size, other)
              .isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everySmallerTreeHasTheNaiveProofAndItHoldsAlone(int size) {
    Digest root = TREE.root(size);
    for (int old = 1; old <= size; old++) {
      Digest oldRoot = root(old);
      ConsistencyProof proof = TREE.consistency(old, size);

      assertThat(proof.path()).isEqualTo(NAIVE.proof(old, 0, size, true));
      assertThat(proof.holds(oldRoot, root)).as("%s to %s", old, size).isTrue();
      assertThat(proof.holds(flipped(oldRoot), root)).isFalse();
      assertThat(proof.holds(oldRoot, flipped(root))).isFalse();
      for (List<Digest> other : damaged(proof.path())) {
        assertThat(new ConsistencyProof(old, size, other).holds(oldRoot, root))
            .as("%s to %s with %s for %s", old, size, other, proof.path())
            .isFalse();
      }
      for (int other : others(old, 1, size)) {
        assertThat(new ConsistencyProof(other, size, proof.path()).holds(root(other), root))
            .as("%s to %s as from %s", old, size, other)
            .isFalse();
      }
      for (int other : List.of(size - 1, size + 1)) {
        if (old <= other) {
          assertThat(new ConsistencyProof(old, other, proof.path()).holds(oldRoot, root(other)))
              .as("%s to %s as to %s", old, size, other)
              .isFalse();
        }
      }
    }
  }

  private static Digest root(int size) {
    return NAIVE.root(0, size);
  }

  /** All others where there are few, else the neighbours and those with one other bit. */
  private static List<Integer> others(int of, int least, int most) {
    IntStream all =
        most < 33
            ? IntStream.rangeClosed(least, most)
            : IntStream.concat(
                IntStream.of(of - 1, of + 1), IntStream.range(0, 8).map(bit -> of ^ (1 << bit)));
    return all.filter(other -> other != of && least <= other && other <= most).boxed().toList();
  }

  /** A path with one hash changed, or without one, or with one more, or with two exchanged. */
  private static List<List<Digest>> damaged(List<Digest> path) {
    List<List<Digest>> all = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      List<Digest> changed = new ArrayList<>(path);
      changed.set(i, flipped(path.get(i)));
      all.add(changed);
      List<Digest> without = new ArrayList<>(path);
      without.remove(i);
      all.add(without);
      if (i > 0) {
        List<Digest> exchanged = new ArrayList<>(path);
        Collections.swap(exchanged, i - 1, i);
        all.add(exchanged);
      }
    }
    for (int i : List.of(0, path.size())) {
      List<Digest> longer = new ArrayList<>(path);
      longer.add(i, Digest.ZERO);
      all.add(longer);
    }
    return all;
  }

  private static Digest flipped(Digest digest) {
    byte[] bytes = digest.toBytes();
    bytes[31] ^= 1;
    return Digest.fromBytes(bytes);
  }

  @Test
  void whatNoTreeHasIsRefused() {
    assertThatThrownBy(() -> TREE.inclusion(5, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TREE.inclusion(-1, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TREE.consistency(0, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TREE.consistency(6, 5)).isInstanceOf(IllegalArgumentException.class);
    List<Digest> tooLong = Collections.nCopies(65, Digest.ZERO);
    assertThatThrownBy(() -> new InclusionProof(0, 5, tooLong))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConsistencyProof(1, 5, tooLong))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLeafIsHashedAsOthersHashIt() {
    // golang.org/x/mod/sumdb/tlog: RecordHash("hello world").
    assertThat(MerkleTree.leafHash("hello world".getBytes(StandardCharsets.UTF_8)).toBytes())
        .isEqualTo(Base64.getDecoder().decode("TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0="));
  }

  @ParameterizedTest
  @CsvSource({
    "1,0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=",
    "2,T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=",
    "3,Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=",
    "4,zY1lN35vrXYAPixXSd59LsU29xUJtuW4o2dNNg5Y2Co=",
    "7,IrSXADBqJ7EQoUODSDKROySgNveeL6CFhik2w/+fS7U=",
    "15,rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=",
  })
  void theRootsOfTesserasTestLogComeOut(int size, String root) {
    MerkleTree tree = new MerkleTree(new Naive(TesseraLog.ENTRIES).subtrees());

    assertThat(Base64.getEncoder().encodeToString(tree.root(size).toBytes())).isEqualTo(root);
  }
}
