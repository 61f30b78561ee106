package org.assay.attestation.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import org.assay.attestation.InvalidValueException;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  private static final Mass TONNE = Mass.ofTonnes(1);

  @Test
  void theDryMassIsTheWetOneWithoutItsMoisture() {
    assertThat(Quantity.wet(TONNE, "0.085").dryMass()).contains(Mass.ofKilograms(915));
    assertThat(Quantity.wet(TONNE, "0").dryMass()).contains(TONNE);
    assertThat(Quantity.dry(TONNE).dryMass()).contains(TONNE);
  }

  @Test
  void theDryMassIsRoundedDown() {
    assertThat(Quantity.wet(new Mass(10), "0.25").dryMass()).contains(new Mass(7));
    assertThat(Quantity.wet(new Mass(1), "0.25").dryMass()).isEmpty();
  }

  @Test
  void withoutItsMoistureAWetMassHasNoDryMass() {
    assertThat(Quantity.wet(TONNE).dryMass()).isEmpty();
  }

  @Test
  void equalMoisturesAreEqualHoweverWritten() {
    assertThat(Quantity.wet(TONNE, "0.0850")).isEqualTo(Quantity.wet(TONNE, "85E-3"));
    assertThat(Quantity.wet(TONNE, "0.00")).isEqualTo(Quantity.wet(TONNE, "0"));
  }

  @ParameterizedTest
  @CsvSource({"1", "1.5", "-0.001", "0.1234567891", "1E-2147483647"})
  void aMoistureIsAShareBelowOne(BigDecimal moisture) {
    assertThat(
            catchThrowableOfType(
                    InvalidValueException.class, () -> new Quantity(TONNE, MassBasis.WET, moisture))
                .rejection())
        .satisfies(
            r -> {
              assertThat(r.reason()).isEqualTo(Reason.MOISTURE_OUT_OF_RANGE);
              assertThat(r.pointer()).isEqualTo("/moisture");
            });
  }

  @Test
  void aDryMassHasNoMoisture() {
    assertThat(
            catchThrowableOfType(
                    InvalidValueException.class,
                    () -> new Quantity(TONNE, MassBasis.DRY, BigDecimal.ZERO))
                .rejection()
                .reason())
        .isEqualTo(Reason.BASIS_MISMATCH);
  }

  @Test
  void equalGradesAreEqualHoweverWritten() {
    assertThat(Grade.percent("Co", "30.50", MassBasis.DRY))
        .isEqualTo(new Grade("Co", new BigDecimal("0.305"), MassBasis.DRY));
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "100.0000000001", "0.00000000001", "1E+2147483647"})
  void aGradeIsFromNothingToAll(String percent) {
    assertThat(
            catchThrowableOfType(
                    InvalidValueException.class, () -> Grade.percent("Co", percent, MassBasis.DRY))
                .rejection()
                .reason())
        .isEqualTo(Reason.GRADE_OUT_OF_RANGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'value':1,'basis':'wet'} | MASS_UNIT_MISSING | /q/unit",
        "{'value':1,'unit':'mtu','basis':'wet'} | MASS_UNIT_UNSUPPORTED | /q/unit",
        "{'value':'0','unit':'KGM','basis':'wet'} | MASS_NOT_POSITIVE | /q/value",
        "{'value':'1e400','unit':'KGM','basis':'wet'} | MASS_OUT_OF_RANGE | /q/value",
        "{'value':'one','unit':'KGM','basis':'wet'} | SCHEMA_VIOLATION | /q/value",
        "{'value':'+1','unit':'KGM','basis':'wet'} | SCHEMA_VIOLATION | /q/value",
        "{'value':'01','unit':'KGM','basis':'wet'} | SCHEMA_VIOLATION | /q/value",
        "{'value':true,'unit':'KGM','basis':'wet'} | SCHEMA_VIOLATION | /q/value",
        "{'value':1,'unit':'KGM'} | SCHEMA_VIOLATION | /q/basis",
        "{'value':1,'unit':'KGM','basis':'wet','moisture':'1'} | MOISTURE_OUT_OF_RANGE | /q/moisture",
        "[] | SCHEMA_VIOLATION | /q",
      })
  void aFaultyQuantityIsRefusedWhereItIs(String json, Reason reason, String pointer)
      throws Exception {
    var node = new ObjectMapper().readTree(json.replace('\'', '"'));

    assertThat(
            catchThrowableOfType(RejectedException.class, () -> Quantity.fromJson(node, "/q"))
                .rejection())
        .satisfies(
            r -> {
              assertThat(r.reason()).isEqualTo(reason);
              assertThat(r.pointer()).isEqualTo(pointer);
            });
  }
}
