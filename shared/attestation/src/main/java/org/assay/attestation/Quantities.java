package org.assay.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import org.assay.attestation.quantity.DeclaredMetal;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Quantity;

/**
 * Checks every quantity and grade of a subject, wherever it is, ahead of the schema, so that a
 * fault in one is reported under its own reason.
 */
final class Quantities {
  private Quantities() {}

  /**
   * @throws RejectedException with the first fault that has a reason of its own; what is merely not
   *     in the form of the schema is left to the schema, which reports all of it
   */
  static void check(JsonNode node, String pointer) throws RejectedException {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(node.get(i), pointer + "/" + i);
      }
      return;
    }
    Iterator<Map.Entry<String, JsonNode>> members = node.fields();
    while (members.hasNext()) {
      Map.Entry<String, JsonNode> member = members.next();
      JsonNode value = member.getValue();
      String where = StrictJson.pointer(pointer, member.getKey());
      switch (member.getKey()) {
        case "quantity",
            "annualCapacity",
            "opening",
            "receipts",
            "consumed",
            "lost",
            "sold",
            "closing" ->
            unlessOfTheSchema(() -> Quantity.fromJson(value, where));
        case "grades" -> checkAll(value, where, Grade::fromJson);
        case "contained" -> checkAll(value, where, DeclaredMetal::fromJson);
        case "results" -> checkAll(value, where, Assay.Result::read);
        default -> check(value, where);
      }
    }
  }

  private interface Reader {
    Object read(JsonNode node, String pointer) throws RejectedException;
  }

  private interface Check {
    Object run() throws RejectedException;
  }

  private static void checkAll(JsonNode array, String pointer, Reader reader)
      throws RejectedException {
    for (int i = 0; i < array.size() && array.isArray(); i++) {
      JsonNode item = array.get(i);
      String where = pointer + "/" + i;
      unlessOfTheSchema(() -> reader.read(item, where));
    }
  }

  private static void unlessOfTheSchema(Check check) throws RejectedException {
    try {
      Object unused = check.run();
    } catch (RejectedException e) {
      if (e.rejection().reason() != Reason.SCHEMA_VIOLATION) {
        throw e;
      }
    }
  }
}
