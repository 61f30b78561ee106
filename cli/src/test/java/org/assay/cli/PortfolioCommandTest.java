package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortfolioCommandTest {
  private static final String ANSWER =
      """
      {"scope":"portfolio","decision":"UNDECIDED","notice":"A figure of the whole.","rule":"E8",
       "threshold":"65","asOf":1234,
       "metals":[{"metal":"Co","mineral":"cobalt","decision":"UNDECIDED","kilograms":"100",
         "complete":false,"stages":[
           {"stage":"mined","decision":"UNDECIDED","hhiLeast":"3700","hhiMost":"6500",
            "top":{"country":"CD","least":"59.405940","most":"80.198020"},
            "countries":[
              {"country":"CD","kilograms":"60","share":"3/5","percent":"60","most":"80"},
              {"country":"ZM","kilograms":"10.5","share":"21/200","percent":"10.5","most":"30.5"}],
            "unknown":[{"cause":"MISSING","because":"nobody says","kilograms":"20","share":"1/5",
              "percent":"20"}],
            "notDone":{"kilograms":"9.5","share":"19/200","percent":"9.5"},
            "missing":[
              {"lot":"urn:lot:3","kilograms":"1","notCounted":"NO_GRADE","because":"no grade"},
              {"lot":"urn:lot:2","kilograms":"20","causes":["MISSING"],
               "because":"nobody\\u001b[2J says","mayDecide":["BELOW","ABOVE"]}]},
           {"stage":"refined","decision":"BELOW","hhiLeast":"0","hhiMost":"0",
            "top":{"least":"0","most":"0"},"countries":[],"unknown":[],
            "notDone":{"kilograms":"100","share":"1","percent":"100"},"missing":[]}]}],
       "lots":[{"lot":"urn:lot:1","verdict":"PASS"},{"lot":"urn:lot:2","verdict":"UNKNOWN"},
         {"lot":"urn:lot:3","verdict":"PASS"}],
       "notCounted":[{"lot":"urn:lot:3","metal":"Co","reason":"NO_GRADE","because":"no grade",
         "atMostKilograms":"1"}]}
      """;

  private final Shell shell = new Shell();

  @TempDir private Path folder;

  private int ask(StubExchange exchange, String... more) {
    String[] all = {
      "portfolio", "urn:lot:1", "urn:lot:2", "--token", "t", "--url", exchange.uri().toString()
    };
    String[] args = java.util.Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, args, all.length, more.length);
    return shell.run(args);
  }

  @Test
  void theDecisionComesFirstThenTheTablesThenWhatWouldDecide() throws IOException {
    Path file = Files.writeString(folder.resolve("lots.txt"), "\n  urn:lot:3\n");
    try (StubExchange exchange = new StubExchange()) {
      exchange.reply(200, ANSWER);

      assertThat(ask(exchange, "--file", file.toString())).isEqualTo(2);

      assertThat(shell.out())
          .isEqualTo(
              """
              UNDECIDED  3 lots: whether a country has more than 65 % depends on what is not known yet.
              A figure of the whole.

              Co (cobalt), 100 kg counted; lots that may hold more of it are not counted
                mined: UNDECIDED, CD has 59.405940 to 80.198020 %; HHI 3700 to 6500
                  CD        60 to 80 %      60 kg
                  ZM        10.5 to 30.5 %  10.5 kg
                  UNKNOWN   20 %            20 kg    nobody says
                  not done  9.5 %           9.5 kg

              What would have to be known, the most first:
                Co mined:
                  - urn:lot:3, at most 1 kg: no grade
                  - urn:lot:2, 20 kg: nobody\\u{1b}[2J says (with it, it may be BELOW or ABOVE)

              Not counted:
                - urn:lot:3, Co: no grade

              By themselves the lots are: 2 PASS, 1 UNKNOWN; as of ledger size 1,234.
              """);
      StubExchange.Asked asked = exchange.asked.get(0);
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.pathAndQuery()).isEqualTo("/v1/portfolio");
      assertThat(asked.header("Authorization")).isEqualTo("Bearer t");
      assertThat(asked.body()).isEqualTo("{\"lots\":[\"urn:lot:1\",\"urn:lot:2\",\"urn:lot:3\"]}");
    }
  }

  @Test
  void theStatusIsTheDecisionAndWhatIsAskedIsWhatWasGiven() throws IOException {
    for (var expected : Map.of("BELOW", 0, "ABOVE", 2, "UNDECIDED", 2, "MAYBE", 3).entrySet()) {
      try (StubExchange exchange = new StubExchange()) {
        exchange.reply(
            200,
            "{\"scope\":\"portfolio\",\"decision\":\"" + expected.getKey() + "\",\"lots\":[1,2]}");
        assertThat(ask(exchange, "--json", "--threshold", "50.5", "--as-of", "7"))
            .as(expected.getKey())
            .isEqualTo(expected.getValue());
        assertThat(exchange.asked.get(0).body())
            .isEqualTo(
                "{\"lots\":[\"urn:lot:1\",\"urn:lot:2\"],\"asOf\":7,\"threshold\":\"50.5\"}");
      }
    }
  }

  @Test
  void anAnswerAboutOtherLotsIsNoAnswer() throws IOException {
    try (StubExchange exchange = new StubExchange()) {
      exchange.reply(200, "{\"scope\":\"portfolio\",\"decision\":\"BELOW\",\"lots\":[1]}");
      assertThat(ask(exchange)).isEqualTo(3);
    }
  }

  @Test
  void wrongUsageIsSaidBeforeAnybodyIsAsked() throws IOException {
    Path twice = Files.writeString(folder.resolve("twice.txt"), "urn:lot:1\nurn:lot:1\n");
    Path bad = Files.writeString(folder.resolve("bad.txt"), "urn:lot:1\nno uri\n");
    for (String[] wrong :
        List.of(
            new String[] {"portfolio", "--token", "t"},
            new String[] {"portfolio", "no-uri", "--token", "t"},
            new String[] {"portfolio", "urn:lot:1", "urn:lot:1", "--token", "t"},
            new String[] {"portfolio", "--file", twice.toString(), "--token", "t"},
            new String[] {"portfolio", "--file", bad.toString(), "--token", "t"},
            new String[] {"portfolio", "--file", folder.resolve("none").toString()},
            new String[] {"portfolio", "urn:lot:1", "--threshold", "lots", "--token", "t"},
            new String[] {"portfolio", "urn:lot:1", "--token", "a b"},
            new String[] {"portfolio", "urn:lot:1", "--kid", "did:web:a.example#k"},
            new String[] {"portfolio", "urn:lot:1"})) {
      assertThat(shell.run(wrong)).as(String.join(" ", wrong)).isEqualTo(64);
      assertThat(shell.out()).isEmpty();
    }
    shell.run("portfolio", "--file", bad.toString(), "--token", "t");
    assertThat(shell.err()).contains("line 2");
  }
}
