package org.assay.traceability.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assay.traceability.registry.RegisteredPolicy;
import org.assay.traceability.registry.Registry;

/**
 * The policies of a registry, and which version of each answers for a day: the newest whose dates
 * include it and that was not taken back, of those that the registry has.
 *
 * @param registry as of the size of the ledger that counts
 */
public record Policies(Registry registry) {
  /** The ids of all policies that were ever recorded. */
  public SortedSet<String> ids() {
    SortedSet<String> ids = new TreeSet<>();
    registry.policies().forEach(each -> ids.add(each.policy().policyId()));
    return ids;
  }

  /**
   * The version that a name means on a day; empty if nothing of that name is recorded. Where no
   * version answers for the day it is the newest one that stands, or else the newest: {@link
   * PolicyVerdict} says why it does not answer.
   */
  public Optional<RegisteredPolicy> find(PolicyName name, LocalDate on) {
    List<RegisteredPolicy> versions = registry.versions(name.id());
    if (name.version().isPresent()) {
      return versions.stream()
          .filter(each -> each.policy().version() == name.version().getAsInt())
          .findFirst();
    }
    return versions.stream()
        .max(
            Comparator.comparing((RegisteredPolicy each) -> isInForce(each, on))
                .thenComparing(registry::stands)
                .thenComparing(each -> each.policy().version()));
  }

  private boolean isInForce(RegisteredPolicy version, LocalDate on) {
    return registry.stands(version) && version.policy().isEffectiveOn(on);
  }

  /** Of every policy that has a version that stands, the one that answers for a day. */
  public List<RegisteredPolicy> all(LocalDate on) {
    List<RegisteredPolicy> all = new ArrayList<>();
    for (String id : ids()) {
      find(PolicyName.parse(id).orElseThrow(), on).filter(registry::stands).ifPresent(all::add);
    }
    return all;
  }
}
