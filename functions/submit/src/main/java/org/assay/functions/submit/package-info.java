/** Takes in statements: {@code POST /v1/attestations}, one or many at a time. */
@org.jspecify.annotations.NullMarked
package org.assay.functions.submit;
