package org.assay.traceability.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.assay.attestation.CountryCode;
import org.assay.attestation.InvalidValueException;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.quantity.Decimals;
import org.assay.traceability.origin.Stage;

/**
 * The parameters of a requirement, as a rule reads them. Whatever is missing, of another form, or
 * not read by the rule at all is refused with its place: a parameter that nobody looks at would
 * make a policy mean less than it says. Not thread-safe.
 */
public final class Parameters {
  private final JsonNode object;
  private final String pointer;
  private final Set<String> read = new HashSet<>();
  private final List<Parameters> nested = new ArrayList<>();

  /**
   * @param pointer where they are in their document, as a JSON Pointer
   */
  Parameters(ObjectNode object, String pointer) {
    this((JsonNode) object, pointer);
  }

  private Parameters(JsonNode object, String pointer) {
    this.object = object;
    this.pointer = pointer;
  }

  /** Whether there is such a parameter. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** A string. */
  public String text(String name) throws RejectedException {
    JsonNode value = value(name);
    if (!value.isTextual()) {
      throw illTyped(name, "a string");
    }
    return value.textValue();
  }

  /** A string; empty if there is no such parameter. */
  public Optional<String> optionalText(String name) throws RejectedException {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** True or false; false if there is no such parameter. */
  public boolean flag(String name) throws RejectedException {
    if (!has(name)) {
      return false;
    }
    JsonNode value = value(name);
    if (!value.isBoolean()) {
      throw illTyped(name, "true or false");
    }
    return value.booleanValue();
  }

  /** A decimal number, written as a string. */
  public BigDecimal decimal(String name) throws RejectedException {
    JsonNode value = value(name);
    if (!value.isTextual()) {
      throw illTyped(name, "a decimal number in quotes, such as \"0.25\"");
    }
    return Decimals.read(value, Reason.POLICY_PARAMETER_INVALID, at(name));
  }

  /** A day, written as YYYY-MM-DD. */
  public LocalDate date(String name) throws RejectedException {
    return made(name, "a day as YYYY-MM-DD", LocalDate::parse);
  }

  /** A day; empty if there is no such parameter. */
  public Optional<LocalDate> optionalDate(String name) throws RejectedException {
    return has(name) ? Optional.of(date(name)) : Optional.empty();
  }

  /** One country. */
  public CountryCode country(String name) throws RejectedException {
    return made(name, "a country as an ISO 3166-1 alpha-2 code", CountryCode::new);
  }

  /** One of a closed set, by its code. */
  public <T> T coded(String name, String expected, Function<String, Optional<T>> lookup)
      throws RejectedException {
    return made(name, expected, known(lookup));
  }

  /** A list of strings, one at least, each once, in their order. */
  public Set<String> texts(String name) throws RejectedException {
    return values(name, "a string", text -> text);
  }

  /** A list of codes of a closed set, one at least, each once, in their order. */
  public <T> Set<T> codes(String name, String expected, Function<String, Optional<T>> lookup)
      throws RejectedException {
    return values(name, expected, known(lookup));
  }

  /** A list of countries, one at least, each once, in the order of their codes. */
  public Set<CountryCode> countries(String name) throws RejectedException {
    return Collections.unmodifiableSet(
        new TreeSet<>(values(name, "a country as an ISO 3166-1 alpha-2 code", CountryCode::new)));
  }

  /** A list of stages, one at least, each once, in the order in which they are declared. */
  public Set<Stage> stages(String name) throws RejectedException {
    return Collections.unmodifiableSet(
        new TreeSet<>(
            values(
                name,
                "one of " + Arrays.stream(Stage.values()).map(Stage::code).toList(),
                known(Parameters::stage))));
  }

  private static Optional<Stage> stage(String code) {
    return Arrays.stream(Stage.values()).filter(stage -> stage.code().equals(code)).findFirst();
  }

  /** A list of objects, one at least. What is in them is refused like anything else if not read. */
  public List<Parameters> objects(String name) throws RejectedException {
    List<Parameters> objects = new ArrayList<>();
    JsonNode array = array(name, "an object");
    for (int i = 0; i < array.size(); i++) {
      String where = at(name) + "/" + i;
      if (!array.get(i).isObject()) {
        throw refused(where, "must be an object");
      }
      objects.add(new Parameters(array.get(i), where));
    }
    nested.addAll(objects);
    return List.copyOf(objects);
  }

  /** A rejection of a parameter whose form is right and whose value is not. */
  public RejectedException refused(String name, String detail, String remedy) {
    return Rejection.of(Reason.POLICY_PARAMETER_INVALID, detail)
        .at(at(name))
        .remedy(remedy)
        .toException();
  }

  /** Refuses whatever was not read. */
  void requireNothingElse() throws RejectedException {
    Iterator<String> names = object.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!read.contains(name)) {
        throw Rejection.of(
                Reason.POLICY_PARAMETER_INVALID, "the rule has no parameter " + name + " here")
            .at(at(name))
            .remedy("leave it out; the rule reads " + new TreeSet<>(read))
            .toException();
      }
    }
    for (Parameters each : nested) {
      each.requireNothingElse();
    }
  }

  private <T> Set<T> values(String name, String expected, Function<String, T> maker)
      throws RejectedException {
    Set<T> values = new LinkedHashSet<>();
    JsonNode array = array(name, expected);
    for (int i = 0; i < array.size(); i++) {
      String where = at(name) + "/" + i;
      if (!values.add(make(array.get(i), where, expected, maker))) {
        throw refused(where, array.get(i).textValue() + " is named more than once");
      }
    }
    return Collections.unmodifiableSet(values);
  }

  private JsonNode array(String name, String expected) throws RejectedException {
    JsonNode array = value(name);
    if (!array.isArray() || array.isEmpty()) {
      throw illTyped(name, "a list with one item at least, each " + expected);
    }
    return array;
  }

  private <T> T made(String name, String expected, Function<String, T> maker)
      throws RejectedException {
    return make(value(name), at(name), expected, maker);
  }

  private static <T> T make(
      JsonNode value, String where, String expected, Function<String, T> maker)
      throws RejectedException {
    if (!value.isTextual()) {
      throw refused(where, "must be " + expected);
    }
    try {
      return maker.apply(value.textValue());
    } catch (InvalidValueException e) {
      throw refused(where, e.rejection().detail());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused(where, "must be " + expected);
    }
  }

  private static <T> Function<String, T> known(Function<String, Optional<T>> lookup) {
    return code -> lookup.apply(code).orElseThrow(IllegalArgumentException::new);
  }

  private JsonNode value(String name) throws RejectedException {
    read.add(name);
    JsonNode value = object.get(name);
    if (value == null) {
      throw Rejection.of(Reason.POLICY_PARAMETER_INVALID, "the parameter " + name + " is missing")
          .at(at(name))
          .remedy("add it; the rules and their parameters are in docs/rules/policy.md")
          .toException();
    }
    return value;
  }

  private RejectedException illTyped(String name, String expected) {
    return refused(at(name), "must be " + expected);
  }

  private static RejectedException refused(String where, String detail) {
    return Rejection.of(Reason.POLICY_PARAMETER_INVALID, detail)
        .at(where)
        .remedy("the rules and their parameters are in docs/rules/policy.md")
        .toException();
  }

  private String at(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
