/** Opens objects wherever they are: what is allowed, with which credentials, over which reader. */
package org.groundtrack.source;
