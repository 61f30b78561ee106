/**
 * What stands between API Gateway and Assay's functions: requests and answers of the REST proxy
 * integration, routes, and problems as RFC 9457 writes them.
 */
@org.jspecify.annotations.NullMarked
package org.assay.functions.gateway;
