package org.assay.ledger;

/**
 * How far the public log goes.
 *
 * @param block the number of the last block in it
 * @param size how many entries it has
 * @param checkpoint the signed checkpoint of that size
 */
public record Publication(long block, long size, String checkpoint) {}
