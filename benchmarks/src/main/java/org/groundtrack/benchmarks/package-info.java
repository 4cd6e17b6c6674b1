/** Benchmarks of parts with JMH, and of the whole way on generated granules. */
package org.groundtrack.benchmarks;
