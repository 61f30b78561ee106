package org.assay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectHeadTest {
  private static final Subject LOT = new Subject("lot");
  private static final Salt SALT = new Salt(new byte[Salt.LENGTH]);

  @Test
  void aHeadCarriesWhatIsInNoFullChunk() {
    SubjectHead.Growth growth = new SubjectHead.Growth(LOT, SALT);
    for (int i = 0; i < 130; i++) {
      assertThat(growth.nextLink()).isEqualTo(new Link(SALT.tag(LOT), i, i == 0 ? -1 : 2L * i - 2));
      growth.add(ref(2 * i), new byte[] {(byte) i});
    }

    assertThat(growth.head())
        .isEqualTo(
            new SubjectHead(LOT, SALT, 130, 258, List.of(ref(256), ref(258)), new byte[] {-127}));
    assertThat(growth.head().chunks()).isEqualTo(2);
    assertThat(growth.filled()).extracting(SubjectHead.Chunk::number).containsExactly(0L, 1L);
    assertThat(growth.filled().get(1).refs()).startsWith(ref(128)).endsWith(ref(254));
  }

  @Test
  void aHeadThatGrowsStaysAsItWas() {
    SubjectHead head = new SubjectHead(LOT, SALT, 63, 62, refs(63), new byte[] {1});

    SubjectHead.Growth growth = new SubjectHead.Growth(head);
    growth.add(ref(100), null);

    assertThat(growth.head())
        .isEqualTo(new SubjectHead(LOT, SALT, 64, 100, List.of(), null))
        .isNotEqualTo(head);
    assertThat(growth.filled().get(0).refs()).hasSize(64).endsWith(ref(100));
    assertThat(head.recent()).hasSize(63);
    assertThat(head.state()).containsExactly(1);
  }

  @Test
  void countsThatCannotBeAreRefused() {
    assertThatExceptionOfType(IntegrityFault.class)
        .isThrownBy(() -> new SubjectHead(LOT, SALT, 0, -1, List.of(), null));
    assertThatExceptionOfType(IntegrityFault.class)
        .isThrownBy(() -> new SubjectHead(LOT, SALT, 65, 70, List.of(), null))
        .withMessageContaining("lot");
    assertThatExceptionOfType(IntegrityFault.class)
        .isThrownBy(() -> new SubjectHead.Chunk(LOT, 0, refs(63)));
  }

  @Test
  void nobodyCanChangeTheStateOfAHead() {
    byte[] given = {1};
    SubjectHead head = new SubjectHead(LOT, SALT, 1, 0, refs(1), given);
    given[0] = 2;
    byte[] read = head.state();
    if (read != null) {
      read[0] = 3;
    }

    assertThat(head.state()).containsExactly(1);
  }

  private static List<Ref> refs(int count) {
    List<Ref> refs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      refs.add(ref(i));
    }
    return refs;
  }

  private static Ref ref(long index) {
    return new Ref(index, index / 3, Instant.EPOCH, Digest.ZERO);
  }
}
