package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
  @Test
  void whatATerminalWouldObeyIsShown() {
    assertThat(VisibleText.of("a\u001b[31mred\u0007\r\n\tb\u009bc\u007f"))
        .isEqualTo("a\\u{1b}[31mred\\u{7}\\u{d}\\u{a}\\u{9}b\\u{9b}c\\u{7f}");
  }

  @Test
  void whatWouldTurnOrHideTextIsShown() {
    assertThat(VisibleText.of("a\u202eb\u2066c\u200bd\u2028e\ufefff\ud800g"))
        .isEqualTo("a\\u{202e}b\\u{2066}c\\u{200b}d\\u{2028}e\\u{feff}f\\u{d800}g");
  }

  @Test
  void namesInAnyScriptStayAsTheyAre() {
    assertThat(VisibleText.of("Kokkola – Ääntä 刚果 الكونغو 😀"))
        .isEqualTo("Kokkola – Ääntä 刚果 الكونغو 😀");
  }

  @Test
  void aLongTextIsCutOffBetweenCharacters() {
    String shown = VisibleText.of("😀".repeat(VisibleText.LONGEST + 1));
    assertThat(shown).isEqualTo("😀".repeat(VisibleText.LONGEST) + "…");
    assertThat(VisibleText.of("x".repeat(VisibleText.LONGEST))).doesNotContain("…");
  }

  @Test
  void jsonKeepsItsValuesAndCannotSpeakToATerminal() throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode hostile =
        json.createObjectNode().put("name\u009b", "\u001b[2J\u202e\u007f\ud834\udd73 plain");
    String shown = VisibleText.ofJson(hostile.toPrettyString());
    assertThat(shown)
        .doesNotContain("\u009b", "\u202e", "\u007f", "\ud834\udd73")
        .contains("plain");
    assertThat(json.readTree(shown)).isEqualTo(hostile);
  }
}
