/** Chunk manifests from DMR++ documents, which archives publish beside their granules. */
package org.groundtrack.dmrpp;
