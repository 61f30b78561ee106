package org.assay.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way; here, because this module has all the others on its class path. */
@AnalyzeClasses(packages = "org.assay", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule onlyTheAwsModuleUsesTheSdkUnderShared =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.assay.attestation..", "org.assay.ledger..", "org.assay.traceability..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..", "com.amazonaws..", "org.assay.aws..", "org.assay.functions..");

  /** A bundle is verified without a network, so what verifies it cannot have one. */
  @ArchTest
  static final ArchRule nothingUnderSharedButTheAwsModuleSpeaksToANetwork =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.assay.attestation..", "org.assay.ledger..", "org.assay.traceability..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "javax.net..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.Socket")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.nio.channels.SocketChannel")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.URLConnection");

  @ArchTest
  static final ArchRule theLedgerKnowsNothingOfMinerals =
      noClasses()
          .that()
          .resideInAPackage("org.assay.ledger..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.assay.attestation..", "org.assay.traceability..", "org.bouncycastle..");

  @ArchTest
  static final ArchRule attestationsKnowNothingOfLedgers =
      noClasses()
          .that()
          .resideInAPackage("org.assay.attestation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.assay.ledger..", "org.assay.traceability..");

  @ArchTest
  static final ArchRule thePortsOnAwsKnowNothingOfMinerals =
      noClasses()
          .that()
          .resideInAPackage("org.assay.aws..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.assay.attestation..", "org.assay.traceability..");

  @ArchTest
  static final ArchRule theFunctionsDoNotKnowWhereTheyRun =
      noClasses()
          .that()
          .resideInAPackage("org.assay.functions..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.assay.local..", "org.assay.cli..", "com.sun.net..");

  @ArchTest
  static final ArchRule deployedFunctionsDoNotKnowEachOther =
      slices()
          .matching("org.assay.functions.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              com.tngtech.archunit.base.DescribedPredicate.alwaysTrue(),
              com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                  "org.assay.functions.gateway.."));

  /**
   * A process that is thawed from a snapshot, as Lambda may do it, must not draw what another drew:
   * java.security.SecureRandom reads the system's source each time, these keep their state in the
   * heap.
   */
  @ArchTest
  static final ArchRule nothingDrawsFromASourceThatASnapshotWouldRepeat =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle.crypto.prng..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.bouncycastle.crypto.CryptoServicesRegistrar")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.bouncycastle.crypto.params.ParametersWithRandom")
          .orShould()
          .callMethod(java.security.SecureRandom.class, "getInstance", String.class);

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.assay.attestation..",
              "org.assay.ledger..",
              "org.assay.traceability..",
              "org.assay.aws..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
