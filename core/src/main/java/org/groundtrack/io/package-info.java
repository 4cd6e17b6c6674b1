/** Range reads of objects, wherever they are. */
package org.groundtrack.io;
