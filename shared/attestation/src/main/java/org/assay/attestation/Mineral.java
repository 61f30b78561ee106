package org.assay.attestation;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The minerals that a lot may be of; the code is what statements say. */
public enum Mineral {
  BAUXITE("bauxite"),
  BORON("boron"),
  COBALT("cobalt"),
  COPPER("copper"),
  GALLIUM("gallium"),
  GERMANIUM("germanium"),
  GOLD("gold"),
  GRAPHITE("graphite"),
  LITHIUM("lithium"),
  MAGNESIUM("magnesium"),
  MANGANESE("manganese"),
  NICKEL("nickel"),
  PLATINUM_GROUP("platinum-group"),
  RARE_EARTHS("rare-earths"),
  SILICON("silicon"),
  TANTALUM("tantalum"),
  TIN("tin"),
  TITANIUM("titanium"),
  TUNGSTEN("tungsten"),
  ZINC("zinc");

  private static final Map<String, Mineral> BY_CODE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Mineral::code, Function.identity()));

  private final String code;

  Mineral(String code) {
    this.code = code;
  }

  /** The name in statements, in kebab-case. */
  public String code() {
    return code;
  }

  /** The mineral of a code; empty if there is none. */
  public static Optional<Mineral> fromCode(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
