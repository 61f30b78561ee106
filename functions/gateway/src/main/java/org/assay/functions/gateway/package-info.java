/** . */
@org.jspecify.annotations.NullMarked
package org.assay.functions.gateway;
