/** Export plans: pure data, from which an export follows. */
package org.groundtrack.plan;
