/**
 * What runs inside the child processes, beside the emulators and without the rest of Assay: these
 * classes use the JDK alone, and each is one class file.
 */
@org.jspecify.annotations.NullMarked
package org.assay.local.child;
