package org.assay.traceability.bundle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/verifier-library.md is compiled and run as it stands there. */
class VerifierLibraryTest {
  private static Path docs() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/verifier-library.md"))) {
      here = requireNonNull(here.getParent());
    }
    return here.resolve("docs");
  }

  private static String run(Path classes, String... files) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, VerifierLibraryTest.class.getClassLoader())) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      var main = loader.loadClass("CheckBundle").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) files);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theExampleIsCompiledAndTellsTheGoodFromTheBad(@TempDir Path folder) throws Exception {
    Matcher code =
        Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(docs().resolve("verifier-library.md")));
    assertThat(code.find()).isTrue();
    Path source = folder.resolve("CheckBundle.java");
    Files.writeString(source, code.group(1));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path")
                    + System.getProperty("path.separator")
                    + Path.of(
                        BundleVerifier.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(status).isZero();
    Path examples = docs().resolve("examples/bundles");
    String trust = examples.resolve("trust.json").toString();

    assertThat(run(folder, trust, examples.resolve("pass.assay.json").toString()))
        .startsWith("VERIFIED PASS\n")
        .contains("not checked: ");
    assertThat(run(folder, trust, examples.resolve("bad-entry.assay.json").toString()))
        .startsWith("EVIDENCE_FAILS\ninclusion at /entries/2: ");
  }
}
