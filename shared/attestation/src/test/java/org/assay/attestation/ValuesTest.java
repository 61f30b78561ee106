package org.assay.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @Test
  void everyReasonHasASlugOfItsOwn() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::slug))
        .doesNotHaveDuplicates()
        .allMatch(slug -> slug.matches("[a-z]+(-[a-z]+)*"));
    assertThat(Arrays.stream(Reason.values()).map(Reason::title)).doesNotHaveDuplicates();
  }

  @Test
  void aRejectionSeenFromFurtherOutPointsFurtherIn() {
    Rejection inner =
        Rejection.of(Reason.SCHEMA_VIOLATION, "x")
            .at("/unit")
            .violations(java.util.List.of(new Rejection.Violation("/unit", "m")));

    Rejection outer = inner.within("/inputs/0");

    assertThat(outer.pointer()).isEqualTo("/inputs/0/unit");
    assertThat(outer.violations().get(0).pointer()).isEqualTo("/inputs/0/unit");
    assertThat(Rejection.of(Reason.SCHEMA_VIOLATION, "x").within("/a").pointer()).isEqualTo("/a");
  }

  @Test
  void aCommodityCodeIsItsDigits() {
    assertThat(new HsCode("8105.20")).isEqualTo(new HsCode("810520"));
    assertThat(new HsCode("2605.00.00.10")).hasToString("2605000010");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "26",
        "260",
        "26050",
        "0001",
        "7712",
        "9812",
        "2605.0",
        "2605..00",
        "2605.00.00.00.00",
        "2605\n"
      })
  void whatIsNoCommodityCodeIsRefused(String text) {
    assertThatThrownBy(() -> new HsCode(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2605,260500,true",
    "260500,2605,true",
    "2605,2605,true",
    "2605,2606,false",
    "260500,260510,false"
  })
  void commodityCodesAgreeWhenOneIsASubdivisionOfTheOther(String one, String other, boolean agree) {
    assertThat(new HsCode(one).agreesWith(new HsCode(other))).isEqualTo(agree);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "did:web:a.example",
        "did:web:localhost%3A8443:a:b",
        "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"
      })
  void theSchemaAndTheCodeAgreeOnDids(String did) {
    assertThat(Did.isValid(did)).isTrue();
    assertThat(issuerFaults(did)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "did:web:",
        "did:web:a::b",
        "did:web:a:",
        "did:web::a",
        "did:web:a%3A",
        "did:web:a/b",
        "did:key:zO0",
        "did:key:",
        "DID:web:a",
        "did:web:a\n",
        "did:web:a#k"
      })
  void theSchemaAndTheCodeAgreeOnWhatIsNoDid(String did) {
    assertThat(Did.isValid(did)).isFalse();
    assertThat(issuerFaults(did)).isPositive();
  }

  private static long issuerFaults(String did) {
    return Schemas.violations(
            "Assay",
            com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("issuer", did))
        .stream()
        .filter(v -> v.pointer().equals("/issuer"))
        .count();
  }

  @Test
  void aDigestIsSixtyFourLowerCaseDigits() {
    assertThat(new Sha256("0f".repeat(32)).hex()).hasSize(64);
    assertThatThrownBy(() -> new Sha256("0F".repeat(32)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Sha256("6239119")).isInstanceOf(IllegalArgumentException.class);
  }
}
