package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode trace = JSON.createObjectNode();

  @Test
  void theVerdictComesFirstThenTheReasonsThenTheTreeThenTheNumbers() {
    trace(
        "urn:lot:out",
        "UNKNOWN",
        "urn:lot:gone went in, but no statement says where it comes from",
        "the second reason");
    made(
        "urn:lot:out", "Kokkola", "FI", "did:web:refiner.example", "urn:lot:mined", "urn:lot:gone");
    mined("urn:lot:mined", "Kamoto");
    trace.putArray("missing").add("urn:lot:gone");
    ObjectNode step = trace.withArray("steps").addObject();
    step.put("process", "refining").put("facility", "Kokkola").put("country", "FI").put("index", 7);
    step.putObject("kilograms").put("basis", "dry").put("in", "100").put("out", "40");
    step.putArray("contained").addObject().put("analyte", "Co").put("in", "30").put("out", "29.4");
    origin(trace);
    assurance(trace);
    trace.withArray("checks").addObject().put("result", "PASS").put("sentence", "s");
    trace.withArray("checks").addObject().put("result", "WARN").put("sentence", "look here");

    assertThat(TraceReport.of(trace, false))
        .isEqualTo(
            """
            UNKNOWN  urn:lot:out: nothing is wrong so far, but something that would be needed is missing.

            Why:
              - urn:lot:gone went in, but no statement says where it comes from.
              - The second reason.

            Worth a look:
              - Look here.

            Where it comes from:
              urn:lot:out  cobalt sulfate, 40 kg dry, Kokkola (FI)
              │  refining by did:web:refiner.example
              ├─ urn:lot:mined  cobalt hydroxide, 12500 kg wet, Kamoto (CD)
              │     extraction by did:web:mines.example.cd; assay by did:web:lab.example
              └─ urn:lot:gone  MISSING: no statement says where it comes from

            Shares of the metal:
              Co, 29.4 kg; by contained metal; custody: at best segregated, and not stated at some step
                mined: 62.5 % CD, Kamoto
                mined: 37.5 % UNKNOWN: no statement says where it comes from
                refined: 100 % FI, Kokkola

            Assurance, on 2026-11-24:
              Kokkola (FI), refined 2026-11-01
                certificate IRMA 2.0, IRMA 75, conformant, assessed by 3rdParty, Accredited, by did:web:audit.example, 2026-01-01 to 2026-12-31; for 1 of 2 events there
                does not count: permit PE-1, active, by did:web:refiner.example, from 2020-01-01: its scope lacks the stage
              Kamoto (CD), mined 2026-10-01 to 2026-10-31: nothing that was said of it counts
              F1 UNKNOWN  1 way not assessed throughout.
              F2 PASS     Fine.

            How much, step by step:
              refining at Kokkola (FI), entry 7: 100 kg in, 40 kg out, dry
                Co: 30 kg in, 29.4 kg out (98.0 %)

            1 of 2 checks hold, over 2 lots, as of ledger size 9.
            """);
  }

  private static void assurance(ObjectNode trace) {
    ObjectNode assurance = trace.putObject("assurance").put("on", "2026-11-24");
    ArrayNode facilities = assurance.putArray("facilities");
    ObjectNode use =
        facilities
            .addObject()
            .put("name", "Kokkola")
            .put("country", "FI")
            .putArray("uses")
            .addObject()
            .put("process", "refining")
            .put("stage", "refined")
            .put("from", "2026-11-01")
            .put("to", "2026-11-01")
            .put("events", 2);
    ArrayNode statements = use.putArray("statements");
    statements
        .addObject()
        .put("type", "EsgConformity")
        .put("issuer", "did:web:audit.example")
        .put("scheme", "IRMA")
        .put("version", "2.0")
        .put("level", "IRMA 75")
        .put("assessorLevel", "3rdParty")
        .put("assessmentLevel", "Accredited")
        .put("result", "conformant")
        .put("from", "2026-01-01")
        .put("until", "2026-12-31")
        .put("countsFor", 1);
    statements
        .addObject()
        .put("type", "MinePermit")
        .put("issuer", "did:web:refiner.example")
        .put("scheme", "PE-1")
        .put("level", "active")
        .put("from", "2020-01-01")
        .put("countsFor", 0)
        .putArray("doesNotCount")
        .addObject()
        .put("because", "its scope lacks the stage");
    facilities
        .addObject()
        .put("name", "Kamoto")
        .put("country", "CD")
        .putArray("uses")
        .addObject()
        .put("process", "mining")
        .put("stage", "mined")
        .put("from", "2026-10-01")
        .put("to", "2026-10-31");
    assurance
        .putArray("findings")
        .addObject()
        .put("id", "F1")
        .put("result", "UNKNOWN")
        .put("sentence", "1 way not assessed throughout");
    assurance
        .withArray("findings")
        .addObject()
        .put("id", "F2")
        .put("result", "PASS")
        .put("sentence", "fine");
  }

  @Test
  void partiesAreCalledByTheirNamesAndTheirDidsAreGivenOnce() {
    trace(
        "urn:lot:out",
        "FAIL",
        "did:web:refiner.example used it, but did:web:mines.example.cd held it");
    made("urn:lot:out", "Kokkola", "FI", "did:web:refiner.example", "urn:lot:ore");
    mined("urn:lot:ore", "Kamoto");
    trace
        .putObject("parties")
        .put("did:web:refiner.example", "Revontuli Refining")
        .put("did:web:mines.example.cd", "Kolwezi Mining");

    assertThat(TraceReport.of(trace, false))
        .contains("  - Revontuli Refining used it, but Kolwezi Mining held it.\n")
        .contains("refining by Revontuli Refining\n")
        .contains("extraction by Kolwezi Mining; assay by did:web:lab.example\n")
        .contains(
            """
            Who is who:
              Kolwezi Mining: did:web:mines.example.cd
              Revontuli Refining: did:web:refiner.example
            """);
  }

  private static void origin(ObjectNode trace) {
    ObjectNode metal = trace.putObject("origin").putArray("metals").addObject();
    metal.put("metal", "Co").put("kilograms", "29.4").put("weighedBy", "METAL");
    metal.put("weakestCustodyModel", "segregated").put("custodyModelStatedThroughout", false);
    ArrayNode stages = metal.putArray("stages");
    ArrayNode mined = stages.addObject().put("stage", "mined").putArray("shares");
    place(mined, "CD", "Kamoto", "62.5");
    mined
        .addObject()
        .put("kind", "UNKNOWN")
        .put("because", "no statement says where it comes from")
        .put("percent", "37.5");
    place(stages.addObject().put("stage", "refined").putArray("shares"), "FI", "Kokkola", "100");
    stages
        .addObject()
        .put("stage", "melted")
        .putArray("shares")
        .addObject()
        .put("kind", "NOT_DONE")
        .put("percent", "100");
  }

  private static void place(ArrayNode shares, String country, String name, String percent) {
    shares
        .addObject()
        .put("kind", "PLACE")
        .put("country", country)
        .put("name", name)
        .put("percent", percent);
  }

  @Test
  void thePoliciesComeUnderTheVerdictWithReasonsAndNumbers() {
    trace("urn:lot:ore", "PASS");
    mined("urn:lot:ore", "Kamoto");
    trace.put("evaluatedOn", "2026-12-31");
    ObjectNode first = policy("stages", 2, "Stages").put("applies", true).put("verdict", "FAIL");
    first.putArray("reasons").add("co was mined in Congo");
    ObjectNode check = first.putArray("checks").addObject();
    check.put("id", "E1").put("result", "FAIL").put("sentence", "co was mined in Congo");
    check.putArray("numbers").addObject().put("name", "Co mined in CD").put("value", "1");
    first
        .withArray("checks")
        .addObject()
        .put("id", "E7")
        .put("result", "WARN")
        .put("sentence", "wished for");
    ObjectNode second = policy("magnets", 1, "Mag\u001bnets").put("applies", false);
    second.putArray("reasons").add("it is about tungsten");

    assertThat(TraceReport.of(trace, false))
        .contains(
            """

            Under policies:
              FAIL  Stages (stages@2), on 2026-12-31
                - Co was mined in Congo.
                E1 FAIL
                  Co mined in CD: 1
                E7 WARN: Wished for.
              DOES NOT APPLY  Mag"""
                + VisibleText.of("\u001b")
                + """
            nets (magnets@1), on 2026-12-31
                - It is about tungsten.

            Where it comes from:
            """);
  }

  private ObjectNode policy(String id, int version, String title) {
    return trace
        .withArray("policies")
        .addObject()
        .put("policy", id)
        .put("version", version)
        .put("title", title);
  }

  @Test
  void aLotThatAppearsTwiceIsExpandedOnce() {
    trace("urn:lot:top", "PASS");
    made("urn:lot:top", "T", "FI", "did:web:t.example", "urn:lot:a", "urn:lot:b");
    made("urn:lot:a", "A", "FI", "did:web:a.example", "urn:lot:ore");
    made("urn:lot:b", "B", "FI", "did:web:b.example", "urn:lot:ore");
    mined("urn:lot:ore", "Kamoto");
    String report = TraceReport.of(trace, false);
    assertThat(report.split("extraction by", -1)).hasSize(2);
    assertThat(report).contains("urn:lot:ore  (see above)");
  }

  @Test
  void aLotThatIsMadeFromItselfDoesNotEndInALoop() {
    trace("urn:lot:a", "FAIL", "urn:lot:a is said to be made from itself");
    made("urn:lot:a", "A", "FI", "did:web:a.example", "urn:lot:b");
    made("urn:lot:b", "B", "FI", "did:web:b.example", "urn:lot:a");
    assertThat(TraceReport.of(trace, false)).contains("urn:lot:a  (see above)");
  }

  @Test
  void aChainOfAThousandStepsStaysOnTheScreen() {
    trace("urn:lot:1000", "PASS");
    for (int i = 1000; i > 0; i--) {
      made("urn:lot:" + i, "F", "FI", "did:web:f.example", "urn:lot:" + (i - 1));
    }
    mined("urn:lot:0", "Kamoto");
    List<String> lines = TraceTree.lines(trace);
    assertThat(lines).hasSize(2002).allMatch(line -> line.length() < 130);
    assertThat(lines.get(2000)).contains("(1000) urn:lot:0 ");
  }

  @Test
  void whatWasNotLookedAtIsNotCalledMissing() {
    trace("urn:lot:out", "UNKNOWN");
    made("urn:lot:out", "K", "FI", "did:web:k.example", "urn:lot:far");
    trace.putArray("notFollowed").add("urn:lot:far");
    assertThat(TraceReport.of(trace, false))
        .contains("urn:lot:far  not looked at: past the limit of this trace")
        .doesNotContain("MISSING");
  }

  @Test
  void hostileTextStaysText() {
    String hostile = "\u001b[2J\u001b[1;32mPASS\u001b[0m\u202e\n\rPASS";
    trace("urn:lot:out", "FAIL", hostile);
    made("urn:lot:out", hostile, hostile, hostile, hostile);
    ObjectNode step = trace.withArray("steps").addObject();
    step.put("process", hostile).put("facility", hostile).put("country", hostile);
    step.putObject("kilograms").put("basis", hostile).put("in", hostile).put("out", hostile);
    step.putArray("contained").addObject().put("analyte", hostile).put("out", hostile);
    trace.withArray("checks").addObject().put("result", "WARN").put("sentence", hostile);
    ObjectNode metal = trace.putObject("origin").putArray("metals").addObject();
    metal.put("metal", hostile).put("kilograms", hostile).put("weakestCustodyModel", hostile);
    place(
        metal.putArray("stages").addObject().put("stage", hostile).putArray("shares"),
        hostile,
        hostile,
        hostile);
    assurance(trace);
    ObjectNode facility = (ObjectNode) trace.path("assurance").path("facilities").path(0);
    facility.put("name", hostile).put("country", hostile);
    ObjectNode use = (ObjectNode) facility.path("uses").path(0);
    use.put("stage", hostile).put("from", hostile);
    ObjectNode said = (ObjectNode) use.path("statements").path(0);
    List.copyOf(said.properties()).forEach(each -> said.put(each.getKey(), hostile));
    said.put("countsFor", 1);
    trace.putObject("parties").put("did:web:x.example", hostile);
    trace.withArray("reasons").add("did:web:x.example");
    ((ObjectNode) trace.path("upstream").path(0).path("quantity"))
        .put("unit", hostile)
        .put("value", hostile);
    ((ObjectNode) trace.path("upstream").path(0)).put("mineral", hostile).put("form", hostile);

    String report = TraceReport.of(trace, false);
    assertThat(report).doesNotContain("\u001b", "\u202e", "\r").contains("\\u{1b}[2J");
    assertThat(report.lines())
        .noneMatch(line -> line.startsWith("PASS"))
        .first()
        .asString()
        .startsWith("FAIL  urn:lot:out");
  }

  @Test
  void onlyTheVerdictIsInColourAndOnlyWhereItMayBe() {
    trace("urn:lot:out", "PASS");
    mined("urn:lot:out", "Kamoto");
    assertThat(TraceReport.of(trace, true)).startsWith("\u001b[1;32mPASS\u001b[0m  ");
    trace.put("verdict", "FAIL");
    assertThat(TraceReport.of(trace, true)).startsWith("\u001b[1;31mFAIL\u001b[0m  ");
    assertThat(TraceReport.of(trace, false)).doesNotContain("\u001b");
  }

  @Test
  void anAnswerWithoutTheExpectedMembersIsShownAllTheSame() {
    assertThat(TraceReport.of(JSON.createObjectNode().put("verdict", "FAIL"), false))
        .startsWith("FAIL");
  }

  private void trace(String lot, String verdict, String... reasons) {
    trace.put("lot", lot).put("verdict", verdict).put("asOf", 9);
    List.of(reasons).forEach(trace.putArray("reasons")::add);
  }

  private void mined(String lot, String facility) {
    ObjectNode entry = lot(lot, "hydroxide", "12500", "wet");
    ObjectNode says = statement(entry, "LotOrigin", "did:web:mines.example.cd");
    says.put("lot", lot).putObject("facility").put("name", facility).put("country", "CD");
    statement(entry, "Assay", "did:web:lab.example").put("lot", lot);
  }

  private void made(String lot, String facility, String country, String issuer, String... inputs) {
    ObjectNode says = statement(lot(lot, "sulfate", "40", "dry"), "Transformation", issuer);
    says.put("process", "refining")
        .putObject("facility")
        .put("name", facility)
        .put("country", country);
    ArrayNode in = says.putArray("inputs");
    for (String input : inputs) {
      in.addObject().put("lot", input);
    }
    says.putArray("outputs").addObject().put("lot", lot);
  }

  private ObjectNode lot(String lot, String form, String value, String basis) {
    ObjectNode entry = trace.withArray("upstream").addObject();
    entry.put("lot", lot).put("mineral", "cobalt").put("form", form);
    entry.putObject("quantity").put("value", value).put("unit", "KGM").put("basis", basis);
    entry.putArray("statements");
    return entry;
  }

  private static ObjectNode statement(ObjectNode lot, String type, String issuer) {
    ObjectNode statement = ((ArrayNode) lot.path("statements")).addObject();
    return statement.put("type", type).put("issuer", issuer).putObject("says");
  }
}
