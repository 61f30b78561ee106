package org.assay.cli.demo;

import java.util.List;

/**
 * A part of the story, submitted together.
 *
 * @param title what happens in it
 * @param said what is submitted, in order
 */
record Chapter(String title, List<Said> said) {
  Chapter {
    said = List.copyOf(said);
  }
}
