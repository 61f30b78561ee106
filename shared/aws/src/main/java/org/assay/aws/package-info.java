/** The ledger's ports on Amazon S3 and DynamoDB, and how a process is told where they are. */
@org.jspecify.annotations.NullMarked
package org.assay.aws;
