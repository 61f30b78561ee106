package org.assay.traceability.origin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.Facility;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Follows one metal from the mines on. The shares of what comes out of a step are the shares of
 * what went in, weighed by the metal that each input brought; a step that is of a stage puts its
 * own place in their stead for that stage.
 */
final class MetalFlow {
  private final Network network;
  private final String metal;
  private final Budget budget;
  private final Map<LotId, Flow> flows = new HashMap<>();
  private final Map<Long, Flow> steps = new HashMap<>();

  MetalFlow(Network network, String metal, Budget budget) {
    this.network = network;
    this.metal = metal;
    this.budget = budget;
    for (LotId lot : network.order()) {
      flows.put(lot, network.gap(lot).map(Flow::unknown).orElseGet(() -> follow(lot)));
    }
  }

  Flow of(LotId lot) {
    Flow flow = flows.get(lot);
    return flow == null ? Flow.unknown(network.gap(lot).orElse(Whereabouts.Cause.MISSING)) : flow;
  }

  private Flow follow(LotId lot) {
    Recorded origin = network.lot(lot).flatMap(LotEvidence::origin).orElseThrow();
    if (origin.said() instanceof LotOrigin mined) {
      return Flow.mined(place(mined.facility()));
    }
    // All lots that come out of a step are alike in where their metal comes from.
    return steps.computeIfAbsent(origin.ref().index(), any -> step((LotConversion) origin.said()));
  }

  private static Whereabouts.Place place(Facility facility) {
    return new Whereabouts.Place(facility.country(), facility.id());
  }

  private Flow step(LotConversion made) {
    Mix mix = Mix.of(network, metal, made);
    List<Flow> carriers = new ArrayList<>();
    mix.carriers().forEach(lot -> carriers.add(of(lot)));
    CustodyModel model = made.custodyModel();
    MetalOrigin.Weight weight = mix.by();
    boolean isStated = model != null;
    CustodyModel weakest = effective(made);
    for (Flow carrier : carriers) {
      weakest = Flow.weaker(weakest, carrier.weakestModel());
      isStated &= carrier.isModelStated();
      if (carrier.weighedBy().compareTo(weight) > 0) {
        weight = carrier.weighedBy();
      }
    }
    Optional<Set<Stage>> ofProcess = Stages.current().of(made.process());
    Whereabouts.Place here = place(made.facility());
    EnumMap<Stage, Shares> stages = new EnumMap<>(Stage.class);
    EnumMap<Stage, SortedSet<Whereabouts>> through = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      boolean isHere = ofProcess.isPresent() && ofProcess.get().contains(stage);
      SortedSet<Whereabouts> places = new TreeSet<>();
      carriers.forEach(carrier -> places.addAll(carrier.places(stage)));
      if (isHere) {
        places.add(here);
      }
      places.addAll(elsewhere(mix, made, stage, ofProcess.isPresent()));
      through.put(stage, places);
      if (model == CustodyModel.BOOK_AND_CLAIM) {
        stages.put(stage, Shares.unknown(Whereabouts.Cause.NOT_PHYSICAL));
      } else if (isHere) {
        stages.put(stage, Shares.whole(here));
      } else if (ofProcess.isEmpty() && stage != Stage.MINED) {
        stages.put(stage, Shares.unknown(Whereabouts.Cause.NO_STAGE));
      } else if (model != null && !model.isPhysical()) {
        stages.put(stage, Shares.unknown(Whereabouts.Cause.NOT_PHYSICAL));
      } else {
        stages.put(stage, mixed(mix, stage));
      }
    }
    return new Flow(stages, through, weight, weakest, isStated);
  }

  /**
   * Why a stage may have been done in places that no statement names. What only cannot be weighed
   * against each other is no such cause: the places are known, if not their shares.
   */
  private static Set<Whereabouts> elsewhere(
      Mix mix, LotConversion made, Stage stage, boolean isProcessKnown) {
    Set<Whereabouts> elsewhere = new TreeSet<>();
    Whereabouts surplus = new Whereabouts.Unknown(Whereabouts.Cause.SURPLUS);
    if (mix.unknown().containsKey(surplus)) {
      elsewhere.add(surplus);
    }
    if (!isProcessKnown && stage != Stage.MINED) {
      elsewhere.add(new Whereabouts.Unknown(Whereabouts.Cause.NO_STAGE));
    }
    CustodyModel model = made.custodyModel();
    if (model != null && !model.isPhysical()) {
      elsewhere.add(new Whereabouts.Unknown(Whereabouts.Cause.NOT_PHYSICAL));
    }
    return elsewhere;
  }

  /** Several sources do not keep one identity, whatever is said of it. */
  private static @Nullable CustodyModel effective(LotConversion made) {
    return made.custodyModel() == CustodyModel.IDENTITY_PRESERVED && made.inputs().size() > 1
        ? CustodyModel.CONTROLLED_BLENDING
        : made.custodyModel();
  }

  private Shares mixed(Mix mix, Stage stage) {
    SortedMap<Whereabouts, Rational> sum = new TreeMap<>();
    for (Map.Entry<Whereabouts, Rational> unknown : mix.unknown().entrySet()) {
      sum.put(unknown.getKey(), unknown.getValue());
    }
    for (Map.Entry<LotId, Rational> input : mix.weights().entrySet()) {
      for (Map.Entry<Whereabouts, Rational> share :
          of(input.getKey()).shares(stage).of().entrySet()) {
        Rational part = share.getValue().times(input.getValue());
        Rational all = sum.getOrDefault(share.getKey(), Rational.ZERO).plus(part);
        if (!budget.allows(all.bitLength())) {
          return Shares.unknown(Whereabouts.Cause.TOO_FINE);
        }
        sum.put(share.getKey(), all);
      }
    }
    // Those of far places have little in common, so their sum may be finer than each of them.
    Rational whole = Rational.ZERO;
    for (Rational share : sum.values()) {
      whole = whole.plus(share);
      if (!budget.allows(whole.bitLength())) {
        return Shares.unknown(Whereabouts.Cause.TOO_FINE);
      }
    }
    return new Shares(sum);
  }
}
