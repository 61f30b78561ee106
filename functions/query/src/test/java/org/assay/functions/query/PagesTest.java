package org.assay.functions.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST = 20_000;
  private static final List<String> LISTS =
      List.of("upstream", "steps", "downstream", "facilities", "checks");

  private static ObjectNode answer(Random random, int elements) {
    ObjectNode json = JSON.createObjectNode();
    json.put("lot", "urn:a:b");
    json.put("verdict", "UNKNOWN");
    json.putArray("reasons").add("a \"reason\"");
    json.put("asOf", 17);
    json.putObject("origin").put("metal", "Co");
    for (String list : LISTS) {
      ArrayNode all = json.putArray(list);
      for (int i = random.nextInt(elements + 1); i > 0; i--) {
        all.addObject().put("says", "\"é\\".repeat(random.nextInt(300))).put("number", i);
      }
    }
    return json;
  }

  @Test
  void anAnswerThatFitsIsItselfAndSaysNothingOfPages() {
    ObjectNode whole = answer(new Random(1), 3);

    assertThat(Pages.of(whole, Pages.size(whole))).containsExactly(whole);
    assertThat(Pages.of(whole, Pages.size(whole) - 1).size()).isGreaterThan(1);
  }

  @RepeatedTest(20)
  void pagesOneAfterTheOtherAreTheWhole(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L);
    ObjectNode whole = answer(random, 100);

    List<ObjectNode> pages = Pages.of(whole, MOST);

    ObjectNode joined = pages.get(0).deepCopy();
    for (int i = 0; i < pages.size(); i++) {
      ObjectNode page = pages.get(i);
      assertThat(Pages.size(page)).isLessThanOrEqualTo(MOST);
      if (pages.size() > 1) {
        assertThat(page.path("page").intValue()).isEqualTo(i);
        assertThat(page.path("pages").intValue()).isEqualTo(pages.size());
      }
      assertThat(page.path("asOf")).isEqualTo(whole.path("asOf"));
      assertThat(page.path("verdict")).isEqualTo(whole.path("verdict"));
      if (i > 0) {
        LISTS.forEach(list -> joined.withArray(list).addAll((ArrayNode) page.path(list)));
      }
    }
    joined.remove(List.of("page", "pages"));
    assertThat((Object) joined).isEqualTo(whole);
  }

  @Test
  void whatIsEscapedInAStringCountsTwice() {
    assertThat(Pages.size(JSON.createObjectNode().put("a", "\"")))
        .isEqualTo(JSON.createObjectNode().put("a", "\"").toString().length() + 6);
  }
}
