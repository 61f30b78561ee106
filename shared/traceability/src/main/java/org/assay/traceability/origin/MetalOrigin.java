package org.assay.traceability.origin;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.quantity.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Where one metal of a lot comes from.
 *
 * @param metal an element, or the trade's name of a sum
 * @param milligrams how much of it the lot holds; null where grade or moisture lack
 * @param weighedBy what the steps on the way were weighed by
 * @param stages the shares of each stage; where a stage was done more than once to the same metal,
 *     by its last place
 * @param through every place where a stage was done to any of it, the last and those before; and,
 *     as what is not known, why there may be others
 * @param weakestModel the weakest custody model that a step on the way states; null if none does
 * @param isModelStated whether every step on the way states its model
 */
public record MetalOrigin(
    String metal,
    @Nullable Rational milligrams,
    Weight weighedBy,
    Map<Stage, Shares> stages,
    Map<Stage, SortedSet<Whereabouts>> through,
    @Nullable CustodyModel weakestModel,
    boolean isModelStated) {
  /** What inputs are weighed against each other by, the best first. */
  public enum Weight {
    /** The metal that they contain. */
    METAL,
    /** Their mass, at a step at least where a grade lacks. */
    MASS,
    /** Nothing, at a step at least. */
    NONE
  }

  public MetalOrigin {
    stages = Collections.unmodifiableMap(new EnumMap<>(stages));
    EnumMap<Stage, SortedSet<Whereabouts>> copy = new EnumMap<>(Stage.class);
    through.forEach(
        (stage, places) ->
            copy.put(stage, Collections.unmodifiableSortedSet(new TreeSet<>(places))));
    through = Collections.unmodifiableMap(copy);
  }

  /** The shares of a stage. */
  public Shares shares(Stage stage) {
    return requireNonNull(stages.get(stage));
  }

  /** The places of a stage, the last and those before, and why there may be others. */
  public SortedSet<Whereabouts> places(Stage stage) {
    return requireNonNull(through.get(stage));
  }

  /** The weakest custody model on the way; empty where no step states one. */
  public Optional<CustodyModel> model() {
    return Optional.ofNullable(weakestModel);
  }
}
