package org.assay.functions.query;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.assay.attestation.Did;
import org.assay.traceability.registry.Grant;
import org.assay.traceability.registry.Party;
import org.assay.traceability.registry.RegisteredKey;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.Term;

/** Writes who may say what: the charter, every party with its keys, and every accreditation. */
final class MembersJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private MembersJson() {}

  static ObjectNode write(Registry registry) {
    ObjectNode json = JSON.createObjectNode();
    registry
        .charter()
        .ifPresent(
            charter -> {
              ObjectNode written = json.putObject("charter");
              written.put("log", charter.log());
              written.put("name", charter.name());
              written.put("version", charter.version());
              written.put("threshold", charter.threshold());
            });
    ArrayNode parties = json.putArray("parties");
    registry.parties().forEach(party -> parties.add(party(registry, party)));
    return json;
  }

  private static ObjectNode party(Registry registry, Party party) {
    ObjectNode json = JSON.createObjectNode();
    json.put("did", party.did().value());
    json.put("name", party.name());
    json.put("member", party.isMember(Long.MAX_VALUE));
    Did registrar = party.registrar();
    if (registrar != null) {
      json.put("registeredBy", registrar.value());
    }
    new TreeSet<>(party.countries())
        .forEach(country -> json.withArray("countries").add(country.value()));
    ArrayNode keys = json.putArray("keys");
    for (RegisteredKey key : party.keys()) {
      ObjectNode written = key.method().toJson();
      term(key.term(), written);
      keys.add(written);
    }
    ArrayNode grants = json.putArray("accreditations");
    registry.grants(party.did()).forEach(grant -> grants.add(grant(grant)));
    return json;
  }

  private static ObjectNode grant(Grant grant) {
    ObjectNode json = JSON.createObjectNode();
    json.put("by", grant.accreditor().value());
    json.put("statement", grant.statement().hex());
    sorted(
        json.putArray("types"),
        grant.scope().types().stream().map(type -> type.typeName()).toList());
    sorted(
        json.putArray("countries"),
        grant.scope().countries().stream().map(country -> country.value()).toList());
    sorted(
        json.putArray("minerals"),
        grant.scope().minerals().stream().map(mineral -> mineral.code()).toList());
    json.put("mayAccredit", grant.scope().mayAccredit());
    json.put("validFrom", grant.validFrom().toString());
    json.put("validUntil", grant.validUntil().toString());
    term(grant.term(), json);
    return json;
  }

  private static void sorted(ArrayNode into, Iterable<String> values) {
    Set<String> ordered = new TreeSet<>();
    values.forEach(ordered::add);
    ordered.forEach(into::add);
  }

  /** Since which entry something holds, and with which it ended. */
  private static void term(Term term, ObjectNode into) {
    into.put("sinceIndex", term.from());
    Long until = term.until();
    if (until != null) {
      into.put("untilIndex", until);
    }
    Instant compromised = term.compromisedSince();
    if (compromised != null) {
      into.put("compromisedSince", compromised.toString());
    }
  }
}
