package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names stand in the place of DIDs, and of nothing else. */
class NamesTest {
  private final ObjectNode parties = JsonMapper.builder().build().createObjectNode();

  @ParameterizedTest
  @CsvSource({
    "by did:web:a.example; and more, by Anna; and more",
    "it was did:web:a.example., it was Anna.",
    "did:web:a.example: so it is, Anna: so it is",
    "(did:web:a.example), (Anna)",
    "did:web:a.example:lot:1 is a lot, did:web:a.example:lot:1 is a lot",
    "did:web:a.example/lot is a lot, did:web:a.example/lot is a lot",
    "did:web:a.example#key-1 is a key, did:web:a.example#key-1 is a key",
    "urn:x:did:web:a.example, urn:x:did:web:a.example",
    "did:web:b.example, did:web:b.example"
  })
  void aDidIsReplacedWhereItStandsByItself(String text, String named) {
    parties.put("did:web:a.example", "Anna");
    assertThat(new Names(parties).in(text)).isEqualTo(named);
  }

  @Test
  void whoIsCalledLikeAnotherKeepsItsDid() {
    parties.put("did:web:a.example", "Anna").put("did:web:b.example", "Anna");
    Names names = new Names(parties);
    assertThat(names.in("by did:web:b.example")).isEqualTo("by Anna (did:web:b.example)");
    assertThat(names.legend()).isEmpty();
  }

  @Test
  void aNameThatLooksLikeADidOrAReplacementIsNotReplacedAgain() {
    parties.put("did:web:a.example", "did:web:b.example $1").put("did:web:b.example", "Bert");
    Names names = new Names(parties);
    assertThat(names.in("did:web:a.example")).isEqualTo("did:web:b.example $1");
    assertThat(names.legend()).containsExactly("did:web:b.example $1: did:web:a.example");
  }
}
