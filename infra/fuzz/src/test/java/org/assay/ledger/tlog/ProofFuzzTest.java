package org.assay.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.fuzz.ParserFuzz;
import org.assay.ledger.Digest;

/** Two numbers of eight bytes and hashes, as a proof of inclusion and one of consistency. */
class ProofFuzzTest extends ParserFuzz {
  private static final int SIZE = 13;

  private final List<byte[]> entries =
      IntStream.range(0, SIZE)
          .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.US_ASCII))
          .toList();
  private final Naive tree = new Naive(entries);

  @Override
  protected List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      seeds.add(proof(i, SIZE, tree.path(i, 0, SIZE)));
      seeds.add(proof(i + 1, SIZE, tree.proof(i + 1, 0, SIZE, true)));
    }
    return seeds;
  }

  private static byte[] proof(long one, long other, List<Digest> hashes) {
    ByteBuffer out = ByteBuffer.allocate(16 + 32 * hashes.size()).putLong(one).putLong(other);
    hashes.forEach(hash -> out.put(hash.toBytes()));
    return out.array();
  }

  @Override
  protected void check(byte[] input) throws Exception {
    if (input.length < 16) {
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(input);
    long one = in.getLong();
    long other = in.getLong();
    List<Digest> hashes = new ArrayList<>();
    while (in.remaining() >= Digest.LENGTH) {
      byte[] hash = new byte[Digest.LENGTH];
      in.get(hash);
      hashes.add(Digest.fromBytes(hash));
    }
    Digest root = tree.root(0, SIZE);
    Class<IllegalArgumentException> rejection = IllegalArgumentException.class;
    Optional<InclusionProof> inclusion =
        accepted(rejection, () -> new InclusionProof(one, other, hashes));
    if (inclusion.isPresent()) {
      for (int i = 0; i < SIZE; i++) {
        if (inclusion.get().holds(MerkleTree.leafHash(entries.get(i)), root)) {
          // The leaf's place and the tree's size come from signed bytes; the way is the proof's.
          assertThat(hashes).isEqualTo(tree.path(i, 0, SIZE));
        }
        assertThat(inclusion.get().holds(root, Digest.ZERO)).isFalse();
      }
    }
    Optional<ConsistencyProof> consistency =
        accepted(rejection, () -> new ConsistencyProof(one, other, hashes));
    if (consistency.isPresent()) {
      for (int old = 1; old <= SIZE; old++) {
        if (consistency.get().holds(tree.root(0, old), root) && one == old && other == SIZE) {
          assertThat(hashes).isEqualTo(tree.proof(old, 0, SIZE, true));
        }
      }
    }
  }
}
