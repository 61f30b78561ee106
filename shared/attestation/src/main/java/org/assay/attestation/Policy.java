package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what somebody asks of lots: a law, a standard or a rule of the coalition, as requirements
 * that software judges. A later version takes the place of an earlier one, which stays.
 *
 * <p>Issued by a member of the charter; whoever issued version 1 of a policy issues the next ones.
 *
 * @param policyId its name in all its versions: 3 to 64 lower-case letters, digits, dots and
 *     hyphens, and not {@code all}, by which every policy is asked for
 * @param version 1 or more
 * @param title what people call it
 * @param text what it asks, in words, at most {@value #MAX_TEXT} characters
 * @param sources where that comes from, 1 to {@value #MAX_SOURCES}
 * @param effectiveFrom the first day for which it answers
 * @param effectiveUntil the last one; null where it has no end
 * @param scope which lots it is about
 * @param requirements what it asks, 1 to {@value #MAX_REQUIREMENTS}
 */
public record Policy(
    String policyId,
    int version,
    String title,
    String text,
    List<Source> sources,
    LocalDate effectiveFrom,
    @Nullable LocalDate effectiveUntil,
    Scope scope,
    List<Requirement> requirements)
    implements Attestation {
  /** The most characters of its text. */
  public static final int MAX_TEXT = 4096;

  /** The most sources of a policy. */
  public static final int MAX_SOURCES = 16;

  /** The most requirements of a policy. */
  public static final int MAX_REQUIREMENTS = 64;

  private static final int MAX_VERSION = 1_000_000;
  private static final Pattern ID = Pattern.compile("(?!all$)[a-z0-9.-]{3,64}");

  /**
   * Where a policy comes from.
   *
   * @param title what it is, such as the citation of a clause
   * @param url where it can be read, with https
   */
  public record Source(String title, String url) {
    public Source {
      Invariants.text(title, 256, "/title");
      Invariants.url(url, "/url");
    }

    private static Source read(JsonFields in) throws RejectedException {
      String title = in.text("title");
      String url = in.text("url");
      return in.build(() -> new Source(title, url));
    }
  }

  /**
   * Which lots a policy is about.
   *
   * @param minerals the minerals that they are traded for; any with none
   * @param forms what they are, in kebab-case; anything with none
   */
  public record Scope(Set<Mineral> minerals, Set<String> forms) {
    public Scope {
      minerals = Invariants.ordered(Mineral.class, minerals);
      List<String> sorted = List.copyOf(new TreeSet<>(forms));
      Invariants.size(sorted, 0, 64, "/forms");
      for (int i = 0; i < sorted.size(); i++) {
        Invariants.code(sorted.get(i), "/forms/" + i);
      }
      forms = Collections.unmodifiableSet(new LinkedHashSet<>(sorted));
    }

    /** Every lot. */
    public static Scope any() {
      return new Scope(Set.of(), Set.of());
    }

    /** Whether a lot of this mineral and form is one of them. */
    public boolean covers(Mineral mineral, String form) {
      return (minerals.isEmpty() || minerals.contains(mineral))
          && (forms.isEmpty() || forms.contains(form));
    }

    private static Scope read(JsonFields in) throws RejectedException {
      EnumSet<Mineral> minerals = EnumSet.noneOf(Mineral.class);
      minerals.addAll(in.codes("minerals", Mineral::fromCode));
      Set<String> forms = new LinkedHashSet<>(in.values("forms", form -> form));
      return in.build(() -> new Scope(minerals, forms));
    }

    private void write(ObjectNode out) {
      ArrayNode codes = out.putArray("minerals");
      minerals.forEach(mineral -> codes.add(mineral.code()));
      ArrayNode names = out.putArray("forms");
      forms.forEach(names::add);
    }
  }

  /**
   * One thing that a policy asks.
   *
   * @param rule the id of the rule that judges it
   * @param isMandatory whether a lot that does not meet it does not meet the policy; else it is
   *     only told
   * @param from the first day for which it is asked; null for as long as the policy is in force
   * @param until the last one; null where it has no end
   * @param parameters what the rule is to look for: strings, truth values, and lists of strings or
   *     of objects of these. Numbers are strings, so that nobody rounds them
   */
  public record Requirement(
      String rule,
      boolean isMandatory,
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      ObjectNode parameters) {
    private static final Pattern RULE = Pattern.compile("[A-Za-z][A-Za-z0-9.-]{0,31}");

    public Requirement {
      Invariants.require(
          RULE.matcher(rule).matches(),
          Reason.SCHEMA_VIOLATION,
          "/rule",
          "must be the id of a rule: a letter, then letters, digits, dots and hyphens, at most 32"
              + " in all");
      requireOrder(from, until, "/until");
      parameters = PolicyParameters.checked(parameters, "/parameters");
    }

    /** A copy: what is done to it changes nothing here. */
    @Override
    public ObjectNode parameters() {
      return parameters.deepCopy();
    }

    /** Whether it is asked on a day. */
    public boolean isAskedOn(LocalDate day) {
      return includes(from, until, day);
    }

    private static Requirement read(JsonFields in) throws RejectedException {
      String rule = in.text("rule");
      boolean isMandatory = in.node("mandatory").asBoolean();
      LocalDate from = in.optionalValue("from", LocalDate::parse);
      LocalDate until = in.optionalValue("until", LocalDate::parse);
      JsonNode given = in.node("parameters");
      ObjectNode parameters =
          given instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
      return in.build(() -> new Requirement(rule, isMandatory, from, until, parameters));
    }

    private void write(ObjectNode out) {
      out.put("rule", rule).put("mandatory", isMandatory);
      if (from != null) {
        out.put("from", from.toString());
      }
      if (until != null) {
        out.put("until", until.toString());
      }
      out.set("parameters", parameters());
    }
  }

  public Policy {
    Invariants.require(
        ID.matcher(policyId).matches(),
        Reason.SCHEMA_VIOLATION,
        "/policyId",
        "must be 3 to 64 lower-case letters, digits, dots and hyphens, and not all");
    Invariants.require(
        version >= 1 && version <= MAX_VERSION,
        Reason.SCHEMA_VIOLATION,
        "/version",
        "must be from 1 to " + MAX_VERSION);
    Invariants.text(title, 256, "/title");
    Invariants.text(text, MAX_TEXT, "/text");
    Invariants.size(sources, 1, MAX_SOURCES, "/sources");
    sources = List.copyOf(sources);
    Invariants.day(effectiveFrom, "/effectiveFrom");
    requireOrder(effectiveFrom, effectiveUntil, "/effectiveUntil");
    requireNonNull(scope);
    Invariants.size(requirements, 1, MAX_REQUIREMENTS, "/requirements");
    requirements = List.copyOf(requirements);
  }

  private static void requireOrder(
      @Nullable LocalDate from, @Nullable LocalDate until, String pointer) {
    if (until != null) {
      Invariants.day(until, pointer);
      Invariants.require(
          from == null || !until.isBefore(from),
          Reason.DATES_INCONSISTENT,
          pointer,
          "it ends on " + until + ", before it begins on " + from);
    }
  }

  private static boolean includes(
      @Nullable LocalDate from, @Nullable LocalDate until, LocalDate day) {
    return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
  }

  /** Whether it answers for a day. */
  public boolean isEffectiveOn(LocalDate day) {
    return includes(effectiveFrom, effectiveUntil, day);
  }

  @Override
  public AttestationType type() {
    return AttestationType.POLICY;
  }

  /** Empty: a policy is not about a country, and any member may have one. */
  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.empty();
  }

  @Override
  public Set<Mineral> minerals() {
    return scope.minerals();
  }

  @Override
  public Set<LotId> lots() {
    return Set.of();
  }

  static Policy read(JsonFields in) throws RejectedException {
    String policyId = in.text("policyId");
    int version = in.node("version").asInt();
    String title = in.text("title");
    String text = in.text("text");
    List<Source> sources = new ArrayList<>();
    for (JsonFields each : in.objects("sources")) {
      sources.add(Source.read(each));
    }
    LocalDate effectiveFrom = in.date("effectiveFrom");
    LocalDate effectiveUntil = in.optionalValue("effectiveUntil", LocalDate::parse);
    Scope scope = Scope.read(in.object("scope"));
    List<Requirement> requirements = new ArrayList<>();
    for (JsonFields each : in.objects("requirements")) {
      requirements.add(Requirement.read(each));
    }
    return in.build(
        () ->
            new Policy(
                policyId,
                version,
                title,
                text,
                sources,
                effectiveFrom,
                effectiveUntil,
                scope,
                requirements));
  }

  /** What it says, as JSON: the member {@code credentialSubject} of its credential. */
  public ObjectNode toJson() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    write(out);
    return out;
  }

  void write(ObjectNode out) {
    out.put("policyId", policyId).put("version", version).put("title", title).put("text", text);
    ArrayNode from = out.putArray("sources");
    sources.forEach(
        source -> from.addObject().put("title", source.title()).put("url", source.url()));
    out.put("effectiveFrom", effectiveFrom.toString());
    if (effectiveUntil != null) {
      out.put("effectiveUntil", effectiveUntil.toString());
    }
    scope.write(out.putObject("scope"));
    ArrayNode asked = out.putArray("requirements");
    requirements.forEach(requirement -> requirement.write(asked.addObject()));
  }
}
