package org.assay.functions.query;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.LotOrigin;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.SubjectEvidence;

/** Writes what the parties of an answer are called, as the registry has them. */
final class PartiesJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PartiesJson() {}

  static ObjectNode write(Evidence evidence) {
    Set<String> dids = new TreeSet<>();
    Stream.concat(evidence.upstream().values().stream(), evidence.downstream().values().stream())
        .map(LotEvidence::statements)
        .forEach(all -> all.forEach(each -> add(dids, each)));
    evidence.facilities().values().stream()
        .map(SubjectEvidence::statements)
        .forEach(all -> all.forEach(each -> add(dids, each)));
    Registry registry = evidence.registry();
    ObjectNode json = JSON.createObjectNode();
    dids.forEach(
        did -> registry.party(new Did(did)).ifPresent(party -> json.put(did, party.name())));
    return json;
  }

  private static void add(Set<String> dids, Recorded recorded) {
    dids.add(recorded.issuer().value());
    if (recorded.said() instanceof LotOrigin origin) {
      dids.add(origin.operator().value());
    } else if (recorded.said() instanceof CustodyTransfer transfer) {
      dids.add(transfer.from().value());
      dids.add(transfer.to().value());
    }
  }
}
