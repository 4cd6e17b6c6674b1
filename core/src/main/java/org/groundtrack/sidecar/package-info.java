/** What the readers of sidecars share: a manifest put together from what a document says. */
package org.groundtrack.sidecar;
