/** Tests of what is said, and sample credentials for the tests of other modules. */
@org.jspecify.annotations.NullMarked
package org.assay.attestation;
