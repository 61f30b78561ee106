package org.assay.ledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.assay.ledger.Digest;
import org.assay.ledger.StatementStore;
import org.junit.jupiter.api.Test;

/** What every {@link StatementStore} must do. */
public abstract class StatementStoreContract {
  /** An empty store. */
  protected abstract StatementStore freshStore();

  @Test
  public void aStatementIsReadBackByItsDigest() {
    StatementStore store = freshStore();
    byte[] statement = bytes("eyJhbGciOiJFZDI1NTE5In0.e30.c2ln");

    Digest digest = store.put(statement);

    assertThat(digest).isEqualTo(Digest.of(statement));
    assertThat(store.get(digest)).hasValueSatisfying(read -> assertThat(read).isEqualTo(statement));
  }

  @Test
  public void thereIsNothingUnderADigestThatNobodyPut() {
    StatementStore store = freshStore();
    store.put(bytes("a"));

    assertThat(store.get(Digest.of(bytes("b")))).isEmpty();
    assertThat(store.get(Digest.ZERO)).isEmpty();
  }

  @Test
  public void puttingAStatementAgainChangesNothing() {
    StatementStore store = freshStore();
    Digest first = store.put(bytes("a"));

    assertThat(store.put(bytes("a"))).isEqualTo(first);
    store.putAll(List.of(bytes("a"), bytes("a")));

    assertThat(store.get(first)).hasValueSatisfying(a -> assertThat(a).isEqualTo(bytes("a")));
  }

  @Test
  public void manyWhoPutOneStatementAtOnceAllSucceed() {
    StatementStore store = freshStore();
    for (int round = 0; round < 5; round++) {
      byte[] statement = random(1_000 + round);
      List<Callable<Digest>> tasks = Collections.nCopies(16, () -> store.put(statement));

      assertThat(TestLedger.together(tasks)).containsOnly(Digest.of(statement));
      assertThat(store.get(Digest.of(statement)))
          .hasValueSatisfying(read -> assertThat(read).isEqualTo(statement));
    }
  }

  @Test
  public void severalAreReadAtOnceAndMissingOnesLeftOut() {
    StatementStore store = freshStore();
    List<byte[]> statements = new ArrayList<>();
    Map<Digest, String> expected = new HashMap<>();
    List<Digest> asked = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      statements.add(bytes("statement " + i));
      expected.put(Digest.of(statements.get(i)), "statement " + i);
      asked.add(Digest.of(statements.get(i)));
      asked.add(Digest.of(bytes("missing " + i)));
    }
    asked.add(asked.get(0));

    store.putAll(statements);

    Map<Digest, String> found = new HashMap<>();
    store
        .getAll(asked)
        .forEach((digest, read) -> found.put(digest, new String(read, StandardCharsets.US_ASCII)));
    assertThat(found).isEqualTo(expected);
  }

  @Test
  public void nothingIsPutOrReadWhereNothingIsAsked() {
    StatementStore store = freshStore();

    store.putAll(List.of());

    assertThat(store.getAll(List.of())).isEmpty();
  }

  @Test
  public void theLargestStatementAndAnyByteSurvive() {
    StatementStore store = freshStore();
    byte[] largest = random(256 * 1024);
    byte[] everyByte = new byte[256];
    for (int i = 0; i < everyByte.length; i++) {
      everyByte[i] = (byte) i;
    }

    store.putAll(List.of(largest, everyByte));

    assertThat(store.get(Digest.of(largest)))
        .hasValueSatisfying(read -> assertThat(read).isEqualTo(largest));
    assertThat(store.get(Digest.of(everyByte)))
        .hasValueSatisfying(read -> assertThat(read).isEqualTo(everyByte));
  }

  @Test
  public void whoChangesAnArrayAfterwardsDoesNotChangeWhatIsStored() {
    StatementStore store = freshStore();
    byte[] statement = bytes("as it was");
    Digest digest = store.put(statement);

    statement[0] = 'X';
    store.get(digest).orElseThrow()[1] = 'X';

    assertThat(store.get(digest))
        .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes("as it was")));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
