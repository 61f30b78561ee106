package org.assay.cli.demo;

import org.assay.attestation.Credential;

/**
 * A statement that is ready to be submitted.
 *
 * @param credential what it says
 * @param statement the signed bytes
 */
record Said(Credential credential, byte[] statement) {
  Said {
    statement = statement.clone();
  }

  @Override
  public byte[] statement() {
    return statement.clone();
  }
}
