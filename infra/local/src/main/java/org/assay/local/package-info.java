/**
 * The exchange on one machine: stand-ins for AWS as child processes, and an HTTP server in the
 * place of API Gateway.
 *
 * <p>DynamoDB Local is not open source: its licence lets a developer run it, but not ship it, nor
 * compile it into another program. So no class here refers to one of its classes, none of Assay's
 * artefacts holds it, and it never shares a process with Assay: each developer's Maven fetches it,
 * and {@link org.assay.local.EmbeddedAws} starts it and speaks HTTP to it.
 */
@org.jspecify.annotations.NullMarked
package org.assay.local;
