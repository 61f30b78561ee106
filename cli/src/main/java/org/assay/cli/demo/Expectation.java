package org.assay.cli.demo;

import org.assay.attestation.LotId;
import org.assay.traceability.trace.Verdict;

/**
 * What a buyer should be told of a lot.
 *
 * @param lot the lot
 * @param what what it is, for people
 * @param verdict the answer
 * @param because words that a reason has to have; empty where the verdict is PASS
 */
record Expectation(LotId lot, String what, Verdict verdict, String because) {}
