/** Which hosts there are, what runs on each and at which address. Knows nothing of how they are run. */
package org.foobarlab.topology;
