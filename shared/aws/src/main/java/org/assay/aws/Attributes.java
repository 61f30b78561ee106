package org.assay.aws;

import java.util.Map;
import org.assay.ledger.IntegrityFault;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values of DynamoDB items, written and read. */
final class Attributes {
  private Attributes() {}

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue binary(byte[] value) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(value));
  }

  static String text(Map<String, AttributeValue> item, String name) {
    String value = attribute(item, name).s();
    if (value == null) {
      throw new IntegrityFault("an item's attribute " + name + " is no text");
    }
    return value;
  }

  static long number(Map<String, AttributeValue> item, String name) {
    String value = attribute(item, name).n();
    if (value == null) {
      throw new IntegrityFault("an item's attribute " + name + " is no number");
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IntegrityFault("an item's attribute " + name + " is no whole number: " + value, e);
    }
  }

  static byte[] binary(Map<String, AttributeValue> item, String name) {
    SdkBytes value = attribute(item, name).b();
    if (value == null) {
      throw new IntegrityFault("an item's attribute " + name + " is not binary");
    }
    return value.asByteArray();
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IntegrityFault("an item has no attribute " + name);
    }
    return value;
  }
}
