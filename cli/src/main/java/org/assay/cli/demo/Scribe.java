package org.assay.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import org.assay.attestation.Attestation;
import org.assay.attestation.Credential;
import org.jspecify.annotations.Nullable;

/**
 * Puts attestations on paper: gives each an id that follows from its name, and has it signed.
 *
 * @param timeline when things are said
 */
record Scribe(Timeline timeline) {

  /** Something that was said so many days ago. */
  Said say(Participant who, String name, long daysAgo, Attestation what) {
    return say(who, name, daysAgo, null, what);
  }

  /** Something that was said so many days ago, for a term that ends so many days from now. */
  Said sayUntil(Participant who, String name, long daysAgo, long daysFromNow, Attestation what) {
    return say(who, name, daysAgo, timeline.at(-daysFromNow), what);
  }

  private Said say(
      Participant who, String name, long daysAgo, @Nullable Instant until, Attestation what) {
    String id =
        "urn:uuid:"
            + UUID.nameUUIDFromBytes(("assay demo\n" + who.did() + "\n" + name).getBytes(UTF_8));
    return who.sign(new Credential(id, who.did(), timeline.at(daysAgo), until, what));
  }
}
