package org.assay.local.child;

import java.lang.reflect.Field;

/**
 * Starts DynamoDB Local so that only this machine reaches it. It checks no signatures, and its own
 * main class listens on every network interface and has no option against that.
 *
 * <p>By reflection, since its licence forbids compiling against it.
 */
public final class DynamoDbOnLoopback {
  private static final String PACKAGE = "software.amazon.dynamodb.services.local.";

  private DynamoDbOnLoopback() {}

  /**
   * @param args those of DynamoDB Local's own main class
   */
  public static void main(String[] args) throws Exception {
    Object proxy =
        Class.forName(PACKAGE + "main.ServerRunner")
            .getMethod("createServerFromCommandLineArgs", String[].class)
            .invoke(null, (Object) args);
    Field field = proxy.getClass().getDeclaredField("server");
    field.setAccessible(true);
    Object jetty = field.get(proxy);
    for (Object connector : (Object[]) jetty.getClass().getMethod("getConnectors").invoke(jetty)) {
      connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
    }
    // start() would send telemetry as well.
    proxy.getClass().getMethod("safeStart").invoke(proxy);
    proxy.getClass().getMethod("join").invoke(proxy);
  }
}
