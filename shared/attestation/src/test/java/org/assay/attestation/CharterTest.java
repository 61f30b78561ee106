package org.assay.attestation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharterTest {
  private static final Charter CHARTER = SampleCredentials.charter();

  @Test
  void whatIsWrittenIsReadBackTheSame() throws RejectedException {
    Charter read = Charter.parse(CHARTER.toJson());

    assertThat(read).isEqualTo(CHARTER);
    assertThat(read.toJson()).isEqualTo(CHARTER.toJson());
  }

  @Test
  void aMemberIsFoundByItsDidAndByItsCountry() {
    assertThat(CHARTER.member(SampleCredentials.FINLAND)).contains(CHARTER.members().get(1));
    assertThat(CHARTER.memberFor(SampleCredentials.CD)).contains(CHARTER.members().get(0));
    assertThat(CHARTER.member(SampleCredentials.OPERATOR)).isEmpty();
    assertThat(CHARTER.memberFor(SampleCredentials.ZM)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/type | \"Chart\" | /type",
        "/version | 0 | /version",
        "/version | 1.5 | /version",
        "/version | \"1\" | /version",
        "/version | 1e999999999 | /version",
        "/log | \"a log\" | /log",
        "/log | \"log+key\" | /log",
        "/name | \"\" | /name",
        "/threshold | 0 | /threshold",
        "/threshold | 3 | /threshold",
        "/threshold | 1e-999999999 | /threshold",
        "/validFrom | \"2026-13-01T00:00:00Z\" | /validFrom",
        "/validFrom | \"2026-02-30T00:00:00Z\" | /validFrom",
        "/members | [] | /members",
        "/members/1/did | \"did:web:mines.gov.example.cd\" | /members/1/verificationMethod/0",
        "/members/1/countries | [] | /members/1/countries",
        "/members/1/countries | [\"FI\",\"FI\"] | /members/1/countries",
        "/members/1/countries | [\"FI\",\"CD\"] | /members/1/countries",
        "/members/1/countries | [\"EU\"] | /members/1/countries/0",
        "/members/1/verificationMethod | [] | /members/1/verificationMethod",
        "/members/1/role | \"observer\" | /members/1/role",
        "/quorum | 1 | /quorum",
      })
  void aFaultyCharterIsRefusedWhereItIs(String where, String json, String pointer) {
    Rejection rejection = rejectionOf(new Edited(CHARTER.toJson()).set(where, json).bytes());

    assertThat(rejection.reason()).as(rejection.toString()).isEqualTo(Reason.CHARTER_INVALID);
    assertThat(rejection.pointer()).as(rejection.toString()).isEqualTo(pointer);
  }

  @Test
  void aMemberMayNotBeListedTwice() {
    Charter.Member again =
        new Charter.Member(
            SampleCredentials.AUTHORITY,
            "Zambia",
            Set.of(SampleCredentials.ZM),
            List.of(SampleCredentials.method(SampleCredentials.AUTHORITY)));

    Rejection rejection =
        catchThrowableOfType(
                InvalidValueException.class,
                () -> withMembers(List.of(CHARTER.members().get(0), again)))
            .rejection();

    assertThat(rejection.reason()).isEqualTo(Reason.CHARTER_INVALID);
    assertThat(rejection.pointer()).isEqualTo("/members/1/did");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65})
  void aCoalitionHasTwoToSixtyFourMembers(int count) {
    List<String> codes = List.of(java.util.Locale.getISOCountries());
    List<Charter.Member> members =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  Did did = new Did("did:web:member-" + i + ".example");
                  return new Charter.Member(
                      did,
                      "Member " + i,
                      Set.of(new CountryCode(codes.get(i))),
                      List.of(SampleCredentials.method(did)));
                })
            .toList();

    assertThat(
            catchThrowableOfType(InvalidValueException.class, () -> withMembers(members))
                .rejection()
                .pointer())
        .isEqualTo("/members");
  }

  @Test
  void whatIsNotJsonIsNoCharter() {
    assertThat(rejectionOf("{".getBytes(UTF_8)).reason()).isEqualTo(Reason.PAYLOAD_NOT_JSON);
    assertThat(rejectionOf(new byte[800 * 1024]).reason()).isEqualTo(Reason.STATEMENT_TOO_LARGE);
  }

  private static Charter withMembers(List<Charter.Member> members) {
    return new Charter(
        CHARTER.version(), CHARTER.log(), CHARTER.name(), 1, CHARTER.validFrom(), members);
  }

  private static Rejection rejectionOf(byte[] payload) {
    return catchThrowableOfType(RejectedException.class, () -> Charter.parse(payload)).rejection();
  }
}
