/**
 * {@code assay demo}: a coalition of invented governments and companies, a chain of cobalt, nickel
 * and manganese lots through their countries, and the story of both, told through an exchange.
 */
@org.jspecify.annotations.NullMarked
package org.assay.cli.demo;
