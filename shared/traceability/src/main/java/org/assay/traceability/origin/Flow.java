package org.assay.traceability.origin;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.quantity.Rational;
import org.jspecify.annotations.Nullable;

/** What is known of the metal in a lot: see {@link MetalOrigin}. */
record Flow(
    Map<Stage, Shares> stages,
    Map<Stage, SortedSet<Whereabouts>> through,
    MetalOrigin.Weight weighedBy,
    @Nullable CustodyModel weakestModel,
    boolean isModelStated) {

  /** Nothing is known, for one cause. */
  static Flow unknown(Whereabouts.Cause cause) {
    Flow flow = everywhere(Shares.unknown(cause), MetalOrigin.Weight.METAL, false);
    flow.through.values().forEach(places -> places.add(new Whereabouts.Unknown(cause)));
    return flow;
  }

  /** It was mined at a place, and nothing else was done. */
  static Flow mined(Whereabouts.Place mine) {
    Flow flow = everywhere(Shares.whole(new Whereabouts.NotDone()), MetalOrigin.Weight.METAL, true);
    flow.stages.put(Stage.MINED, Shares.whole(mine));
    flow.through.put(Stage.MINED, new TreeSet<>(Set.of(mine)));
    return flow;
  }

  private static Flow everywhere(Shares shares, MetalOrigin.Weight weight, boolean isStated) {
    EnumMap<Stage, Shares> stages = new EnumMap<>(Stage.class);
    EnumMap<Stage, SortedSet<Whereabouts>> through = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      stages.put(stage, shares);
      through.put(stage, new TreeSet<>());
    }
    return new Flow(stages, through, weight, null, isStated);
  }

  Shares shares(Stage stage) {
    return requireNonNull(stages.get(stage));
  }

  SortedSet<Whereabouts> places(Stage stage) {
    return requireNonNull(through.get(stage));
  }

  MetalOrigin toOrigin(String metal, @Nullable Rational milligrams) {
    return new MetalOrigin(
        metal, milligrams, weighedBy, stages, through, weakestModel, isModelStated);
  }

  /** The weaker of two models, where null is none. */
  static @Nullable CustodyModel weaker(@Nullable CustodyModel one, @Nullable CustodyModel other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }
}
