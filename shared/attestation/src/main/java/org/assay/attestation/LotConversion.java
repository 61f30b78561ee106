package org.assay.attestation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step that uses up lots and brings forth others, whatever is done to them: what is consumed, and
 * what can be traced through it, is the same for all of them.
 */
public sealed interface LotConversion extends Attestation permits Transformation, BlendSplit {
  /** Where it is done. */
  Facility facility();

  /** What is done, in kebab-case, such as {@code refining}, {@code split} or {@code blend}. */
  String process();

  /** Whether lots are only divided or put together, and nothing is made of them. */
  default boolean isHandling() {
    return process().equals("split") || process().equals("blend");
  }

  /** The lots that are consumed, with how much of each; each once. */
  List<Transformation.Input> inputs();

  /** The lots that come forth; each once, and none of the inputs. */
  List<Transformation.Output> outputs();

  /** What is lost on the way. */
  List<Transformation.Loss> losses();

  /** How material was kept apart; null where it is not said. */
  @Nullable CustodyModel custodyModel();

  /** When it began. */
  Instant startedAt();

  /** When it ended, not before it began. */
  Instant endedAt();
}
