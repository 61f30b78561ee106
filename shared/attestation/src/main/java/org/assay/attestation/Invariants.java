package org.assay.attestation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.assay.attestation.quantity.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * The rules that several records share. Each throws {@link InvalidValueException} with a pointer
 * relative to the record, so that a rule is written once and serves constructors and readers alike.
 */
final class Invariants {
  // No control characters, line separators or bidirectional overrides: a name has to look like
  // what it is wherever it is shown (Unicode TR 36 §2.10).
  private static final String UNSEEN =
      "\\x{0}-\\x{1F}\\x{7F}-\\x{9F}\\x{2028}-\\x{202E}\\x{2066}-\\x{2069}\\x{D800}-\\x{DFFF}";
  private static final Pattern TEXT =
      Pattern.compile("[^ " + UNSEEN + "]([^" + UNSEEN + "]*[^ " + UNSEEN + "])?");
  private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern CREDENTIAL_ID =
      Pattern.compile("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Instant MIN_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant MAX_INSTANT = Instant.parse("+10000-01-01T00:00:00Z");
  private static final Pattern URL = Pattern.compile("https://[!-~]+");
  private static final BigDecimal MAX_NUMBER = BigDecimal.valueOf(1_000_000_000_000_000L);
  private static final int MAX_SCALE = 12;
  private static final int MAX_CODE = 64;

  private Invariants() {}

  static void require(boolean holds, Reason reason, String pointer, String detail) {
    if (!holds) {
      throw new InvalidValueException(Rejection.of(reason, detail).at(pointer));
    }
  }

  static void require(boolean holds, Reason reason, String pointer, String detail, String remedy) {
    if (!holds) {
      throw new InvalidValueException(Rejection.of(reason, detail).at(pointer).remedy(remedy));
    }
  }

  /** Text for people: 1 to {@code max} characters, all visible, no space at either end. */
  static void text(String value, int max, String pointer) {
    require(
        value.codePointCount(0, value.length()) <= max && TEXT.matcher(value).matches(),
        Reason.SCHEMA_VIOLATION,
        pointer,
        "must be 1 to "
            + max
            + " visible characters without control characters or spaces at the ends");
  }

  static void optionalText(@Nullable String value, int max, String pointer) {
    if (value != null) {
      text(value, max, pointer);
    }
  }

  /** A code in kebab-case, such as {@code mixed-hydroxide}. */
  static void code(String value, String pointer) {
    require(
        value.length() <= MAX_CODE && CODE.matcher(value).matches(),
        Reason.SCHEMA_VIOLATION,
        pointer,
        "must be a code of lower-case letters and digits with single hyphens, at most "
            + MAX_CODE
            + " characters");
  }

  static void size(Collection<?> values, int min, int max, String pointer) {
    require(
        values.size() >= min && values.size() <= max,
        Reason.SCHEMA_VIOLATION,
        pointer,
        "must have " + min + " to " + max + " items and has " + values.size());
  }

  static void noRepeats(List<?> values, Reason reason, String pointer, String what) {
    noRepeats(values, reason, pointer, "", what);
  }

  /** Refuses the first item that equals an earlier one, at {@code pointer/<index>suffix}. */
  static void noRepeats(List<?> values, Reason reason, String pointer, String suffix, String what) {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      require(
          seen.add(value),
          reason,
          pointer + "/" + i + suffix,
          what + " " + value + " is named more than once",
          "name it once, at " + pointer + "/" + values.indexOf(value) + suffix);
    }
  }

  /** The id of a credential: a UUID as a URN (RFC 9562 §4), in its one lower-case spelling. */
  static void credentialId(String id, String pointer) {
    require(
        CREDENTIAL_ID.matcher(id).matches(),
        Reason.SCHEMA_VIOLATION,
        pointer,
        "must be urn:uuid: and a UUID in lower case");
  }

  /** An instant as statements keep it: to the millisecond, in the years 1 to 9999. */
  static Instant instant(Instant value, String pointer) {
    require(
        !value.isBefore(MIN_INSTANT) && value.isBefore(MAX_INSTANT),
        Reason.SCHEMA_VIOLATION,
        pointer,
        "must be in the years 1 to 9999");
    return value.truncatedTo(ChronoUnit.MILLIS);
  }

  /** A day in the years 1 to 9999, which are the ones with four digits and no sign. */
  static void day(LocalDate value, String pointer) {
    require(
        value.getYear() >= 1 && value.getYear() <= 9999,
        Reason.SCHEMA_VIOLATION,
        pointer,
        "must be in the years 1 to 9999");
  }

  /** A currency of ISO 4217. */
  static void currency(String code, String pointer) {
    require(
        Currency.getAvailableCurrencies().stream()
            .anyMatch(currency -> currency.getCurrencyCode().equals(code)),
        Reason.SCHEMA_VIOLATION,
        pointer,
        "must be a currency of ISO 4217, such as USD");
  }

  /** An https URL of at most 512 characters. */
  static void url(String value, String pointer) {
    require(
        value.length() <= 512 && URL.matcher(value).matches(),
        Reason.SCHEMA_VIOLATION,
        pointer,
        "must be an https URL of at most 512 characters");
  }

  /** A share of the whole, from 0 to 1. */
  static BigDecimal share(BigDecimal value, String pointer) {
    require(
        isShort(value) && value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0,
        Reason.NUMBER_OUT_OF_RANGE,
        pointer,
        "must be a share from 0 to 1, with at most " + MAX_SCALE + " decimals");
    return Decimals.normal(value);
  }

  /** A number above zero and up to 10^15. */
  static BigDecimal positive(BigDecimal value, String pointer) {
    require(
        isShort(value) && value.signum() > 0 && value.compareTo(MAX_NUMBER) <= 0,
        Reason.NUMBER_OUT_OF_RANGE,
        pointer,
        "must be above 0 and at most 10^15, with at most " + MAX_SCALE + " decimals");
    return Decimals.normal(value);
  }

  private static boolean isShort(BigDecimal value) {
    return Decimals.isBounded(value) && Decimals.normal(value).scale() <= MAX_SCALE;
  }

  /** Whoever may speak about one country says nothing of places in others. */
  static void inCountry(List<Facility> sites, CountryCode country, String pointer) {
    for (int i = 0; i < sites.size(); i++) {
      require(
          sites.get(i).country().equals(country),
          Reason.COUNTRY_MISMATCH,
          pointer + "/" + i + "/country",
          "the facility is in " + sites.get(i).country() + ", and this is about " + country,
          "make a statement for each country");
    }
  }

  /** Two roles that have to be two parties. */
  static void distinct(Did one, @Nullable Did other, String pointer, String detail) {
    require(
        !one.equals(other),
        Reason.PARTIES_NOT_DISTINCT,
        pointer,
        detail,
        "have another party than " + one + " do it");
  }

  /** An unmodifiable copy in the order of the enum, so that what is written from it is stable. */
  static <E extends Enum<E>> Set<E> ordered(Class<E> type, Set<E> values) {
    EnumSet<E> copy = EnumSet.noneOf(type);
    copy.addAll(values);
    return Collections.unmodifiableSet(copy);
  }
}
