package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.local.e2e.ExchangeClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How concentrated a buyer's lots are, asked over HTTP. */
class PortfolioIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private static Path data;
  private static RunningExchange exchange;
  private static TestCoalition coalition;
  private static ExchangeClient client;

  @BeforeAll
  static void start() throws Exception {
    exchange = RunningExchange.sharedAndFounded(data);
    coalition = exchange.coalition;
    client = exchange.client;
  }

  @AfterAll
  static void stop() throws Exception {
    exchange.close();
  }

  private static String lots(List<LotId> lots) {
    ObjectNode json = JSON.createObjectNode();
    lots.forEach(lot -> json.withArray("lots").add(lot.value()));
    return json.toString();
  }

  @Test
  void whatWasOpenIsDecidedOnceTheMissingStatementIsRecorded() {
    LotId ore = TestCoalition.newLot("ore");
    LotId sulfate = TestCoalition.newLot("sulfate");
    client.record(coalition.refiner.says(coalition.refined(ore, sulfate)));

    Answer open = client.portfolio(lots(List.of(sulfate)), exchange.token());
    assertThat(open.status()).as(open.toString()).isEqualTo(200);
    JsonNode before = open.json();
    assertThat(before.at("/scope").textValue()).isEqualTo("portfolio");
    assertThat(before.at("/lots/0/verdict").textValue()).isEqualTo("UNKNOWN");
    JsonNode mined = before.at("/metals/0/stages/0");
    assertThat(mined.path("decision").textValue()).isEqualTo("UNDECIDED");
    assertThat(mined.at("/missing/0/lot").textValue()).isEqualTo(sulfate.value());
    assertThat(mined.at("/missing/0/causes/0").textValue()).isEqualTo("MISSING");

    client.record(coalition.operator.says(coalition.mined(ore)));

    JsonNode after = client.portfolio(lots(List.of(ore, sulfate)), exchange.token()).json();
    assertThat(after.at("/metals/0/stages/0/decision").textValue()).isEqualTo("ABOVE");
    assertThat(after.at("/metals/0/stages/0/top/country").textValue()).isEqualTo("CD");
    assertThat(after.at("/lots/0/left").textValue()).isEqualTo("2500");
    assertThat(after.at("/lots/1/madeFrom/0").textValue()).isEqualTo(ore.value());
    assertThat(new BigDecimal(after.at("/metals/0/kilograms").textValue()))
        .as("2.5 t of ore are left, and 13.2 t of sulfate")
        .isEqualByComparingTo(new BigDecimal("3443.2875"));
  }

  @Test
  void manyLotsAreAnsweredInOneRequest() {
    List<byte[]> statements = new ArrayList<>();
    List<LotId> many = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      LotId lot = TestCoalition.newLot("many");
      many.add(lot);
      statements.add(coalition.operator.says(coalition.mined(lot)));
    }
    assertThat(client.submitAll(statements)).allMatch(line -> line.path("index").isNumber());

    JsonNode answer = client.portfolio(lots(many), exchange.token()).json();

    assertThat(answer.path("lots")).hasSize(60);
    assertThat(new BigDecimal(answer.at("/metals/0/kilograms").textValue()))
        .isEqualByComparingTo(
            new BigDecimal("12500")
                .multiply(new BigDecimal("0.915"))
                .multiply(new BigDecimal("0.305"))
                .multiply(BigDecimal.valueOf(60)));
  }

  @Test
  void whoMayNotSeeALotIsToldNoMoreThanWhenAskingForItAlone() {
    LotId ore = exchange.shippedLot();
    LotId sulfate = TestCoalition.newLot("sulfate");
    client.record(coalition.refiner.says(coalition.refined(ore, sulfate)));
    String token = coalition.operator.token(coalition.log());

    assertThat(client.portfolio(lots(List.of(ore)), token).status()).isEqualTo(200);
    Answer together = client.portfolio(lots(List.of(ore, sulfate)), token);
    Answer alone = client.trace(sulfate, token);

    assertThat(together.status()).isEqualTo(403);
    assertThat(together.json()).isEqualTo(alone.json());
    assertThat(client.portfolio(lots(List.of(ore)), null).status()).isEqualTo(401);
    assertThat(client.portfolio(lots(List.of(ore, ore)), exchange.token()).slug())
        .isEqualTo("lot-repeated");
  }
}
