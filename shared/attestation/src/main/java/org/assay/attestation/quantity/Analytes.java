package org.assay.attestation.quantity;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assay.attestation.Mineral;

/**
 * What a grade of a compound says of the metal in it. Every factor is the exact quotient of sums of
 * atomic weights, so that Li2O, Li and LCE convert into each other without a remainder; none is
 * taken for a compound that the table does not name.
 *
 * <p>Source: IUPAC Commission on Isotopic Abundances and Atomic Weights, abridged standard atomic
 * weights 2021 (five significant digits; the conventional value where an interval is given). From
 * them 1 Li is 5.323 Li2CO3 and 1 Li2O is 2.473 Li2CO3, as the lithium trade has it. LCE, lithium
 * carbonate equivalent, is Li2CO3 by another name.
 */
public final class Analytes {
  private static final Map<String, String> ATOMIC_WEIGHTS =
      Map.ofEntries(
          Map.entry("H", "1.008"),
          Map.entry("Li", "6.94"),
          Map.entry("B", "10.81"),
          Map.entry("C", "12.011"),
          Map.entry("O", "15.999"),
          Map.entry("Mg", "24.305"),
          Map.entry("Al", "26.982"),
          Map.entry("Si", "28.085"),
          Map.entry("S", "32.06"),
          Map.entry("Ti", "47.867"),
          Map.entry("Mn", "54.938"),
          Map.entry("Co", "58.933"),
          Map.entry("Ni", "58.693"),
          Map.entry("Cu", "63.546"),
          Map.entry("Zn", "65.38"),
          Map.entry("Ga", "69.723"),
          Map.entry("Ge", "72.630"),
          Map.entry("Sn", "118.71"),
          Map.entry("Ta", "180.95"),
          Map.entry("W", "183.84"));

  private static final Pattern ATOMS = Pattern.compile("([A-Z][a-z]?)([0-9]*)");

  /** The compounds, by the metal that they are traded for. */
  private static final Map<String, String> METAL_OF =
      Map.ofEntries(
          Map.entry("Li2O", "Li"),
          Map.entry("Li2CO3", "Li"),
          Map.entry("LiOH", "Li"),
          Map.entry("B2O3", "B"),
          Map.entry("MgO", "Mg"),
          Map.entry("Al2O3", "Al"),
          Map.entry("SiO2", "Si"),
          Map.entry("TiO2", "Ti"),
          Map.entry("MnO", "Mn"),
          Map.entry("MnO2", "Mn"),
          Map.entry("CoO", "Co"),
          Map.entry("Co3O4", "Co"),
          Map.entry("CoSO4", "Co"),
          Map.entry("NiO", "Ni"),
          Map.entry("NiSO4", "Ni"),
          Map.entry("CuO", "Cu"),
          Map.entry("ZnO", "Zn"),
          Map.entry("Ga2O3", "Ga"),
          Map.entry("GeO2", "Ge"),
          Map.entry("SnO2", "Sn"),
          Map.entry("Ta2O5", "Ta"),
          Map.entry("WO3", "W"));

  private static final Map<String, Rational> SHARES = shares();

  private Analytes() {}

  /** The metal that an analyte is a compound of; the analyte itself where the table has none. */
  public static String metal(String analyte) {
    return analyte.equals("LCE") ? "Li" : METAL_OF.getOrDefault(analyte, analyte);
  }

  /** How much of the analyte's mass is {@link #metal}: 1 for an element. */
  public static Rational metalShare(String analyte) {
    return SHARES.getOrDefault(analyte, Rational.ONE);
  }

  /**
   * What a mineral is traded for: an element, or the trade's name of a sum such as TREO, total rare
   * earth oxides.
   */
  public static String metal(Mineral mineral) {
    return switch (mineral) {
      case BAUXITE -> "Al";
      case BORON -> "B";
      case COBALT -> "Co";
      case COPPER -> "Cu";
      case GALLIUM -> "Ga";
      case GERMANIUM -> "Ge";
      case GOLD -> "Au";
      case GRAPHITE -> "C";
      case LITHIUM -> "Li";
      case MAGNESIUM -> "Mg";
      case MANGANESE -> "Mn";
      case NICKEL -> "Ni";
      case PLATINUM_GROUP -> "PGM";
      case RARE_EARTHS -> "TREO";
      case SILICON -> "Si";
      case TANTALUM -> "Ta";
      case TIN -> "Sn";
      case TITANIUM -> "Ti";
      case TUNGSTEN -> "W";
      case ZINC -> "Zn";
    };
  }

  private static Map<String, Rational> shares() {
    Map<String, Rational> shares = new LinkedHashMap<>();
    METAL_OF.forEach((formula, metal) -> shares.put(formula, share(formula, metal)));
    shares.put("LCE", share("Li2CO3", "Li"));
    return shares;
  }

  private static Rational share(String formula, String metal) {
    Rational all = Rational.ZERO;
    Rational part = Rational.ZERO;
    Matcher atoms = ATOMS.matcher(formula);
    while (atoms.find()) {
      long count = atoms.group(2).isEmpty() ? 1 : Long.parseLong(atoms.group(2));
      String weight = ATOMIC_WEIGHTS.get(atoms.group(1));
      if (weight == null) {
        throw new IllegalStateException("no atomic weight of " + atoms.group(1));
      }
      Rational weighs = Rational.of(new BigDecimal(weight)).times(Rational.of(count));
      all = all.plus(weighs);
      if (atoms.group(1).equals(metal)) {
        part = part.plus(weighs);
      }
    }
    return part.dividedBy(all);
  }

  /** The grade that tells of a metal, its own before those of its compounds; empty if none does. */
  public static Optional<Grade> grade(List<Grade> grades, String metal) {
    return grades.stream()
        .filter(grade -> metal(grade.analyte()).equals(metal))
        .min(Comparator.comparing(grade -> grade.analyte().equals(metal) ? 0 : 1));
  }
}
