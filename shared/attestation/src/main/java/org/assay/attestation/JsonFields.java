package org.assay.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assay.attestation.quantity.Decimals;
import org.assay.attestation.quantity.DeclaredMetal;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that its schema has accepted, read as values. What a schema can't
 * say (that 30 February is no date, that a country code is assigned) is refused here, with a
 * pointer.
 */
final class JsonFields {
  private final JsonNode object;
  private final String pointer;

  JsonFields(JsonNode object, String pointer) {
    this.object = object;
    this.pointer = pointer;
  }

  /** The JSON Pointer of the object in its document. */
  String pointer() {
    return pointer;
  }

  boolean has(String name) {
    return object.has(name);
  }

  JsonNode node(String name) {
    return object.path(name);
  }

  JsonFields object(String name) {
    return new JsonFields(object.path(name), at(name));
  }

  /** The objects of an array; none if it is absent. */
  List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    JsonNode array = object.path(name);
    for (int i = 0; i < array.size(); i++) {
      objects.add(new JsonFields(array.get(i), at(name) + "/" + i));
    }
    return objects;
  }

  String text(String name) throws RejectedException {
    return text(object.path(name), at(name));
  }

  @Nullable String optionalText(String name) throws RejectedException {
    return has(name) ? text(name) : null;
  }

  /** A value made of a string; the maker's IllegalArgumentException becomes a rejection. */
  <T> T value(String name, Function<String, T> maker) throws RejectedException {
    return make(object.path(name), at(name), maker);
  }

  <T> @Nullable T optionalValue(String name, Function<String, T> maker) throws RejectedException {
    return has(name) ? value(name, maker) : null;
  }

  /** The values of an array of strings; none if it is absent. */
  <T> List<T> values(String name, Function<String, T> maker) throws RejectedException {
    List<T> values = new ArrayList<>();
    JsonNode array = object.path(name);
    for (int i = 0; i < array.size(); i++) {
      values.add(make(array.get(i), at(name) + "/" + i, maker));
    }
    return values;
  }

  /** The one of a closed set that has the code. */
  <T> T coded(String name, Function<String, Optional<T>> lookup) throws RejectedException {
    return value(name, lookedUp(lookup));
  }

  <T> @Nullable T optionalCoded(String name, Function<String, Optional<T>> lookup)
      throws RejectedException {
    return has(name) ? coded(name, lookup) : null;
  }

  <T> List<T> codes(String name, Function<String, Optional<T>> lookup) throws RejectedException {
    return values(name, lookedUp(lookup));
  }

  Did did(String name) throws RejectedException {
    return value(name, Did::new);
  }

  LotId lot(String name) throws RejectedException {
    return value(name, LotId::new);
  }

  CountryCode country(String name) throws RejectedException {
    return value(name, CountryCode::new);
  }

  Mineral mineral(String name) throws RejectedException {
    return coded(name, Mineral::fromCode);
  }

  LocalDate date(String name) throws RejectedException {
    return value(name, LocalDate::parse);
  }

  Instant instant(String name) throws RejectedException {
    return value(name, Instant::parse);
  }

  @Nullable Instant optionalInstant(String name) throws RejectedException {
    return has(name) ? instant(name) : null;
  }

  /** A decimal number, or a string with one, within the bounds of cheap arithmetic. */
  BigDecimal decimal(String name) throws RejectedException {
    return Decimals.read(object.path(name), Reason.NUMBER_OUT_OF_RANGE, at(name));
  }

  Quantity quantity(String name) throws RejectedException {
    return Quantity.fromJson(object.path(name), at(name));
  }

  /** The grades of an array; none if it is absent. */
  List<Grade> grades(String name) throws RejectedException {
    List<Grade> grades = new ArrayList<>();
    JsonNode array = object.path(name);
    for (int i = 0; i < array.size(); i++) {
      grades.add(Grade.fromJson(array.get(i), at(name) + "/" + i));
    }
    return grades;
  }

  /** What a lot is said to contain, of an array; nothing if it is absent. */
  List<DeclaredMetal> contained(String name) throws RejectedException {
    List<DeclaredMetal> contained = new ArrayList<>();
    JsonNode array = object.path(name);
    for (int i = 0; i < array.size(); i++) {
      contained.add(DeclaredMetal.fromJson(array.get(i), at(name) + "/" + i));
    }
    return contained;
  }

  /** Builds a value from this object's members; a broken invariant becomes a rejection. */
  <T> T build(Supplier<T> constructor) throws RejectedException {
    try {
      return constructor.get();
    } catch (InvalidValueException e) {
      throw e.rejection().within(pointer).toException();
    }
  }

  String at(String name) {
    return StrictJson.pointer(pointer, name);
  }

  private static <T> Function<String, T> lookedUp(Function<String, Optional<T>> lookup) {
    return code ->
        lookup
            .apply(code)
            .orElseThrow(() -> new IllegalArgumentException("is none of the known values"));
  }

  private static <T> T make(JsonNode node, String where, Function<String, T> maker)
      throws RejectedException {
    String text = text(node, where);
    try {
      return maker.apply(text);
    } catch (InvalidValueException e) {
      throw e.rejection().within(where).toException();
    } catch (IllegalArgumentException e) {
      throw Rejection.of(Reason.SCHEMA_VIOLATION, String.valueOf(e.getMessage()))
          .at(where)
          .toException();
    } catch (DateTimeException e) {
      throw Rejection.of(Reason.SCHEMA_VIOLATION, "there is no such day or time")
          .at(where)
          .remedy("give a day of the calendar as YYYY-MM-DD, or a time in UTC with Z")
          .toException();
    }
  }

  private static String text(JsonNode node, String where) throws RejectedException {
    if (!node.isTextual()) {
      throw Rejection.of(Reason.SCHEMA_VIOLATION, "must be a string").at(where).toException();
    }
    return node.textValue();
  }
}
